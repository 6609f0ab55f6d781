"""What was recorded wrongly: other times, the right child, an absence that never was, one that was recorded twice."""

from datetime import datetime
from typing import Any

from django import forms

from agencies.fields import ClockTime, Day
from referrals.clocks import local
from referrals.missing.forms.named import NO_SUCH_CHILD, child_by
from referrals.missing.forms.timed import HINT_CLOCK, HINT_DAY, Timed
from referrals.missing.models import Episode
from referrals.missing.rules import Times, overlap

WHENS = LAST_SEEN, DISCOVERED, REPORTED, FOUND, HOME = ("last_seen", "discovered", "reported", "found", "returned")
OTHER = "other"
WHY = {"label": "What was wrong, and how do you know?", "max_length": 1000, "widget": forms.Textarea(attrs={"rows": 3})}


class TakeBack(Timed):
    reason = forms.CharField(**WHY)

    def told(self) -> dict[str, Any]:
        return self.given("reason")


class CorrectTimes(Timed):
    """The times as they stand, to be written over. A time that keeps its minute keeps its seconds."""

    whens = WHENS

    last_seen_on = Day(label="Day last seen", required=False, help_text=HINT_DAY)
    last_seen_clock = ClockTime(label="Time last seen", required=False, help_text=HINT_CLOCK)
    discovered_on = Day(label="Day found to be missing", required=False)
    discovered_clock = ClockTime(label="Time found to be missing", required=False)
    reported_on = Day(label="Day reported", required=False)
    reported_clock = ClockTime(label="Time reported", required=False)
    found_on = Day(label="Day found", required=False)
    found_clock = ClockTime(label="Time found", required=False)
    returned_on = Day(label="Day back home", required=False)
    returned_clock = ClockTime(label="Time back home", required=False)
    not_found = forms.BooleanField(label="The return was recorded by mistake: the child is missing still", required=False)
    reason = forms.CharField(**WHY)

    def __init__(self, *args, at: datetime, episode: Episode, **kwargs):
        self.known = Times(*episode.times())
        kwargs["initial"] = self._as_they_stand() | (kwargs.get("initial") or {})
        super().__init__(*args, at=at, **kwargs)
        for name in (FOUND, HOME):
            if not getattr(self.known, f"{name}_at"):
                del self.fields[f"{name}_on"], self.fields[f"{name}_clock"]
        if not self.known.found_at:
            del self.fields["not_found"]

    def _as_they_stand(self) -> dict[str, Any]:
        known = {name: local(moment) for name in WHENS if (moment := getattr(self.known, f"{name}_at"))}
        days = {f"{name}_on": f"{moment.day} {moment:%b %Y}" for name, moment in known.items()}
        return days | {f"{name}_clock": f"{moment:%H:%M}" for name, moment in known.items()}

    @property
    def shown(self) -> list[Any]:
        """The boxes of the page, a day and its time beside each other."""
        return [(self[f"{name}_on"], self[f"{name}_clock"]) for name in WHENS if f"{name}_on" in self.fields]

    def _instant(self, name: str) -> datetime | None:
        known = getattr(self.known, f"{name}_at")
        if f"{name}_on" not in self.fields or self.cleaned_data.get("not_found") and name in (FOUND, HOME):
            return None
        day, clock = self.cleaned_data.get(f"{name}_on"), self.cleaned_data.get(f"{name}_clock")
        if known and day == local(known).date() and clock and clock.replace(fold=0) == local(known).time().replace(second=0, microsecond=0):
            return known
        if name in (LAST_SEEN, REPORTED, FOUND):
            self._ask_for(f"{name}_clock", clock, "This time is on file: put it right, it cannot be empty.")
            self._ask_for(f"{name}_on", day, "This day is on file: put it right, it cannot be empty.")
        return super()._instant(name)

    def told(self) -> dict[str, Any]:
        return {"now": Times(**self.given(*(f"{name}_at" for name in WHENS)))} | self.given("reason")


class MoveToChild(Timed):
    reference = forms.CharField(label="Reference of the right child", max_length=20, help_text="For example 7Q2MX-9K4TB-W, from their page")
    reason = forms.CharField(**WHY)

    def clean_reference(self):
        self.cleaned_data["child"] = child_by(self.cleaned_data["reference"])
        if self.cleaned_data["child"] is None:
            raise forms.ValidationError(NO_SUCH_CHILD)
        return self.cleaned_data["reference"]

    def told(self) -> dict[str, Any]:
        return self.given("child", "reason")


class JoinAbsences(Timed):
    """The other record of the same absence: of this child, or of a child under whom it was recorded too."""

    kept = forms.ChoiceField(label="Which record is kept?", widget=forms.RadioSelect)
    reference = forms.CharField(label="Reference of that child", max_length=20, required=False)
    reason = forms.CharField(**WHY)

    def __init__(self, *args, at: datetime, episode: Episode, others: list[Episode], **kwargs):
        super().__init__(*args, at=at, **kwargs)
        self.episode, self.others = episode, {str(row.pk): row for row in others}
        chips = [(key, f"Last seen {local(row.last_seen_at):%H:%M %a %-d %b %Y}") for key, row in self.others.items()]
        self.fields["kept"].choices = [*chips, (OTHER, "One that stands under another child")]

    @property
    def needed_when_shown(self):
        return super().needed_when_shown | {"reference"}

    def clean(self):
        said = super().clean()
        said["episode"] = self.others.get(said.get("kept", ""))
        if said.get("kept") == OTHER:
            said["episode"] = self._under(said.get("reference", ""))
        return said

    def _under(self, reference: str) -> Episode | None:
        """The one absence of that child at the time of this one."""
        child, own = child_by(reference), Times(*self.episode.times())
        if child is None:
            self.add_error("reference", NO_SUCH_CHILD)
            return None
        rows = Episode.objects.counted().filter(child=child, owner=self.episode.owner_id)
        found = [row for row in rows if overlap(own, Times(*row.times()))]
        if len(found) != 1:
            self.add_error("reference", "That child has not one absence at this time that your agency holds. Move this one instead.")
        return found[0] if len(found) == 1 else None

    def told(self) -> dict[str, Any]:
        return {"kept": self.cleaned_data["episode"]} | self.given("reason")
