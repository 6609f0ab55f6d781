"""Keys for finding likely records: plain text, so that equality on an ordinary index is enough.

A pair that shares no key is never looked at, so the keys are generous. The part before the bar names the kind:

    b   born on this date, day and month in either order          n   two names that sound so, in either order
    d   one name, and two of year, month and day of birth         z   one name and the postcode
    w   one word of a name, as it sounds                          p   the first three letters of a word
    h   digits of the NHS number, in any order                    s   the last three letters of a word
    u   pupil number

`w`, `p` and `s` serve a search while somebody is still typing; they find many. One wrong, missing or foreign letter in a word of six
leaves the first three or the last three whole. The others find few and serve matching.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from referrals.children.codes import FAMILY_GROUPS, GIVEN_GROUPS, PARTICLES
from referrals.children.rules.names import sounds
from referrals.children.rules.person import Person

LETTERS = 3
LONGEST = 80
WIDE = ("w|", "p|", "s|")


def keys_for(person: Person) -> frozenset[str]:
    """Every key under which this person is stored, or looked for."""
    given, family = _codes(_forms(person.given + person.known, GIVEN_GROUPS)), _codes(_forms(_family(person), FAMILY_GROUPS))
    names = given | family
    keys = chain(_dates(person), _pairs(given, family), _dated(person, names), _placed(person, names), _wide(person), _numbered(person))
    return frozenset(key[:LONGEST] for key in keys)


def narrow(keys: Iterable[str]) -> frozenset[str]:
    """The keys that find few records: for matching a whole list, and for a first look."""
    return frozenset(key for key in keys if not key.startswith(WIDE))


def _family(person: Person) -> tuple[str, ...]:
    """Each word of the family name, and the words run together: Mc Donald is McDonald."""
    return (*person.family, "".join(person.family)) if len(person.family) > 1 else person.family


def _forms(words: tuple[str, ...], groups: dict[str, frozenset[str]]) -> set[str]:
    """The words that carry a name, with the full forms of short ones."""
    carrying = {word for word in words if len(word) > 1 and word not in PARTICLES} or set(words)
    return carrying | {head for word in carrying for head in groups.get(word, ())}


def _codes(forms: set[str]) -> set[tuple[str, str]]:
    return {sounds(form) for form in forms}


def _dates(person: Person) -> Iterator[str]:
    born = person.born_on
    if born:
        first, second = sorted((born.month, born.day))
        yield f"b|{born.year}-{first:02}-{second:02}"


def _pairs(given: set[tuple[str, str]], family: set[tuple[str, str]]) -> Iterator[str]:
    for one in given:
        for other in family:
            for first, second in zip(one, other, strict=True):
                yield "n|" + "|".join(sorted((first, second)))


def _dated(person: Person, codes: set[tuple[str, str]]) -> Iterator[str]:
    for part in _parts(person):
        for _, code in codes:
            yield f"d|{part}|{code}"


def _parts(person: Person) -> list[str]:
    """Two of the three parts of a date each: one of them may be wrong. A child not yet born may come a month early or late."""
    if person.born_on:
        day = person.born_on
        return [f"{day:%Y-%m}", f"{day:%Y--%d}", f"{day:%m-%d}"]
    if person.expected_on:
        return [_month(person.expected_on, shift) for shift in (-1, 0, 1)]
    return []


def _month(day: date, shift: int) -> str:
    months = day.year * 12 + day.month - 1 + shift
    return f"{months // 12:04}-{months % 12 + 1:02}"


def _placed(person: Person, codes: set[tuple[str, str]]) -> Iterator[str]:
    if person.postcode:
        for _, code in codes:
            yield f"z|{person.postcode}|{code}"


def _wide(person: Person) -> Iterator[str]:
    for word in (*person.given, *person.known, *_family(person)):
        if len(word) > 1:
            yield f"p|{word[:LETTERS]}"
            yield f"s|{word[-LETTERS:]}"
            for code in sounds(word):
                yield f"w|{code}"


def _numbered(person: Person) -> Iterator[str]:
    if person.nhs_number:
        yield "h|" + "".join(sorted(person.nhs_number))
    if person.upn:
        yield f"u|{person.upn}"
