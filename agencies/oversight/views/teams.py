"""When teams work, who is on call, and who covers: for administrators, and for managers in their own team."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.generic import FormView, TemplateView

from agencies.access.guard import GuardedPage
from agencies.directory import actions
from agencies.directory.models import TeamHours
from agencies.oversight import forms
from agencies.oversight.presenters import teams


class Teams(GuardedPage, TemplateView):
    verb = "oversight.teams"
    template_name = "agencies/oversight/teams.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"teams": teams.teams_of(self.by, self.at)}


class SetHours(GuardedPage, FormView):
    """From today on; what held before stays on file."""

    verb = "directory.set_hours"
    form_class = forms.Hours
    template_name = "agencies/oversight/set_hours.html"

    @property
    def rows(self):
        return teams.arranged_by(self.by)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"team": self.row}

    def get_initial(self):
        held = TeamHours.objects.of(self.row, on=localdate(self.at))
        if held is None:
            return {"opens": "09:00", "closes": "17:00", "days": list("01234")}
        return {"opens": f"{held.opens:%H:%M}", "closes": f"{held.closes:%H:%M}", "days": list(held.days), "on_call": held.on_call_id}

    def act(self, form):
        said = {"week": form.week, "on_call": form.cleaned_data["on_call"], "valid_from": localdate(self.at)}
        actions.set_hours(team=self.row, **said, by=self.by, at=self.at)
        messages.success(self.request, f"These hours hold for {self.row.name} from today.")
        return redirect("oversight:teams")
