"""Deciding on one referral."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import FormView

from agencies.access.guard import GuardedPage
from agencies.access.sweeps import nudge
from referrals.decisions import actions, forms
from referrals.intake import presenters
from referrals.intake.models import Referral


class Decide(GuardedPage, FormView):
    verb = "decisions.decide"
    rows = Referral.objects
    form_class = forms.Decide
    template_name = "referrals/decisions/decide.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | presenters.page_of(self.row, self.by)

    def act(self, form):
        actions.decide(referral=self.row, told=actions.Decided(**form.cleaned_data), by=self.by, at=self.at)
        nudge("notices.deliver")
        messages.success(self.request, "Decided. The sender is told today.")
        return redirect("intake:read", pk=self.row.pk)
