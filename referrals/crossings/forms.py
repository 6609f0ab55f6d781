"""Who collects the child and by when; or why nobody of ours does."""

from datetime import date
from typing import Any

from django import forms

from agencies.fields import ClockTime, Day, join
from referrals.drafts.forms import Drafted


class Accept(Drafted):
    collects = forms.CharField(label="Who collects the child?", max_length=200, help_text="A name and a phone.")
    by_on = Day(label="By which day?", ahead=True, help_text="For example today, tomorrow, or 14 Nov")
    by_clock = ClockTime(label="By what time?", help_text="For example 0630 or 6.30am")
    waits_at = forms.CharField(label="Where does the child wait, and with whom?", max_length=200, required=False)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["by_on"].today = today

    def clean(self):
        super().clean()
        join(self, "by_on", "by_clock", "collect_by")
        return self.cleaned_data

    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("collects", "collect_by", "waits_at", "draft")}


class Decline(Drafted):
    words = forms.CharField(
        label="Why do you not collect the child?",
        help_text="And who should. The force that found the child reads this; the hand-over stays open.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def told(self) -> dict[str, Any]:
        return self.cleaned_data
