"""The tray's two deeds."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import FormView

from agencies.access.guard import GuardedPage
from referrals.children.views import ChildOnTop
from referrals.duties import actions, forms
from referrals.duties.models import Duty
from referrals.duties.presenters import item_of


class DutyPage(ChildOnTop, GuardedPage, FormView):
    """One duty, with the child whom it is about on top."""

    rows = Duty.objects

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"item": item_of(self.row, self.at)}


class Done(DutyPage):
    verb = "duties.done"
    form_class = forms.Done
    template_name = "referrals/duties/done.html"

    def act(self, form):
        actions.done(duty=self.row, by=self.by, at=self.at)
        messages.success(self.request, "Marked as done.")
        return redirect("casefile:my_work")


class HandOver(DutyPage):
    verb = "duties.hand_over"
    form_class = forms.HandOver
    template_name = "referrals/duties/hand_over.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"agency": self.row.agency_id, "without": self.row.team_id}

    def act(self, form):
        actions.hand_over(duty=self.row, team=form.cleaned_data["team"], by=self.by, at=self.at)
        messages.success(self.request, "Handed over. The time by which it is due stays.")
        return redirect("casefile:my_work")
