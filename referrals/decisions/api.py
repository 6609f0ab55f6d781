"""Deciding through the other door."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.access.sweeps import nudge
from agencies.words import Category
from referrals.decisions import actions, presenters
from referrals.decisions.codes import OUTCOMES
from referrals.decisions.models import Decision
from referrals.information.models import Record
from referrals.intake.models import Referral


class DecisionShape(serializers.ModelSerializer):
    """A decision in full, for those who get the whole."""

    class Meta:
        model = Decision
        fields = ["id", "child", "owner", "referral", "outcome", "threshold", "decided_at"]
        read_only_fields = fields


class DecisionPage(serializers.Serializer):
    """What you get of a decision: the whole with its reason, or what the sender was told, in paragraphs."""

    id = serializers.UUIDField(source="record.pk")
    holder = serializers.CharField(source="holder.name")
    decision = DecisionShape(allow_null=True)
    reason = serializers.CharField()
    told = serializers.ListField(child=serializers.CharField())


class DecideShape(serializers.Serializer):
    """`for_sender` is read by the sender with the outcome: nothing about anybody else."""

    outcome = serializers.ChoiceField(choices=[(code, row.label) for code, row in OUTCOMES.items()])
    threshold = serializers.IntegerField(min_value=1, max_value=4)
    reason = serializers.CharField(max_length=10000)
    for_sender = serializers.CharField(max_length=2000)
    confirmation = serializers.CharField(max_length=2000, allow_blank=True, default="")
    draft = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="The same key makes nothing twice")


class Decisions(GuardedResource):
    """`GET` by the decision's own key. `PUT` on a referral's key decides it, once."""

    verbs = {"update": "decisions.decide", "retrieve": "decisions.read"}

    @property
    def rows(self):
        return Referral.objects if self.action == "update" else Record.objects.filter(category=Category.DECISION, kind="decision")

    @extend_schema(responses=DecisionPage, summary="A decision, as far as you may see it")
    def retrieve(self, request, pk):
        return Response(DecisionPage(presenters.page_of(self.row)).data)

    @extend_schema(request=DecideShape, responses=DecisionShape, summary="Decide on a referral. 409 where it is decided already")
    def update(self, request, pk):
        said = dict(self.valid(DecideShape))
        draft = said.pop("draft")
        decision = actions.decide(referral=self.row, told=actions.Decided(**said), draft=draft, by=self.by, at=self.at)
        nudge("notices.deliver")
        return Response(DecisionShape(decision).data)
