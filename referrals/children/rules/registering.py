"""Whether a file can be opened for a child."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from referrals.children.codes import ETHNICITIES, SEXES, is_offered
from referrals.children.rules.birth import objections_to_birth
from referrals.children.rules.names import clean_name
from referrals.children.rules.numbers import objections_to_number

WHO = ("given_names", "family_name", "known_as", "born_on", "born_estimated", "expected_on", "sex")
FIELDS = (*WHO, "ethnicity", "language")
RESEMBLES = "Other children resemble this one. Look at each, and say that none of them is the same child."


def objections_to_registering(who: Mapping[str, Any], identifiers: Mapping[str, str], on: date) -> list[str]:
    """Why no file can be opened from this. A likely match is no objection: it is shown, and a person decides."""
    sex = who.get("sex", "")
    reasons = []
    if not any(clean_name(who.get(field, "")) for field in ("given_names", "family_name", "known_as")):
        reasons.append("Give at least one name, or what the child is known as.")
    if not is_offered(SEXES, sex, on):
        reasons.append("Choose female, male or not known.")
    if who.get("ethnicity") and not is_offered(ETHNICITIES, who["ethnicity"], on):
        reasons.append("Choose an ethnicity from the list.")
    reasons += objections_to_birth(who.get("born_on"), who.get("expected_on"), sex=sex, estimated=who.get("born_estimated", False), on=on)
    return reasons + [reason for scheme, value in identifiers.items() for reason in objections_to_number(scheme, value)]


def objections_to_correcting(held: Mapping[str, Any], who: Mapping[str, Any]) -> list[str]:
    """Why the record cannot be put right like this. A date of birth may be wrong; that the child was born is not."""
    if held.get("born_on") and who.get("expected_on"):
        return ["This child's birth is recorded. Correct the date of birth: a child who was born is not expected again."]
    return []


def objections_to_birth_of(expected_on: date | None) -> list[str]:
    """Why this child's birth cannot be recorded now. Only a child who was expected can be born."""
    return [] if expected_on else ["This child's birth is already recorded. Correct the record instead."]
