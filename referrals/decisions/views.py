"""Deciding on one referral, and reading what was decided."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from agencies.access.guard import GuardedPage
from agencies.access.sweeps import nudge
from agencies.words import Category
from referrals.decisions import actions, forms, presenters
from referrals.decisions.rules import ONCE
from referrals.drafts.views import Drafting
from referrals.information.models import Record
from referrals.intake.models import Referral
from referrals.intake.presenters import page_of


class Decide(Drafting):
    """Once, by a manager or a hub lead of the council that received it. What was decided before is said, and no form is shown."""

    verb = "decisions.decide"
    form_class = forms.Decide
    template_name = "referrals/decisions/decide.html"

    @property
    def rows(self):
        return Referral.objects.with_people()

    @cached_property
    def missing_now(self):
        return presenters.is_looked_for(self.row.child_id)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"missing_now": self.missing_now}

    def get_context_data(self, **context):
        record = Record.objects.get(pk=self.row.pk)
        page, closed = page_of(record, self.by, self.at, self.row), ONCE if self.row.decided_at else ""
        return super().get_context_data(**context) | {"page": page, "closed": closed, "missing_now": self.missing_now}

    def act(self, form):
        said = dict(form.cleaned_data)
        draft = said.pop("draft")
        actions.decide(referral=self.row, told=actions.Decided(**said), draft=draft, by=self.by, at=self.at)
        nudge("notices.deliver")
        messages.success(self.request, "Decided. The sender is told today.")
        return redirect("intake:read", pk=self.row.pk)


class Read(GuardedPage, TemplateView):
    """What was decided, by whom and why; or what the sender was told."""

    verb = "decisions.read"
    template_name = "referrals/decisions/read.html"

    @property
    def rows(self):
        return Record.objects.filter(category=Category.DECISION, kind="decision")

    @cached_property
    def page(self):
        return presenters.page_of(self.row)

    @property
    def explained(self):
        return self.page.decision or self.row

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"page": self.page}
