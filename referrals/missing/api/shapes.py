"""What the API says of an absence, and what it takes. A shape belongs to a kind of row and its level, never to a reader."""

from rest_framework import serializers

from agencies.directory.models import Area
from referrals.missing import codes
from referrals.missing.models import Episode, EpisodeNarrative, Reporter, RiskBand, Sighting

TIMES = ["last_seen_at", "discovered_at", "reported_at", "found_at", "returned_at", "recorded_at"]
PLACES = ["last_seen_place", "found_place", "found_area"]
FOUND = ["hurt", "harms", "with_now", "destination"]


class EpisodeShape(serializers.ModelSerializer):
    """An episode in full: five times, places, harm. Words, bands, sightings and the reporter are rows of their own."""

    class Meta:
        model = Episode
        fields = ["id", "child", "owner", "council_type", "police_reference", "is_retrospective", *TIMES, *PLACES, *FOUND]
        read_only_fields = fields


class EpisodePageShape(serializers.Serializer):
    episodes = EpisodeShape(many=True)
    count = serializers.IntegerField()
    pages = serializers.IntegerField()


class BandShape(serializers.ModelSerializer):
    class Meta:
        model = RiskBand
        fields = ["id", "owner", "band", "reason", "set_at", "set_by", "review_at"]
        read_only_fields = fields


class SightingShape(serializers.ModelSerializer):
    class Meta:
        model = Sighting
        fields = ["id", "owner", "seen_at", "place", "area", "words", "by_agency", "recorded_at", "recorded_by"]
        read_only_fields = fields


class NarrativeShape(serializers.ModelSerializer):
    class Meta:
        model = EpisodeNarrative
        fields = ["id", "owner", "kind", "words", "written_at", "written_by"]
        read_only_fields = fields


class ReporterShape(serializers.ModelSerializer):
    class Meta:
        model = Reporter
        fields = ["name", "phone", "relationship"]
        read_only_fields = fields


class WholeEpisodeShape(EpisodeShape):
    """One episode with the rows beside it that the reader may see; nothing tells whether there are others."""

    bands = serializers.SerializerMethodField()
    sightings = serializers.SerializerMethodField()
    words = serializers.SerializerMethodField()
    reported_by = serializers.SerializerMethodField()

    class Meta(EpisodeShape.Meta):
        fields = [*EpisodeShape.Meta.fields, "bands", "sightings", "words", "reported_by"]
        read_only_fields = fields

    def get_bands(self, row) -> BandShape(many=True):
        return BandShape(RiskBand.objects.filter(episode=row).order_by("-set_at"), many=True).data

    def get_sightings(self, row) -> SightingShape(many=True):
        return SightingShape(Sighting.objects.filter(episode=row).order_by("-seen_at"), many=True).data

    def get_words(self, row) -> NarrativeShape(many=True):
        return NarrativeShape(EpisodeNarrative.objects.filter(episode=row).order_by("-written_at"), many=True).data

    def get_reported_by(self, row) -> ReporterShape(many=True):
        return ReporterShape(Reporter.objects.filter(episode=row), many=True).data


class WithheldShape(serializers.Serializer):
    """A part that this level does not have: never left out, never made up."""

    value = serializers.CharField(allow_null=True)
    withheld = serializers.DictField(child=serializers.CharField())


class SummaryShape(serializers.Serializer):
    """What a reader gets who does not get the whole: the owner's text, and the mark of the rest."""

    record = serializers.UUIDField(source="record_id")
    child = serializers.UUIDField(source="child_id")
    owner = serializers.IntegerField(source="owner_id")
    text = serializers.CharField()
    goes_on = serializers.BooleanField(help_text="The child is missing still")
    written_at = serializers.DateTimeField()
    episode = serializers.SerializerMethodField()

    def get_episode(self, row) -> WithheldShape:
        return {"value": None, "withheld": {"category": str(row.category), "rule": f"{row.seen_under}/{int(row.level)}"}}


class SummaryPageShape(serializers.Serializer):
    summaries = SummaryShape(many=True)
    count = serializers.IntegerField()
    pages = serializers.IntegerField()


class NewReporter(serializers.Serializer):
    name = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    phone = serializers.CharField(max_length=30, required=False, allow_blank=True, default="")
    relationship = serializers.ChoiceField(choices=[row.code for row in codes.RELATIONSHIPS], default="not_known")


def words_field(length: int) -> serializers.CharField:
    return serializers.CharField(max_length=length, required=False, allow_blank=True, default="")


class NewReport(serializers.Serializer):
    child = serializers.UUIDField()
    last_seen_at = serializers.DateTimeField()
    discovered_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    reported_at = serializers.DateTimeField(required=False, allow_null=True, default=None, help_text="When not now")
    place = serializers.CharField(max_length=200)
    circumstances = serializers.CharField(max_length=4000)
    clothing = words_field(500)
    companions = words_field(500)
    carer_actions = words_field(1000)
    reporter = NewReporter(required=False, allow_null=True, default=None)
    band = serializers.CharField(max_length=20)
    band_reason = serializers.CharField(max_length=1000)
    council_type = serializers.ChoiceField(choices=["", codes.MISSING, codes.AWAY], required=False, default="")
    police_reference = words_field(40)
    is_retrospective = serializers.BooleanField(required=False, default=False)
    draft = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="The same key makes nothing twice")


class NewReturn(serializers.Serializer):
    found_at = serializers.DateTimeField()
    returned_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    place = serializers.CharField(max_length=200)
    area = serializers.PrimaryKeyRelatedField(queryset=Area.objects.all(), required=False, allow_null=True, default=None)
    hurt = serializers.ChoiceField(choices=[row.code for row in codes.HURT])
    harms = serializers.ListField(child=serializers.CharField(max_length=30))
    with_now = serializers.ChoiceField(choices=[row.code for row in codes.WITH_NOW])
    destination = serializers.ChoiceField(choices=["", *(row.code for row in codes.DESTINATIONS)], required=False, default="")
    tonight = words_field(200)
    draft = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="The same key makes nothing twice")


class NewSighting(serializers.Serializer):
    seen_at = serializers.DateTimeField()
    place = serializers.CharField(max_length=200)
    area = serializers.PrimaryKeyRelatedField(queryset=Area.objects.all(), required=False, allow_null=True, default=None)
    words = words_field(2000)
    draft = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="The same key makes nothing twice")


class NewBand(serializers.Serializer):
    band = serializers.CharField(max_length=20)
    reason = serializers.CharField(max_length=1000)
    draft = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="The same key makes nothing twice")
