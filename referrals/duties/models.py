"""What someone must do, by when. A deadline is a row with a time; nothing depends on a message."""

from django.db import models
from django.db.models import F, Q

from agencies.access.models import Addressed, Swept
from agencies.access.querysets import GuardedManager, GuardedQuerySet
from agencies.directory.models import User
from referrals.children.models import Child


class DutyQuerySet(GuardedQuerySet):
    def open(self):
        return self.filter(done_at=None)

    def overdue(self, *, at):
        """Computed when somebody looks, never by a job."""
        return self.open().filter(due_at__lt=at)

    def to_climb(self, *, at):
        """Due by state; there is no lower bound in time, ever."""
        return self.open().filter(climbs_at__lte=at).order_by("climbs_at")


class Duty(Addressed, Swept):
    """By this instant somebody must have done this. `due_at` never moves; `climbs_at` is the next look, `stage` the rung."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    clock = models.CharField(max_length=40)
    about_kind = models.CharField(max_length=30)
    about_id = models.UUIDField()
    event_id = models.UUIDField()
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    climbs_at = models.DateTimeField(null=True)
    stage = models.PositiveSmallIntegerField(default=0)
    held_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    rule_version = models.CharField(max_length=20, blank=True)

    objects = GuardedManager.from_queryset(DutyQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock", "about_id", "event_id"], name="one_duty_per_clock_and_event"),
            models.CheckConstraint(condition=Q(due_at__gte=F("starts_at")), name="due_after_it_starts"),
        ]
        indexes = [
            models.Index(fields=["climbs_at"], condition=Q(done_at=None), name="duty_due"),
            models.Index(fields=["team", "due_at"], condition=Q(done_at=None), name="duty_by_team"),
            models.Index(fields=["child"], condition=Q(done_at=None), name="duty_by_child"),
        ]


class Query(Addressed):
    """Something was asked, and the duty cannot go on without the answer: until then, and no longer, the ladder waits. No words."""

    jobs = ""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    asked = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = GuardedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty"], condition=Q(answered_at=None), name="one_open_query_of_a_duty"),
            models.CheckConstraint(condition=Q(until__gt=F("asked_at")), name="a_query_has_an_end_of_its_own"),
        ]
