"""The child's page and my work through the other door."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from agencies.access.explain import explain
from agencies.access.guard import GuardedResource
from agencies.notices import actions as notices
from agencies.notices.models import Notice
from referrals.casefile import presenters
from referrals.children.models import Child
from referrals.children.presenters import age_of
from referrals.duties.api import DutyShape


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


class PartShape(serializers.Serializer):
    """One kind of information about the child, its holder, and the decision that lets you see it."""

    what = serializers.CharField()
    holder = serializers.CharField()
    why = Why(source="told")


class FlowShape(serializers.Serializer):
    """How often the child was found in one force area, gone from another."""

    home = serializers.CharField(source="home.name")
    found = serializers.CharField(source="found.name")
    number = serializers.IntegerField()


class MovementsShape(serializers.Serializer):
    """Twelve months of absences as far as you may see them. `hours` counts the times last seen in each hour of the local clock."""

    says = serializers.CharField()
    usual = serializers.CharField()
    hours = serializers.ListField(child=serializers.IntegerField(), min_length=24, max_length=24)
    flows = FlowShape(many=True)
    unknown = serializers.IntegerField(help_text="Returns of which the area is not known")


class Event(serializers.Serializer):
    at = serializers.DateTimeField()
    title = serializers.CharField()
    who = serializers.CharField()


class ToldShape(serializers.Serializer):
    """The owner's text for readers who do not get the whole."""

    record = serializers.UUIDField(source="record_id")
    text = serializers.CharField()
    goes_on = serializers.BooleanField()
    written_at = serializers.DateTimeField()


class Lives(serializers.Serializer):
    lines = serializers.CharField()
    postcode = serializers.CharField()
    from_on = serializers.DateField()
    to_on = serializers.DateField(allow_null=True)


class ProfileDayShape(serializers.Serializer):
    """That a profile exists, and the day of its last version."""

    id = serializers.UUIDField(source="pk")
    updated_on = serializers.DateField(source="profile_on")


class ChildFile(serializers.Serializer):
    """What this reader gets of one child, as on the page; keys lead to the episodes, interviews, flags and referrals themselves."""

    reference = serializers.CharField()
    name = serializers.CharField()
    age = serializers.CharField()
    safety_note = serializers.CharField()
    is_missing = serializers.BooleanField()
    missing_days = serializers.IntegerField()
    episodes = serializers.ListField(child=serializers.UUIDField())
    interviews = serializers.ListField(child=serializers.UUIDField())
    flags = serializers.ListField(child=serializers.UUIDField())
    referrals = serializers.ListField(child=serializers.UUIDField())
    summaries = ToldShape(many=True)
    duties = DutyShape(many=True)
    profiles = ProfileDayShape(many=True)
    addresses = Lives(many=True)
    events = Event(many=True)
    held = Held(many=True)
    why = Why()


class NewsShape(serializers.Serializer):
    """Something told to this person or team; the address on the service's pages where it may be opened."""

    id = serializers.UUIDField(source="notice.pk")
    says = serializers.CharField()
    about_kind = serializers.CharField(source="notice.about_kind")
    about = serializers.UUIDField(source="notice.about_id")
    told_at = serializers.DateTimeField(source="notice.told_at")


class Notices(GuardedResource):
    verbs = {"list": "casefile.my_work", "retrieve": "casefile.told", "seen": "casefile.acknowledge"}

    @extend_schema(responses=NewsShape(many=True), summary="What you and your team were told and nobody has marked as seen")
    def list(self, request):
        return Response(NewsShape(presenters.news_of(self.by), many=True).data)

    @extend_schema(responses=NewsShape, summary="One thing that you or your team were told")
    def retrieve(self, request, pk):
        return Response(NewsShape(presenters.told_of(get_object_or_404(Notice, pk=pk), self.by)).data)

    @extend_schema(request=None, responses={204: None}, summary="Mark something told as seen")
    @action(detail=True, methods=["post"])
    def seen(self, request, pk):
        notices.acknowledge(notice=get_object_or_404(Notice, pk=pk), by=self.by, at=self.at)
        return Response(status=204)


class ChildFiles(GuardedResource):
    verbs = {"retrieve": "casefile.child", "why": "casefile.child", "movements": "casefile.child"}
    rows = Child.objects

    @extend_schema(responses=ChildFile, summary="One child, as far as you may see her")
    def retrieve(self, request, pk):
        page = presenters.page_of(self.row, self.by, self.at)
        told = explain(page.identity or self.row, self.by)
        self.cite(told)
        shape = {
            "reference": self.row.reference,
            "name": page.name,
            "age": age_of(page.identity, self.at),
            "safety_note": page.identity.safety_note if page.identity else "",
            "is_missing": page.is_missing,
            "missing_days": page.missing_days,
            **{kind: [row.pk for row in getattr(page, kind)] for kind in ("episodes", "interviews", "flags", "referrals")},
            **{kind: getattr(page, kind) for kind in ("summaries", "addresses", "profiles")},
            "duties": presenters.duties_of(page, self.by, self.at),
            "events": presenters.events_of(page),
            "held": page.held,
            "why": told,
        }
        return Response(ChildFile(shape).data)

    @extend_schema(responses=PartShape(many=True), summary="Why you see each part of a child's file")
    @action(detail=True)
    def why(self, request, pk):
        page = presenters.page_of(self.row, self.by, self.at)
        return Response(PartShape(presenters.reasons_of(page, self.by), many=True).data)

    @extend_schema(responses=MovementsShape, summary="When a child goes missing, and where she is found")
    @action(detail=True)
    def movements(self, request, pk):
        page = presenters.page_of(self.row, self.by, self.at)
        return Response(MovementsShape(presenters.movements_of(page, self.at)).data)
