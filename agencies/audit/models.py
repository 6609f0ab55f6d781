"""What was done, and what was looked at: append-only, no foreign keys, keys and codes but never content.

The tables are partitioned by month and made by migration; Django only reads them.
"""

from django.db import models


class Event(models.Model):
    """One deed, one look or one refusal: who, as what, about whom, under which rule, decided then."""

    id = models.BigIntegerField(primary_key=True)
    key = models.UUIDField()
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

    class Meta:
        managed = False
        db_table = '"audit"."event"'
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.verb} {self.key}"


class Exposure(models.Model):
    """A child that one event showed: the rows' owner, category, level and the rule that let them through."""

    id = models.BigIntegerField(primary_key=True)
    event_key = models.UUIDField()
    at = models.DateTimeField()
    agency = models.BigIntegerField(null=True)
    child_id = models.UUIDField()
    owner_agency = models.BigIntegerField()
    category = models.TextField()
    level = models.SmallIntegerField()
    rule = models.TextField()

    class Meta:
        managed = False
        db_table = '"audit"."exposure"'

    def __str__(self):
        return f"exposure {self.pk}"
