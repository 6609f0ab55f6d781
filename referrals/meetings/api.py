"""The weekly table through the other door."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.refusals import Refused
from referrals.meetings import forms, presenters


class OnTheList(serializers.Serializer):
    """One child on the risk list: her key, her reference and every reason. Names stay with the children's own address."""

    child = serializers.UUIDField(source="child.pk")
    reference = serializers.CharField(source="child.reference")
    reasons = serializers.ListField(child=serializers.CharField())
    missing_days = serializers.IntegerField()


class RiskList(GuardedResource):
    verbs = {"list": "meetings.risk_list"}

    @extend_schema(responses=OnTheList(many=True), summary="The risk list of the weekly meeting")
    def list(self, request):
        filters = forms.Filters(request.GET)
        if not filters.is_valid():
            raise Refused(["Choose a reason and an authority from the list."])
        lines, _ = presenters.risk_list(self.by, self.at, **filters.asked())
        return Response(OnTheList(lines, many=True).data)
