"""Flags: why each was raised, and a person's answer."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from agencies.access.guard import GuardedPage, may
from agencies.words import Kind, Outcome
from referrals.drafts.views import Drafting
from referrals.patterns import actions, forms, presenters
from referrals.patterns.codes import OPEN
from referrals.patterns.models import Flag
from referrals.patterns.rules import BY_NUMBER


class Flags(GuardedPage, TemplateView):
    """Open flags, or answered ones, newest first, each with the events that it counted."""

    verb = "patterns.list"
    template_name = "referrals/patterns/flags.html"

    def get_context_data(self, **context):
        filters = forms.Show(self.request.GET)
        show = (filters.cleaned_data["show"] if filters.is_valid() else "") or OPEN
        after = self.request.GET.get("after", "")
        flags, next_page = presenters.flags_of(show, after)
        self.look.detail["show"] = show
        return super().get_context_data(**context) | {
            "filters": forms.Show(initial={"show": show}),
            "show": show,
            "flags": presenters.shown(flags, self.by),
            "older": "?" + urlencode({"show": show, "after": next_page}) if next_page else "",
            "may_health": may(self.by, "patterns.health"),
            "newest": "?" + urlencode({"show": show}) if after else "",
        }


class Rules(GuardedPage, TemplateView):
    """Each rule in plain words, as the reader's authority runs it, and what came of it."""

    verb = "patterns.rules"
    template_name = "referrals/patterns/rules.html"

    def get_context_data(self, **context):
        book = presenters.rulebook(self.by, self.at)
        can_set = self.by.kind == Kind.COUNCIL and may(self.by, "patterns.set_rule")
        return super().get_context_data(**context) | {"book": book, "can_set": can_set, "is_council": self.by.kind == Kind.COUNCIL}


class HealthOfAlerts(GuardedPage, TemplateView):
    """How often each rule's alerts were sent, opened, acted on, marked wrong and muted."""

    verb = "patterns.health"
    template_name = "referrals/patterns/health.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"lines": presenters.health_of(self.at)}


class SetRule(GuardedPage, FormView):
    """A manager switches a rule, or sets its numbers, for their own authority from today on."""

    verb = "patterns.set_rule"
    form_class = forms.SetRule
    template_name = "referrals/patterns/set_rule.html"

    @cached_property
    def shown(self):
        """Raises Http404 where there is no rule of that number."""
        one = presenters.rule_of(self.kwargs["number"], self.by, self.at)
        if one is None:
            self.look.outcome = Outcome.NOT_FOUND
            raise Http404
        return one

    def get_form_kwargs(self):
        numbers = self.shown.numbers
        initial = numbers | {"is_on": "yes" if numbers["is_on"] else "no"}
        return super().get_form_kwargs() | {"asked": tuple(numbers), "initial": initial}

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"one": self.shown}

    def act(self, form):
        actions.set_rule(rule=self.shown.rule, said=form.cleaned_data, by=self.by, at=self.at)
        messages.success(self.request, f"{self.shown.rule.number} runs like this for {self.by.agency_name} from today.")
        return redirect("patterns:rules")


class OneFlag(GuardedPage):
    """What the pages of one flag have in common."""

    rows = Flag.objects

    def get_context_data(self, **context):
        [one] = presenters.shown([self.row], self.by)
        is_ours = self.row.owner_id == self.by.agency
        can_answer = is_ours and not self.row.answered_at and may(self.by, "patterns.answer")
        return super().get_context_data(**context) | {
            "shown": one,
            "can_answer": can_answer,
            "rule": BY_NUMBER[self.row.rule],
            "beside": presenters.beside(self.row, self.by),
        }


class Read(OneFlag, TemplateView):
    """Flagged because: the rule, its version, the events; and what a person answered."""

    verb = "patterns.read"
    template_name = "referrals/patterns/read.html"


class Answer(OneFlag, Drafting):
    """Say what was done, or contest the events."""

    verb = "patterns.answer"
    form_class = forms.Answer
    template_name = "referrals/patterns/answer.html"

    def act(self, form):
        actions.answer_flag(flag=self.row, **form.cleaned_data, by=self.by, at=self.at)
        messages.success(self.request, "Your answer is on file with the flag.")
        return redirect("patterns:read", pk=self.row.pk)
