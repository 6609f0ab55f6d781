"""Someone is worried about a child: what they sent, in their own words, held by the council they sent it to."""

from django.db import models
from django.db.models import Q

from agencies.access.querysets import GuardedManager, GuardedQuerySet
from agencies.directory.models import Agency, Team, User
from agencies.words import Category, Level
from referrals.information.models import InRecord


class ReferralQuerySet(GuardedQuerySet):
    def undecided(self):
        return self.filter(decided_at=None)

    def latest_decided(self, **end):
        """What was decided, the latest received first, by one end of the way: the council that holds it, or the agency that sent it."""
        return self.exclude(decided_at=None).filter(**end).order_by("-received_at")

    def with_people(self):
        """Each with who sent it, from which team, and to whom."""
        return self.select_related("owner", "sender", "sent_by", "sent_by_team__agency")


class Referral(InRecord):
    """A request that social care look at a child. It belongs to the council; the sender keeps sight of what it sent."""

    category, level = Category.REFERRAL, Level.FULL

    sender = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    sent_by_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=3)
    received_at = models.DateTimeField()
    harm_place = models.CharField(max_length=20, blank=True)
    parent_knows = models.CharField(max_length=10, blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = GuardedManager.from_queryset(ReferralQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["child", "-received_at"], name="referral_by_child"),
            models.Index(fields=["owner", "-received_at"], name="referral_by_owner"),
            models.Index(fields=["sender", "-received_at"], name="referral_by_sender"),
            models.Index(fields=["received_at"], condition=Q(decided_at=None), name="referral_undecided"),
        ]


class ReferralNarrative(InRecord):
    """The worry, what changed and since when, what the sender hopes for: the sender's words."""

    append_only = True
    category, level = Category.REFERRAL, Level.FULL

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    worry = models.TextField()
    what_changed = models.TextField(blank=True)
    hopes = models.TextField(blank=True)
    written_at = models.DateTimeField()

    objects = GuardedManager()
