"""Home, host and found-in area: what the home authority answers when its child is found somewhere else."""

from django.db import models
from django.db.models import Q

from agencies.access.querysets import GuardedManager
from agencies.directory.models import Team, User
from agencies.words import Category, Level
from referrals.information.models import InRecord
from referrals.missing.models import Episode


class Handover(InRecord):
    """One answer to a hand-over: accepted with a name and a time, or declined with a reason. Another answer is another row."""

    append_only = True
    category, level = Category.MISSING, Level.FULL

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    collects = models.CharField(max_length=200, blank=True)
    waits_at = models.CharField(max_length=200, blank=True)
    collect_by = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(answer="ACCEPTED") | Q(collect_by__isnull=False), name="accepted_with_a_time"),
        ]
        indexes = [models.Index(fields=["episode", "-answered_at"], name="handover_by_episode")]
