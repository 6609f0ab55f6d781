"""A child as a matcher sees her: what one agency wrote down, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from referrals.children.rules.names import words
from referrals.children.rules.numbers import compact, normal_postcode


@dataclass(frozen=True)
class Person:
    """Everything may be empty. Empty means not known, and not known is never a disagreement."""

    given_names: str = ""
    family_name: str = ""
    known_as: str = ""
    born_on: date | None = None
    born_estimated: bool = False
    expected_on: date | None = None
    sex: str = ""
    nhs_number: str = ""
    upn: str = ""
    postcode: str = ""
    address: str = ""

    @cached_property
    def given(self) -> tuple[str, ...]:
        return words(self.given_names)

    @cached_property
    def family(self) -> tuple[str, ...]:
        return words(self.family_name)

    @cached_property
    def known(self) -> tuple[str, ...]:
        return words(self.known_as)


def person_of(who: Mapping[str, Any], *, numbers: Mapping[str, str] | None = None, address: Mapping[str, Any] | None = None) -> Person:
    """A person from the fields of an identity and, where they are at hand, its numbers by scheme and its address."""
    held, place = numbers or {}, address or {}
    return Person(
        given_names=who.get("given_names", ""),
        family_name=who.get("family_name", ""),
        known_as=who.get("known_as", ""),
        born_on=who.get("born_on"),
        born_estimated=who.get("born_estimated", False),
        expected_on=who.get("expected_on"),
        sex=who.get("sex", ""),
        nhs_number=compact(held.get("nhs", "")),
        upn=compact(held.get("upn", "")),
        postcode=normal_postcode(place.get("postcode", "")),
        address=place.get("lines", ""),
    )
