"""Birth and age: estimated, expected, and not known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.children import rules

TODAY = date(2026, 5, 2)


def objections(born_on=None, expected_on=None, *, sex="F", estimated=False):
    return rules.objections_to_birth(born_on, expected_on, sex=sex, estimated=estimated, on=TODAY)


def test_a_child_has_a_date_of_birth_or_an_expected_date():
    assert not objections(date(2012, 3, 9))
    assert not objections(None, date(2026, 8, 1), sex="U")
    assert objections() == ["Give the date of birth, an estimate of it, or the expected date."]


def test_a_birth_in_the_future_or_of_somebody_over_twenty_five_is_a_slip():
    assert objections(date(2026, 5, 3)) == ["A date of birth cannot be in the future."]
    assert objections(date(1912, 3, 9)) == ["Check the year of birth: this person would be over 25."]
    assert not objections(TODAY)


def test_a_birthday_on_29_february_comes_on_1_march_of_other_years():
    born = date(2012, 2, 29)
    assert rules.age_on(born, date(2026, 2, 28)) == 13
    assert rules.age_on(born, date(2026, 3, 1)) == 14
    assert rules.age_on(born, date(2028, 2, 29)) == 16


@pytest.mark.parametrize(
    ("born", "more", "shown"),
    [
        (date(2012, 3, 9), {}, "14"),
        (date(2026, 1, 9), {}, "under 1"),
        (date(2026, 1, 15), {"estimated": True}, "under 1"),
        (None, {"expected_on": date(2026, 8, 1)}, "not yet born"),
        (None, {}, "age not known"),
    ],
)
def test_an_age_is_shown_with_what_is_known_about_it(born, more, shown):
    assert rules.age_about(born, TODAY, **more) == shown


@given(age=st.integers(0, 25), on=st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_an_estimate_from_an_age_gives_that_age_back_and_falls_on_the_15th(age, on):
    born = rules.born_about(age, on)
    assert rules.age_on(born, on) == age
    assert born.day == 15


def test_registering_asks_for_a_name_a_sex_and_numbers_that_can_be_right():
    whole = {"given_names": "Kai", "sex": "M", "born_on": date(2011, 3, 27), "ethnicity": "WBRI"}
    assert rules.objections_to_registering(whole, {"nhs": "9990000018"}, TODAY) == []
    nameless = {"given_names": " \u200b ", "sex": "1", "born_on": date(2011, 3, 27), "ethnicity": "CNHE"}
    assert rules.objections_to_registering(nameless, {"nhs": "9990000019"}, TODAY) == [
        "Give at least one name, or what the child is known as.",
        "Choose female, male or not known.",
        "Choose an ethnicity from the list.",
        "That is not an NHS number: its last digit does not agree with the others.",
    ]


def test_a_child_known_by_one_word_or_by_a_nickname_can_be_registered():
    for field in ("given_names", "family_name", "known_as"):
        assert not rules.objections_to_registering({field: "Sukarno", "sex": "M", "born_on": date(2011, 3, 27)}, {}, TODAY)
