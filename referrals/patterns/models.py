"""What no single contact shows: a rule that came true, the version of the rule and the events it counted."""

from django.db import models

from agencies.access.querysets import GuardedManager, GuardedQuerySet
from agencies.directory.models import User
from agencies.words import Category, Level
from referrals.children.models import AboutChild


class FlagQuerySet(GuardedQuerySet):
    def unanswered(self):
        """What still asks for somebody: not answered, and true of its events."""
        return self.filter(answered_at=None, corrected_at=None)


class Flag(AboutChild):
    """One rule, one child, one completing event: raised once, whatever is swept again. It never changes a level by itself.

    `event_ids` are events of this child alone. `meeting_place` is shared with the flag of another child who was found there too; who
    may not see that child gets no row of hers. `occasion` tells the marks of one long absence apart.
    """

    category, level = Category.MISSING, Level.FULL
    jobs = "select, insert, update (corrected_at)"

    rule = models.CharField(max_length=10)
    version = models.PositiveSmallIntegerField()
    ran_as = models.JSONField(default=dict)
    completed_by = models.UUIDField()
    occasion = models.PositiveSmallIntegerField(default=0)
    event_ids = models.JSONField()
    meeting_place = models.UUIDField(null=True)
    says = models.CharField(max_length=300)
    raised_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=20, blank=True)
    answer_words = models.TextField(blank=True)

    objects = GuardedManager.from_queryset(FlagQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "child", "completed_by", "occasion"], name="one_flag_per_rule_event_and_occasion")
        ]
        indexes = [
            models.Index(fields=["child", "-raised_at"], name="flag_by_child"),
            models.Index(fields=["owner", "-raised_at"], name="flag_by_owner"),
            models.Index(fields=["meeting_place"], condition=models.Q(meeting_place__isnull=False), name="flag_by_meeting_place"),
        ]
