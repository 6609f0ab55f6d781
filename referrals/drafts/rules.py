"""What may stand in a draft, and how one message is told from another under the same key."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from agencies.words import UNWRITABLE

# Elapsed time since the writer last saved: two reminders, then the words go. The terms are this project's.
TERMS = (timedelta(days=3), timedelta(days=10), timedelta(days=14))


def terms_passed(saved_at: datetime, at: datetime) -> int:
    """How many of the terms are over: at the last one the words go."""
    return sum(saved_at + term <= at for term in TERMS)


def ends_at(saved_at: datetime) -> datetime:
    """When words that are not sent go."""
    return saved_at + TERMS[-1]


def digest(said: Any) -> str:
    """A print of what a writer means, to tell a second press of one button from another message under the same key."""
    return hashlib.sha256(repr(said).encode("utf-8", "backslashreplace")).hexdigest()


def storable(value: Any) -> Any:
    """Typed words without the characters that no database keeps: the NUL, and halves of a pair."""
    if isinstance(value, str):
        return UNWRITABLE.sub("", value)
    if isinstance(value, list):
        return [storable(part) for part in value]
    if isinstance(value, dict):
        return {storable(name): storable(part) for name, part in value.items()}
    return value
