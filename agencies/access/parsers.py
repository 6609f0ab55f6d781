"""What the API takes as JSON: nothing that the database cannot keep, and nothing nested beyond reason."""

import math
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from agencies.words import UNWRITABLE

DEEPEST = 32
TOO_DEEP = f"Nested more than {DEEPEST} deep."


class Json(JSONParser):
    """Refuses with 400 what would break later, in a field, a digest or a column."""

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            told = super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError(TOO_DEEP) from None
        for reason in _objections(told):
            raise ParseError(reason)
        return told


def _objections(told: Any) -> list[str]:
    """Why this cannot be taken. Level by level, so that no depth exhausts the stack."""
    level, depth = [told], 0
    while level:
        if depth > DEEPEST:
            return [TOO_DEEP]
        if any(isinstance(value, str) and UNWRITABLE.search(value) for value in level):
            return ["A text holds a character that cannot be kept: NUL or half of a pair."]
        if any(isinstance(value, float) and not math.isfinite(value) for value in level):
            return ["A number is too large."]
        level, depth = [part for value in level for part in _parts(value)], depth + 1
    return []


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []
