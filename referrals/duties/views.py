"""The tray's two deeds."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import FormView

from agencies.access.guard import GuardedPage
from referrals.children.models import Child
from referrals.children.presenters import bar_for, seen_of
from referrals.duties import actions, forms
from referrals.duties.models import Duty
from referrals.duties.presenters import item_of


class DutyPage(GuardedPage, FormView):
    """One duty, with the child whom it is about on top."""

    rows = Duty.objects

    @cached_property
    def child(self):
        return Child.objects.filter(pk=self.row.child_id).first()

    @property
    def explained(self):
        return seen_of(self.child, self.by)

    def get_context_data(self, **context):
        bar = bar_for(self.child, self.by, self.at) if self.child else {}
        return super().get_context_data(**context) | {"item": item_of(self.row, self.at), "bar": bar}


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
