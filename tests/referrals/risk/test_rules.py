"""Why a child is on the weekly list."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from referrals.risk import rules
from referrals.risk.rules import Facts, OpenDuty, OpenFlag, Why

NOW = datetime(2026, 5, 5, 9, 0, tzinfo=UTC)
ONE, TWO, THREE, FOUR = (UUID(int=number) for number in range(1, 5))
HOUR = timedelta(hours=1)
FLAG = OpenFlag("RM-04", "Went missing 3 times.", NOW - 50 * HOUR)
OVERDUE = OpenDuty("Return interview", NOW - 11 * HOUR)
TO_COME = OpenDuty("Strategy discussion", NOW + HOUR)


def test_each_reason_is_a_sentence_and_the_most_pressing_comes_first():
    reasons = rules.reasons_to_list(Facts(ONE, NOW - 26 * HOUR, flags=(FLAG,), duties=(OVERDUE, TO_COME)), NOW)
    assert [reason.says for reason in reasons] == [
        "Missing now, for 26 hours.",
        "Went missing 3 times.",
        "Return interview: was due 23:00 on 4 May 2026.",
    ]
    assert [reason.why for reason in reasons] == list(Why)


def test_a_first_absence_is_said_to_be_the_first():
    [reason] = rules.reasons_to_list(Facts(ONE, NOW - 26 * HOUR, is_first_time=True), NOW)
    assert reason.says == "Missing now, for 26 hours, for the first time."


def test_a_child_without_a_reason_is_not_on_the_list():
    assert rules.reasons_to_list(Facts(ONE, duties=(TO_COME,)), NOW) == ()
    assert rules.weekly_list([Facts(ONE)], NOW) == []


def test_a_duty_at_its_very_time_is_no_reason_yet():
    assert rules.reasons_to_list(Facts(ONE, duties=(OpenDuty("Return interview", NOW),)), NOW) == ()


def test_an_absence_that_begins_later_is_not_now():
    assert rules.reasons_to_list(Facts(ONE, NOW + HOUR), NOW) == ()


def test_the_list_has_the_missing_first_then_flags_then_overdue_duties():
    everyone = [
        Facts(ONE, duties=(OVERDUE,)),
        Facts(TWO, flags=(FLAG,)),
        Facts(THREE, NOW - HOUR),
        Facts(FOUR, NOW - 5 * HOUR, duties=(OVERDUE,)),
    ]
    assert [entry.child_id for entry in rules.weekly_list(everyone, NOW)] == [FOUR, THREE, TWO, ONE]
    assert rules.weekly_list(reversed(everyone), NOW) == rules.weekly_list(everyone, NOW)


@pytest.mark.parametrize(
    ("length", "shown"),
    [
        (timedelta(0), "0 minutes"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(hours=48), "2 days"),
        (timedelta(days=28), "28 days"),
    ],
)
def test_a_length_of_time_is_said_as_people_say_it(length, shown):
    assert rules.spell(length) == shown
