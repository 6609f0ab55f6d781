"""What the API says of an absence, and what it takes. A shape belongs to a kind of row and its level, never to a reader."""

from uuid import UUID

from rest_framework import serializers

from referrals.children.models import Child
from referrals.missing import codes
from referrals.missing.models import Companion, Episode, EpisodeCorrection, EpisodeNarrative, Reporter, RiskBand, Sighting
from referrals.profiles.presenters import profiles_of

TIMES = ["last_seen_at", "discovered_at", "reported_at", "found_at", "returned_at", "recorded_at"]
PLACES = ["last_seen_place", "found_place", "found_area"]
FOUND = ["hurt", "harms", "with_now", "destination", "found_with", "carried", "miles_away", "explained", "not_reported", "factors"]
MARKS = ["mistaken_at", "mistaken_as"]


class AbsenceShape(serializers.ModelSerializer):
    """An absence as lists and a new report have it: who, since when, where. What is asked on the return is not in it."""

    class Meta:
        model = Episode
        fields = ["id", "child", "owner", "council_type", "police_reference", "is_retrospective", *TIMES, *PLACES]
        read_only_fields = fields


class EpisodeShape(AbsenceShape):
    """An episode in full: five times, places, harm. Words, bands, sightings and the reporter are rows of their own."""

    class Meta(AbsenceShape.Meta):
        fields = [*AbsenceShape.Meta.fields, *FOUND, *MARKS]
        read_only_fields = fields


class EpisodePageShape(serializers.Serializer):
    episodes = AbsenceShape(many=True)
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


class CorrectionShape(serializers.ModelSerializer):
    """What was put right. `seen_by` names who had read the record under the wrong child."""

    class Meta:
        model = EpisodeCorrection
        fields = ["id", "owner", "kind", "was", "now", "reason", "other", "seen_by", "corrected_at", "corrected_by"]
        read_only_fields = fields


class CorrectionsShape(serializers.Serializer):
    corrections = CorrectionShape(many=True)


class ProfilePointerShape(serializers.Serializer):
    """That a profile exists, the day of its last version, and whether you find it open."""

    id = serializers.UUIDField(source="pk")
    updated_on = serializers.DateField()
    is_open = serializers.BooleanField()


class WholeEpisodeShape(EpisodeShape):
    """One episode with the rows beside it that the reader may see; nothing tells whether there are others."""

    bands = serializers.SerializerMethodField()
    sightings = serializers.SerializerMethodField()
    words = serializers.SerializerMethodField()
    reported_by = serializers.SerializerMethodField()
    companions = serializers.SerializerMethodField(help_text="Other children who were there, of those you may see")
    may_be_with = serializers.SerializerMethodField(help_text="Other children who may be there, of those you may see")
    profiles = serializers.SerializerMethodField(help_text="Profiles of the child, open to you or not")

    class Meta(EpisodeShape.Meta):
        fields = [*EpisodeShape.Meta.fields, "bands", "sightings", "words", "reported_by", "companions", "may_be_with", "profiles"]
        read_only_fields = fields

    def get_bands(self, row) -> BandShape(many=True):
        return BandShape(RiskBand.objects.filter(episode=row).order_by("-set_at"), many=True).data

    def get_sightings(self, row) -> SightingShape(many=True):
        return SightingShape(Sighting.objects.filter(episode=row).order_by("-seen_at"), many=True).data

    def get_words(self, row) -> NarrativeShape(many=True):
        return NarrativeShape(EpisodeNarrative.objects.filter(episode=row).order_by("-written_at"), many=True).data

    def get_reported_by(self, row) -> ReporterShape(many=True):
        return ReporterShape(Reporter.objects.filter(episode=row), many=True).data

    def get_companions(self, row) -> list[UUID]:
        return _named(row, codes.WAS)

    def get_may_be_with(self, row) -> list[UUID]:
        return _named(row, codes.MAY_BE)

    def get_profiles(self, row) -> ProfilePointerShape(many=True):
        return ProfilePointerShape(profiles_of(row.child_id), many=True).data


def _named(row, kind: str) -> list[UUID]:
    named = Companion.objects.filter(episode=row, kind=kind).keys("child")
    return [child.pk for child in Child.objects.filter(pk__in=named).order_by("pk")]


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
