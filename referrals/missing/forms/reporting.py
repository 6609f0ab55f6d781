"""The report that a child is missing."""

from uuid import UUID

from django import forms

from agencies.fields import ClockTime, Day
from referrals.missing import codes, rules
from referrals.missing.actions import Report
from referrals.missing.forms.timed import HINT_CLOCK, HINT_DAY, TODAY, Timed
from referrals.profiles.codes import RISK_BANDS

WORDS = ("circumstances", "clothing", "companions", "carer_actions")
REPORTER = {"reporter_name": "name", "reporter_phone": "phone", "relationship": "relationship"}


class ReportMissing(Timed):
    whens = ("last_seen", "discovered", "reported")
    lists = {
        "relationship": (codes.RELATIONSHIPS, ()),
        "band": (RISK_BANDS, [("", "Choose a band")]),
        "council_type": (codes.COUNCIL_TYPES, [("", "Not looked after, or not known")]),
        "factors": (codes.FACTORS, ()),
    }

    last_seen_when = forms.ChoiceField(label="When was the child last seen?", initial=TODAY, widget=forms.RadioSelect)
    last_seen_on = Day(label="Day last seen", required=False, help_text=HINT_DAY)
    last_seen_clock = ClockTime(label="Time last seen", required=False, help_text="For example 1752 or 5.52pm")
    place = forms.CharField(label="Where was the child last seen?", max_length=200)
    circumstances = forms.CharField(label="Why are you worried?", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    clothing = forms.CharField(label="What is the child wearing?", max_length=500, required=False)
    companions = forms.CharField(label="With whom may the child be?", max_length=500, required=False)
    may_be_with = forms.MultipleChoiceField(label="With the child before", required=False, widget=forms.CheckboxSelectMultiple)
    may_be_at = forms.MultipleChoiceField(label="Found before, and may be there", required=False, widget=forms.CheckboxSelectMultiple)
    factors = forms.MultipleChoiceField(
        label="What drives the child away, and what draws?", required=False, widget=forms.CheckboxSelectMultiple
    )
    band = forms.ChoiceField(label="Risk band", help_text="Not knowing is no sign of safety.")
    band_reason = forms.CharField(label="Why this band?", max_length=1000)
    reporter_name = forms.CharField(label="Who told us?", max_length=120, required=False)
    reporter_phone = forms.CharField(label="Their phone", max_length=30, required=False)
    relationship = forms.ChoiceField(label="Who they are to the child", initial="not_known")
    carer_actions = forms.CharField(label="What have the carers done so far?", max_length=1000, required=False)
    council_type = forms.ChoiceField(label="Council type, for a looked-after child", required=False)
    police_reference = forms.CharField(label="Police reference", max_length=40, required=False)
    discovered_on = Day(label="Day found to be missing", required=False, help_text=HINT_DAY)
    discovered_clock = ClockTime(label="Time found to be missing", required=False, help_text=HINT_CLOCK)
    reported_on = Day(label="Day reported, if not now", required=False, help_text=HINT_DAY)
    reported_clock = ClockTime(label="Time reported, if not now", required=False, help_text=HINT_CLOCK)
    is_retrospective = forms.BooleanField(label="The child was found before anybody reported it", required=False)

    def __init__(self, *args, at, places=(), companions=(), **kwargs):
        super().__init__(*args, at=at, **kwargs)
        for name, chips in (("may_be_at", [(place, place) for place in places]), ("may_be_with", list(companions))):
            self.fields[name].choices = chips

    def told(self) -> Report:
        said = self.cleaned_data
        named = said["reporter_name"] or said["reporter_phone"]
        return Report(
            times=rules.Times(said["last_seen_at"], said["discovered_at"], said["reported_at"] or self.now),
            place=said["place"],
            words=self.given(*WORDS),
            reporter={column: said[name] for name, column in REPORTER.items()} if named else {},
            **self.given("council_type", "police_reference", "is_retrospective", "band", "band_reason"),
            **self.given("factors", "may_be_at"),
            may_be_with=[UUID(key) for key in said["may_be_with"]],
        )
