"""The weekly table through the other door."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.refusals import Refused
from referrals.meetings import forms, presenters
from referrals.meetings.codes import KINDS


class OnTheList(serializers.Serializer):
    """One child on the risk list: her key, her reference and every reason. Names stay with the children's own address."""

    child = serializers.UUIDField(source="child.pk")
    reference = serializers.CharField(source="child.reference")
    reasons = serializers.ListField(child=serializers.CharField())
    missing_days = serializers.IntegerField()


class RiskPage(serializers.Serializer):
    """One page of the list, and how many children stand on it in all."""

    count = serializers.IntegerField()
    children = OnTheList(many=True)


class RiskList(GuardedResource):
    verbs = {"list": "meetings.risk_list"}

    @extend_schema(
        summary="The risk list of the weekly meeting",
        responses=RiskPage,
        parameters=[
            OpenApiParameter("kind", str, description="Only children with this kind of reason", enum=list(KINDS)),
            OpenApiParameter("authority", int, description="Only children of this responsible authority"),
            OpenApiParameter("page", int),
        ],
    )
    def list(self, request):
        filters = forms.Filters(request.GET)
        if not filters.is_valid():
            raise Refused(["Choose a reason and an authority from the list."])
        lines, count = presenters.risk_list(self.by, self.at, **filters.asked())
        return Response(RiskPage({"count": count, "children": lines}).data)
