"""Closing a duty by a person's word, and handing it on."""

from django import forms

from agencies.directory.models import Team
from agencies.fields import Day
from referrals.clocks import closing_on, local_day
from referrals.duties.codes import ASKED


class Done(forms.Form):
    """The button says it all; what was done stands in the record of the thing itself."""


class Ask(forms.Form):
    """What was asked, and until the end of which working day the ladder waits for the answer."""

    asked = forms.ChoiceField(label="What do you wait for?", choices=[(row.code, row.label) for row in ASKED], widget=forms.RadioSelect)
    until_on = Day(label="Until which day?", ahead=True, help_text="Seven days at most. After that the ladder goes on, answered or not.")

    def __init__(self, *args, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["until_on"].today = local_day(at)

    def told(self):
        return {"asked": self.cleaned_data["asked"], "until": closing_on(self.cleaned_data["until_on"])}


class HandOver(forms.Form):
    team = forms.ModelChoiceField(label="Which team takes this duty?", queryset=Team.objects.none(), empty_label="Choose a team")

    def __init__(self, *args, agency, without, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.filter(agency=agency).exclude(pk=without).order_by("name")
