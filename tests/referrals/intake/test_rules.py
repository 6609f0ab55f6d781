"""What a referral needs, and what it is called."""

from datetime import UTC, date, datetime, timedelta

import pytest

from agencies.words import Kind
from referrals.intake import codes, rules

NOW = datetime(2026, 5, 1, 16, 45, tzinfo=UTC)
GOOD = {"source": "2A", "worry": "He comes to school hungry.", "received_at": NOW, "at": NOW}


def objections(**other):
    return rules.objections_to_receiving(**GOOD | other)


def test_a_worry_in_words_and_a_source_are_enough():
    assert objections() == []
    assert objections(harm_place="outside", parent_knows="unsafe") == []


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"worry": " \n"}, "Say what you are worried about."),
        ({"worry": "a" * 20_001}, "too long"),
        ({"received_at": NOW + timedelta(seconds=1)}, "in the future"),
        ({"source": "2C"}, "who is worried"),
        ({"source": ""}, "who is worried"),
        ({"harm_place": "street"}, "where"),
        ({"parent_knows": "maybe"}, "parents know"),
    ],
)
def test_what_is_missing_or_impossible_is_said_in_words(other, says):
    [reason] = objections(**other)
    assert says in reason


def test_there_are_twenty_two_sources_as_the_census_has_them():
    parts = {"1": "ABCD", "2": "AB", "3": "ABCDEF", "4": "", "5": "ABCD", "6": "", "7": "", "8": "", "9": "", "10": ""}
    assert [row.code for row in codes.SOURCES] == [number + part for number, letters in parts.items() for part in letters or [""]]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_agency_has_its_usual_source(kind):
    assert rules.usual_source(kind) in {row.code for row in codes.SOURCES}


def test_a_sender_of_no_known_kind_is_a_source_not_known():
    assert rules.usual_source("") == "10"


def test_at_27_the_anniversary_still_makes_a_re_referral_and_the_day_after_does_not():
    assert rules.is_re_referral(date(2025, 11, 20), date(2026, 11, 20))
    assert not rules.is_re_referral(date(2025, 11, 20), date(2026, 11, 21))
