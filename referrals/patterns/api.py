"""Flags through the other door."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from referrals.patterns import actions, presenters
from referrals.patterns.codes import ANSWERS
from referrals.patterns.models import Flag


class FlagShape(serializers.Serializer):
    """A flag with the events it counted."""

    id = serializers.UUIDField(source="pk")
    child = serializers.UUIDField(source="child_id")
    rule = serializers.CharField()
    version = serializers.IntegerField()
    says = serializers.CharField()
    event_ids = serializers.ListField(child=serializers.UUIDField())
    raised_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    answer = serializers.CharField()


class AnswerShape(serializers.Serializer):
    answer = serializers.ChoiceField(choices=[row.code for row in ANSWERS])
    words = serializers.CharField(max_length=2000)


class Flags(GuardedResource):
    verbs = {"list": "patterns.list", "answer": "patterns.answer"}
    rows = Flag.objects

    @extend_schema(responses=FlagShape(many=True), summary="Flags you may see, unanswered first")
    def list(self, request):
        return Response(FlagShape(presenters.open_first(), many=True).data)

    @extend_schema(request=AnswerShape, responses={204: None}, summary="Answer a flag, or contest its events")
    @action(detail=True, methods=["post"])
    def answer(self, request, pk):
        actions.answer_flag(flag=self.row, **self.valid(AnswerShape), by=self.by, at=self.at)
        return Response(status=204)
