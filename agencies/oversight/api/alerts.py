"""One's own alerts by mail, through the other door."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.notices import actions
from agencies.notices.codes import BY_CODE
from agencies.oversight.presenters import alerts


class AlertRow(serializers.Serializer):
    group = serializers.CharField(source="group.code")
    says = serializers.CharField(source="group.label")
    is_statutory = serializers.BooleanField(source="group.is_statutory", help_text="It cannot be muted")
    by_mail = serializers.BooleanField()
    until = serializers.DateField(allow_null=True)


class ChoiceShape(serializers.Serializer):
    by_mail = serializers.BooleanField()
    until = serializers.DateField(allow_null=True, default=None)


class Alerts(GuardedResource):
    verbs = {"list": "oversight.alerts", "update": "notices.choose"}
    lookup_value_regex = "[a-z]{1,20}"

    @extend_schema(responses=AlertRow(many=True), summary="Which alerts you get by mail")
    def list(self, request):
        return Response(AlertRow(alerts.alerts_of(self.by, self.at), many=True).data)

    @extend_schema(request=ChoiceShape, responses={204: None}, summary="Choose whether you get a group of alerts by mail")
    def update(self, request, pk):
        if pk not in BY_CODE:
            raise NotFound
        actions.choose(group=BY_CODE[pk], **self.valid(ChoiceShape), by=self.by, at=self.at)
        return Response(status=204)
