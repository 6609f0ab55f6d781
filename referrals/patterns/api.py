"""Flags through the other door."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from referrals.patterns import actions, presenters
from referrals.patterns.codes import ANSWERS, OPEN, SHOW
from referrals.patterns.models import Flag

UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class FlagShape(serializers.Serializer):
    """A flag: the rule and its version, in words, and the events that were counted."""

    id = serializers.UUIDField(source="pk")
    child = serializers.UUIDField(source="child_id")
    rule = serializers.CharField()
    version = serializers.IntegerField()
    says = serializers.CharField()
    completed_by = serializers.UUIDField()
    event_ids = serializers.ListField(child=serializers.UUIDField())
    raised_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    answer = serializers.CharField(allow_blank=True)
    answer_words = serializers.CharField(allow_blank=True)


class FlagPage(serializers.Serializer):
    """One page, newest first; `after` asks for the next."""

    flags = FlagShape(many=True)
    after = serializers.CharField(allow_blank=True)


class AnswerShape(serializers.Serializer):
    answer = serializers.ChoiceField(choices=[(row.code, row.label) for row in ANSWERS])
    words = serializers.CharField(max_length=2000)
    draft = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="The same key makes nothing twice")


class Flags(GuardedResource):
    verbs = {"list": "patterns.list", "retrieve": "patterns.read", "answer": "patterns.answer"}
    rows = Flag.objects
    lookup_value_regex = UUID

    @extend_schema(
        summary="Flags you may see, open or answered",
        responses=FlagPage,
        parameters=[
            OpenApiParameter("show", str, description="Which flags; the open ones where nothing is given", enum=[code for code, _ in SHOW]),
            OpenApiParameter("after", str, description="Where the page before ended"),
        ],
    )
    def list(self, request):
        show = request.query_params.get("show", OPEN)
        if show not in dict(SHOW):
            raise serializers.ValidationError({"show": ["Choose from the list."]})
        flags, after = presenters.flags_of(show, request.query_params.get("after", ""))
        return Response(FlagPage({"flags": flags, "after": after}).data)

    @extend_schema(responses=FlagShape, summary="One flag, with the events that it counted")
    def retrieve(self, request, pk):
        return Response(FlagShape(self.row).data)

    @extend_schema(request=AnswerShape, responses={204: None}, summary="Answer a flag, or contest its events")
    @action(detail=True, methods=["post"])
    def answer(self, request, pk):
        actions.answer_flag(flag=self.row, **self.valid(AnswerShape), by=self.by, at=self.at)
        return Response(status=204)
