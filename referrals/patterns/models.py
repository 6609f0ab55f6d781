"""What no single contact shows: a rule that came true, the version of the rule and the events it counted."""

from django.db import models

from agencies.access.querysets import GuardedManager, GuardedQuerySet
from agencies.directory.models import User
from agencies.words import Category, Level
from referrals.children.models import AboutChild


class FlagQuerySet(GuardedQuerySet):
    def unanswered(self):
        return self.filter(answered_at=None)


class Flag(AboutChild):
    """One rule, one child, one completing event: raised once, whatever is swept again. It never changes a level by itself."""

    category, level = Category.MISSING, Level.FULL
    jobs = "select, insert"

    rule = models.CharField(max_length=10)
    version = models.PositiveSmallIntegerField()
    completed_by = models.UUIDField()
    event_ids = models.JSONField()
    says = models.CharField(max_length=300)
    raised_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=20, blank=True)
    answer_words = models.TextField(blank=True)

    objects = GuardedManager.from_queryset(FlagQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "child", "completed_by"], name="one_flag_per_rule_and_event")]
        indexes = [models.Index(fields=["child", "-raised_at"], name="flag_by_child")]
