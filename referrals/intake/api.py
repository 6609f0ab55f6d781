"""Referrals through the other door."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.refusals import Refused
from referrals.children.models import Child
from referrals.intake import actions, presenters
from referrals.intake.models import Referral


class ReferralShape(serializers.ModelSerializer):
    """A referral without its words: those are a row of their own, in the page's words below."""

    class Meta:
        model = Referral
        fields = ["id", "child", "owner", "sender", "source", "received_at", "decided_at", "harm_place", "parent_knows"]
        read_only_fields = fields


class WordsShape(serializers.Serializer):
    worry = serializers.CharField()
    what_changed = serializers.CharField()
    hopes = serializers.CharField()


class ReferralPage(serializers.Serializer):
    referral = ReferralShape()
    words = WordsShape(allow_null=True)


class WorryShape(serializers.Serializer):
    child = serializers.UUIDField()
    source = serializers.CharField(max_length=3)
    worry = serializers.CharField(max_length=20000)
    what_changed = serializers.CharField(max_length=5000, required=False, allow_blank=True, default="")
    hopes = serializers.CharField(max_length=5000, required=False, allow_blank=True, default="")
    harm_place = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    parent_knows = serializers.CharField(max_length=10, required=False, allow_blank=True, default="")
    draft = serializers.UUIDField(required=False, allow_null=True, default=None)


class SentShape(serializers.Serializer):
    id = serializers.UUIDField()


class Referrals(GuardedResource):
    verbs = {"list": "intake.list", "retrieve": "intake.read", "create": "intake.receive"}
    rows = Referral.objects

    @extend_schema(responses=ReferralShape(many=True), summary="Referrals you may see, undecided first")
    def list(self, request):
        return Response(ReferralShape([line.referral for line in presenters.front_door()], many=True).data)

    @extend_schema(responses=ReferralPage, summary="One referral with the sender's words")
    def retrieve(self, request, pk):
        words = presenters.page_of(self.row, self.by)["words"]
        return Response(ReferralPage({"referral": self.row, "words": words}).data)

    @extend_schema(request=WorryShape, responses={201: SentShape}, summary="Refer a child to the council that answers for them")
    def create(self, request):
        said = self.valid(WorryShape)
        child = Child.objects.filter(pk=said.pop("child")).first()
        if child is None:
            raise Refused(["There is no such child among those you may see."])
        draft = said.pop("draft")
        key = actions.receive(child=child, told=actions.Worry(**said), draft=draft, by=self.by, at=self.at)
        return Response(SentShape({"id": key}).data, status=201)
