"""Hand-overs: who is found away from home, and who fetches them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from agencies.access.guard import GuardedPage, may
from agencies.access.sweeps import nudge
from referrals.children.views import ChildOnTop
from referrals.clocks import local_day
from referrals.crossings import actions, forms, presenters
from referrals.drafts.views import Drafting
from referrals.missing.models import Episode


class Handovers(GuardedPage, TemplateView):
    """Everybody found away from home and not home yet: whom nobody has accepted stands first, and is red."""

    verb = "crossings.list"
    template_name = "referrals/crossings/handovers.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"crossings": presenters.open_crossings(self.by, self.at)}


class OneCrossing(ChildOnTop, GuardedPage):
    rows = Episode.objects

    @cached_property
    def crossing(self):
        """Raises Http404 where the reader may see the episode and not whose it is: then there is nothing to hand over."""
        found = presenters.crossing_of(self.row, self.by, self.at)
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **context):
        answers_for = self.crossing.home.pk == self.by.agency and not self.row.returned_at
        may_answer = answers_for and may(self.by, "crossings.accept")
        return super().get_context_data(**context) | {"crossing": self.crossing, "may_answer": may_answer}


class Read(OneCrossing, TemplateView):
    """Who answers for the child, what they answered, and by when she is fetched."""

    verb = "crossings.list"
    template_name = "referrals/crossings/read.html"


class Answering(OneCrossing, Drafting):
    """An answer of the home authority, in its own words. `heading` and `button` say which; `says` is what happened."""

    heading = button = says = ""

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"heading": self.heading, "button": self.button}

    def act(self, form):
        self.answer(episode=self.row, **form.told(), by=self.by, at=self.at)
        nudge("notices.deliver")
        messages.success(self.request, self.says)
        return redirect("crossings:read", pk=self.row.pk)


class Accept(Answering):
    verb = "crossings.accept"
    form_class = forms.Accept
    template_name = "referrals/crossings/answer.html"
    answer = staticmethod(actions.accept)
    heading, button = "Accept the child", "Accept"
    says = "Accepted. The force that holds the episode is told."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"today": local_day(self.at)}


class Decline(Answering):
    verb = "crossings.decline"
    form_class = forms.Decline
    template_name = "referrals/crossings/answer.html"
    answer = staticmethod(actions.decline)
    heading, button = "Decline the hand-over", "Decline"
    says = "Declined, with your reason. The hand-over stays open and goes up the ladder."
