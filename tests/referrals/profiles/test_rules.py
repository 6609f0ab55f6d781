"""Why a version of a profile cannot be kept."""

from dataclasses import replace
from datetime import date

import pytest

from referrals.profiles.rules import Told, is_review_over, objections_to_keeping
from tests.referrals.profiles.scene import KNOWN

TODAY = date(2026, 5, 12)
KNOWN_ALONE = Told(places="The arcade")


@pytest.mark.parametrize("told", [KNOWN, KNOWN_ALONE, Told(medication="Insulin"), replace(KNOWN, friends="", phone="")])
def test_a_profile_says_one_thing_at_least_and_its_plan_is_whole_or_not_there(told):
    assert objections_to_keeping(told, TODAY, cares=True) == []


@pytest.mark.parametrize(
    ("told", "cares", "says"),
    [
        (KNOWN, False, "not linked to her"),
        (Told(), True, "at least one thing"),
        (replace(KNOWN, circumstances=" "), True, "A trigger plan says"),
        (replace(KNOWN, band=""), True, "A trigger plan says"),
        (replace(KNOWN, agreed_with=""), True, "A trigger plan says"),
        (replace(KNOWN, review_on=None), True, "A trigger plan says"),
        (replace(KNOWN, band="ABSENT"), True, "in use today"),
        (replace(KNOWN, review_on=TODAY), True, "still to come"),
    ],
)
def test_what_is_wrong_with_it_is_said_in_a_sentence(told, cares, says):
    [reason] = objections_to_keeping(told, TODAY, cares=cares)
    assert says in reason


@pytest.mark.parametrize(("review_on", "is_over"), [(None, False), (TODAY, False), (date(2026, 5, 11), True)])
def test_a_review_is_over_on_the_day_after(review_on, is_over):
    assert is_review_over(review_on, TODAY) is is_over
