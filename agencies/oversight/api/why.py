"""Why can I see this? For any guarded row, from the same rules that let it through."""

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from agencies.access.explain import explain, sentences
from agencies.access.guard import GuardedResource
from agencies.access.walls import guarded_models


class Reason(serializers.Serializer):
    """The rule that let this reader see the row, at which level, with what it obliges to, in codes and in words."""

    rule = serializers.CharField()
    level = serializers.IntegerField()
    says = serializers.ListField(child=serializers.CharField())
    agreement = serializers.CharField(allow_blank=True)
    obligations = serializers.ListField(child=serializers.CharField())


KIND = OpenApiParameter("kind", OpenApiTypes.STR, OpenApiParameter.PATH, description="The kind of record, such as child or episode")
KEY = OpenApiParameter("id", OpenApiTypes.UUID, OpenApiParameter.PATH, description="The key of the record")


class Why(GuardedResource):
    """A row that the reader may not see is answered like one that does not exist."""

    verbs = {"retrieve": "oversight.why"}
    lookup_value_regex = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"

    @property
    def rows(self):
        kinds = {model.__name__.lower(): model for model in guarded_models() if model.shape == "about"}
        if self.kwargs["kind"] not in kinds:
            raise Http404
        return kinds[self.kwargs["kind"]].objects

    @extend_schema(responses=Reason, parameters=[KIND, KEY], summary="Why you can see a record")
    def retrieve(self, request, kind, pk):
        told = explain(self.row, self.by)
        self.cite(told)
        says = sentences(told, self.by)
        shape = {"rule": told.rule, "level": told.level, "says": says, "agreement": told.agreement, "obligations": sorted(told.obligations)}
        return Response(Reason(shape).data)
