"""What a person says to a flag, and which flags a list shows."""

from django import forms

from referrals.drafts.forms import Drafted
from referrals.patterns.codes import ANSWERS, SHOW


class Show(forms.Form):
    show = forms.ChoiceField(label="Which flags", required=False, choices=SHOW)


class Answer(Drafted):
    answer = forms.ChoiceField(label="What do you answer?", choices=[(row.code, row.label) for row in ANSWERS], widget=forms.RadioSelect)
    words = forms.CharField(
        label="What was done, or why is this wrong?",
        help_text="Whoever reads the flag later reads this beside it.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
