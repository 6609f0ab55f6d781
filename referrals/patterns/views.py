"""Flags: why each was raised, and a person's answer."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import FormView, TemplateView

from agencies.access.explain import explain
from agencies.access.guard import GuardedPage
from referrals.patterns import actions, forms, presenters
from referrals.patterns.models import Flag


class Flags(GuardedPage, TemplateView):
    verb = "patterns.list"
    template_name = "referrals/patterns/flags.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"flags": presenters.shown(presenters.open_first(), self.by)}


class Answer(GuardedPage, FormView):
    """One flag, the events it counted, and the form that answers it."""

    verb = "patterns.answer"
    rows = Flag.objects
    form_class = forms.Answer
    template_name = "referrals/patterns/answer.html"

    def get_context_data(self, **context):
        [one] = presenters.shown([self.row], self.by)
        return super().get_context_data(**context) | {"shown": one, "why": explain(self.row, self.by)}

    def act(self, form):
        actions.answer_flag(flag=self.row, **form.cleaned_data, by=self.by, at=self.at)
        messages.success(self.request, "Your answer is on file with the flag.")
        return redirect("patterns:flags")
