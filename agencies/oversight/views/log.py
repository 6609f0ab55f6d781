"""Who looked at what: the search for data-protection officers, one event, and everybody's own looks."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils.timezone import localdate
from django.views.generic import TemplateView, View

from agencies.access.guard import GuardedPage
from agencies.audit.models import Event
from agencies.oversight import forms
from agencies.oversight.presenters import log, search


class Looks(GuardedPage, TemplateView):
    """One search of the log, by child, person, days, verdict and agency; each line with the verdict as decided then."""

    verb = "oversight.looks"
    template_name = "agencies/oversight/looks.html"

    def get_context_data(self, **context):
        given = self.request.GET.dict()
        after = given.pop("after", "")
        form = forms.Looks(given, today=localdate(self.at))
        context = super().get_context_data(**context) | {"filters": form, "has_errors": not form.is_valid()}
        if not form.is_valid():
            return context
        words, filters = form.cleaned_data["q"], form.filters()
        answer = search.look_up(words, filters, after)
        self.look.detail |= search.trace_of(words, answer.asked, filters)
        older = "?" + urlencode(given | {"after": answer.after}) if answer.after else ""
        newest = "?" + urlencode(given) if after else ""
        return context | {"answer": answer, "lines": log.lines_of(answer.events, self.by), "older": older, "newest": newest}


class MyLooks(GuardedPage, TemplateView):
    """What I looked at and did, newest first, so that an honest person can notice a slip."""

    verb = "oversight.my_looks"
    template_name = "agencies/oversight/my_looks.html"

    def get_context_data(self, **context):
        after = self.request.GET.get("after", "")
        events, next_page = search.page_of(Event.objects.filter(actor=self.by.user).order_by("-at", "-id"), after)
        older = "?" + urlencode({"after": next_page}) if next_page else ""
        return super().get_context_data(**context) | {
            "lines": log.lines_of(events, self.by),
            "older": older,
            "newest": "?" if after else "",
        }


class OneEvent(GuardedPage, TemplateView):
    """Everything that was stored of one look or deed."""

    verb = "oversight.event"
    rows = Event.objects
    template_name = "agencies/oversight/event.html"

    def get_context_data(self, **context):
        [line] = log.lines_of([self.row], self.by)
        shown = log.shown_in(self.row, self.by)
        return super().get_context_data(**context) | {"line": line, "facts": log.facts_of(self.row, line), "shown": shown}


class Printed(GuardedPage, View):
    """A browser is about to print a page: whatever the page showed is in the log once more, as printed."""

    verb = "oversight.printed"

    def post(self, request):
        form = forms.Printed(request.POST)
        page = Event.objects.of_page(self.by.user, form.cleaned_data["page"]).first() if form.is_valid() else None
        if page is None:
            raise Http404
        self.look.resource = page
        self.look.detail |= {"printed": True, "page": page.verb}
        rows = log.exposures_of([page])[page.pk]
        self.look.agreement, self.look.gateway = page.agreement, page.gateway
        self.look.shown += [log.shown_again(row) for row in rows]
        return HttpResponse(status=204)
