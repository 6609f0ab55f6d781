"""The weekly table: the first risk list."""

from django.utils.http import urlencode
from django.views.generic import TemplateView

from agencies.access.guard import GuardedPage
from agencies.access.pages import pages_of
from referrals.meetings import forms, presenters


class RiskList(GuardedPage, TemplateView):
    """Children with open flags, missing now or with overdue duties, each with its reasons."""

    verb = "meetings.risk_list"
    template_name = "referrals/meetings/risk_list.html"

    def get_context_data(self, **context):
        filters = forms.Filters(self.request.GET)
        asked = filters.asked()
        asked["whole"] = asked["whole"] or "print" in self.request.GET
        lines, count = presenters.risk_list(self.by, self.at, **asked)
        return super().get_context_data(**context) | {
            "filters": filters,
            "narrowed": filters.words(),
            "lines": lines,
            "count": count,
            **_pages(asked, count),
        }


def _pages(asked: dict, count: int) -> dict[str, str]:
    """The ways to the rest of the list, page by page or all of it at once; and to all of it on paper, which the log notes as printed."""
    kept = {"kind": asked["kind"], "authority": asked["authority"] or ""}
    paper = {"print_url": f"?{urlencode(kept | {'print': 'on'})}"}
    if asked["whole"] or count <= presenters.SHOWN:
        return paper
    return paper | pages_of("page", asked["page"], count, presenters.SHOWN, **kept) | {"whole_url": f"?{urlencode(kept | {'all': 'on'})}"}
