"""The weekly table: the first risk list."""

from django.utils.http import urlencode
from django.views.generic import TemplateView

from agencies.access.guard import GuardedPage
from referrals.meetings import forms, presenters


class RiskList(GuardedPage, TemplateView):
    """Children with open flags, missing now or with overdue duties, each with its reasons."""

    verb = "meetings.risk_list"
    template_name = "referrals/meetings/risk_list.html"

    def get_context_data(self, **context):
        filters = forms.Filters(self.request.GET)
        asked = filters.asked()
        lines, count = presenters.risk_list(self.by, self.at, **asked)
        return super().get_context_data(**context) | {
            "filters": filters,
            "narrowed": filters.words(),
            "lines": lines,
            "count": count,
            **_pages(asked, count),
        }


def _pages(asked: dict, count: int) -> dict[str, str]:
    """The addresses of the page before and the page after, where there are such."""
    kept = {"kind": asked["kind"], "authority": asked["authority"] or ""}
    if asked["whole"] or count <= presenters.SHOWN:
        return {}
    before, after = asked["page"] - 1, asked["page"] + 1
    return {
        "whole_url": f"?{urlencode(kept | {'all': 'on'})}",
        "previous_url": f"?{urlencode(kept | {'page': before})}" if before else "",
        "next_url": f"?{urlencode(kept | {'page': after})}" if count > asked["page"] * presenters.SHOWN else "",
    }
