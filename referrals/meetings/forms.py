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
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    all = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def asked(self) -> dict:
        """What the list is narrowed to; nonsense narrows nothing."""
        said = self.cleaned_data if self.is_valid() else {}
        authority = said.get("authority")
        return {
            "kind": said.get("kind") or "",
            "authority": authority and authority.pk,
            "page": said.get("page") or 1,
            "whole": bool(said.get("all")),
        }

    def words(self) -> str:
        """What the list is narrowed to, as the paper says it; nothing where it is whole."""
        said = self.cleaned_data if self.is_valid() else {}
        authority = said.get("authority")
        return ", ".join(filter(None, [KINDS.get(said.get("kind") or "", ""), authority.name if authority else ""]))
