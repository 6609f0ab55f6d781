"""What the API takes: a report, a return, a sighting, a band, a correction."""

from rest_framework import serializers

from agencies.directory.models import Area
from referrals.missing import codes


class NewReporter(serializers.Serializer):
    name = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    phone = serializers.CharField(max_length=30, required=False, allow_blank=True, default="")
    relationship = serializers.ChoiceField(choices=[row.code for row in codes.RELATIONSHIPS], default="not_known")


def words_field(length: int) -> serializers.CharField:
    return serializers.CharField(max_length=length, required=False, allow_blank=True, default="")


def draft_field() -> serializers.UUIDField:
    return serializers.UUIDField(required=False, allow_null=True, default=None, help_text="The same key makes nothing twice")


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
    factors = serializers.ListField(child=serializers.CharField(max_length=20), required=False, default=list)
    may_be_at = serializers.ListField(child=serializers.CharField(max_length=200), required=False, default=list)
    may_be_with = serializers.ListField(child=serializers.UUIDField(), required=False, default=list)
    band = serializers.CharField(max_length=20)
    band_reason = serializers.CharField(max_length=1000)
    council_type = serializers.ChoiceField(choices=["", codes.MISSING, codes.AWAY], required=False, default="")
    police_reference = words_field(40)
    is_retrospective = serializers.BooleanField(required=False, default=False)
    draft = draft_field()


class NewEnding(serializers.Serializer):
    """How an absence ended."""

    found_at = serializers.DateTimeField()
    returned_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    place = serializers.CharField(max_length=200)
    area = serializers.PrimaryKeyRelatedField(queryset=Area.objects.all(), required=False, allow_null=True, default=None)
    hurt = serializers.ChoiceField(choices=[row.code for row in codes.HURT])
    harms = serializers.ListField(child=serializers.CharField(max_length=30))
    with_now = serializers.ChoiceField(choices=[row.code for row in codes.WITH_NOW])
    destination = serializers.ChoiceField(choices=["", *(row.code for row in codes.DESTINATIONS)], required=False, default="")
    tonight = words_field(200)
    found_with = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    carried = serializers.ListField(child=serializers.CharField(max_length=20), required=False, default=list)
    miles_away = serializers.IntegerField(min_value=0, max_value=700, required=False, allow_null=True, default=None)
    explained = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    explanation = words_field(1000)
    companions = serializers.ListField(child=serializers.UUIDField(), required=False, default=list)
    companion_words = words_field(500)


class NewReturn(NewEnding):
    draft = draft_field()


class NewPast(serializers.Serializer):
    """An absence that is over: `back` says how it ended, `noticed_by` who noticed."""

    child = serializers.UUIDField()
    last_seen_at = serializers.DateTimeField()
    discovered_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    place = serializers.CharField(max_length=200)
    circumstances = serializers.CharField(max_length=4000)
    not_reported = serializers.CharField(max_length=20)
    unreported = words_field(1000)
    council_type = serializers.ChoiceField(choices=["", codes.MISSING, codes.AWAY], required=False, default="")
    noticed_by = NewReporter(required=False, allow_null=True, default=None)
    back = NewEnding()
    draft = draft_field()


class NewSighting(serializers.Serializer):
    seen_at = serializers.DateTimeField()
    place = serializers.CharField(max_length=200)
    area = serializers.PrimaryKeyRelatedField(queryset=Area.objects.all(), required=False, allow_null=True, default=None)
    words = words_field(2000)
    draft = draft_field()


class NewBand(serializers.Serializer):
    band = serializers.CharField(max_length=20)
    reason = serializers.CharField(max_length=1000)
    draft = draft_field()


class NewTimes(serializers.Serializer):
    """Only the times that are wrong; null takes out what never was. The others stay."""

    last_seen_at = serializers.DateTimeField(required=False)
    discovered_at = serializers.DateTimeField(required=False, allow_null=True)
    reported_at = serializers.DateTimeField(required=False)
    found_at = serializers.DateTimeField(required=False, allow_null=True)
    returned_at = serializers.DateTimeField(required=False, allow_null=True)
    reason = serializers.CharField(max_length=1000)
    draft = draft_field()


class NewCorrection(serializers.Serializer):
    reason = serializers.CharField(max_length=1000)
    draft = draft_field()


class NewMove(NewCorrection):
    child = serializers.UUIDField(help_text="The right child")


class NewJoin(NewCorrection):
    kept = serializers.UUIDField(help_text="The record of the same absence that is kept")
