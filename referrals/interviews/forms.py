"""The shapes of what is recorded about a return interview."""

from typing import Any
from uuid import UUID

from django import forms

from agencies.directory.models import Team
from agencies.fields import ClockTime, Day, join
from referrals.children.codes import label
from referrals.clocks import local_day
from referrals.drafts.forms import Drafted
from referrals.interviews import codes, rules
from referrals.interviews.actions import Booking, Happened, Told
from referrals.missing.forms.timed import HINT_CLOCK, HINT_DAY, NOW, Timed

NAMED = {"person": "people", "place": "places", "phone": "phones", "vehicle": "vehicles"}
WHO = "Somebody who does not care for the child and is not the allocated worker of the placement"


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _named(question: str) -> dict[str, Any]:
    return {"label": question, "help_text": "One a line", "max_length": 4000, "required": False, "widget": _words(2)}


class Begin(forms.Form):
    """The button says it all."""


class Offer(Timed):
    whens = ("happened",)
    lists = {"reason": (codes.REASONS, [("", "Choose a reason")])}

    status = forms.ChoiceField(
        label="What happened?", choices=[(code, label(codes.STATUSES, code)) for code in rules.FOLLOWED], widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(label="Why is it not possible?", required=False)
    words = forms.CharField(
        label="What was said or tried, and by whom?",
        help_text="Needed where there was no answer, or where it is not possible.",
        max_length=2000,
        required=False,
        widget=_words(3),
    )
    happened_when = forms.ChoiceField(label="When was that?", initial=NOW, widget=forms.RadioSelect)
    happened_on = Day(label="Day", required=False, help_text=HINT_DAY)
    happened_clock = ClockTime(label="Time", required=False, help_text=HINT_CLOCK)

    @property
    def needed_when_shown(self):
        return super().needed_when_shown | {"reason"}

    def told(self) -> Happened:
        said = self.given("status", "happened_at", "words", "reason")
        return Happened(**said | {"reason": said["reason"] if said["status"] == codes.NOT_POSSIBLE else ""})


class Decline(Timed):
    whens = ("happened",)

    status = forms.ChoiceField(
        label="Who did not want the interview?",
        choices=[(codes.BY_CHILD, "The child"), (codes.BY_PARENT, "A parent or carer")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label="What was said, and to whom?", max_length=2000, widget=_words(3))
    happened_when = forms.ChoiceField(label="When was that?", initial=NOW, widget=forms.RadioSelect)
    happened_on = Day(label="Day", required=False, help_text=HINT_DAY)
    happened_clock = ClockTime(label="Time", required=False, help_text=HINT_CLOCK)

    def told(self) -> Happened:
        return Happened(**self.given("status", "happened_at", "words"))


class Interviewer(forms.Form):
    """Who holds the talk, and where."""

    place = forms.CharField(label="Where?", help_text="A neutral place where the child feels safe", max_length=200)
    interviewer = forms.CharField(label="Who holds the interview?", help_text=WHO, max_length=120)
    tie = forms.ChoiceField(
        label="Who is that to the child?", choices=[(row.code, row.label) for row in codes.TIES], widget=forms.RadioSelect
    )


class Book(Drafted, Interviewer):
    planned_on = Day(label="Day of the interview", ahead=True, help_text="For example tomorrow, or 14 Nov")
    planned_clock = ClockTime(label="Time of the interview", help_text="For example 1430 or 2.30pm")

    field_order = ["draft", "planned_on", "planned_clock", "place", "interviewer", "tie"]

    def __init__(self, *args, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["planned_on"].today = local_day(at)

    def clean(self):
        super().clean()
        join(self, "planned_on", "planned_clock", "planned_at")
        return self.cleaned_data

    def told(self) -> Booking:
        return Booking(**{name: self.cleaned_data[name] for name in ("planned_at", "place", "interviewer", "tie")})


class Complete(Interviewer, Timed):
    whens = ("held",)

    held_when = forms.ChoiceField(label="When was the talk?", initial=NOW, widget=forms.RadioSelect)
    held_on = Day(label="Day", required=False, help_text=HINT_DAY)
    held_clock = ClockTime(label="Time", required=False, help_text=HINT_CLOCK)
    words = forms.CharField(
        label="What did the child say?",
        help_text="In the child’s own words. Police and partners never read this.",
        max_length=20000,
        widget=_words(8),
    )
    safety = forms.CharField(
        label="What must others know to keep the child safe?",
        help_text="Police and partners read this where an agreement says so. Facts, not the child’s words.",
        max_length=4000,
        widget=_words(4),
    )
    people = forms.CharField(**_named("Which people did the child name?"))
    places = forms.CharField(**_named("Which places?"))
    phones = forms.CharField(**_named("Which phones and accounts?"))
    vehicles = forms.CharField(**_named("Which vehicles?"))
    has_harm = forms.BooleanField(
        label="The child told of harm: open a referral to the child’s council now",
        help_text="It is sent in the moment in which you record the interview.",
        required=False,
    )
    harm = forms.CharField(label="What harm did the child tell of?", max_length=10000, required=False, widget=_words(3))
    also = forms.MultipleChoiceField(
        label="The talk was about these other returns too",
        help_text="One talk may answer for several returns. Each is recorded.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, at, others: list[tuple[str, str]], **kwargs):
        super().__init__(*args, at=at, **kwargs)
        self.fields["also"].choices = others
        if not others:
            del self.fields["also"]

    @property
    def needed_when_shown(self):
        return super().needed_when_shown | {"harm"}

    def clean(self):
        said = super().clean()
        if said.get("has_harm") and not said.get("harm"):
            self.add_error("harm", "Say what harm the child told of.")
        if said.get("harm") and not said.get("has_harm"):
            self.add_error("has_harm", "Tick this to send what you wrote about harm, or take the words out.")
        return said

    def told(self) -> Told:
        said = self.cleaned_data
        return Told(
            **self.given("held_at", "place", "interviewer", "tie", "words", "safety", "harm"),
            mentions=tuple((kind, line) for kind, name in NAMED.items() for line in rules.lines(said[name])),
            also=tuple(UUID(key) for key in said.get("also", [])),
        )


class Delegate(Drafted):
    team = forms.ModelChoiceField(label="Which team do you ask?", queryset=Team.objects.none(), empty_label="Choose a team")
    reason = forms.CharField(
        label="Why do you ask them?",
        help_text="They read this, and then who the child is and what is recorded of this interview. Your agency goes on to answer for it.",
        max_length=1000,
        widget=_words(3),
    )

    def __init__(self, *args, agency: int, **kwargs):
        super().__init__(*args, **kwargs)
        teams = Team.objects.filter(agency__kind__in=sorted(rules.ASKED_KINDS)).exclude(agency=agency)
        self.fields["team"].queryset = teams.select_related("agency").order_by("agency__name", "name")


class TakeBack(Drafted):
    reason = forms.CharField(
        label="Why do you take it back?",
        help_text="It stays on file. They see the interview no more, and what they recorded stays.",
        max_length=1000,
        widget=_words(3),
    )


class Show(forms.Form):
    show = forms.ChoiceField(label="Which interviews", required=False, choices=codes.SHOW)


class AskCarers(Drafted):
    words = forms.CharField(
        label="What do parents or carers know?",
        help_text="Where the child was, with whom, and what worries them. Say so if they know nothing.",
        max_length=10000,
        widget=_words(5),
    )
    safety = forms.CharField(
        label="What must others know to keep the child safe?",
        help_text="Police and partners read this where an agreement says so.",
        max_length=4000,
        required=False,
        widget=_words(3),
    )
