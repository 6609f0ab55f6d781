"""Flags through the other door."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from referrals.patterns import actions, presenters
from referrals.patterns.codes import ANSWERS, OPEN, SHOW
from referrals.patterns.models import Flag
from referrals.patterns.rules import BY_NUMBER

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
    corrected_at = serializers.DateTimeField(allow_null=True, help_text="Since when the rule is not true of these events any more")
    answered_at = serializers.DateTimeField(allow_null=True)
    answer = serializers.CharField(allow_blank=True)
    answer_words = serializers.CharField(allow_blank=True)


class BesideShape(serializers.Serializer):
    """Another child of the same pattern, whom the reader may see."""

    flag = serializers.UUIDField(source="flag.pk")
    child = serializers.UUIDField(source="flag.child_id")
    episode = serializers.UUIDField(source="episode.pk")


class OneFlagShape(FlagShape):
    """A flag with the other children of its pattern, as far as the reader may see them."""

    beside = BesideShape(many=True, source="seen_beside")


class RuleShape(serializers.Serializer):
    """A rule in words, as the reader's authority runs it, and what came of it in the last 90 days."""

    number = serializers.CharField(source="rule.number")
    version = serializers.IntegerField(source="rule.version")
    condition = serializers.CharField()
    says = serializers.CharField(source="rule.says")
    source = serializers.CharField(source="rule.source")
    is_on = serializers.BooleanField()
    since = serializers.DateField(allow_null=True)
    window_days = serializers.IntegerField(source="local.window_days", allow_null=True)
    count = serializers.IntegerField(source="local.count", allow_null=True)
    under_age = serializers.IntegerField(source="local.under_age", allow_null=True)
    counts_away = serializers.BooleanField(source="local.counts_away")
    fired = serializers.IntegerField()
    contested = serializers.IntegerField()


class SettingShape(serializers.Serializer):
    """Only the numbers that the rule has."""

    is_on = serializers.BooleanField()
    counts_away = serializers.BooleanField(default=False)
    window_days = serializers.IntegerField(required=False)
    count = serializers.IntegerField(required=False)
    under_age = serializers.IntegerField(required=False)


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

    @extend_schema(responses=OneFlagShape, summary="One flag, with the events that it counted")
    def retrieve(self, request, pk):
        self.row.seen_beside = presenters.beside(self.row, self.by)
        return Response(OneFlagShape(self.row).data)

    @extend_schema(request=AnswerShape, responses={204: None}, summary="Answer a flag, or contest its events")
    @action(detail=True, methods=["post"])
    def answer(self, request, pk):
        actions.answer_flag(flag=self.row, **self.valid(AnswerShape), by=self.by, at=self.at)
        return Response(status=204)


class HealthShape(serializers.Serializer):
    """One rule, or one other group of alerts, over the last 90 days of your agency."""

    name = serializers.CharField()
    says = serializers.CharField()
    sent = serializers.IntegerField()
    opened = serializers.IntegerField()
    acted = serializers.IntegerField(help_text="The flag was answered, or the duty done")
    wrong = serializers.IntegerField(help_text="A person said that the wrong events were counted")
    muted = serializers.IntegerField(help_text="Not mailed, because its person had muted the kind")
    is_ignored = serializers.BooleanField(help_text="Opened less than half the time")


class AlertHealth(GuardedResource):
    verbs = {"list": "patterns.health"}

    @extend_schema(summary="How the alerts of each rule fare", responses=HealthShape(many=True))
    def list(self, request):
        return Response(HealthShape(presenters.health_of(self.at), many=True).data)


class Rules(GuardedResource):
    verbs = {"list": "patterns.rules", "update": "patterns.set_rule"}
    lookup_value_regex = "RM-[0-9]{2}"

    @extend_schema(summary="The rules as your authority runs them, and how often they fired", responses=RuleShape(many=True))
    def list(self, request):
        return Response(RuleShape(presenters.rulebook(self.by, self.at), many=True).data)

    @extend_schema(summary="Set a rule for your own authority from today on", request=SettingShape, responses={204: None})
    def update(self, request, pk):
        if pk not in BY_NUMBER:
            raise NotFound
        actions.set_rule(rule=BY_NUMBER[pk], said=self.valid(SettingShape), by=self.by, at=self.at)
        return Response(status=204)
