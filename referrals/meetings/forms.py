"""The filters of the risk list: a closed list, kept in the address."""

from django import forms

from agencies.directory.models import Agency
from agencies.words import Kind
from referrals.meetings.codes import KINDS


class Filters(forms.Form):
    kind = forms.ChoiceField(label="Why on the list", required=False, choices=[("", "Any reason"), *KINDS.items()])
    authority = forms.ModelChoiceField(
        label="Responsible authority", required=False, queryset=Agency.objects.filter(kind=Kind.COUNCIL).order_by("name"), empty_label="All"
    )
