"""Agreements: which agencies may see what of each other's records, since when and on what power."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import FormView, TemplateView

from agencies.access.guard import GuardedPage
from agencies.agreements import actions
from agencies.agreements.models import Agreement
from agencies.directory.models import User
from agencies.oversight import forms
from agencies.oversight.presenters import agreements


class Agreements(GuardedPage, TemplateView):
    """What my agency shares and what it receives."""

    verb = "agreements.list"
    template_name = "agencies/oversight/agreements.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"agreements": agreements.all_for(self.by, self.at)}


class AgreementPage(GuardedPage):
    """One agreement that concerns the reader's agency."""

    @property
    def rows(self):
        return Agreement.objects.concerning(self.by.agency, self.by.recipient_keys)

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"shown": agreements.one_for(self.row, self.by, self.at), "heads": agreements.HEADS}


class OneAgreement(AgreementPage, TemplateView):
    verb = "agreements.list"
    template_name = "agencies/oversight/agreement.html"


class Ratify(AgreementPage, FormView):
    verb = "agreements.ratify"
    form_class = forms.Confirm
    template_name = "agencies/oversight/ratify.html"

    def act(self, form):
        actions.ratify(agreement=self.row, signatory=User.objects.get(pk=self.by.user), by=self.by, at=self.at)
        messages.success(self.request, f"{self.row.number} is in force.")
        return redirect("oversight:agreement", pk=self.row.pk)


class End(AgreementPage, FormView):
    verb = "agreements.end"
    form_class = forms.Confirm
    template_name = "agencies/oversight/end.html"

    def act(self, form):
        actions.end(agreement=self.row, by=self.by, at=self.at)
        messages.success(self.request, f"{self.row.number} has ended. Nothing more is shared under it.")
        return redirect("oversight:agreement", pk=self.row.pk)
