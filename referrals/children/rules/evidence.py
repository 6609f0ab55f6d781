"""What each kind of agreement or disagreement is worth, in doublings of the odds that two records are one child.

The numbers are judgements, not measurements of one area's data. They are a value: a partnership may pass its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Grade(StrEnum):
    """How one field compares. What is not known on one side is left out, and is no disagreement."""

    AGREES = "agrees"
    NEARLY = "nearly agrees"
    DISAGREES = "disagrees"


class Band(StrEnum):
    """What to do with a pair: nothing, or show it to a person. Nothing is ever linked without one."""

    NONE = "not suggested"
    POSSIBLE = "possible match"
    LIKELY = "likely match"
    STRONG = "very likely match"


@dataclass(frozen=True)
class Evidence:
    """One way in which a field can compare, its worth, and the sentence that a page shows."""

    field: str
    grade: Grade
    worth: float
    says: str


def _table(field: str, *rows: tuple[str, Grade, float, str]) -> dict[str, Evidence]:
    return {f"{field}.{kind}": Evidence(field, grade, worth, says) for kind, grade, worth, says in rows}


EVIDENCE: Mapping[str, Evidence] = MappingProxyType(
    _table(
        "given",
        ("same", Grade.AGREES, 6, "The given names are the same."),
        ("part", Grade.NEARLY, 4.5, "The given names agree in part."),
        ("known_as", Grade.NEARLY, 4.5, "A given name is what the other record says the child is known as."),
        ("variant", Grade.NEARLY, 4, "One given name is a short form or another spelling of the other."),
        ("sounds", Grade.NEARLY, 4, "The given names sound alike."),
        ("close", Grade.NEARLY, 3.5, "The given names differ by a letter or two."),
        ("begins", Grade.NEARLY, 2, "One given name begins like the other."),
        ("initial", Grade.NEARLY, 1, "One given name is the first letter of the other."),
        ("different", Grade.DISAGREES, -6, "The given names are different."),
    )
    | _table(
        "family",
        ("same", Grade.AGREES, 6.5, "The family names are the same."),
        ("part", Grade.NEARLY, 4.5, "One family name is half of the other."),
        ("variant", Grade.NEARLY, 4.5, "The family names are two spellings of one name."),
        ("sounds", Grade.NEARLY, 4.5, "The family names sound alike."),
        ("close", Grade.NEARLY, 4, "The family names differ by a letter or two."),
        ("begins", Grade.NEARLY, 2, "One family name begins like the other."),
        ("initial", Grade.NEARLY, 0.5, "One family name is the first letter of the other."),
        ("different", Grade.DISAGREES, -4, "The family names are different."),
    )
    | _table(
        "names",
        ("swapped", Grade.NEARLY, -1, "The given name of one record is the family name of the other."),
        ("one_word", Grade.NEARLY, 4, "One record has a single name, which is among the names of the other."),
        ("one_close", Grade.NEARLY, 2, "One record has a single name, which is close to a name of the other."),
        ("different", Grade.DISAGREES, -7, "The names are different."),
    )
    | _table(
        "birth",
        ("same", Grade.AGREES, 11, "The dates of birth are the same."),
        ("same_estimated", Grade.AGREES, 6, "The dates of birth are the same, and at least one of them is estimated."),
        ("swapped", Grade.NEARLY, 8, "Day and month of birth are changed over."),
        ("one_digit", Grade.NEARLY, 6, "The dates of birth differ in one digit, or in two that are changed over."),
        ("near", Grade.NEARLY, 4, "The dates of birth differ in one part."),
        ("estimated", Grade.NEARLY, 3, "An estimated date of birth is within a year of the other."),
        ("expected", Grade.NEARLY, 5, "The date of birth of one is near the expected date of the other."),
        ("different", Grade.DISAGREES, -8, "The dates of birth are different."),
    )
    | _table(
        "postcode",
        ("same", Grade.AGREES, 6, "The postcodes are the same."),
        ("near", Grade.NEARLY, 4, "The postcodes differ in one place."),
        ("different", Grade.DISAGREES, -1, "The postcodes are different."),
    )
    | _table(
        "address",
        ("same", Grade.AGREES, 3, "The addresses are the same or nearly so."),
        ("near", Grade.NEARLY, 1, "The addresses are alike."),
        ("different", Grade.DISAGREES, -0.5, "The addresses are different."),
    )
    | _table(
        "nhs_number",
        ("same", Grade.AGREES, 16, "The NHS numbers are the same."),
        ("near", Grade.NEARLY, 11, "The NHS numbers differ in one digit, or in two that are changed over."),
        ("different", Grade.DISAGREES, -10, "The NHS numbers are different."),
    )
    | _table(
        "upn",
        ("same", Grade.AGREES, 14, "The pupil numbers are the same."),
        ("near", Grade.NEARLY, 7, "The pupil numbers differ in one place."),
        ("different", Grade.DISAGREES, -3, "The pupil numbers are different."),
    )
    | _table(
        "sex",
        ("same", Grade.AGREES, 0.5, "The sex recorded is the same."),
        ("different", Grade.DISAGREES, -2.5, "The sex recorded is different."),
    )
)

APART = "Name or birth set the two apart and no number joins them: perhaps a brother, a sister or a twin. Not suggested as one child."

BANDS: tuple[tuple[float, Band], ...] = ((22, Band.STRONG), (16, Band.LIKELY), (12, Band.POSSIBLE))
