"""The forms that guarded rows, grants, names, exclusions and urgent access take. Rooms give them a key to their own rows."""

import uuid

from django.contrib.auth.models import Group, Permission
from django.db import models
from guardian.models import GroupObjectPermissionBase

from agencies.agreements.models import Agreement, LegalGateway
from agencies.directory.models import Agency, Team, User
from agencies.words import Basis, Handling, Marking, Seal


class Guarded(models.Model):
    """A row under the rule table. The class names its `level`, and its `category` unless that is a column.

    `shape` tells which family of rules governs it, `jobs` what the jobs login may do to the table at all.
    """

    shape = "about"
    jobs = ""
    access_columns: dict[str, str] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    marking = models.SmallIntegerField(default=Marking.NORMAL)
    handling = models.CharField(max_length=1, default=Handling.NONE, blank=True)
    seal = models.SmallIntegerField(default=Seal.NONE)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{type(self).__name__} {self.pk}"


class Swept(models.Model):
    """Columns of a row that a sweep works on. The time at which it falls due stands in a column of its own, which no failure moves."""

    attempts = models.PositiveSmallIntegerField(default=0)
    put_off_until = models.DateTimeField(null=True)
    quarantined_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Addressed(models.Model):
    """A row without content that follows its addressee: a team and its agency."""

    shape = "addressed"
    level = 1
    jobs = "select, insert, update"
    access_columns = {"team": "team_id", "agency": "agency_id"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    seal = models.SmallIntegerField(default=Seal.NONE)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{type(self).__name__} {self.pk}"


class TeamGrant(GroupObjectPermissionBase):
    """A dated grant to one team, stored as a guardian group permission; the highest level alone is kept."""

    access_columns = {"team": "group_id", "child": "child_id", "record": "record_id"}

    permission = models.ForeignKey(Permission, on_delete=models.PROTECT, db_index=False, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, db_index=False, related_name="+")
    level = models.SmallIntegerField()
    may_write = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    basis = models.CharField(max_length=20, choices=[(str(basis), str(basis)) for basis in Basis])
    reason = models.CharField(max_length=200)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, related_name="+")
    gateway = models.ForeignKey(LegalGateway, on_delete=models.PROTECT, null=True, related_name="+")
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    granting_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        abstract = True
        unique_together = ()


class NamedAccess(models.Model):
    """One person, named, for a time: on a child, or on one record for one purpose."""

    access_columns = {"user": "user_id"}

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    reason = models.CharField(max_length=200)
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self):
        return f"{type(self).__name__} {self.pk}"


class Exclusion(models.Model):
    """A conflict of interest: this person, or this team, sees nothing of the child, whatever else is permitted."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user=None, team__isnull=False) | models.Q(user__isnull=False, team=None),
                name="%(class)s_excludes_a_person_or_a_team",
            )
        ]

    def __str__(self):
        return f"{type(self).__name__} {self.pk}"


class Glass(models.Model):
    """Urgent access that one person opened: for hours, with a reason, reviewed afterwards."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    reach_now = models.BooleanField(default=False)
    reason = models.TextField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{type(self).__name__} {self.pk}"
