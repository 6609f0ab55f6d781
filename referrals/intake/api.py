"""Referrals through the other door."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.access.pages import page_asked
from agencies.access.sweeps import nudge
from agencies.words import Category
from referrals.children.api import child_of
from referrals.information.models import Record
from referrals.intake import actions, codes, presenters
from referrals.intake.models import Referral

PAIRS = {
    name: [(row.code, row.label) for row in rows]
    for name, rows in (("source", codes.SOURCES), ("harm_place", codes.HARM_PLACES), ("parent_knows", codes.PARENT_KNOWS))
}


class ReferralShape(serializers.ModelSerializer):
    """A referral without its words: those stand in a row of their own."""

    class Meta:
        model = Referral
        fields = ["id", "child", "owner", "sender", "source", "received_at", "decided_at", "harm_place", "parent_knows"]
        read_only_fields = fields


class LineShape(serializers.Serializer):
    """A referral in the list. `due_at` is there for those who must decide."""

    referral = ReferralShape()
    name = serializers.CharField()
    due_at = serializers.DateTimeField(allow_null=True)
    is_overdue = serializers.BooleanField()


class WordsShape(serializers.Serializer):
    worry = serializers.CharField()
    what_changed = serializers.CharField()
    hopes = serializers.CharField()


class ReferralPage(serializers.Serializer):
    """What you get of one referral: the whole with its words, or the summary, or only who holds it."""

    id = serializers.UUIDField(source="record.pk")
    holder = serializers.CharField(source="owner.name")
    referral = ReferralShape(allow_null=True)
    words = WordsShape(allow_null=True)
    summary = serializers.CharField(source="summary.text", default="")
    told = serializers.ListField(child=serializers.CharField(), help_text="What the sender was told of the decision")


class WorryShape(serializers.Serializer):
    child = serializers.UUIDField()
    source = serializers.ChoiceField(choices=PAIRS["source"])
    worry = serializers.CharField(max_length=20000)
    what_changed = serializers.CharField(max_length=5000, allow_blank=True, default="")
    hopes = serializers.CharField(max_length=5000, allow_blank=True, default="")
    harm_place = serializers.ChoiceField(choices=PAIRS["harm_place"], default="not_known")
    parent_knows = serializers.ChoiceField(choices=PAIRS["parent_knows"], default="not_known")
    draft = serializers.UUIDField(allow_null=True, default=None, help_text="The same key sends once")


class SentShape(serializers.Serializer):
    id = serializers.UUIDField()


class Referrals(GuardedResource):
    verbs = {"list": "intake.list", "retrieve": "intake.read", "create": "intake.receive"}

    @property
    def rows(self):
        return Record.objects.filter(category=Category.REFERRAL, kind="referral")

    @extend_schema(
        responses=LineShape(many=True),
        summary="Referrals you may see: a page of the undecided, then the latest decided",
        parameters=[OpenApiParameter("page", int)],
    )
    def list(self, request):
        lists = presenters.front_door(self.by, self.at, page_asked(request.query_params))
        return Response(LineShape([*lists["waiting"], *lists["decided"]], many=True).data)

    @extend_schema(responses=ReferralPage, summary="One referral, as far as you may see it")
    def retrieve(self, request, pk):
        return Response(ReferralPage(presenters.page_of(self.row, self.by, self.at)).data)

    @extend_schema(request=WorryShape, responses={201: SentShape}, summary="Refer a child to the council that answers for them")
    def create(self, request):
        said = dict(self.valid(WorryShape))
        child, draft = child_of(said.pop("child")), said.pop("draft")
        key = actions.receive(child=child, told=actions.Worry(**said), draft=draft, by=self.by, at=self.at)
        nudge("notices.deliver")
        return Response(SentShape({"id": key}).data, status=201)
