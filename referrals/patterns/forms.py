"""What a person says to a flag, and which flags a list shows."""

from django import forms

from referrals.drafts.forms import Drafted
from referrals.patterns.codes import ANSWERS, SHOW


class Show(forms.Form):
    show = forms.ChoiceField(label="Which flags", required=False, choices=SHOW)


class SetRule(forms.Form):
    """How a rule runs for the children for whom one's agency answers. Only the numbers that the rule has are asked."""

    is_on = forms.TypedChoiceField(
        label="Does the rule run?",
        choices=[("yes", "Yes, it raises flags"), ("no", "No, it is switched off")],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    window_days = forms.IntegerField(label="Within how many days?", help_text="1 to 365. The first day is inside the window.")
    count = forms.IntegerField(label="How many?", help_text="1 to 50")
    under_age = forms.IntegerField(label="Under which age?", help_text="1 to 18")
    counts_away = forms.BooleanField(label="Count absences with whereabouts known (type A) too", required=False)

    def __init__(self, *args, asked: tuple[str, ...], **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("window_days", "count", "under_age"):
            if name not in asked:
                del self.fields[name]
            else:
                self.fields[name].widget.attrs["class"] = "govuk-input--width-4"


class Answer(Drafted):
    answer = forms.ChoiceField(label="What do you answer?", choices=[(row.code, row.label) for row in ANSWERS], widget=forms.RadioSelect)
    words = forms.CharField(
        label="What was done, or why is this wrong?",
        help_text="Whoever reads the flag later reads this beside it.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
