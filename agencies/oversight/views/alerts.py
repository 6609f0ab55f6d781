"""Which alerts a person wants by mail."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from agencies.access.guard import GuardedPage
from agencies.notices import actions
from agencies.oversight import forms
from agencies.oversight.presenters import alerts
from agencies.words import Outcome


class Alerts(GuardedPage, TemplateView):
    verb = "oversight.alerts"
    template_name = "agencies/oversight/alerts.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"alerts": alerts.alerts_of(self.by, self.at)}


class Choose(GuardedPage, FormView):
    """One group of alerts: by mail or not, for good or until a day."""

    verb = "notices.choose"
    form_class = forms.Alert
    template_name = "agencies/oversight/choose.html"

    @cached_property
    def shown(self):
        """Raises Http404 where there is no such group."""
        one = next((one for one in alerts.alerts_of(self.by, self.at) if one.group.code == self.kwargs["group"]), None)
        if one is None:
            self.look.outcome = Outcome.NOT_FOUND
            raise Http404
        return one

    def get_initial(self):
        return {"by_mail": "yes" if self.shown.by_mail else "no", "until": self.shown.until}

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"one": self.shown}

    def act(self, form):
        actions.choose(group=self.shown.group, **form.cleaned_data, by=self.by, at=self.at)
        messages.success(self.request, "Kept. My work shows every alert all the same.")
        return redirect("oversight:alerts")
