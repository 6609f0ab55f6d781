"""The shape of a decision: an outcome, a level, a reason for the file and words for the sender."""

from django import forms

from referrals.decisions.codes import LEVELS, OUTCOMES


class Decide(forms.Form):
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
        label="If the child is missing now: a manager’s reason for this outcome all the same",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
