"""The two human doors. Each settles who acts, asks whether they may, finds the row among visible rows, and turns refusals into words."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate
from django.views.generic import View
from rest_framework.exceptions import APIException, NotFound, PermissionDenied
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from agencies.access import policy
from agencies.access.context import NotAMember, acting, for_purpose, resolve
from agencies.access.explain import Explanation, explain
from agencies.access.querysets import noting
from agencies.actor import Actor
from agencies.audit.trail import Look
from agencies.directory.models import Membership
from agencies.refusals import Refused
from agencies.words import Outcome, Purpose, Role

SAFE = ("GET", "HEAD", "OPTIONS")
TEAM_KEY = "acting_team"
HOME_OF = {
    Role.OFFICER: "missing:now",
    Role.ANALYST: "missing:now",
    Role.CLERK: "children:find",
    Role.DATA_PROTECTION: "oversight:looks",
    Role.ADMINISTRATOR: "oversight:people",
}


def may(actor: Actor, verb: str) -> bool:
    """Whether the role may do the verb at all; which rows, the rule table says."""
    return actor.role in policy.VERBS[verb]


def actor_of(request: Any) -> Actor | None:
    """The person's acting capacity for this request: the team in the session, if they still have a seat in it."""
    team = request.session.get(TEAM_KEY) or _only_team(request)
    if team is None:
        return None
    try:
        actor = resolve(user=request.user.pk, team=team, purpose=_purpose(request), request=request.number)
    except NotAMember:
        request.session.pop(TEAM_KEY, None)
        return None
    return for_purpose(actor, Purpose.AUDIT) if actor.role == Role.DATA_PROTECTION else actor


def take_seat(request: Any, team: int) -> Actor:
    """Act for another team from now on, under a new session key. Raises `NotAMember` where the person has no seat there today."""
    actor = resolve(user=request.user.pk, team=team, purpose=Purpose.SAFEGUARDING, request=request.number)
    request.session.cycle_key()
    request.session[TEAM_KEY] = actor.team
    return actor


def _purpose(request: Any) -> Purpose:
    return Purpose(request.session.get("purpose", Purpose.SAFEGUARDING))


def _only_team(request: Any) -> int | None:
    """Where there is one seat there is nothing to choose."""
    teams = list(Membership.objects.filter(user=request.user).current(on=localdate(request.at)).values_list("team_id", flat=True)[:2])
    if len(teams) != 1:
        return None
    request.session[TEAM_KEY] = teams[0]
    return teams[0]


class Guard:
    """What page and API have in common. `verb` is a line of the table; `rows` are where the row of the address is looked for."""

    verb = ""
    rows: Any = None
    reads_children = True

    def enter(self, request: Any, actor: Actor) -> None:
        self.by, self.at = actor, request.at
        self.look = Look(actor=actor, verb=self.verb)
        request.looks.append(self.look)
        if request.method in SAFE:
            with connection.cursor() as cursor:
                cursor.execute("set local transaction_read_only = on")

    def cite(self, told: Explanation) -> None:
        """The row was shown under this agreement, and so under the power that it rests on; nothing where there is none."""
        self.look.agreement, self.look.gateway = told.agreement, told.gateway

    def note(self, error: Exception) -> None:
        """What became of a look that ended early: what was read until then stays in the trail."""
        if self.look.outcome == Outcome.DONE:
            self.look.outcome = Outcome.NOT_FOUND if isinstance(error, Http404) else Outcome.FAILED

    def denied(self, outcome: Outcome, key: Any = None) -> None:
        """Nothing is shown. What was asked for stands in the trail all the same: attempts at a child are searched for by her key."""
        self.look.outcome = outcome
        if key is not None:
            self.look.detail["asked_for"] = str(key)

    def find_row(self, key: Any) -> Any:
        """The row of the address, if it is among those the actor may see. Raises Http404: absent and hidden are the same."""
        row = self.rows.filter(pk=key).first()
        if row is None:
            self.denied(Outcome.NOT_FOUND, key)
            raise Http404
        self.look.resource = row
        return row


class GuardedPage(Guard, View):
    """A page behind the guard. Subclasses define `get`/`post`, or `act(form)` with a form view; the answer is rendered inside."""

    def dispatch(self, request, *args, **kwargs):
        if not self.verb:
            raise ImproperlyConfigured("A guarded page names its verb.")
        actor = actor_of(request)
        if actor is None:
            return redirect(f"{reverse('oversight:act_as')}?{urlencode({'next': request.get_full_path()})}")
        with acting(actor):
            self.enter(request, actor)
            request.by = actor
            if "print" in request.GET:
                self.look.detail["printed"] = True
            try:
                with noting(self.look):
                    return self._inside(request, *args, **kwargs)
            except Exception as error:
                self.note(error)
                raise

    def _inside(self, request, *args, **kwargs) -> HttpResponse:
        if not may(self.by, self.verb):
            self.denied(Outcome.REFUSED, kwargs.get("pk"))
            return render(request, "403.html", {"roles": policy.VERBS[self.verb], "verb": self.verb}, status=403)
        if self.rows is not None and "pk" in kwargs:
            self.row = self.find_row(kwargs["pk"])
        response = super().dispatch(request, *args, **kwargs)
        return response.render() if hasattr(response, "render") and not response.is_rendered else response

    @property
    def explained(self) -> Any:
        """The row whose sight "Why can I see this?" accounts for."""
        return getattr(self, "row", None)

    def _why(self) -> Explanation:
        """Asked only where the page shows it; the agreement it rests on is noted with the look."""
        told = explain(self.explained, self.by)
        self.cite(told)
        return told

    def get_context_data(self, **context):
        frame = {"row": getattr(self, "row", None), "by": self.by, "at": self.at, "why": SimpleLazyObject(self._why)}
        return super().get_context_data(**context) | frame

    def form_valid(self, form):
        """Do the deed once; a refusal comes back on the form, with the typed words and status 422."""
        try:
            return self.act(form)
        except Refused as refused:
            self.look.outcome = Outcome.REFUSED
            for reason in refused.reasons:
                form.add_error(None, reason)
            return self.form_invalid(form)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class GuardedResource(Guard, ViewSet):
    """The same door for the API. `verbs` gives the verb of each action; a refusal is 409 with the reasons."""

    permission_classes = [IsAuthenticated]
    lookup_value_regex = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # the schema then says that a key is a UUID
    verbs: dict[str, str] = {}

    def dispatch(self, request, *args, **kwargs):
        actor = actor_of(request) if request.user.is_authenticated else None
        if actor is None:
            return super().dispatch(request, *args, **kwargs)
        self.verb = self.verbs.get(self.action_map.get(request.method.lower(), ""), "")
        with acting(actor):
            self.enter(request, actor)
            with noting(self.look):
                response = super().dispatch(request, *args, **kwargs)
                return response.render() if not response.is_rendered else response

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if not hasattr(self, "by"):
            raise PermissionDenied("Choose the team you act for first.")
        if not self.verb or not may(self.by, self.verb):
            self.denied(Outcome.REFUSED, kwargs.get("pk"))
            raise PermissionDenied("This is not for your role.")
        if self.rows is not None and "pk" in kwargs:
            self.row = self.find_row(kwargs["pk"])

    def handle_exception(self, exc):
        if isinstance(exc, Refused):
            self.look.outcome = Outcome.REFUSED
            return Response({"reasons": exc.reasons}, status=409)
        if hasattr(self, "look") and not isinstance(exc, APIException):
            self.note(exc)
        return super().handle_exception(NotFound() if isinstance(exc, Http404) else exc)

    def valid(self, shape):
        """The request's body through a serializer, as plain values. Raises ValidationError."""
        serializer = shape(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data
