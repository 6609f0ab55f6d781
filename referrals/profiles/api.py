"""Profiles through the other door."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.access.sweeps import nudge
from referrals.children.api import child_of
from referrals.profiles import actions, presenters, rules
from referrals.profiles.codes import RISK_BANDS
from referrals.profiles.models import ProfileKept

MOST = 4000
KEY = {"required": False, "allow_null": True, "default": None, "help_text": "The same key makes nothing twice"}


def words(most: int = MOST) -> serializers.CharField:
    return serializers.CharField(required=False, allow_blank=True, default="", max_length=most)


class ProfileVersionShape(serializers.Serializer):
    """What helps to find the child: the version that counts."""

    version = serializers.IntegerField()
    kept_at = serializers.DateTimeField()
    places = serializers.CharField()
    friends = serializers.CharField()
    phone = serializers.CharField()
    description = serializers.CharField()


class ProfileHealthShape(serializers.Serializer):
    medication = serializers.CharField()
    needs = serializers.CharField()


class TriggerPlanShape(serializers.Serializer):
    circumstances = serializers.CharField()
    band = serializers.CharField()
    agreed_with = serializers.CharField()
    review_on = serializers.DateField()


class ProfileOpeningShape(serializers.Serializer):
    """To which force the profile was unsealed, from when to when."""

    force = serializers.CharField(source="to_agency.name")
    episode = serializers.UUIDField(source="episode_id")
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)


class ProfileLookShape(serializers.Serializer):
    """One look of a force, as the log has it."""

    at = serializers.DateTimeField()
    name = serializers.CharField()
    agency = serializers.CharField()
    episode = serializers.UUIDField(allow_null=True)


class ProfileShape(serializers.Serializer):
    """Without `known` you learn that the profile exists and when it was updated, and no more."""

    id = serializers.UUIDField(source="kept.pk")
    child = serializers.UUIDField(source="kept.child_id")
    keeper = serializers.CharField(source="keeper.name")
    updated_on = serializers.DateField(source="kept.updated_on")
    known = ProfileVersionShape(source="version", allow_null=True)
    health = ProfileHealthShape(allow_null=True)
    plan = TriggerPlanShape(allow_null=True)
    openings = ProfileOpeningShape(many=True)
    looks = ProfileLookShape(many=True, help_text="For the team that keeps the profile")


class NewProfileVersion(serializers.Serializer):
    """`seen` is the version that you had before you, none being 0."""

    child = serializers.UUIDField()
    seen = serializers.IntegerField(min_value=0, required=False, default=0)
    places = words()
    friends = words()
    phone = words()
    description = words()
    medication = words()
    needs = words()
    circumstances = words()
    band = serializers.ChoiceField([row.code for row in RISK_BANDS], required=False, allow_blank=True, default="")
    agreed_with = words(200)
    review_on = serializers.DateField(required=False, allow_null=True, default=None)
    draft = serializers.UUIDField(**KEY)


class Profiles(GuardedResource):
    verbs = {"retrieve": "profiles.read", "create": "profiles.keep"}
    rows = ProfileKept.objects

    @extend_schema(responses=ProfileShape, summary="The profile of a child who may go missing, as far as it is open to you")
    def retrieve(self, request, pk):
        return Response(self._shown(self.row))

    @extend_schema(request=NewProfileVersion, responses={201: ProfileShape}, summary="Keep another version of a child's profile")
    def create(self, request):
        said = self.valid(NewProfileVersion)
        told = rules.Told(**{name: said[name] for name in rules.WHOLE})
        child = child_of(said["child"])
        profile = actions.keep(child=child, told=told, seen=said["seen"], draft=said["draft"], by=self.by, at=self.at)
        nudge("notices.deliver")
        return Response(self._shown(ProfileKept.objects.get(pk=profile.record_id)), status=201)

    def _shown(self, kept):
        page = presenters.page_of(kept, self.by, self.at)
        self.look.detail |= page.for_the_log
        return ProfileShape(page).data
