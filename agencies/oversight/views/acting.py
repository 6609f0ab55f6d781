"""The one page before the guard: for which team do you act?"""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import View

from agencies.access.guard import actor_of, take_seat
from agencies.oversight import actions, forms
from agencies.oversight.presenters import people


class ActAs(View):
    """Choose the team to act for. This page has no verb: before the choice there is no actor whose role could be asked.

    Sign-in is required by the middleware, and only the person's own seats of today can be chosen.
    """

    def get(self, request):
        return self._show(request, forms.ActAs(seats=self._seats(), initial=self._now_or_first() | {"next": request.GET.get("next", "")}))

    def post(self, request):
        form = forms.ActAs(request.POST, seats=self._seats())
        if not form.is_valid():
            return self._show(request, form, status=422)
        actions.act_for(by=take_seat(request, form.cleaned_data["seat"].team_id), at=request.at)
        return HttpResponseRedirect(self._way_on(form.cleaned_data["next"]))

    def _seats(self):
        return people.seats_of(self.request.user, self.request.at)

    def _now_or_first(self):
        """The seat of this session is ticked; where there is only one, that one."""
        actor = self.request.by = actor_of(self.request)
        seat = self._seats().filter(team=actor.team).first() if actor else None
        return {"seat": seat.pk} if seat else {}

    def _show(self, request, form, status=200):
        if not self._seats().exists():
            return render(request, "agencies/oversight/no_seat.html", {"ask": people.whom_to_ask(request.user, request.at)})
        return render(request, "agencies/oversight/act_as.html", {"form": form}, status=status)

    def _way_on(self, wanted):
        """Where the person was going, if that is within this service; else the first page of their role."""
        is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure())
        return wanted if wanted and is_ours else reverse("home")
