"""When a duty is overdue, and who may end or move it."""

from datetime import UTC, datetime, timedelta

from referrals.clocks import Clock
from referrals.duties import rules

DUE = datetime(2026, 5, 5, 22, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_at_06_a_duty_is_overdue_one_second_after_its_time_and_not_before():
    assert not rules.is_overdue(DUE, None, DUE - SECOND)
    assert not rules.is_overdue(DUE, None, DUE)
    assert rules.is_overdue(DUE, None, DUE + SECOND)


def test_what_is_done_is_not_overdue_and_may_still_have_been_late():
    assert not rules.is_overdue(DUE, DUE + SECOND, DUE + 2 * SECOND)
    assert rules.is_late(DUE, DUE + SECOND, DUE + 2 * SECOND)
    assert not rules.is_late(DUE, DUE, DUE + 2 * SECOND)
    assert rules.is_late(DUE, None, DUE + SECOND)


def test_only_the_agency_that_bears_a_duty_ends_it_and_only_once():
    assert rules.objections_to_discharge(done_at=None, bears=True) == []
    assert len(rules.objections_to_discharge(done_at=DUE, bears=False)) == 2


def test_a_duty_moves_between_teams_of_one_agency():
    assert rules.objections_to_hand_over(done_at=None, same_agency=True, same_team=False) == []
    assert rules.objections_to_hand_over(done_at=None, same_agency=False, same_team=False) == [
        "A duty stays within the agency that bears it."
    ]
    assert len(rules.objections_to_hand_over(done_at=DUE, same_agency=True, same_team=True)) == 2


def test_only_the_agency_that_bears_a_duty_takes_it_in_hand_or_lets_it_wait():
    assert rules.objections_to_taking(done_at=None, is_ours=True, is_mine=False) == []
    assert len(rules.objections_to_taking(done_at=DUE, is_ours=False, is_mine=True)) == 3
    said = {"done_at": None, "is_open": False}
    assert rules.objections_to_query(Clock.TRIGGER_PLAN, "LEGAL", DUE + SECOND, DUE, **said) == []
    assert len(rules.objections_to_query(Clock.TRIGGER_PLAN, "LEGAL", DUE + SECOND, DUE, **said, bears=False)) == 1
    assert rules.objections_to_answer(is_awaited=True, bears=True) == []
    assert len(rules.objections_to_answer(is_awaited=False, bears=False)) == 2


def test_a_query_ends_within_seven_days_and_not_at_once():
    week, said = timedelta(days=7), {"done_at": None, "is_open": False}
    ends = (DUE, DUE + SECOND, DUE + week, DUE + week + SECOND)
    assert [len(rules.objections_to_query(Clock.TRIGGER_PLAN, "LEGAL", end, DUE, **said)) for end in ends] == [1, 0, 0, 1]
