"""The shape of a report, a sighting, a band and a return: made for a phone, at night, with one hand."""

from datetime import datetime
from uuid import uuid4

from django import forms

from agencies import fields
from agencies.directory.models import Area
from referrals.children.codes import choices
from referrals.clocks import local
from referrals.missing import codes, rules
from referrals.missing.actions import Report, Return

NOW, TODAY, OTHER = "now", "today", "other"
WHEN = [(NOW, "Just now"), (TODAY, "Earlier today"), (OTHER, "Another time")]


class Drafted(forms.Form):
    """A form whose button may be pressed twice: the hidden key makes the second press harmless."""

    lists: dict[str, tuple] = {}

    draft = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, at: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = at
        for name, (rows, before) in self.lists.items():
            self.fields[name].choices = [*before, *choices(rows, local(at).date())]
        if not self.is_bound:
            self.initial.setdefault("draft", uuid4())

    def moment(self, day_name: str, clock_name: str) -> datetime | None:
        """Two fields as one instant; the day may be left out for today."""
        clock = self.cleaned_data.get(clock_name)
        if clock is None:
            return None
        return fields.instant(self.cleaned_data.get(day_name) or local(self.at).date(), clock)


class RecordReturn(Drafted):
    lists = {
        "hurt": (codes.HURT, ()),
        "with_now": (codes.WITH_NOW, ()),
        "destination": (codes.DESTINATIONS, [("", "Not home yet")]),
        "harms": (codes.HARMS, ()),
    }

    when = forms.ChoiceField(label="When was the child found?", choices=WHEN, initial=NOW, widget=forms.RadioSelect)
    found_on = fields.Day(label="Day found", required=False, help_text="For example yesterday, or 14 Nov")
    found_clock = fields.ClockTime(label="Time found", required=False, help_text="For example 0312 or 3.12am")
    place = forms.CharField(label="Where was the child found?", max_length=200)
    area = forms.ModelChoiceField(
        label="In which area?", queryset=Area.objects.filter(kind="force").order_by("name"), required=False, empty_label="Not known"
    )
    hurt = forms.ChoiceField(
        label="Is the child hurt or unwell?",
        widget=forms.RadioSelect,
        help_text="Needs care now? Call 999 or control first. You can finish this later.",
    )
    with_now = forms.ChoiceField(label="Who is with the child now?", widget=forms.RadioSelect)
    destination = forms.ChoiceField(label="Where is the child now?", required=False)
    harms = forms.MultipleChoiceField(label="Harm while missing", initial=[codes.NOT_KNOWN], widget=forms.CheckboxSelectMultiple)
    tonight = forms.CharField(
        label="Anything the next person must know tonight? (optional)",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, at, **kwargs):
        super().__init__(*args, at=at, **kwargs)
        self.fields["found_on"].today = local(at).date()

    def clean(self):
        """Where only the day is told by a choice, the time must be."""
        cleaned = super().clean()
        if cleaned.get("when") in (TODAY, OTHER) and not cleaned.get("found_clock") and "found_clock" not in self.errors:
            self.add_error("found_clock", "Give the time the child was found, such as 03:12.")
        return cleaned

    def told(self) -> Return:
        said = self.cleaned_data
        found_at = self.at if said["when"] == NOW else self.moment("found_on" if said["when"] == OTHER else "", "found_clock")
        return Return(
            found_at=found_at,
            returned_at=found_at if said["destination"] in codes.HOMES else None,
            place=said["place"],
            area=said["area"],
            hurt=said["hurt"],
            harms=said["harms"],
            with_now=said["with_now"],
            destination=said["destination"],
            tonight=said["tonight"],
        )


class ReportMissing(Drafted):
    lists = {
        "relationship": (codes.RELATIONSHIPS, ()),
        "band": (codes.RISK_BANDS, ()),
        "council_type": (codes.COUNCIL_TYPES, [("", "Not looked after")]),
    }

    last_seen_on = fields.Day(label="Day last seen", help_text="For example today, yesterday, or 14 Nov")
    last_seen_clock = fields.ClockTime(label="Time last seen", help_text="For example 17:52")
    place = forms.CharField(label="Where was the child last seen?", max_length=200)
    discovered_on = fields.Day(label="Day found to be missing (optional)", required=False)
    discovered_clock = fields.ClockTime(label="Time found to be missing (optional)", required=False)
    circumstances = forms.CharField(label="Why are you worried?", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    clothing = forms.CharField(label="What is the child wearing? (optional)", max_length=500, required=False)
    companions = forms.CharField(label="With whom may the child be? (optional)", max_length=500, required=False)
    reporter_name = forms.CharField(label="Who told us? (optional)", max_length=120, required=False)
    reporter_phone = forms.CharField(label="Their phone (optional)", max_length=30, required=False)
    relationship = forms.ChoiceField(label="Who they are to the child", initial="not_known")
    band = forms.ChoiceField(label="Risk band", initial="MEDIUM")
    band_reason = forms.CharField(label="Why this band?", max_length=1000)
    council_type = forms.ChoiceField(label="Council type, for a looked-after child (optional)", required=False)
    is_retrospective = forms.BooleanField(label="This is recorded afterwards", required=False)

    def __init__(self, *args, at, **kwargs):
        super().__init__(*args, at=at, **kwargs)
        for name in ("last_seen_on", "discovered_on"):
            self.fields[name].today = local(at).date()

    def told(self) -> Report:
        said = self.cleaned_data
        return Report(
            times=rules.Times(
                last_seen_at=self.moment("last_seen_on", "last_seen_clock"),
                discovered_at=self.moment("discovered_on", "discovered_clock"),
                reported_at=self.at,
            ),
            place=said["place"],
            council_type=said["council_type"],
            is_retrospective=said["is_retrospective"],
            band=said["band"],
            band_reason=said["band_reason"],
            words={name: said[name] for name in ("circumstances", "clothing", "companions")},
            reporter=reporter_of(said),
        )


def reporter_of(said: dict) -> dict[str, str]:
    """Nothing at all where nobody is named."""
    if not said["reporter_name"] and not said["reporter_phone"]:
        return {}
    return {"name": said["reporter_name"], "phone": said["reporter_phone"], "relationship": said["relationship"]}


class AddSighting(Drafted):
    seen_on = fields.Day(label="Day", help_text="For example today")
    seen_clock = fields.ClockTime(label="Time", help_text="For example 21:40")
    place = forms.CharField(label="Where?", max_length=200)
    area = forms.ModelChoiceField(
        label="In which area?", queryset=Area.objects.filter(kind="force").order_by("name"), required=False, empty_label="Not known"
    )
    words = forms.CharField(label="What was seen? (optional)", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, at, **kwargs):
        super().__init__(*args, at=at, **kwargs)
        self.fields["seen_on"].today = local(at).date()


class SetBand(Drafted):
    lists = {"band": (codes.RISK_BANDS, ())}

    band = forms.ChoiceField(label="Risk band")
    reason = forms.CharField(label="Why?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
