"""Missing now, one episode, and the page after a deed."""

from django.core.paginator import Paginator
from django.views.generic import TemplateView

from agencies.access.guard import GuardedPage, may
from referrals.missing import presenters
from referrals.missing.codes import AWAY
from referrals.missing.models import Episode

PAGE = 30


class Now(GuardedPage, TemplateView):
    """Everybody missing now, the longest absence first; it refreshes itself from the list alone."""

    verb = "missing.now"
    template_name = "referrals/missing/now.html"

    def get_context_data(self, **context):
        page = Paginator(Episode.objects.open().order_by("last_seen_at", "pk"), PAGE).get_page(self.request.GET.get("page"))
        verbs = ("report", "record_return", "sight")
        allowed = {f"may_{verb}": may(self.by, f"missing.{verb}") for verb in verbs}
        cards = presenters.cards_of(page, self.by, self.at)
        told = presenters.told_of(self.by) if page.number == 1 else []
        return super().get_context_data(**context) | {"page": page, "cards": cards, "told": told, "count": len(cards) + len(told)} | allowed


class NowList(Now):
    template_name = "referrals/missing/now_list.html"


class Read(GuardedPage, TemplateView):
    """One episode: five times, bands, sightings, words, and why it can be seen."""

    verb = "missing.read"
    rows = Episode.objects
    template_name = "referrals/missing/read.html"

    def get_context_data(self, **context):
        is_ours = self.row.owner_id == self.by.agency and not self.row.mistaken_at
        return super().get_context_data(**context) | {
            "page": presenters.page_of(self.row, self.by, self.at),
            "elsewhere": presenters.waits_elsewhere(self.row),
            "may_return": is_ours and not self.row.returned_at and may(self.by, "missing.record_return"),
            "may_band": is_ours and not self.row.returned_at and may(self.by, "missing.set_band"),
            "may_sight": not self.row.found_at and not self.row.mistaken_at and may(self.by, "missing.sight"),
            "may_lose_sight": is_ours and self.row.council_type == AWAY and not self.row.returned_at and may(self.by, "missing.report"),
            "may_correct": is_ours and may(self.by, "missing.correct"),
            "may_profile": may(self.by, "profiles.read"),
        }


class Done(GuardedPage, TemplateView):
    """What happens now: who was told, and by when the interview is due."""

    verb = "missing.read"
    rows = Episode.objects
    template_name = "referrals/missing/done.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {
            "done": presenters.done_of(self.row, self.by, self.at),
            "elsewhere": presenters.waits_elsewhere(self.row),
            "may_child": may(self.by, "casefile.child"),
            "may_work": may(self.by, "casefile.my_work"),
        }
