"""Who collects the child and by when; or why nobody of ours does."""

from datetime import datetime

from django import forms

from agencies.fields import ClockTime, Day, instant
from referrals.clocks import local_day
from referrals.drafts.forms import Drafted


class Accept(Drafted):
    collects = forms.CharField(label="Who collects the child?", max_length=200, help_text="A name and a phone.")
    by_on = Day(label="By which day?", ahead=True, help_text="For example today, tomorrow, or 14 Nov")
    by_clock = ClockTime(label="By what time?", help_text="For example 0630 or 6.30am")
    waits_at = forms.CharField(label="Where does the child wait, and with whom?", max_length=200, required=False)

    def __init__(self, *args, at: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["by_on"].today = local_day(at)

    def clean(self):
        said = super().clean()
        if said.get("by_on") and said.get("by_clock"):
            try:
                said["collect_by"] = instant(said["by_on"], said["by_clock"])
            except forms.ValidationError as wrong:
                self.add_error("by_clock", wrong)
        return said

    def told(self):
        return {name: self.cleaned_data[name] for name in ("collects", "collect_by", "waits_at", "draft")}


class Decline(Drafted):
    words = forms.CharField(
        label="Why do you not collect the child?",
        help_text="And who should. The force that found the child reads this; the hand-over stays open.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, at: datetime, **kwargs):
        super().__init__(*args, **kwargs)

    def told(self):
        return {name: self.cleaned_data[name] for name in ("words", "draft")}
