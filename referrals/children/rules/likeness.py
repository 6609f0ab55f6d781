"""Whether two records may be one child. The answer is for a person to read; nothing is linked by it."""

from collections.abc import Mapping
from dataclasses import dataclass

from referrals.children.rules import fields
from referrals.children.rules.evidence import APART, BANDS, EVIDENCE, Band, Evidence, Grade
from referrals.children.rules.person import Person

Found = list[tuple[str, str | None]]
NUMBERS = ("nhs_number", "upn")
NAMES = ("given", "family", "names")


@dataclass(frozen=True)
class Likeness:
    """How alike two records are: the band in words, and a reason for each field that could be compared."""

    score: float
    band: Band
    reasons: tuple[Evidence, ...]
    warning: str = ""

    @property
    def is_suggested(self) -> bool:
        return self.band is not Band.NONE

    @property
    def is_candidate(self) -> bool:
        """For a search while somebody is still typing: some name agrees, and neither names nor birth speak against it."""
        telling = [reason.grade for reason in self.reasons if reason.field in NAMES]
        clash = any(reason.grade is Grade.DISAGREES for reason in self.reasons if reason.field in (*NAMES, "birth"))
        return self.is_suggested or (bool(telling) and not clash)

    @property
    def fits_search(self) -> bool:
        """For somebody who looks for a child: whatever they typed agrees or nearly does; a number that agrees outweighs the rest."""
        grades = {reason.field: reason.grade for reason in self.reasons}
        told = {grades[field] for field in (*NAMES, "birth", *NUMBERS) if field in grades}
        by_number = any(grades.get(number) in (Grade.AGREES, Grade.NEARLY) for number in NUMBERS)
        return by_number or (bool(told) and Grade.DISAGREES not in told)


def compare(one: Person, other: Person, *, evidence: Mapping[str, Evidence] = EVIDENCE) -> Likeness:
    """Field by field. The order of the two makes no difference."""
    found = [*_names(one, other, evidence), *_rest(one, other)]
    reasons = tuple(evidence[f"{field}.{kind}"] for field, kind in found if kind)
    score = sum(reason.worth for reason in reasons)
    grades = {reason.field: reason.grade for reason in reasons}
    if _is_apart(grades):
        return Likeness(score, Band.NONE, reasons, APART)
    return Likeness(score, _band(score, grades), reasons)


def _names(one: Person, other: Person, evidence: Mapping[str, Evidence]) -> Found:
    """The better of straight and changed over; a single name is looked for everywhere."""
    if _has_one_name(one) or _has_one_name(other):
        return [("names", fields.one_word(one, other))] if _named(one) and _named(other) else []
    straight: Found = [("given", fields.given(one, other)), ("family", fields.family(one, other))]
    if straight[0][1] != "different" and straight[1][1] != "different":
        return straight
    best, second = sorted((_across(one, other), _across(other, one)), key=fields.rank)
    if "different" in (best, second):
        return straight
    crossed: Found = [("given", best), ("family", second), ("names", "swapped")]
    return max(straight, crossed, key=lambda found: _worth(found, evidence))


def _across(one: Person, other: Person) -> str | None:
    return fields.name(one.given, other.family, fields.GIVEN_GROUPS)


def _worth(found: Found, evidence: Mapping[str, Evidence]) -> float:
    return sum(evidence[f"{field}.{kind}"].worth for field, kind in found if kind)


def _has_one_name(person: Person) -> bool:
    return len(person.given + person.family) == 1 or (not person.given + person.family and len(person.known) == 1)


def _named(person: Person) -> bool:
    return bool(person.given or person.family or person.known)


def _rest(one: Person, other: Person) -> Found:
    compared = (fields.birth, fields.postcode, fields.address, fields.nhs_number, fields.upn, fields.sex)
    return [(field.__name__, field(one, other)) for field in compared]


def _is_apart(grades: dict[str, Grade]) -> bool:
    """Brothers, sisters and twins share much. Another given name, or a near one with another birth or number, tells them apart."""
    if any(grades.get(number) in (Grade.AGREES, Grade.NEARLY) for number in NUMBERS):
        return False
    if Grade.DISAGREES in (grades.get("given"), grades.get("names")):
        return True
    return grades.get("given") is Grade.NEARLY and any(grades.get(field) is Grade.DISAGREES for field in ("birth", *NUMBERS))


def _band(score: float, grades: dict[str, Grade]) -> Band:
    """One number in two records is always shown to a person. The highest band wants agreement, not only a sum."""
    shared = any(grades.get(number) is Grade.AGREES for number in NUMBERS)
    band = next((band for floor, band in BANDS if score >= floor), Band.POSSIBLE if shared else Band.NONE)
    return band if band is not Band.STRONG or _is_firm(grades, shared=shared) else Band.LIKELY


def _is_firm(grades: dict[str, Grade], *, shared: bool) -> bool:
    """A number in common, or given name and birth that agree; and nothing of weight that disagrees."""
    if any(grades.get(field) is Grade.DISAGREES for field in (*NAMES, "birth", "sex", *NUMBERS)):
        return False
    return shared or (grades.get("given") is Grade.AGREES and grades.get("birth") is Grade.AGREES)
