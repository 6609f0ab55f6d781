"""The return: one page when the child is found, and one more where they come home later."""

from django import forms

from agencies.directory.models import Area
from agencies.fields import ClockTime, Day
from referrals.clocks import local_day
from referrals.missing import codes
from referrals.missing.actions import Return
from referrals.missing.forms.named import NO_SUCH_CHILD, child_by
from referrals.missing.forms.timed import HINT_CLOCK, HINT_DAY, NOW, Timed, area_choice
from referrals.missing.models import Episode

HOME, BEFORE, ELSEWHERE = "home", "before:", "elsewhere"
HOMES = tuple(row for row in codes.DESTINATIONS if row.code in codes.HOMES)
TONIGHT = {"label": "Anything the next person must know tonight?", "required": False, "max_length": 200}
MOST_MILES = 700  # from one end of the island to the other
SMALL = forms.Textarea(attrs={"rows": 2})


class Findings(Timed):
    """What is asked beside the necessary, and may all be left out: with whom, with what, how far away, how the child explains it."""

    findings = {
        "found_with": (codes.FOUND_WITH, [("", "Not asked")]),
        "carried": (codes.CARRIED, ()),
        "explained": (codes.EXPLAINED, [("", "Not asked")]),
    }

    found_with = forms.ChoiceField(label="Found with whom?", required=False)
    companions = forms.CharField(
        label="References of other children who were there", required=False, max_length=200, help_text="With commas between them"
    )
    companion_words = forms.CharField(label="Others who were there, in words", required=False, max_length=500)
    carried = forms.MultipleChoiceField(label="What did the child carry?", required=False, widget=forms.CheckboxSelectMultiple)
    miles_away = forms.IntegerField(label="How many miles from home?", required=False, min_value=0, max_value=MOST_MILES)
    explained = forms.ChoiceField(label="Does the child explain it?", required=False)
    explanation = forms.CharField(label="What does the child say?", required=False, max_length=1000, widget=SMALL)

    def clean_companions(self):
        """Each by the reference; who may not be seen is nobody."""
        typed = [part for part in self.cleaned_data["companions"].split(",") if part.strip()]
        children = [child_by(part) for part in typed]
        if None in children:
            raise forms.ValidationError(NO_SUCH_CHILD)
        return [child.pk for child in children]

    def told_findings(self) -> dict:
        names = ("found_with", "carried", "miles_away", "explained", "explanation", "companions", "companion_words")
        return self.given(*names)

    @property
    def asked_besides(self) -> list:
        """The boxes in the order of the page."""
        return [self[name] for name in ("found_with", "companions", "companion_words", "carried", "miles_away", "explained", "explanation")]


class RecordReturn(Findings):
    """Found. Whoever is found at home is home; for others the hours begin when they get there."""

    whens = ("found",)
    lists = {
        "hurt": (codes.HURT, ()),
        "with_now": (codes.WITH_NOW, ()),
        "destination": (codes.DESTINATIONS, [("", "Not known yet")]),
        "harms": (codes.HARMS, ()),
    } | Findings.findings

    found_when = forms.ChoiceField(label="When was the child found?", initial=NOW, widget=forms.RadioSelect)
    found_on = Day(label="Day found", required=False, help_text=HINT_DAY)
    found_clock = ClockTime(label="Time found", required=False, help_text=HINT_CLOCK)
    where = forms.ChoiceField(label="Where?", widget=forms.RadioSelect)
    place = forms.CharField(label="Which place?", max_length=200, required=False)
    hurt = forms.ChoiceField(label="Is the child hurt or unwell?", widget=forms.RadioSelect)
    with_now = forms.ChoiceField(label="Who is with the child now?", widget=forms.RadioSelect)
    tonight = forms.CharField(**TONIGHT, widget=SMALL)
    area = forms.ModelChoiceField(Area.objects.filter(kind="force").order_by("name"), **area_choice("Found in which police area?"))
    destination = forms.ChoiceField(label="Where did the child go from there?", required=False)
    home_on = Day(label="Day back home", required=False, help_text="If not the day on which the child was found")
    home_clock = ClockTime(label="Time back home", required=False, help_text="If later than found")
    harms = forms.MultipleChoiceField(label="Harm while missing", initial=[codes.NOT_KNOWN], widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, at, places: list[str], **kwargs):
        super().__init__(*args, at=at, **kwargs)
        chips = [(f"{BEFORE}{place}", place) for place in places]
        self.fields["where"].choices = [(HOME, "Home or placement"), *chips, (ELSEWHERE, "Somewhere else")]

    @property
    def needed_when_shown(self):
        return super().needed_when_shown | {"place"}

    def clean(self):
        said = super().clean()
        if said.get("where") == ELSEWHERE:
            self._ask_for("place", said.get("place"), "Say where the child was found.")
        if said.get("where") == HOME:
            said["destination"] = said.get("destination") or "home"
        said["returned_at"] = self._home_at(said) if said.get("destination") in codes.HOMES else None
        if said.get("home_clock") and said.get("destination") not in codes.HOMES:
            self.add_error("destination", "Choose home or a placement, or leave the time back home empty.")
        return said

    def _home_at(self, said):
        """The moment of finding where no other is given."""
        found_at, clock = said.get("found_at"), said.get("home_clock")
        if not clock or not found_at:
            return found_at
        return self._joined("home_clock", said.get("home_on") or local_day(found_at), clock)

    def told(self) -> Return:
        said, where = self.cleaned_data, self.cleaned_data["where"]
        place = {HOME: "Home or placement", ELSEWHERE: said["place"]}.get(where, where.removeprefix(BEFORE))
        plain = self.given("found_at", "returned_at", "area", "hurt", "harms", "with_now", "destination", "tonight")
        return Return(place=place, **plain, **self.told_findings())


class RecordHome(Findings):
    """Found before, and home now: the hours for the return interview begin."""

    whens = ("home",)
    lists = {
        "destination": (HOMES, ()),
        "with_now": (codes.WITH_NOW, ()),
        "hurt": (codes.HURT, ()),
        "harms": (codes.HARMS, ()),
    } | Findings.findings

    home_when = forms.ChoiceField(label="When was the child back home?", initial=NOW, widget=forms.RadioSelect)
    home_on = Day(label="Day back home", required=False, help_text=HINT_DAY)
    home_clock = ClockTime(label="Time back home", required=False, help_text=HINT_CLOCK)
    destination = forms.ChoiceField(label="Where is the child now?", widget=forms.RadioSelect)
    with_now = forms.ChoiceField(label="Who is with the child now?", widget=forms.RadioSelect)
    hurt = forms.ChoiceField(label="Is the child hurt or unwell?", widget=forms.RadioSelect)
    harms = forms.MultipleChoiceField(label="Harm while missing", widget=forms.CheckboxSelectMultiple)
    tonight = forms.CharField(**TONIGHT, widget=SMALL)

    def __init__(self, *args, at, episode: Episode, **kwargs):
        self.episode = episode
        known = ("hurt", "harms", "found_with", "carried", "miles_away", "explained")
        kwargs["initial"] = {name: getattr(episode, name) for name in known} | (kwargs.get("initial") or {})
        super().__init__(*args, at=at, **kwargs)

    def told(self) -> Return:
        """What was said when the child was found stays as it is."""
        known, plain = self.episode, self.given("hurt", "harms", "with_now", "destination", "tonight")
        home_at = self.cleaned_data["home_at"]
        return Return(known.found_at, home_at, known.found_place, known.found_area, **plain, **self.told_findings())
