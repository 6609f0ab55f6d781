"""One duty, and what a person says of it: in hand, waiting for an answer, done, or another team's."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import FormView, TemplateView

from agencies.access.guard import GuardedPage, may
from referrals.children.views import ChildOnTop
from referrals.duties import actions, forms
from referrals.duties.models import Duty
from referrals.duties.presenters import item_of, waits_of

DEEDS = ("acknowledge", "answered", "ask", "done", "hand_over")


class OneDuty(ChildOnTop, GuardedPage):
    """One duty, with the child whom it is about on top."""

    rows = Duty.objects

    def get_context_data(self, **context):
        waits = waits_of([self.row], self.at).get(self.row.pk)
        return super().get_context_data(**context) | {"item": item_of(self.row, self.at, waits=waits)}


class Read(OneDuty, TemplateView):
    """Where a message leads: what is due, from whom, who has it in hand, and what can be said of it."""

    verb = "duties.read"
    template_name = "referrals/duties/read.html"

    def get_context_data(self, **context):
        ours = self.row.agency_id == self.by.agency and not self.row.done_at
        allowed = {f"may_{deed}": ours and may(self.by, f"duties.{deed}") for deed in DEEDS}
        return super().get_context_data(**context) | allowed | {"is_mine": self.row.held_by_id == self.by.user}


class DutyPage(OneDuty, FormView):
    """A deed about one duty, from a form or a button alone; `says` is said when it is done."""

    form_class = forms.Done
    says = ""

    def told(self, form):
        """What the form adds to the deed."""
        return {}

    def act(self, form):
        self.deed(duty=self.row, **self.told(form), by=self.by, at=self.at)
        messages.success(self.request, self.says)
        return redirect("casefile:my_work")


class Done(DutyPage):
    verb = "duties.done"
    deed = staticmethod(actions.done)
    template_name = "referrals/duties/done.html"
    says = "Marked as done."


class HandOver(DutyPage):
    verb = "duties.hand_over"
    deed = staticmethod(actions.hand_over)
    form_class = forms.HandOver
    template_name = "referrals/duties/hand_over.html"
    says = "Handed over. The time by which it is due stays."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"agency": self.row.agency_id, "without": self.row.team_id}

    def told(self, form):
        return {"team": form.cleaned_data["team"]}


class Acknowledge(DutyPage):
    verb = "duties.acknowledge"
    deed = staticmethod(actions.acknowledge)
    template_name = "referrals/duties/acknowledge.html"
    says = "You have it in hand. Colleagues read that; the time by which it is due stays."


class Ask(DutyPage):
    verb = "duties.ask"
    deed = staticmethod(actions.ask)
    form_class = forms.Ask
    template_name = "referrals/duties/ask.html"
    says = "It waits for the answer. The time by which it is due stays."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"at": self.at}

    def told(self, form):
        return form.told()


class Answered(DutyPage):
    verb = "duties.answered"
    deed = staticmethod(actions.answered)
    template_name = "referrals/duties/answered.html"
    says = "The answer is recorded."
