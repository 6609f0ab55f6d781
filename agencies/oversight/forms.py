"""The shapes of what is typed on the pages of this floor."""

from datetime import date, timedelta

from django import forms

from agencies.directory.codes import ROLES, WEEKDAYS
from agencies.directory.models import Agency, Membership, Team, User
from agencies.directory.rules import Week
from agencies.fields import ClockTime, Day
from agencies.oversight.codes import VERDICTS
from agencies.oversight.rules import USUAL_DAYS, Filters, objections_to_day

VERDICT_CHOICES = [("", "All"), *((int(code), words) for code, words in VERDICTS)]


class SeatChoice(forms.ModelChoiceField):
    """A seat as its holder would name it."""

    def label_from_instance(self, seat):
        return f"{seat.team.name}, {seat.team.agency.name}, as {seat.get_role_display().lower()}"


class TeamChoice(forms.ModelChoiceField):
    """A team of one agency: its own name says enough, and long names stay within a small screen."""

    widget = forms.Select(attrs={"class": "govuk-!-width-full"})

    def label_from_instance(self, team):
        return team.name


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return f"{person.full_name} ({person.username})"


class ActAs(forms.Form):
    """Which of one's own seats to act from. Where to go afterwards is checked by the door."""

    seat = SeatChoice(label="Team", queryset=Membership.objects.none(), widget=forms.RadioSelect, empty_label=None)
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = seats


class Looks(forms.Form):
    """The search of the log. It opens with the last thirty days; days that are emptied on purpose stay empty."""

    q = forms.CharField(
        label="Child or person",
        required=False,
        max_length=120,
    )
    first = Day(label="From", required=False)
    last = Day(label="To", required=False)
    verdict = forms.TypedChoiceField(label="Verdict", required=False, choices=VERDICT_CHOICES, coerce=int, empty_value=None)
    agency = forms.ModelChoiceField(
        label="Agency of who looked",
        required=False,
        queryset=Agency.objects.order_by("name"),
        empty_label="All",
        widget=forms.Select(attrs={"class": "govuk-!-width-full"}),
    )

    def __init__(self, given, *, today: date):
        usual = {"first": str(today - timedelta(days=USUAL_DAYS)), "last": str(today)}
        super().__init__(usual | {name: given[name] for name in given})
        for name in ("first", "last"):
            self.fields[name].today = today

    def _day(self, name: str) -> date | None:
        for reason in objections_to_day(self.cleaned_data[name]):
            raise forms.ValidationError(f"{self.fields[name].label}: {reason}")
        return self.cleaned_data[name]

    def clean_first(self):
        return self._day("first")

    def clean_last(self):
        return self._day("last")

    def filters(self) -> Filters:
        agency = self.cleaned_data["agency"]
        return Filters(self.cleaned_data["first"], self.cleaned_data["last"], self.cleaned_data["verdict"], agency and agency.pk)


class Printed(forms.Form):
    """Which page is printed, by the number of the request that drew it."""

    page = forms.UUIDField()


class People(forms.Form):
    """Narrows the list of seats."""

    q = forms.CharField(label="Name or username", required=False, max_length=120)
    team = TeamChoice(label="Team", required=False, queryset=Team.objects.none(), empty_label="All")
    seats = forms.ChoiceField(label="Seats", required=False, choices=[("", "Held or to come"), ("ended", "Ended")])

    def __init__(self, given, *, agency: int):
        super().__init__(given)
        self.fields["team"].queryset = Team.objects.filter(agency=agency).select_related("agency").order_by("name")


class Dated(forms.Form):
    """A form whose days are read with today in mind."""

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        for day in self.fields.values():
            if isinstance(day, Day):
                day.today = today


class Join(Dated):
    user = forms.CharField(label="Username", max_length=150, help_text="Not their e-mail address.")
    team = TeamChoice(label="Team", queryset=Team.objects.none(), empty_label="Choose a team")
    role = forms.ChoiceField(label="Role", choices=[("", "Choose a role"), *ROLES])
    starts_on = Day(label="First day", ahead=True, help_text="Today or later, such as 14 Dec.")
    ends_on = Day(label="Last day", ahead=True, required=False, help_text="Leave empty where none is planned.")

    def __init__(self, *args, agency: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.filter(agency=agency).select_related("agency").order_by("name")

    def clean_user(self):
        found = User.objects.filter(username__iexact=self.cleaned_data["user"]).first()
        if found is None:
            raise forms.ValidationError("Nobody signs in with this username.")
        return found


class ChangeRole(forms.Form):
    role = forms.ChoiceField(label="New role", choices=[("", "Choose a role"), *ROLES])


class Cover(Dated):
    covered_by = PersonChoice(label="Who covers", queryset=User.objects.none(), empty_label="Choose a person")
    starts_on = Day(label="First day", ahead=True)
    ends_on = Day(label="Last day", ahead=True, help_text="Every absence has a last day.")

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["covered_by"].queryset = colleagues


class Hours(forms.Form):
    """When a team works, and who hears of what cannot wait while it does not."""

    opens = ClockTime(label="Opens", help_text="For example 0900")
    closes = ClockTime(label="Closes", help_text="On the same day, for example 1700")
    days = forms.MultipleChoiceField(label="On which days?", choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple)
    on_call = TeamChoice(
        label="Which team is on call?",
        help_text="It is told of what is urgent while this team is not there. Bank holidays are no days of work.",
        queryset=Team.objects.none(),
        required=False,
        empty_label="Nobody is on call",
    )

    def __init__(self, *args, team, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on_call"].queryset = Team.objects.filter(agency=team.agency_id).exclude(pk=team.pk).order_by("name")

    @property
    def week(self):
        return Week(self.cleaned_data["opens"], self.cleaned_data["closes"], "".join(sorted(self.cleaned_data["days"])))


class Alert(forms.Form):
    by_mail = forms.TypedChoiceField(
        label="By mail too?",
        choices=[("yes", "Yes, a message without names"), ("no", "No, My work is enough")],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    until = Day(label="Until which day?", required=False, ahead=True, help_text="Empty for good. Afterwards it is as it was at first.")


class Confirm(forms.Form):
    """Nothing to type: the button is the answer."""
