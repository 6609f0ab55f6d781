"""People, their seats and their cover, for the administrators of an agency."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.generic import FormView, TemplateView

from agencies.access.guard import GuardedPage
from agencies.directory import actions
from agencies.directory.models import Membership, User
from agencies.oversight import forms
from agencies.oversight.presenters import people
from agencies.oversight.presenters.teams import arranged_by


class People(GuardedPage, TemplateView):
    """Who has a seat in my agency's teams, and who covers for whom."""

    verb = "oversight.people"
    template_name = "agencies/oversight/people.html"

    def get_context_data(self, **context):
        form = forms.People(self.request.GET, agency=self.by.agency)
        asked = form.cleaned_data if form.is_valid() else {}
        team = asked.get("team")
        seats = people.seats_in(
            self.by.agency,
            words=asked.get("q", ""),
            team=team and team.pk,
            ended=asked.get("seats") == "ended",
            on=localdate(self.at),
        )
        given = self.request.GET.dict()
        page = people.page_of(seats, given.pop("page", "1"))
        return super().get_context_data(**context) | {
            "filters": form,
            "page": page,
            "covers": people.cover_in(self.by.agency, self.at),
            "previous": "?" + urlencode(given | {"page": page.previous_page_number()}) if page.has_previous() else "",
            "next": "?" + urlencode(given | {"page": page.next_page_number()}) if page.has_next() else "",
        }


class SeatPage(GuardedPage, FormView):
    """A page about one seat that is not over: of the administrator's own agency, or of the manager's own team."""

    @property
    def rows(self):
        return Membership.objects.of_agency(self.by.agency).not_over(on=localdate(self.at)).filter(team__in=arranged_by(self.by))

    def done(self, words):
        messages.success(self.request, words)
        return redirect("oversight:people")


class Join(GuardedPage, FormView):
    verb = "directory.join"
    form_class = forms.Join
    template_name = "agencies/oversight/join.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"agency": self.by.agency, "today": localdate(self.at)}

    def get_initial(self):
        return {"starts_on": localdate(self.at)}

    def act(self, form):
        seat = actions.join(**form.cleaned_data, by=self.by, at=self.at)
        messages.success(self.request, f"{seat.user.full_name} has a seat in {seat.team.name}.")
        return redirect("oversight:people")


class Leave(SeatPage):
    verb = "directory.leave"
    form_class = forms.Confirm
    template_name = "agencies/oversight/leave.html"

    def act(self, form):
        actions.leave(seat=self.row, by=self.by, at=self.at)
        return self.done(f"The seat of {self.row.user.full_name} in {self.row.team.name} has ended.")


class ChangeRole(SeatPage):
    verb = "directory.change_role"
    form_class = forms.ChangeRole
    template_name = "agencies/oversight/change_role.html"

    def act(self, form):
        seat = actions.change_role(seat=self.row, role=form.cleaned_data["role"], by=self.by, at=self.at)
        return self.done(f"{seat.user.full_name} is now {seat.get_role_display().lower()} in {seat.team.name}.")


class Cover(SeatPage):
    verb = "directory.cover"
    form_class = forms.Cover
    template_name = "agencies/oversight/cover.html"

    def get_form_kwargs(self):
        seats = Membership.objects.current(on=localdate(self.at)).filter(team=self.row.team_id).exclude(user=self.row.user_id)
        colleagues = User.objects.filter(pk__in=seats.values("user"), is_active=True).order_by("full_name")
        return super().get_form_kwargs() | {"colleagues": colleagues, "today": localdate(self.at)}

    def act(self, form):
        actions.cover(away=self.row.user, team=self.row.team, **form.cleaned_data, by=self.by, at=self.at)
        messages.success(self.request, f"{form.cleaned_data['covered_by'].full_name} covers for {self.row.user.full_name}.")
        return redirect("oversight:teams")
