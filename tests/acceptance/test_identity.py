"""Rows of the acceptance table about who a child is."""

from datetime import date

from referrals.children import rules

TODAY = date(2026, 5, 2)


def test_at_94_a_child_not_yet_born_has_an_expected_date_and_never_both():
    born, expected = date(2026, 4, 30), date(2026, 5, 20)
    assert not rules.objections_to_birth(None, expected, sex="U", estimated=False, on=TODAY)
    assert rules.objections_to_birth(born, expected, sex="F", estimated=False, on=TODAY) == [
        "Give the date of birth or the expected date, not both."
    ]
    assert not rules.objections_to_birth(born, None, sex="F", estimated=False, on=TODAY)


def test_at_94_the_sex_of_a_child_not_yet_born_is_not_known():
    assert rules.objections_to_birth(None, date(2026, 5, 20), sex="F", estimated=False, on=TODAY) == [
        "The sex of a child who is not yet born is recorded as not known."
    ]


def test_at_95_an_unknown_day_of_birth_is_the_15th_and_the_age_says_about():
    born = rules.day_unknown(2012, 3)
    assert born == date(2012, 3, 15)
    assert not rules.objections_to_birth(born, None, sex="F", estimated=True, on=TODAY)
    assert rules.age_about(born, TODAY, estimated=True) == "about 14"


def test_at_95_an_estimate_on_another_day_is_refused():
    assert rules.objections_to_birth(date(2012, 3, 1), None, sex="F", estimated=True, on=TODAY) == [
        "An estimated date of birth is written as the 15th of the month."
    ]
