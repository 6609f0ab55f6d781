"""Judgements about a child's identity: names, numbers, birth, and whether two records may be one child."""

from referrals.children.rules.birth import age_about, age_on, born_about, day_unknown, objections_to_birth
from referrals.children.rules.evidence import EVIDENCE, Band, Evidence, Grade
from referrals.children.rules.keys import keys_for, narrow
from referrals.children.rules.likeness import Likeness, compare
from referrals.children.rules.names import clean_name, sounds, words
from referrals.children.rules.numbers import (
    compact,
    is_nhs_number,
    is_synthetic_nhs_number,
    is_temporary_upn,
    is_uln,
    is_unknown_upn,
    is_upn,
    normal_phone,
    normal_postcode,
    numbers_like,
    objections_to_number,
    schemes_of,
)
from referrals.children.rules.person import Person, person_of
from referrals.children.rules.references import is_reference, make_reference, normal_reference
from referrals.children.rules.registering import (
    FIELDS,
    RESEMBLES,
    WHO,
    objections_to_birth_of,
    objections_to_correcting,
    objections_to_registering,
)
from referrals.clocks import local_day

__all__ = [
    "EVIDENCE",
    "FIELDS",
    "RESEMBLES",
    "WHO",
    "Band",
    "Evidence",
    "Grade",
    "Likeness",
    "Person",
    "age_about",
    "age_on",
    "born_about",
    "clean_name",
    "compact",
    "compare",
    "day_unknown",
    "is_nhs_number",
    "is_reference",
    "is_synthetic_nhs_number",
    "is_temporary_upn",
    "is_uln",
    "is_unknown_upn",
    "is_upn",
    "keys_for",
    "local_day",
    "make_reference",
    "narrow",
    "normal_phone",
    "normal_postcode",
    "normal_reference",
    "numbers_like",
    "objections_to_birth",
    "objections_to_birth_of",
    "objections_to_correcting",
    "objections_to_number",
    "objections_to_registering",
    "person_of",
    "schemes_of",
    "sounds",
    "words",
]
