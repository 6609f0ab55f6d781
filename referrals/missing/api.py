"""Missing episodes through the other door: the same verbs, the same rules, the same trail."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.directory.models import Area
from agencies.refusals import Refused
from referrals.children.models import Child
from referrals.information.models import Summary
from referrals.missing import actions, codes, rules
from referrals.missing.models import Episode

TIMES = ("last_seen_at", "discovered_at", "reported_at", "found_at", "returned_at")


class EpisodeShape(serializers.ModelSerializer):
    """An episode in full: five times, places, harm. Words and the reporter are rows of their own."""

    class Meta:
        model = Episode
        fields = ["id", "child", "owner", "council_type", *TIMES, "last_seen_place", "found_place", "found_area", "hurt", "harms"]
        read_only_fields = fields


class SummaryShape(serializers.ModelSerializer):
    """What a reader gets who does not get the whole."""

    class Meta:
        model = Summary
        fields = ["record", "child", "owner", "category", "text", "written_at"]
        read_only_fields = fields


class ReportShape(serializers.Serializer):
    child = serializers.UUIDField()
    last_seen_at = serializers.DateTimeField()
    discovered_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    place = serializers.CharField(max_length=200)
    circumstances = serializers.CharField(max_length=4000)
    band = serializers.CharField(max_length=20)
    band_reason = serializers.CharField(max_length=1000)
    council_type = serializers.ChoiceField(choices=["", codes.MISSING, codes.AWAY], required=False, default="")
    is_retrospective = serializers.BooleanField(required=False, default=False)
    draft = serializers.UUIDField(required=False, allow_null=True, default=None)


class ReturnShape(serializers.Serializer):
    found_at = serializers.DateTimeField()
    returned_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    place = serializers.CharField(max_length=200)
    area = serializers.PrimaryKeyRelatedField(queryset=Area.objects.all(), required=False, allow_null=True, default=None)
    hurt = serializers.ChoiceField(choices=[row.code for row in codes.HURT])
    harms = serializers.ListField(child=serializers.CharField(max_length=30))
    with_now = serializers.ChoiceField(choices=[row.code for row in codes.WITH_NOW])
    destination = serializers.ChoiceField(choices=["", *(row.code for row in codes.DESTINATIONS)], required=False, default="")
    tonight = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    draft = serializers.UUIDField(required=False, allow_null=True, default=None)


class SightingShape(serializers.Serializer):
    seen_at = serializers.DateTimeField()
    place = serializers.CharField(max_length=200)
    area = serializers.PrimaryKeyRelatedField(queryset=Area.objects.all(), required=False, allow_null=True, default=None)
    words = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    draft = serializers.UUIDField(required=False, allow_null=True, default=None)


class BandShape(serializers.Serializer):
    band = serializers.CharField(max_length=20)
    reason = serializers.CharField(max_length=1000)


class Episodes(GuardedResource):
    verbs = {
        "list": "missing.now",
        "retrieve": "missing.read",
        "create": "missing.report",
        "record_return": "missing.record_return",
        "sight": "missing.sight",
        "set_band": "missing.set_band",
    }
    rows = Episode.objects

    @extend_schema(responses=EpisodeShape(many=True), summary="Who is missing now")
    def list(self, request):
        return Response(EpisodeShape(Episode.objects.open().order_by("last_seen_at", "pk"), many=True).data)

    @extend_schema(responses=EpisodeShape, summary="One episode")
    def retrieve(self, request, pk):
        return Response(EpisodeShape(self.row).data)

    @extend_schema(request=ReportShape, responses={201: EpisodeShape}, summary="Report a child missing")
    def create(self, request):
        said = self.valid(ReportShape)
        child = Child.objects.filter(pk=said["child"]).first()
        if child is None:
            raise Refused(["There is no such child among those you may see."])
        told = actions.Report(
            times=rules.Times(said["last_seen_at"], said["discovered_at"], self.at),
            place=said["place"],
            council_type=said["council_type"],
            is_retrospective=said["is_retrospective"],
            band=said["band"],
            band_reason=said["band_reason"],
            words={"circumstances": said["circumstances"]},
        )
        return Response(EpisodeShape(actions.report(child=child, told=told, draft=said["draft"], by=self.by, at=self.at)).data, status=201)

    @extend_schema(request=ReturnShape, responses={204: None}, summary="Record the return")
    @action(detail=True, methods=["post"], url_path="return")
    def record_return(self, request, pk):
        said = self.valid(ReturnShape)
        draft = said.pop("draft")
        actions.record_return(episode=self.row, told=actions.Return(**said), draft=draft, by=self.by, at=self.at)
        return Response(status=204)

    @extend_schema(request=SightingShape, responses={204: None}, summary="Add a sighting beside the episode")
    @action(detail=True, methods=["post"], url_path="sighting")
    def sight(self, request, pk):
        actions.sight(episode=self.row, **self.valid(SightingShape), by=self.by, at=self.at)
        return Response(status=204)

    @extend_schema(request=BandShape, responses={204: None}, summary="Set another risk band")
    @action(detail=True, methods=["post"], url_path="band")
    def set_band(self, request, pk):
        actions.set_band(episode=self.row, **self.valid(BandShape), by=self.by, at=self.at)
        return Response(status=204)


class MissingSummaries(GuardedResource):
    """What was written for readers who do not get the whole."""

    verbs = {"list": "missing.now"}
    rows = Summary.objects

    @extend_schema(responses=SummaryShape(many=True), summary="Summaries of missing episodes that you may see")
    def list(self, request):
        return Response(SummaryShape(Summary.objects.filter(category="missing").order_by("-written_at")[:50], many=True).data)
