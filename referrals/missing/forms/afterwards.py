"""An absence that is over, in one page: from last seen to home, and why nobody reported it."""

from django import forms

from agencies.directory.models import Area
from agencies.fields import ClockTime, Day
from referrals.missing import codes
from referrals.missing.actions import Past, Return
from referrals.missing.forms.returning import HOMES, Findings
from referrals.missing.forms.timed import HINT_CLOCK, HINT_DAY, area_choice

LINES = {"widget": forms.Textarea(attrs={"rows": 3})}


class ReportPast(Findings):
    whens = ("last_seen", "discovered", "found", "home")
    lists = {
        "destination": (HOMES, ()),
        "hurt": (codes.HURT, ()),
        "harms": (codes.HARMS, ()),
        "relationship": (codes.RELATIONSHIPS, ()),
        "not_reported": (codes.NOT_REPORTED, [("", "Choose a reason")]),
        "council_type": (codes.COUNCIL_TYPES, [("", "Not looked after, or not known")]),
    } | Findings.findings

    last_seen_on = Day(label="Day last seen", help_text=HINT_DAY)
    last_seen_clock = ClockTime(label="Time last seen", help_text=HINT_CLOCK)
    seen_place = forms.CharField(label="Where was the child last seen?", max_length=200)
    found_on = Day(label="Day found or back", help_text=HINT_DAY)
    found_clock = ClockTime(label="Time found or back", help_text=HINT_CLOCK)
    place = forms.CharField(label="Where was the child found?", max_length=200, initial="Home or placement")
    destination = forms.ChoiceField(label="Where did the child come home to?", initial="home")
    hurt = forms.ChoiceField(label="Was the child hurt or unwell?", initial="not_known")
    noticed_name = forms.CharField(label="Who noticed that the child was gone?", max_length=120, required=False)
    relationship = forms.ChoiceField(label="Who they are to the child", initial="not_known")
    not_reported = forms.ChoiceField(label="Why did nobody report it?")
    unreported = forms.CharField(label="Why nobody reported it, in words", max_length=1000, required=False, **LINES)
    circumstances = forms.CharField(label="What happened?", max_length=4000, **LINES)
    discovered_on = Day(label="Day on which somebody noticed", required=False)
    discovered_clock = ClockTime(label="Time at which somebody noticed", required=False)
    home_on = Day(label="Day back home, if later", required=False)
    home_clock = ClockTime(label="Time back home, if later", required=False)
    area = forms.ModelChoiceField(Area.objects.filter(kind="force").order_by("name"), **area_choice("Found in which police area?"))
    council_type = forms.ChoiceField(label="Council type, for a looked-after child", required=False)
    harms = forms.MultipleChoiceField(label="Harm while missing", initial=[codes.NOT_KNOWN], widget=forms.CheckboxSelectMultiple)

    def told(self) -> Past:
        said = self.cleaned_data
        plain = self.given("found_at", "place", "area", "hurt", "harms", "destination")
        back = Return(returned_at=said["home_at"] or said["found_at"], with_now="", **plain, **self.told_findings())
        who = {"name": said["noticed_name"], "relationship": said["relationship"]} if said["noticed_name"] else {}
        return Past(
            back=back,
            place=said["seen_place"],
            words=self.given("circumstances", "unreported"),
            noticed_by=who,
            **self.given("last_seen_at", "discovered_at", "council_type", "not_reported"),
        )
