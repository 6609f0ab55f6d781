"""What was done, and what was looked at: append-only, no foreign keys, keys and codes but never content.

The tables are partitioned by month and made by migration; Django only reads them.
"""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Max, Q

NEWEST = 2000


class EventQuerySet(models.QuerySet):
    """The database hands out own looks, and to a data-protection officer those of the agency's people or at its data."""

    def at_child(self, child: UUID, *, since: datetime | None, until: datetime | None) -> "EventQuerySet":
        """Whatever was done about a child or showed her, and what was asked for by her key in vain; the newest 2,000 of each.

        The keys of lists that showed her are fetched first: three lookups in three indexes, where a join would read the whole period.
        """
        shown = Exposure.objects.filter(child_id=child)
        shown = shown.filter(at__gte=since) if since else shown
        shown = shown.filter(at__lt=until) if until else shown
        newest = shown.values("event_key").annotate(last=Max("at")).order_by("-last")[:NEWEST]
        keys = [row["event_key"] for row in newest]
        return self.filter(Q(child_id=child) | Q(resource_id=child) | Q(key__in=keys))

    def between(self, since: datetime | None, until: datetime | None) -> "EventQuerySet":
        rows = self.filter(at__gte=since) if since else self
        return rows.filter(at__lt=until) if until else rows

    def of_page(self, actor: UUID, request: UUID) -> "EventQuerySet":
        """The look that drew one page, among the newest 2,000 events of whoever opened it: no page stays open for longer."""
        newest = self.filter(actor=actor).order_by("-at", "-id").values("pk")[:NEWEST]
        return self.filter(pk__in=newest, request_id=request).order_by("-at", "-id")

    def before(self, at: datetime, number: int) -> "EventQuerySet":
        """Those older than one event, in the order of the list."""
        return self.filter(at__lte=at).filter(Q(at__lt=at) | Q(id__lt=number))


class Event(models.Model):
    """One deed, one look or one refusal: who, as what, about whom, under which rule, decided then."""

    key = models.UUIDField(primary_key=True)
    id = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    actor_name = models.TextField()
    team = models.BigIntegerField(null=True)
    agency = models.BigIntegerField(null=True)
    role = models.TextField()
    verb = models.TextField()
    action = models.TextField()
    resource_kind = models.TextField(null=True)
    resource_id = models.UUIDField(null=True)
    child_id = models.UUIDField(null=True)
    owner_agency = models.BigIntegerField(null=True)
    level = models.SmallIntegerField(null=True)
    rule = models.TextField(null=True)
    agreement = models.TextField(null=True)
    purpose = models.TextField()
    gateway = models.TextField(null=True)
    justification = models.TextField(null=True)
    recipients = models.JSONField(null=True)
    outcome = models.SmallIntegerField()
    policy_version = models.TextField()
    request_id = models.UUIDField()
    detail = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = '"audit"."event"'
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.verb} {self.key}"


class Exposure(models.Model):
    """A child that one event showed: the rows' owner, category, level, the rule that let them through, and what that rested on."""

    id = models.BigIntegerField(primary_key=True)
    event_key = models.UUIDField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    agency = models.BigIntegerField(null=True)
    child_id = models.UUIDField()
    owner_agency = models.BigIntegerField()
    category = models.TextField()
    level = models.SmallIntegerField()
    rule = models.TextField()
    agreement = models.TextField(null=True)
    gateway = models.TextField(null=True)

    class Meta:
        managed = False
        db_table = '"audit"."exposure"'

    def __str__(self):
        return f"exposure {self.pk}"


class Heartbeat(models.Model):
    """The last sign of life of one sweep: when a pass went through, how many rows it took and how many of them failed."""

    sweep = models.CharField(max_length=60, primary_key=True)
    last_ok_at = models.DateTimeField()
    taken = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    def __str__(self):
        return self.sweep


class Pass(models.Model):
    """One pass of a sweep that found something to do: when it ended, how long it took, how many rows it took and how many failed."""

    sweep = models.CharField(max_length=60)
    ended_at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    taken = models.PositiveIntegerField()
    failed = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["sweep", "-ended_at"], name="pass_by_sweep")]

    def __str__(self):
        return f"{self.sweep} {self.ended_at:%H:%M}"
