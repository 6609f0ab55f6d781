"""A form with one field of each kind, and everything the gallery shows."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from django import forms

from agencies.fields import BirthDate, ClockTime, Day

GALLERY = (Path(__file__).parent / "gallery.html").read_text(encoding="utf-8")
AT = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
LONG = "Aleksandra-Konstantina Featherstonehaugh-Wolstenholme"
DRAFT = "3b0f0b9e-3b3c-4f1c-9b59-1f3f3f6c1111"


class Everything(forms.Form):
    """One field of each kind."""

    draft = forms.UUIDField(widget=forms.HiddenInput, required=False)
    found = forms.ChoiceField(label="When found?", choices=[("now", "Just now"), ("other", "Another time")], widget=forms.RadioSelect)
    hurt = forms.MultipleChoiceField(label="Hurt?", choices=[("a", "Minor"), ("b", "Not known")], widget=forms.CheckboxSelectMultiple)
    day = Day(label="Day", help_text="For example 21 Nov", today=AT.date())
    clock = ClockTime(label="Time", help_text="For example 03:12")
    born = BirthDate(label="Date of birth", help_text="For example 27 3 2011")
    who = forms.ChoiceField(label="Who is with the child?", choices=[("", "Choose"), ("me", "Me")])
    words = forms.CharField(
        label="Must know tonight?", widget=forms.Textarea, max_length=200, required=False, help_text="Read by the next officer."
    )
    email = forms.EmailField(label="E-mail", required=False)
    number = forms.IntegerField(label="How many?", required=False)
    sure = forms.BooleanField(label="I have checked the name", help_text="The wrong child is the worst error.")


class Small(forms.Form):
    show = forms.ChoiceField(label="Show", choices=[("", "All"), ("missing", "Missing")], required=False)


def everything(data=None):
    """What the gallery shows, with a form that is empty or was sent with `data`."""
    return {
        "form": Everything(data, initial={"draft": DRAFT, "found": "now"}),
        "small": Small(),
        "navigation": [{"text": "My work", "url": "/w", "active": True, "count": 4}, {"text": "Children", "url": "/c"}],
        "acting": SimpleNamespace(name="R. Okafor", team_name="Casework one", agency_name="Northford Council"),
        "jobs_late": {"since": AT, "minutes": 7},
        "at": AT,
        "born": date(2011, 3, 27),
        "why": SimpleNamespace(says="Your team works with this child.", agreement="Northshire (v4)", ends_on="1 Apr 2027"),
        "some": ["identity", "missing"],
        "days": [_day(number) for number in range(84)],
        "heads": [{"text": "Child", "sort_url": "?s=n", "direction": "ascending"}, {"text": "Missing", "number": True}, {"text": "Risk"}],
        "rows": [[{"text": "Kai Moss", "url": "/k", "hint": "SG-1003"}, {"text": "6", "number": True}, {"text": "High", "tag": "red"}]],
        "facts": [{"key": "Found", "value": "03:12 Sun 22 Nov 2026", "url": "/c"}, {"key": "Where", "value": ""}],
        "events": [{"title": "Found", "at": AT, "who": "PC Shah", "text": "Bus station."}, {"title": "Injury", "at": date(2026, 11, 3)}],
    }


def _day(number):
    state = {3: "missing", 9: "away", 12: "unknown"}.get(number, "")
    return date(2026, 8, 31) + timedelta(number), state, ["injury"] * (number == 3)
