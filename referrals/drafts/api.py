"""What somebody has begun, through the other door."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from referrals.drafts import actions
from referrals.drafts.models import Draft

DRAFTS = 100


class NewDraft(serializers.Serializer):
    """What somebody has typed so far. `version` is the one that this text goes on from; 0 for the first."""

    draft = serializers.UUIDField()
    form = serializers.CharField(max_length=60)
    about = serializers.UUIDField(allow_null=True, default=None)
    version = serializers.IntegerField(min_value=0)
    words = serializers.DictField(child=serializers.JSONField())


class DraftShape(serializers.Serializer):
    """A draft as it is kept. Where a newer version is on file it is shown with 409, and nothing was written over."""

    draft = serializers.UUIDField(source="pk")
    form = serializers.CharField()
    about = serializers.UUIDField(source="about_id", allow_null=True)
    version = serializers.IntegerField()
    words = serializers.DictField(child=serializers.JSONField())
    saved_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class Drafts(GuardedResource):
    """The writer's own words, kept from the first seconds. Nobody else reads them."""

    verbs = {"list": "drafts.save", "create": "drafts.save", "destroy": "drafts.save"}
    rows = Draft.objects

    @extend_schema(responses=DraftShape(many=True), summary="What you have begun and not finished")
    def list(self, request):
        rows = Draft.objects.filter(used_at=None).order_by("-saved_at")[:DRAFTS]
        return Response(DraftShape(rows, many=True).data)

    @extend_schema(request=NewDraft, responses={200: DraftShape, 409: DraftShape}, summary="Keep what is typed so far")
    def create(self, request):
        held, saved = actions.save(**self.valid(NewDraft), by=self.by, at=self.at)
        return Response(DraftShape(held).data, status=200 if saved else 409)

    @extend_schema(responses={204: None}, summary="Begin afresh: the words that were kept go")
    def destroy(self, request, pk):
        actions.discard(draft=self.row, at=self.at)
        return Response(status=204)
