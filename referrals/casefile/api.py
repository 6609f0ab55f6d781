"""The child's page and my work through the other door."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from agencies.access.explain import explain
from agencies.access.guard import GuardedResource
from referrals.casefile import presenters
from referrals.children.models import Child


class Held(serializers.Serializer):
    """That another agency holds something of a kind, and whom to ring: no count, no date, no title."""

    what = serializers.CharField()
    holder = serializers.CharField()
    phone = serializers.CharField()


class Why(serializers.Serializer):
    level = serializers.IntegerField()
    rule = serializers.CharField()
    says = serializers.CharField()
    agreement = serializers.CharField()


class Event(serializers.Serializer):
    at = serializers.DateTimeField()
    title = serializers.CharField()
    who = serializers.CharField()


class ChildFile(serializers.Serializer):
    """What this reader gets of one child: the timeline, what others hold, and why she is seen at all."""

    reference = serializers.CharField()
    missing_days = serializers.IntegerField()
    events = Event(many=True)
    held = Held(many=True)
    why = Why()


class ChildFiles(GuardedResource):
    verbs = {"retrieve": "casefile.child"}
    rows = Child.objects

    @extend_schema(responses=ChildFile, summary="One child, as far as you may see her")
    def retrieve(self, request, pk):
        page = presenters.page_of(self.row, self.by, self.at)
        told = explain(page.identity or self.row, self.by)
        shape = {
            "reference": self.row.reference,
            "missing_days": page.missing_days,
            "events": presenters.events_of(page),
            "held": page.held,
            "why": told,
        }
        return Response(ChildFile(shape).data)
