"""What the forms of this room have in common: times as people say them."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime

from agencies.fields import Day, instant
from referrals.children.codes import choices
from referrals.clocks import LONDON, local, local_day, utc
from referrals.drafts.forms import Drafted

NOW, TODAY, OTHER = "now", "today", "other"
HINT_DAY, HINT_CLOCK = "For example yesterday, or 14 Nov", "For example 0312 or 3.12am"


def area_choice(label: str = "In which police area?") -> dict[str, Any]:
    return {"label": label, "required": False, "empty_label": "Not known"}


def comes_twice(day: date, clock: time) -> bool:
    """The hour that is there twice when the clocks go back."""
    first = datetime.combine(day, clock.replace(fold=0), LONDON)
    return first.utcoffset() > first.replace(fold=1).utcoffset()


class Timed(Drafted):
    """A form about one child. "Just now" is the moment in which the form was opened, and stays so through the check page.

    `lists` names the code list of a field and the choices before it. For each name in `whens` there are fields _when, _on and _clock;
    the cleaned data get one instant, _at. A name with no _when may be left out altogether.
    """

    lists: dict[str, tuple] = {}
    whens: tuple[str, ...] = ()

    now_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args, at: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = at
        self.now = min(self._opened_at() or at, at)
        if not self.is_bound:
            self.initial = self.initial | {"now_at": self.now.isoformat()}
        for name, (rows, before) in self.lists.items():
            self.fields[name].choices = [*before, *choices(rows, local_day(at))]
        for field in self.fields.values():
            if isinstance(field, Day):
                field.today = local_day(at)
        for name in self.whens:
            if f"{name}_when" in self.fields:
                self.fields[f"{name}_when"].choices = self._when()

    @property
    def needed_when_shown(self) -> set[str]:
        """Day and time show only where they must be given."""
        return {f"{name}_{part}" for name in self.whens if f"{name}_when" in self.fields for part in ("on", "clock")}

    def _opened_at(self) -> datetime | None:
        said = self.data.get("now_at") if self.is_bound else self.initial.get("now_at")
        try:
            found = parse_datetime(str(said or ""))
            return found and found.tzinfo and utc(local(found))
        except (ValueError, OverflowError):  # the first and last hours of the calendar are none in another zone
            return None

    def _when(self) -> list[tuple[str, str]]:
        here = local(self.now)
        day = "" if here.date() == local_day(self.at) else f" on {here.day} {here:%b}"
        return [(NOW, f"Just now, {here:%H:%M}{day}"), (TODAY, "Earlier today"), (OTHER, "Another time")]

    def clean(self):
        cleaned = super().clean()
        for name in self.whens:
            cleaned[f"{name}_at"] = self._instant(name)
        return cleaned

    def _instant(self, name: str) -> datetime | None:
        """One moment out of what was chosen and typed; what is missing or cannot be is said at its box."""
        said = self.cleaned_data
        when = said.get(f"{name}_when", OTHER)
        if when == NOW:
            return self.now
        day, clock = local_day(self.at) if when == TODAY else said.get(f"{name}_on"), said.get(f"{name}_clock")
        if not day and not clock and f"{name}_when" not in self.fields:
            return None
        self._ask_for(f"{name}_clock", clock, "Give the time, such as 03:12.")
        self._ask_for(f"{name}_on", day, "Give the day, such as yesterday or 14 Nov.")
        return self._joined(f"{name}_clock", day, clock) if day and clock else None

    def _ask_for(self, field: str, value: Any, words: str) -> None:
        if not value and field not in self.errors:
            self.add_error(field, words)

    def _joined(self, field: str, day: date, clock: time) -> datetime | None:
        if comes_twice(day, clock) and not str(self.data.get(field, "")).strip().lower().endswith(("bst", "gmt")):
            self.add_error(
                field, f"The clocks went back: {clock:%H:%M} came twice. Write {clock:%H:%M} BST for the first, GMT for the second."
            )
            return None
        try:
            moment = instant(day, clock)
        except forms.ValidationError as wrong:
            self.add_error(field, wrong)
            return None
        if moment > self.at:
            self.add_error(field, "This time has not come yet. Was it another day? Choose Another time and give the day.")
        return moment

    def given(self, *names: str) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in names}
