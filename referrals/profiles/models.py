"""A child who may go missing: what carers know that would help to find her, sealed until she is gone; and what is agreed for then."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from agencies.access.querysets import GuardedManager, GuardedQuerySet
from agencies.directory.models import Agency, Team, User
from agencies.words import Category, Level
from referrals.information.models import InRecord


class KeptQuerySet(GuardedQuerySet):
    def with_opening(self):
        """Each with whether the reader finds it open: to the force that looks for the child, and to whoever keeps it."""
        still = ProfileOpening.objects.filter(record=OuterRef("record"), closed_at=None)
        return self.annotate(is_open=Exists(still))


class ProfileKept(InRecord):
    """That a profile is kept, and the day of its last version: all that others get who may know of the child."""

    category, level = Category.IDENTITY, Level.EXISTENCE

    updated_on = models.DateField()

    objects = GuardedManager.from_queryset(KeptQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child", "owner"], name="one_profile_per_child_and_agency")]


class VersionQuerySet(GuardedQuerySet):
    def newest_first(self):
        return self.order_by("-version", "pk")


class Profile(InRecord):
    """One version of what carers know. Beyond the rule table the database shows it to the team that keeps it, and to no other of its
    agency; to a force while that force holds an open episode of the child.
    """

    append_only = True
    category, level = Category.MISSING, Level.FULL

    version = models.PositiveIntegerField()
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    places = models.TextField(blank=True)
    friends = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    description = models.TextField(blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager.from_queryset(VersionQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "version"], name="a_version_of_a_profile_is_written_once")]


class ProfileHealth(InRecord):
    """What the same version says of the child's health: a kind of information of its own."""

    append_only = True
    category, level = Category.HEALTH, Level.FULL

    version = models.PositiveIntegerField()
    medication = models.TextField(blank=True)
    needs = models.TextField(blank=True)

    objects = GuardedManager.from_queryset(VersionQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "version"], name="health_of_a_version_is_written_once")]


class TriggerPlan(InRecord):
    """What is agreed for the time when the child goes: a plan, and so for everybody who reads plans about her. Never sealed."""

    append_only = True
    category, level = Category.PLAN, Level.FULL

    version = models.PositiveIntegerField()
    circumstances = models.TextField(blank=True)
    band = models.CharField(max_length=20, blank=True)
    agreed_with = models.CharField(max_length=200, blank=True)
    review_on = models.DateField(null=True)
    kept_at = models.DateTimeField()

    objects = GuardedManager.from_queryset(VersionQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "version"], name="plan_of_a_version_is_written_once")]
        indexes = [models.Index(fields=["child", "-version"], name="trigger_plan_by_child")]


class ProfileOpening(InRecord):
    """From when to when the profile was unsealed, to which force, for which episode. The database alone writes it."""

    append_only = True
    category, level = Category.MISSING, Level.FULL

    episode_id = models.UUIDField()
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = GuardedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "episode_id"], condition=Q(closed_at=None), name="one_opening_at_a_time_per_episode")
        ]
        indexes = [models.Index(fields=["child"], condition=Q(closed_at=None), name="profile_open_by_child")]
