"""The tray through the other door."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.access.pages import page_asked
from agencies.directory.models import Team
from referrals.duties import actions, presenters
from referrals.duties.codes import ASKED
from referrals.duties.models import Duty


class DutyShape(serializers.Serializer):
    id = serializers.UUIDField(source="duty.pk")
    child = serializers.UUIDField(source="duty.child_id")
    clock = serializers.CharField(source="duty.clock")
    title = serializers.CharField()
    team = serializers.CharField(source="duty.team.name")
    due_at = serializers.DateTimeField(source="duty.due_at")
    stage = serializers.IntegerField(source="duty.stage")
    is_overdue = serializers.BooleanField()
    held_by = serializers.CharField(source="duty.held_by.full_name", default="", help_text="Who has it in hand")
    waits_for = serializers.CharField(help_text="What an answer is awaited on")


class HandOverShape(serializers.Serializer):
    team = serializers.PrimaryKeyRelatedField(queryset=Team.objects.all())


class AskShape(serializers.Serializer):
    asked = serializers.ChoiceField(choices=[(row.code, row.label) for row in ASKED])
    until = serializers.DateTimeField(help_text="Within seven days. After that the ladder goes on, answered or not")


class Duties(GuardedResource):
    verbs = {
        "list": "casefile.my_work",
        "retrieve": "duties.read",
        "acknowledge": "duties.acknowledge",
        "ask": "duties.ask",
        "answered": "duties.answered",
        "done": "duties.done",
        "hand_over": "duties.hand_over",
    }
    rows = Duty.objects

    @extend_schema(
        responses=DutyShape(many=True),
        summary="Your team's open duties, the longest overdue first",
        parameters=[OpenApiParameter("page", int)],
    )
    def list(self, request):
        items, _ = presenters.tray_of(self.by, self.at, page_asked(request.query_params))
        return Response(DutyShape(items, many=True).data)

    @extend_schema(responses=DutyShape, summary="One duty")
    def retrieve(self, request, pk):
        waits = presenters.waits_of([self.row], self.at).get(self.row.pk)
        return Response(DutyShape(presenters.item_of(self.row, self.at, waits=waits)).data)

    @extend_schema(request=None, responses={204: None}, summary="Say that you have a duty in hand")
    @action(detail=True, methods=["post"])
    def acknowledge(self, request, pk):
        actions.acknowledge(duty=self.row, by=self.by, at=self.at)
        return Response(status=204)

    @extend_schema(request=AskShape, responses={204: None}, summary="Let a duty wait for an answer; the time by which it is due stays")
    @action(detail=True, methods=["post"])
    def ask(self, request, pk):
        actions.ask(duty=self.row, **self.valid(AskShape), by=self.by, at=self.at)
        return Response(status=204)

    @extend_schema(request=None, responses={204: None}, summary="Record that the awaited answer is there")
    @action(detail=True, methods=["post"])
    def answered(self, request, pk):
        actions.answered(duty=self.row, by=self.by, at=self.at)
        return Response(status=204)

    @extend_schema(request=None, responses={204: None}, summary="Mark a duty as done")
    @action(detail=True, methods=["post"])
    def done(self, request, pk):
        actions.done(duty=self.row, by=self.by, at=self.at)
        return Response(status=204)

    @extend_schema(request=HandOverShape, responses={204: None}, summary="Hand a duty to another team of your agency")
    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request, pk):
        actions.hand_over(duty=self.row, **self.valid(HandOverShape), by=self.by, at=self.at)
        return Response(status=204)
