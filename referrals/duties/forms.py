"""Closing a duty by a person's word, and handing it on."""

from django import forms

from agencies.directory.models import Team


class Done(forms.Form):
    """The button says it all; what was done stands in the record of the thing itself."""


class HandOver(forms.Form):
    team = forms.ModelChoiceField(label="Which team takes this duty?", queryset=Team.objects.none(), empty_label="Choose a team")

    def __init__(self, *args, agency, without, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.filter(agency=agency).exclude(pk=without).order_by("name")
