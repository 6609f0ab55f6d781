"""The automatic checks: whether they keep up, what each did last, and a way to ask one to look now."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.generic import TemplateView
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from agencies.access.guard import GuardedPage, GuardedResource
from agencies.access.sweeps import nudge
from agencies.audit.models import Pass
from agencies.audit.trail import Look
from safeguarding import health
from safeguarding.celery import SWEEPS

PASSES = 10
SAYS = {
    "missing.pass_marks": "Long absences: managers are told at 24 hours, 72 hours, 7 and 28 days",
    "missing.come_of_age": "Missing on the 18th birthday: adult safeguarding is told, the search goes on",
    "patterns.look_for_patterns": "Patterns: counts the episodes of a child when one began, ended or was corrected",
    "escalation.climb_overdue": "Overdue duties: one rung up the ladder, once",
    "notices.deliver": "Notices: sends what waits, without names",
    "drafts.pass_terms": "Words that were begun and not sent: a reminder after 3 and 10 days, deleted after 14",
    "audit.make_partitions": "The log: makes room for the months to come",
}


@dataclass(frozen=True)
class Job:
    """One line of the timetable, with its last passes that found something to do."""

    check: health.Check
    says: str
    next_at: datetime | None
    passes: list[Pass]


def jobs() -> list[Job]:
    """Every line of the timetable, in its order. Times are the database's."""
    return [_job(check) for check in health.checks()]


def _job(check: health.Check) -> Job:
    _, every, by = SWEEPS[check.name]
    passes = list(Pass.objects.filter(sweep=by).order_by("-ended_at", "-pk")[:PASSES])
    return Job(check, SAYS[check.name], check.last_ok_at + every if check.last_ok_at else None, passes)


def look_now(name: str, look: Look) -> None:
    """Ask one check to look now. Nothing is promised: the timetable asks again by itself. Raises Http404 for what is no check."""
    if name not in SWEEPS:
        raise Http404
    look.detail["asked"] = name
    nudge(name)


class Jobs(GuardedPage, TemplateView):
    """Whether the automatic checks keep up, and what each of them did."""

    verb = "oversight.jobs"
    template_name = "jobs.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"jobs": jobs()}


class RunNow(GuardedPage):
    """The button of one check."""

    verb = "oversight.jobs"
    http_method_names = ["post"]

    def post(self, request, name):
        look_now(name, self.look)
        messages.success(request, "Asked. It looks within a few seconds; this page shows it when it is opened again.")
        return redirect("automatic")


class PassShape(serializers.Serializer):
    ended_at = serializers.DateTimeField()
    milliseconds = serializers.IntegerField()
    taken = serializers.IntegerField(help_text="Rows that were due")
    failed = serializers.IntegerField(help_text="Of these, put off because something was wrong with them")


class JobShape(serializers.Serializer):
    """One automatic check. `stuck` counts rows that were given up on until somebody mends what is wrong."""

    name = serializers.CharField(source="check.name")
    says = serializers.CharField()
    is_late = serializers.BooleanField(source="check.is_late")
    stuck = serializers.IntegerField(source="check.stuck")
    last_ok_at = serializers.DateTimeField(source="check.last_ok_at", allow_null=True)
    next_at = serializers.DateTimeField(allow_null=True)
    passes = PassShape(many=True)


class JobsResource(GuardedResource):
    verbs = {"list": "oversight.jobs", "look_now": "oversight.jobs"}
    lookup_value_regex = "[a-z_.]+"

    @extend_schema(responses=JobShape(many=True), summary="The automatic checks: whether they keep up, and what they did")
    def list(self, request):
        return Response(JobShape(jobs(), many=True).data)

    @extend_schema(request=None, responses={202: None}, summary="Ask one check to look now; nothing is promised")
    @action(detail=True, methods=["post"], url_path="look-now")
    def look_now(self, request, pk):
        look_now(pk, self.look)
        return Response(status=202)
