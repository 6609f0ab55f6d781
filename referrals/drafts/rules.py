"""What may stand in a draft, and how one message is told from another under the same key."""

import hashlib
from typing import Any

from agencies.words import UNWRITABLE


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
