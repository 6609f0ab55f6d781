from django import forms

from referrals.patterns.codes import ANSWERS


class Answer(forms.Form):
    answer = forms.ChoiceField(label="What do you answer?", choices=[(row.code, row.label) for row in ANSWERS], widget=forms.RadioSelect)
    words = forms.CharField(label="What was done, or why is this wrong?", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
