"""Deciding through the other door."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from referrals.decisions import actions
from referrals.decisions.codes import OUTCOMES
from referrals.decisions.models import Decision
from referrals.intake.models import Referral


class DecisionShape(serializers.ModelSerializer):
    class Meta:
        model = Decision
        fields = ["id", "child", "owner", "referral", "outcome", "threshold", "decided_at"]
        read_only_fields = fields


class DecideShape(serializers.Serializer):
    outcome = serializers.ChoiceField(choices=list(OUTCOMES))
    threshold = serializers.IntegerField(min_value=1, max_value=4)
    reason = serializers.CharField(max_length=10000)
    for_sender = serializers.CharField(max_length=2000)
    confirmation = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class Decisions(GuardedResource):
    """`PUT` on a referral's key decides it; it can be done once."""

    verbs = {"update": "decisions.decide"}
    rows = Referral.objects

    @extend_schema(request=DecideShape, responses=DecisionShape, summary="Decide on a referral")
    def update(self, request, pk):
        decision = actions.decide(referral=self.row, told=actions.Decided(**self.valid(DecideShape)), by=self.by, at=self.at)
        return Response(DecisionShape(decision).data)
