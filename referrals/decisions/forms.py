"""The shape of a decision: an outcome, a level, a reason for the file and words for the sender."""

from django import forms

from referrals.decisions.codes import LEVELS, OUTCOMES
from referrals.decisions.rules import CONFIRM, is_below_threshold
from referrals.drafts.forms import Drafted


class Decide(Drafted):
    outcome = forms.ChoiceField(
        label="Outcome",
        choices=[("", "Choose an outcome"), *((code, row.label) for code, row in OUTCOMES.items())],
        widget=forms.Select(attrs={"class": "govuk-!-width-full"}),
    )
    threshold = forms.TypedChoiceField(label="Level of need", choices=LEVELS, coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(label="Why? For the file", max_length=10000, widget=forms.Textarea(attrs={"rows": 5}))
    for_sender = forms.CharField(
        label="Why? For the sender",
        help_text="They read this with the outcome and the next step, today. Write nothing about anybody else.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    confirmation = forms.CharField(
        label="A manager’s reason for this outcome while the child is missing",
        help_text="Only for an outcome below the threshold. Leave it empty for any other.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    needed_when_shown = {"confirmation"}

    def __init__(self, *args, missing_now: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not missing_now:
            del self.fields["confirmation"]

    def clean(self):
        said = super().clean()
        is_unconfirmed = "confirmation" in self.fields and not said.get("confirmation")
        if is_unconfirmed and is_below_threshold(said.get("outcome", "")):
            self.add_error("confirmation", CONFIRM)
        return said
