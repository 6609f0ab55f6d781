"""A level 3 table whose category is a column: worlds put rows of every category into it."""

from django.db import models

from agencies.access.querysets import GuardedManager
from agencies.words import Level
from referrals.information.models import InRecord


class Detail(InRecord):
    level = Level.FULL
    category = models.CharField(max_length=20)

    objects = GuardedManager()

    class Meta:
        app_label = "rows"
