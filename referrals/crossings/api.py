"""Hand-overs through the other door."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.access.sweeps import nudge
from referrals.crossings import actions, presenters
from referrals.missing.models import Episode

KEY = {"required": False, "allow_null": True, "default": None, "help_text": "The same key makes nothing twice"}


class GivenShape(serializers.Serializer):
    title = serializers.CharField()
    at = serializers.DateTimeField()
    who = serializers.CharField()
    text = serializers.CharField()


class CrossingShape(serializers.Serializer):
    """A child found away from home. `state` is open, declined, accepted, late or home."""

    episode = serializers.UUIDField(source="episode.pk")
    child = serializers.UUIDField(source="child.pk")
    name = serializers.CharField()
    home = serializers.CharField(source="home.name")
    holder = serializers.CharField(source="holder.name")
    found_at = serializers.DateTimeField(source="episode.found_at")
    found_place = serializers.CharField(source="episode.found_place")
    state = serializers.CharField()
    collects = serializers.CharField(source="last.collects", default="")
    collect_by = serializers.DateTimeField(source="last.collect_by", default=None)
    answers = GivenShape(many=True)


class AcceptShape(serializers.Serializer):
    collects = serializers.CharField(max_length=200)
    collect_by = serializers.DateTimeField()
    waits_at = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    draft = serializers.UUIDField(**KEY)


class DeclineShape(serializers.Serializer):
    words = serializers.CharField(max_length=2000)
    draft = serializers.UUIDField(**KEY)


class Handovers(GuardedResource):
    """The key is the episode's."""

    verbs = {"list": "crossings.list", "retrieve": "crossings.list", "accept": "crossings.accept", "decline": "crossings.decline"}
    rows = Episode.objects

    @extend_schema(responses=CrossingShape(many=True), summary="Who is found away from home and not home yet")
    def list(self, request):
        return Response(CrossingShape(presenters.open_crossings(self.by, self.at), many=True).data)

    @extend_schema(responses=CrossingShape, summary="The hand-over of one episode, with its answers")
    def retrieve(self, request, pk):
        return self._now()

    @extend_schema(request=AcceptShape, responses=CrossingShape, summary="Accept: who collects the child, and by when")
    @action(detail=True, methods=["post"])
    def accept(self, request, pk):
        actions.accept(episode=self.row, **self.valid(AcceptShape), by=self.by, at=self.at)
        nudge("notices.deliver")
        return self._now()

    @extend_schema(request=DeclineShape, responses=CrossingShape, summary="Decline with a reason; the hand-over stays open")
    @action(detail=True, methods=["post"])
    def decline(self, request, pk):
        actions.decline(episode=self.row, **self.valid(DeclineShape), by=self.by, at=self.at)
        nudge("notices.deliver")
        return self._now()

    def _now(self):
        return Response(CrossingShape(presenters.crossing_of(self.row, self.by, self.at)).data)
