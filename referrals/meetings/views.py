"""The weekly table: the first risk list."""

from django.views.generic import TemplateView

from agencies.access.guard import GuardedPage
from referrals.meetings import forms, presenters


class RiskList(GuardedPage, TemplateView):
    """Children with open flags, missing now or with overdue duties, each with its reasons."""

    verb = "meetings.risk_list"
    template_name = "referrals/meetings/risk_list.html"

    def get_context_data(self, **context):
        filters = forms.Filters(self.request.GET)
        asked = filters.cleaned_data if filters.is_valid() else {}
        authority = asked.get("authority")
        lines = presenters.risk_list(self.by, self.at, kind=asked.get("kind") or "", authority=authority and authority.pk)
        return super().get_context_data(**context) | {"filters": filters, "lines": lines}
