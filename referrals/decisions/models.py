"""The threshold decision on a referral: level, outcome and reason, by a named person, and what the sender is told."""

from django.db import models
from django.db.models import Q

from agencies.access.querysets import GuardedManager
from agencies.directory.models import User
from agencies.words import Category, Level
from referrals.information.models import InRecord
from referrals.intake.models import Referral


class Decision(InRecord):
    """What was decided about one referral. Kept as it was; a change of mind is another decision."""

    category, level = Category.DECISION, Level.FULL

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=30)
    threshold = models.PositiveSmallIntegerField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral"], name="one_decision_per_referral"),
            models.CheckConstraint(condition=Q(threshold__gte=1, threshold__lte=4), name="threshold_is_one_to_four"),
        ]


class DecisionNarrative(InRecord):
    """Why, in the words of the person who decided."""

    append_only = True
    category, level = Category.DECISION, Level.FULL

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    written_at = models.DateTimeField()

    objects = GuardedManager()
