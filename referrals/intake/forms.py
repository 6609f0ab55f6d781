"""The shape of a referral: free words first, few boxes."""

from datetime import datetime
from typing import Any

from django import forms

from referrals.children.codes import choices, label
from referrals.clocks import local_day
from referrals.drafts.forms import Drafted
from referrals.intake import codes
from referrals.intake.actions import Worry

FACTS = ("source", "harm_place", "parent_knows")
WORDS = ("worry", "what_changed", "hopes")
LISTS = {"source": codes.SOURCES, "harm_place": codes.HARM_PLACES, "parent_knows": codes.PARENT_KNOWS}


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Receive(Drafted):
    """Who is worried, and about what. The child stands in the address of the page."""

    worry = forms.CharField(
        label="What are you worried about?",
        max_length=20000,
        widget=_words(6),
        help_text="What did you see or hear, when, and from whom? Give the child’s own words where you have them.",
    )
    what_changed = forms.CharField(label="What changed, and since when?", max_length=5000, required=False, widget=_words(3))
    hopes = forms.CharField(label="What do you hope will happen?", max_length=5000, required=False, widget=_words(3))
    harm_place = forms.ChoiceField(label="Where is the harm?", widget=forms.RadioSelect, initial="not_known")
    parent_knows = forms.ChoiceField(
        label="Do the parents know of this referral?",
        widget=forms.RadioSelect,
        initial="not_known",
        help_text="You need not ask them where that could put the child at risk.",
    )
    source = forms.ChoiceField(label="Who is worried?", widget=forms.Select(attrs={"class": "govuk-!-width-full"}))

    def __init__(self, *args, at: datetime, usual: str, **kwargs):
        super().__init__(*args, **kwargs)
        for name, rows in LISTS.items():
            self.fields[name].choices = choices(rows, local_day(at))
        if not self.is_bound:
            self.initial = {"source": usual} | self.initial

    def told(self) -> Worry:
        return Worry(**{name: self.cleaned_data[name] for name in (*FACTS, *WORDS)})

    def check_rows(self, change_url: str) -> list[dict[str, Any]]:
        """What will be sent, to be read over once more; each line leads back to its box."""
        said = self.cleaned_data | {name: label(rows, self.cleaned_data[name]) for name, rows in LISTS.items()}
        return [
            {"key": self.fields[name].label, "value": said[name] or "Nothing written", "url": f"{change_url}#id_{name}"}
            for name in (*WORDS, *("harm_place", "parent_knows", "source"))
        ]
