"""While the child is away: a sighting, another band."""

from django import forms

from agencies.directory.models import Area
from agencies.fields import ClockTime, Day
from referrals.missing.forms.timed import HINT_CLOCK, HINT_DAY, NOW, Timed, area_choice
from referrals.profiles.codes import RISK_BANDS


class AddSighting(Timed):
    whens = ("seen",)

    seen_when = forms.ChoiceField(label="When was the child seen?", initial=NOW, widget=forms.RadioSelect)
    seen_on = Day(label="Day seen", required=False, help_text=HINT_DAY)
    seen_clock = ClockTime(label="Time seen", required=False, help_text=HINT_CLOCK)
    place = forms.CharField(label="Where?", max_length=200)
    area = forms.ModelChoiceField(Area.objects.filter(kind="force").order_by("name"), **area_choice())
    words = forms.CharField(label="What was seen?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def told(self) -> dict:
        return self.given("seen_at", "place", "area", "words")


class SetBand(Timed):
    lists = {"band": (RISK_BANDS, [("", "Choose a band")])}

    band = forms.ChoiceField(label="Risk band")
    reason = forms.CharField(label="Why?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def told(self) -> dict:
        return self.given("band", "reason")
