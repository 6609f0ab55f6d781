"""The ladder that an overdue duty climbs."""

from datetime import UTC, datetime, timedelta

import pytest

from referrals.clocks import LADDERS, Clock, Rung
from referrals.escalation import rules

DUE = datetime(2026, 5, 5, 22, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)
RHI = Clock.RETURN_INTERVIEW


def test_a_duty_that_is_not_due_does_not_climb():
    assert rules.climb(RHI, DUE, 0, DUE - SECOND) is None


def test_an_overdue_duty_goes_to_the_deputy_then_the_managers_then_the_partnership():
    told, stage, at = [], 0, DUE
    while step := rules.climb(RHI, DUE, stage, at):
        told.append(step.who)
        stage, at = step.stage, step.next_at or at
    assert told == [Rung.DEPUTY, Rung.TEAM_MANAGER, Rung.SERVICE_MANAGER, Rung.PARTNERSHIP]


def test_it_climbs_one_step_however_long_nobody_looked():
    step = rules.climb(RHI, DUE, 0, DUE + timedelta(days=30))
    assert (step.stage, step.who) == (1, Rung.DEPUTY)


def test_looking_again_before_the_next_rung_is_due_climbs_nothing():
    step = rules.climb(RHI, DUE, 0, DUE)
    assert rules.climb(RHI, DUE, step.stage, step.next_at - SECOND) is None


def test_above_the_last_rung_there_is_nobody_and_no_next_look():
    assert rules.climb(RHI, DUE, 3, DUE + timedelta(days=30)).next_at is None
    assert rules.climb(RHI, DUE, 4, DUE + timedelta(days=30)) is None


@pytest.mark.parametrize("clock", list(Clock))
def test_every_clock_has_a_ladder_whose_steps_come_one_after_the_other(clock):
    steps = rules.ladder(clock)
    assert [(step.who, step.overdue_by) for step in steps] == list(LADDERS[clock.value.pace])
    assert [step.stage for step in steps] == list(range(1, len(steps) + 1))
    assert [step.overdue_by for step in steps] == sorted(step.overdue_by for step in steps)
