"""The front door: the list, the form, and one referral."""

from django.shortcuts import redirect
from django.views.generic import FormView, TemplateView

from agencies.access.explain import explain
from agencies.access.guard import GuardedPage, may
from agencies.access.sweeps import nudge
from referrals.children.models import Child
from referrals.intake import actions, forms, presenters
from referrals.intake.models import Referral
from referrals.intake.rules import usual_source


class Referrals(GuardedPage, TemplateView):
    verb = "intake.list"
    template_name = "referrals/intake/list.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"lines": presenters.front_door()}


class Receive(GuardedPage, FormView):
    """Somebody is worried: about this child, because."""

    verb = "intake.receive"
    rows = Child.objects
    form_class = forms.Receive
    template_name = "referrals/intake/receive.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"at": self.at, "usual": usual_source(self.by.kind)}

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"identity": presenters.identity_of(self.row, self.by)}

    def act(self, form):
        key = actions.receive(child=self.row, told=form.told(), draft=form.cleaned_data["draft"], by=self.by, at=self.at)
        nudge("notices.deliver")
        return redirect("intake:sent", pk=key)


class Read(GuardedPage, TemplateView):
    """One referral: the sender's words for those who get the whole."""

    verb = "intake.read"
    rows = Referral.objects
    template_name = "referrals/intake/read.html"

    def get_context_data(self, **context):
        told = explain(self.row, self.by)
        self.look.agreement = told.agreement
        can_decide = may(self.by, "decisions.decide") and self.row.owner_id == self.by.agency
        return super().get_context_data(**context) | presenters.page_of(self.row, self.by) | {"why": told, "can_decide": can_decide}


class Sent(Read):
    template_name = "referrals/intake/sent.html"
