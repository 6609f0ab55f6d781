"""Numbers by which a child, a pupil or a place is known, with the traps that the published rules hold."""

import re

import phonenumbers
from stdnum.gb import nhs, upn
from stdnum.util import clean

from referrals.children.codes import AUTHORITIES, UPN_UNKNOWN

SYNTHETIC = "999"
_TEN_DIGITS = re.compile(r"[0-9]{10}")
_PUPIL = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?|NPT|GIR)([0-9][A-Z]{2})")


def compact(text: str) -> str:
    """The number without spaces, dashes and dots, in capitals."""
    return clean(text, " -.\u200b\u200e\u200f").strip().upper()


def is_nhs_number(text: str) -> bool:
    """Ten digits, the last of which agrees with the others. One digit repeated ten times passes that test and is refused."""
    number = compact(text)
    return bool(_TEN_DIGITS.fullmatch(number)) and len(set(number)) > 1 and nhs.is_valid(number)


def is_synthetic_nhs_number(text: str) -> bool:
    """From the range that is never issued to a person. Seeds and tests use no other."""
    return is_nhs_number(text) and compact(text).startswith(SYNTHETIC)


def is_upn(text: str) -> bool:
    """A unique pupil number, permanent or temporary, given by an authority of England or Wales, present or abolished."""
    number = compact(text)
    return bool(_PUPIL.fullmatch(number)) and number[1:4] in AUTHORITIES and upn.calc_check_digit(number[1:]) == number[0]


def is_temporary_upn(text: str) -> bool:
    """A temporary pupil number ends in a letter; it changes, and is weak evidence."""
    return is_upn(text) and compact(text)[-1].isalpha()


def is_unknown_upn(text: str) -> bool:
    """One of the codes that say why there is no pupil number."""
    return any(row.code == compact(text) for row in UPN_UNKNOWN)


def is_uln(text: str) -> bool:
    """A unique learner number: ten digits, not starting with 0, weighted 10 to 1, leaving 10 by 11."""
    number = compact(text)
    return (
        bool(_TEN_DIGITS.fullmatch(number))
        and number[0] != "0"
        and sum(w * int(d) for w, d in zip(range(10, 0, -1), number, strict=True)) % 11 == 10
    )


def numbers_like(text: str) -> tuple[str, ...]:
    """The NHS numbers that may have been meant: the one typed, and each with two neighbouring digits changed over, if valid."""
    number = compact(text)
    if not _TEN_DIGITS.fullmatch(number):
        return ()
    swapped = (number[:at] + number[at + 1] + number[at] + number[at + 2 :] for at in range(9))
    return tuple(dict.fromkeys(one for one in (number, *swapped) if is_nhs_number(one)))


def normal_postcode(text: str) -> str:
    """Capitals and one space: "SW1A 1AA". Empty when it is not written like any postcode, present or past."""
    found = _POSTCODE.fullmatch(compact(text).replace(" ", ""))
    return f"{found[1]} {found[2]}" if found else ""


def normal_phone(text: str) -> str:
    """The number in international form, +44…. Empty when no telephone could have it.

    Possible is enough: the numbers kept for drama are possible and not valid, and seeds and tests use them.
    """
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if phonenumbers.is_possible_number(number) else ""


_CHECKS = {
    "nhs": (is_nhs_number, "That is not an NHS number: its last digit does not agree with the others."),
    "upn": (is_upn, "That is not a unique pupil number: its first letter does not agree with the digits, or no authority has that code."),
    "uln": (is_uln, "That is not a unique learner number: its digits do not agree."),
}


def objections_to_number(scheme: str, value: str) -> list[str]:
    """Why this number cannot be kept under this scheme. Empty when it can, and when nothing was given."""
    check = _CHECKS.get(scheme)
    return [check[1]] if check and value and not check[0](value) else []


def schemes_of(number: str) -> dict[str, str]:
    """Under which schemes a typed number may be meant, right or nearly right."""
    typed = compact(number)
    return {"nhs": typed if _TEN_DIGITS.fullmatch(typed) else "", "upn": typed if _PUPIL.fullmatch(typed) else ""}
