"""Comparing one field of two records. Each function returns the kind of evidence, or None when a side is not known."""

from datetime import date, timedelta

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler

from referrals.children.codes import FAMILY_GROUPS, GIVEN_GROUPS, PARTICLES
from referrals.children.rules.names import sounds
from referrals.children.rules.numbers import is_nhs_number, is_temporary_upn
from referrals.children.rules.person import Person

Words = tuple[str, ...]
Groups = dict[str, frozenset[str]]
ORDER = ("same", "part", "variant", "sounds", "close", "begins", "initial", "different")
GESTATION = timedelta(days=70)
YEAR = timedelta(days=366)
UNLIKE = 0.6


def rank(kind: str | None) -> int:
    """The place of a kind from the best to the worst; what is not known comes last."""
    return ORDER.index(kind) if kind else len(ORDER)


def given(one: Person, other: Person) -> str | None:
    """Given names, and then what the child is known as."""
    kind = name(one.given, other.given, GIVEN_GROUPS)
    if kind in ("different", "initial", None) and (one.known or other.known):
        aliased = name(one.given + one.known, other.given + other.known, GIVEN_GROUPS)
        if aliased not in ("different", "initial", None):
            return "known_as"
    return kind


def family(one: Person, other: Person) -> str | None:
    return name(one.family, other.family, FAMILY_GROUPS)


def name(one: Words, other: Words, groups: Groups) -> str | None:
    """Two names of one or more words each."""
    if not one or not other:
        return None
    if one == other or "".join(one) == "".join(other) or set(one) == set(other):
        return "same"
    if _contradict(one, other, groups):
        return "different"
    if _carrying(one) & _carrying(other):
        return "part"
    return min((word(x, y, groups) for x in one for y in other), key=rank)


def _carrying(words: Words) -> set[str]:
    return {one for one in words if len(one) > 2 and one not in PARTICLES}


def _contradict(one: Words, other: Words, groups: Groups) -> bool:
    """Mohammed Ali and Mohammed Amir: where both have a second given name and one of theirs stands alone, so do the children."""
    if groups is not GIVEN_GROUPS or len(one) < 2 or len(other) < 2:
        return False
    return any(_is_alone(x, other, groups) and _is_alone(y, one, groups) for x, y in zip(one, other, strict=False))


def _is_alone(name: str, names: Words, groups: Groups) -> bool:
    return all(word(name, one, groups) == "different" for one in names)


def word(one: str, other: str, groups: Groups) -> str:
    """Two single words."""
    if one == other:
        return "same"
    if len(one) == 1 or len(other) == 1:
        return "initial" if one[0] == other[0] else "different"
    if groups.get(one, frozenset((one,))) & groups.get(other, frozenset((other,))):
        return "variant"
    return _spelling(one, other)


def _spelling(one: str, other: str) -> str:
    one, other = sorted((one, other))
    alike = JaroWinkler.similarity(one, other)
    if alike < UNLIKE:
        return "different"
    if any(x == y for x, y in zip(sounds(one), sounds(other), strict=True)) and (alike >= 0.75 or one[0] == other[0]):
        return "sounds"
    slips = OSA.distance(one, other, score_cutoff=2)
    shorter = min(len(one), len(other))
    if (slips == 1 and shorter > 2) or (slips == 2 and shorter > 5):
        return "close"
    return "begins" if shorter > 2 and other.startswith(one) else "different"


def one_word(one: Person, other: Person) -> str:
    """One of the two has a single name, and nobody knows which: it is looked for among all names of the other."""
    pools = [person.given + person.family + person.known for person in (one, other)]
    kinds = [word(x, y, GIVEN_GROUPS) for x in pools[0] for y in pools[1]]
    best = min(kinds, key=rank, default="different")
    return {"same": "one_word", "different": "different", "initial": "different"}.get(best, "one_close")


def birth(one: Person, other: Person) -> str | None:
    if one.born_on and other.born_on:
        return _dates(one.born_on, other.born_on, estimated=one.born_estimated or other.born_estimated)
    due = one.expected_on or other.expected_on
    came = one.born_on or other.born_on or (one.expected_on and other.expected_on)
    if not due or not came:
        return None
    return "expected" if abs(due - came) <= GESTATION else "different"


def _dates(one: date, other: date, *, estimated: bool) -> str:
    if one == other:
        return "same_estimated" if estimated else "same"
    if estimated and abs(one - other) <= YEAR:
        return "estimated"
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return "swapped"
    if OSA.distance(f"{one:%Y%m%d}", f"{other:%Y%m%d}", score_cutoff=1) == 1:
        return "one_digit"
    same = (one.year == other.year) + (one.month == other.month) + (one.day == other.day)
    return "near" if same == 2 and abs(one.year - other.year) <= 10 else "different"


def postcode(one: Person, other: Person) -> str | None:
    return _text(one.postcode.replace(" ", ""), other.postcode.replace(" ", ""))


def nhs_number(one: Person, other: Person) -> str | None:
    """A number that is not valid is still compared: a slip of the pen makes it so."""
    kind = _text(one.nhs_number, other.nhs_number)
    if kind == "different" and not (is_nhs_number(one.nhs_number) and is_nhs_number(other.nhs_number)):
        return None
    return kind


def upn(one: Person, other: Person) -> str | None:
    """A temporary pupil number changes, so another one says nothing."""
    kind = _text(one.upn, other.upn)
    return None if kind == "different" and (is_temporary_upn(one.upn) or is_temporary_upn(other.upn)) else kind


def _text(one: str, other: str) -> str | None:
    if not one or not other:
        return None
    if one == other:
        return "same"
    return "near" if OSA.distance(one, other, score_cutoff=1) == 1 else "different"


def address(one: Person, other: Person) -> str | None:
    if not one.address or not other.address:
        return None
    alike = fuzz.token_sort_ratio(one.address.lower(), other.address.lower())
    return "same" if alike >= 85 else "near" if alike >= 70 else "different"


def sex(one: Person, other: Person) -> str | None:
    known = {one.sex, other.sex} - {"U", ""}
    if len(known) == 2:
        return "different"
    return "same" if one.sex == other.sex and known else None
