"""My work, and the child's page."""

from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from agencies.access.guard import GuardedPage, may
from agencies.access.pages import page_asked, pages_of
from agencies.notices import actions as notices
from agencies.notices.models import Notice
from referrals.casefile import presenters
from referrals.casefile.presenters import SHOWN as LINES
from referrals.children.models import Child
from referrals.children.presenters import bar_of
from referrals.clocks import local_day
from referrals.duties.presenters import SHOWN as TRAY

SHOWN, EPISODES = 60, 25


class MyWork(GuardedPage, TemplateView):
    """What needs this team today, overdue first: computed now, whatever the jobs have done."""

    verb = "casefile.my_work"
    template_name = "referrals/casefile/my_work.html"

    def get_context_data(self, **context):
        duties, children = (page_asked(self.request.GET, name) for name in ("page", "children"))
        work = presenters.work_of(self.by, self.at, duties, children)
        frame = {
            "tray_pages": pages_of("page", duties, work["tray_count"], TRAY),
            "children_pages": pages_of("children", children, work["lines_count"], LINES),
            "may_interviews": may(self.by, "interviews.list"),
        }
        frame["may_acknowledge"] = may(self.by, "duties.acknowledge")
        return super().get_context_data(**context) | work | frame


class Seen(GuardedPage, View):
    """Mark something told as seen: that, and no letter, is the receipt."""

    verb = "casefile.acknowledge"

    def post(self, request, pk):
        notices.acknowledge(notice=get_object_or_404(Notice, pk=pk), by=self.by, at=self.at)
        return redirect("casefile:my_work")


class Told(GuardedPage, TemplateView):
    """Where a message leads: what it was about, why it came, and a button that opens it and marks it as seen."""

    verb = "casefile.told"
    template_name = "referrals/casefile/told.html"

    @cached_property
    def piece(self):
        return presenters.told_of(get_object_or_404(Notice.objects.select_related("team"), pk=self.kwargs["pk"]), self.by)

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"piece": self.piece}

    def post(self, request, pk):
        notices.acknowledge(notice=self.piece.notice, by=self.by, at=self.at)
        return redirect(self.piece.url or "casefile:my_work")


class About(GuardedPage, TemplateView):
    """A page about one child, from the rooms that this reader may look into."""

    verb = "casefile.child"

    @property
    def rows(self):
        return Child.objects.select_related("responsible")

    @cached_property
    def page(self):
        return presenters.page_of(self.row, self.by, self.at)

    @property
    def explained(self):
        return self.page.identity or self.row

    def get_context_data(self, **context):
        frame = {"page": self.page, "bar": bar_of(self.row, self.page.identity, self.at)}
        return super().get_context_data(**context) | frame


class ChildPage(About):
    """Everything about one child that this reader may see."""

    template_name = "referrals/casefile/child.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {
            "duties": presenters.duties_of(self.page, self.by, self.at),
            "events": presenters.events_of(self.page)[:SHOWN],
            "may_report": may(self.by, "missing.report"),
            "may_refer": may(self.by, "intake.receive"),
            "may_correct": may(self.by, "children.correct"),
            "may_interviews": may(self.by, "interviews.read"),
            "may_profile": may(self.by, "profiles.read"),
            "may_keep": may(self.by, "profiles.keep") and not any(row.owner_id == self.by.agency for row in self.page.profiles),
        }


class Why(About):
    """Every kind of information on the child's page, who holds it, and by which rule this reader sees it."""

    template_name = "referrals/casefile/why.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"reasons": presenters.reasons_of(self.page, self.by)}


class Movements(About):
    """When this child goes, for how long, and where she is found: drawn, and as tables."""

    template_name = "referrals/casefile/movements.html"

    def get_context_data(self, **context):
        page, episodes = page_asked(self.request.GET), self.page.episodes
        return super().get_context_data(**context) | {
            "movements": presenters.movements_of(self.page, self.at),
            "lanes": presenters.lanes_of(self.page, self.at),
            "today": local_day(self.at),
            "episodes": episodes[(page - 1) * EPISODES : page * EPISODES],
            **pages_of("page", page, len(episodes), EPISODES),
        }
