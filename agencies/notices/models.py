"""What people are told: a reference and never a name."""

import uuid

from django.db import models
from django.db.models import Q

from agencies.directory.models import Team, User


class NoticeQuerySet(models.QuerySet):
    def to_send(self, *, at):
        """Not sent, not leased, and due for a try. What failed often is shown to people, and tried again all the same."""
        waiting = self.filter(sent_at=None, next_try_at__lte=at)
        return waiting.filter(Q(lease_until=None) | Q(lease_until__lt=at)).order_by("next_try_at", "pk")


class Notice(models.Model):
    """One row per recipient and event. Acknowledged, never deleted; its last columns make it the outbox too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)

    recipient_key = models.CharField(max_length=60)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    about_kind = models.CharField(max_length=30)
    about_id = models.UUIDField()
    told_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    muted_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    quarantined_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "recipient_key"], name="one_notice_per_event_and_recipient")]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(sent_at=None), name="notice_to_send"),
            models.Index(fields=["told_at"], condition=Q(sent_at=None), name="notice_not_sent"),
            models.Index(fields=["team", "-told_at"], name="notice_by_team"),
        ]

    def __str__(self):
        return f"notice {self.pk}"


class AlertSettingQuerySet(models.QuerySet):
    def holding(self, *, on):
        """What holds on a day: a choice without an end, or until a day that is not over."""
        return self.filter(Q(until=None) | Q(until__gte=on))


class AlertSetting(models.Model):
    """Whether a person wants one group of alerts by mail. The tray shows every alert whatever is chosen here."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=20)
    by_mail = models.BooleanField()
    until = models.DateField(null=True)
    set_at = models.DateTimeField()

    objects = AlertSettingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "group"], name="one_choice_of_a_person_and_group")]

    def __str__(self):
        return f"alerts {self.group}"
