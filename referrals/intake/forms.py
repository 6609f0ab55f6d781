"""The shape of a referral: free words first, few boxes."""

from uuid import uuid4

from django import forms

from referrals.children.codes import choices
from referrals.clocks import local_day
from referrals.intake import codes
from referrals.intake.actions import Worry

WORDS = forms.Textarea


class Receive(forms.Form):
    draft = forms.UUIDField(widget=forms.HiddenInput, required=False)
    worry = forms.CharField(label="What are you worried about?", max_length=20000, widget=WORDS(attrs={"rows": 6}))
    what_changed = forms.CharField(
        label="What changed, and since when? (optional)", max_length=5000, required=False, widget=WORDS(attrs={"rows": 3})
    )
    hopes = forms.CharField(
        label="What do you hope will happen? (optional)", max_length=5000, required=False, widget=WORDS(attrs={"rows": 3})
    )
    source = forms.ChoiceField(label="Who is worried?")
    harm_place = forms.ChoiceField(label="Where is the harm?", widget=forms.RadioSelect, initial="not_known")
    parent_knows = forms.ChoiceField(label="Do the parents know of this referral?", widget=forms.RadioSelect, initial="not_known")

    def __init__(self, *args, at, usual, **kwargs):
        super().__init__(*args, **kwargs)
        on = local_day(at)
        self.fields["source"].choices = choices(codes.SOURCES, on)
        self.fields["harm_place"].choices = choices(codes.HARM_PLACES, on)
        self.fields["parent_knows"].choices = choices(codes.PARENT_KNOWS, on)
        if not self.is_bound:
            self.initial |= {"draft": uuid4(), "source": usual}

    def told(self) -> Worry:
        return Worry(
            **{name: self.cleaned_data[name] for name in ("source", "worry", "what_changed", "hopes", "harm_place", "parent_knows")}
        )
