"""Agreements, for everybody whom they concern."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.agreements import actions
from agencies.agreements.models import Agreement
from agencies.directory.models import User
from agencies.oversight.presenters import agreements


class Line(serializers.Serializer):
    """What one kind of recipient may see."""

    recipient_key = serializers.CharField()
    category = serializers.CharField()
    purpose = serializers.CharField()
    level = serializers.IntegerField()
    max_marking = serializers.IntegerField()
    scope = serializers.CharField()


class SharingAgreement(serializers.Serializer):
    """An agreement that the reader's agency owns or receives under; `says` are its lines in words."""

    id = serializers.IntegerField(source="agreement.pk")
    number = serializers.CharField(source="agreement.number")
    title = serializers.CharField(source="agreement.title")
    owner = serializers.CharField(source="agreement.owner.name")
    gateway = serializers.CharField(source="agreement.gateway.code", default=None, allow_null=True)
    valid_from = serializers.DateField(source="agreement.valid_from")
    valid_to = serializers.DateField(source="agreement.valid_to", allow_null=True)
    ratified_at = serializers.DateTimeField(source="agreement.ratified_at", allow_null=True)
    revoked_at = serializers.DateTimeField(source="agreement.revoked_at", allow_null=True)
    state = serializers.CharField()
    lines = Line(many=True, source="agreement.lines.all")
    says = serializers.ListField(child=serializers.CharField(), source="lines")


class Agreements(GuardedResource):
    verbs = {"list": "agreements.list", "retrieve": "agreements.list", "ratify": "agreements.ratify", "end": "agreements.end"}
    lookup_value_regex = "[0-9]{1,18}"

    @property
    def rows(self):
        return Agreement.objects.concerning(self.by.agency, self.by.recipient_keys)

    def _answer(self):
        return Response(SharingAgreement(agreements.one_for(self.rows.get(pk=self.row.pk), self.by, self.at)).data)

    @extend_schema(responses=SharingAgreement(many=True), summary="What your agency shares and receives")
    def list(self, request):
        return Response(SharingAgreement(agreements.all_for(self.by, self.at), many=True).data)

    @extend_schema(responses=SharingAgreement, summary="One agreement")
    def retrieve(self, request, pk):
        return self._answer()

    @extend_schema(request=None, responses=SharingAgreement, summary="Ratify: its lines are in force at once")
    @action(detail=True, methods=["post"])
    def ratify(self, request, pk):
        actions.ratify(agreement=self.row, signatory=User.objects.get(pk=self.by.user), by=self.by, at=self.at)
        return self._answer()

    @extend_schema(request=None, responses=SharingAgreement, summary="End: nothing more is shared under it")
    @action(detail=True, methods=["post"])
    def end(self, request, pk):
        actions.end(agreement=self.row, by=self.by, at=self.at)
        return self._answer()
