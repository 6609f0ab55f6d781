"""Names: kept as they are written, compared as they sound."""

import re
import unicodedata
from functools import lru_cache

import jellyfish
from unidecode import unidecode

from referrals.children.codes import PLACEHOLDERS

_APOSTROPHES = re.compile(r"['`\u2018\u2019\u201b\u02bb\u02bc\u02b9\u00b4]")
_NOT_LETTERS = re.compile(r"[^a-z]+")


def clean_name(text: str) -> str:
    """A name as it is kept: composed letters, single spaces, and none of the invisible marks that turn or hide text."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(" " if letter.isspace() else letter for letter in composed if letter.isspace() or not _is_invisible(letter))
    return " ".join(visible.split())


def _is_invisible(letter: str) -> bool:
    """Control and format characters: bidirectional marks, zero-width spaces and joiners."""
    return unicodedata.category(letter) in ("Cc", "Cf")


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The words of a name for comparison: plain small letters, no apostrophes; hyphens and spaces part words."""
    plain = unidecode(_APOSTROPHES.sub("", clean_name(text))).lower()
    return tuple(word for word in _NOT_LETTERS.split(_APOSTROPHES.sub("", plain)) if word and word not in PLACEHOLDERS)


@lru_cache(maxsize=65536)
def sounds(word: str) -> tuple[str, str]:
    """How a word sounds, by two keys: one joins Sean and Shaun, the other Kai and Ky."""
    nysiis = jellyfish.nysiis(word)
    return (nysiis if len(nysiis) > 1 else word.upper(), jellyfish.metaphone(word) or word.upper())
