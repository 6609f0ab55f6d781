"""A writer's own words, before they become a record."""

import base64
import json
import uuid
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.access.models import Swept
from agencies.access.querysets import GuardedManager, GuardedQuerySet
from agencies.directory.models import User
from referrals.drafts import rules


class Words(models.TextField):
    """Typed words by box, sealed with the service's own key: a copy of the table alone tells nobody what was written."""

    def get_prep_value(self, value):
        return _keys().encrypt(json.dumps(value).encode()).decode()

    def from_db_value(self, value, expression, connection):
        return json.loads(_keys().decrypt(value))


def _keys() -> MultiFernet:
    """The present key seals; those before it still open."""
    return MultiFernet([Fernet(_derived(word)) for word in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _derived(word: str) -> bytes:
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"drafts").derive(word.encode())
    return base64.urlsafe_b64encode(key)


class DraftQuerySet(GuardedQuerySet):
    def unsent(self):
        return self.filter(used_at=None)

    def without_words(self):
        """As the sweep may read them."""
        return self.defer("words", "said", "version", "result_id")

    def past_term(self, *, at):
        """Unsent, and due for the next reminder or for the end."""
        due = Q()
        for reminded, term in enumerate(rules.TERMS):
            due |= Q(reminded__lte=reminded, saved_at__lte=at - term)
        return self.unsent().filter(due).without_words().order_by("saved_at", "pk")


class Draft(Swept):
    """The writer's own words, kept from the first seconds. Its key makes a second press of the button harmless; `said` is a digest
    of what was sent, so that the same key with other words is told apart.
    """

    shape = "own"
    level = 1
    # What reminds and ends reads no words.
    jobs = (
        "select (id, user_id, form, about_id, saved_at, used_at, reminded, attempts, put_off_until, quarantined_at),"
        " update (words, used_at, reminded, attempts, put_off_until, quarantined_at)"
    )
    access_columns = {"user": "user_id"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=60)
    about_id = models.UUIDField(null=True)
    words: Any = Words(default=dict)  # plain values to whoever holds the row
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    result_id = models.UUIDField(null=True)
    said = models.CharField(max_length=64, blank=True)

    objects = GuardedManager.from_queryset(DraftQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["user", "form"], name="draft_by_user"),
            models.Index(fields=["saved_at"], condition=Q(used_at=None), name="draft_unsent"),
        ]

    @property
    def ends_at(self):
        """When these words go, unless they are sent."""
        return rules.ends_at(self.saved_at)

    def __str__(self):
        return f"draft {self.pk}"
