"""A writer's own words, before they become a record."""

import uuid

from django.db import models

from agencies.access.querysets import GuardedManager
from agencies.directory.models import User


class Draft(models.Model):
    """The writer's own words, kept from the first seconds. Its key makes a second press of the button harmless; `said` is a digest
    of what was sent, so that the same key with other words is told apart.
    """

    shape = "own"
    level = 1
    jobs = ""
    access_columns = {"user": "user_id"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=60)
    about_id = models.UUIDField(null=True)
    words = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    result_id = models.UUIDField(null=True)
    said = models.CharField(max_length=64, blank=True)

    objects = GuardedManager()

    class Meta:
        indexes = [models.Index(fields=["user", "form"], name="draft_by_user")]

    def __str__(self):
        return f"draft {self.pk}"
