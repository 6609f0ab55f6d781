"""Flags: why each was raised, and a person's answer."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import TemplateView

from agencies.access.guard import GuardedPage, may
from referrals.drafts.views import Drafting
from referrals.patterns import actions, forms, presenters
from referrals.patterns.codes import OPEN
from referrals.patterns.models import Flag


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
            "newest": "?" + urlencode({"show": show}) if after else "",
        }


class OneFlag(GuardedPage):
    """What the pages of one flag have in common."""

    rows = Flag.objects

    def get_context_data(self, **context):
        [one] = presenters.shown([self.row], self.by)
        is_ours = self.row.owner_id == self.by.agency
        can_answer = is_ours and not self.row.answered_at and may(self.by, "patterns.answer")
        return super().get_context_data(**context) | {"shown": one, "can_answer": can_answer}


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
