"""Hand-overs: who is found away from home, and who fetches them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from agencies.access.guard import GuardedPage, may
from agencies.access.sweeps import nudge
from referrals.children.presenters import bar_for
from referrals.crossings import actions, forms, presenters
from referrals.drafts.views import Drafting
from referrals.missing.models import Episode


class Handovers(GuardedPage, TemplateView):
    """Everybody found away from home and not home yet: whom nobody has accepted stands first, and is red."""

    verb = "crossings.list"
    template_name = "referrals/crossings/handovers.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"crossings": presenters.open_crossings(self.by, self.at)}


class OneCrossing(GuardedPage):
    rows = Episode.objects

    @cached_property
    def crossing(self):
        """Raises Http404 where the reader may see the episode and not whose it is: then there is nothing to hand over."""
        found = presenters.crossing_of(self.row, self.by, self.at)
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **context):
        bar = bar_for(self.crossing.child, self.by, self.at)
        answers_for = self.crossing.home.pk == self.by.agency and not self.row.returned_at
        may_answer = answers_for and may(self.by, "crossings.accept")
        return super().get_context_data(**context) | {"crossing": self.crossing, "bar": bar, "may_answer": may_answer}


class Read(OneCrossing, TemplateView):
    """Who answers for the child, what they answered, and by when she is fetched."""

    verb = "crossings.list"
    template_name = "referrals/crossings/read.html"


class Answering(OneCrossing, Drafting):
    """An answer of the home authority, in its own words."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"at": self.at}

    def done(self, words):
        nudge("notices.deliver")
        messages.success(self.request, words)
        return redirect("crossings:read", pk=self.row.pk)


class Accept(Answering):
    verb = "crossings.accept"
    form_class = forms.Accept
    template_name = "referrals/crossings/accept.html"

    def act(self, form):
        actions.accept(episode=self.row, **form.told(), by=self.by, at=self.at)
        return self.done("Accepted. The force that holds the episode is told.")


class Decline(Answering):
    verb = "crossings.decline"
    form_class = forms.Decline
    template_name = "referrals/crossings/decline.html"

    def act(self, form):
        actions.decline(episode=self.row, **form.told(), by=self.by, at=self.at)
        return self.done("Declined, with your reason. The hand-over stays open and goes up the ladder.")
