from django import forms

from referrals.decisions.codes import LEVELS, OUTCOMES


class Decide(forms.Form):
    outcome = forms.ChoiceField(label="Outcome", choices=[(code, row.label) for code, row in OUTCOMES.items()])
    threshold = forms.TypedChoiceField(label="Level of need", choices=LEVELS, coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(label="Why? For the file", max_length=10000, widget=forms.Textarea(attrs={"rows": 5}))
    for_sender = forms.CharField(
        label="What the sender is told",
        help_text="They read this with the outcome. Write nothing about anybody else.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    confirmation = forms.CharField(
        label="If the child is missing now: why this outcome all the same? (optional)",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
