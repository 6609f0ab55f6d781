"""Days on which no job ran, a database clock that jumps, and the two nights on which the clocks change."""

from datetime import UTC, datetime, timedelta

import pytest

from agencies.notices.models import Notice
from referrals.duties.models import Duty
from referrals.patterns.models import Flag
from tests.chaos.forks import SWEEPS
from tests.factories import child_of
from tests.factories.missing import all_of
from tests.referrals.missing.absences import bring_home, report

HOUR = timedelta(hours=1)
NIGHTS = {"forward": datetime(2026, 3, 28, 20, 0, tzinfo=UTC), "back": datetime(2026, 10, 24, 20, 0, tzinfo=UTC)}


@pytest.fixture
def sweep(job_login):
    def sweep(times=2):
        with job_login():
            for _ in range(times):
                for body in SWEEPS.values():
                    body()

    return sweep


def told():
    return sorted((notice.key, notice.recipient_key) for notice in all_of(Notice))


def rungs():
    return sorted((str(duty.pk), duty.stage) for duty in all_of(Duty))


def test_with_every_job_dead_for_three_days_each_missing_child_is_on_the_list_and_then_everything_is_done_once(cast, clock, web, sweep):
    start = clock.set(datetime(2026, 6, 1, 17, 0, tzinfo=UTC))
    children = [child_of(cast, "northford", f"Kim{number}", "Reed", reference=f"KIM-{number}") for number in range(5)]
    for child in children:
        report(cast, "Ben", child, start - HOUR)
    for hours in (25, 49, 73):
        clock.set(start + hours * HOUR)
        page = web("Ben").get("/missing/").content.decode()
        assert [f"Kim{number}" in page for number in range(5)] == [True] * 5
        assert [duty.due_at < start + hours * HOUR for duty in all_of(Duty, clock="LOCATE_CHILD")] == [True] * 5
        assert "minutes behind" in " ".join(page.split())
    assert not all_of(Flag)
    sweep()
    raised = sorted((flag.rule, str(flag.child_id)) for flag in all_of(Flag))
    assert raised == sorted((rule, str(child.pk)) for rule in ("RM-07", "RM-08", "RM-15") for child in children)
    once = told(), rungs()
    sweep()
    assert (told(), rungs()) == once


def test_a_database_clock_that_jumps_a_day_ahead_and_back_again_doubles_nothing(caseload, clock, sweep):
    caseload.add(3)
    sweep()
    ahead = timedelta(days=1)
    clock.forward(days=1)
    sweep()
    early = told(), rungs()
    clock.forward(days=-1)
    sweep()
    assert (told(), rungs()) == early
    climbed = [duty for duty in all_of(Duty) if duty.stage and duty.due_at > caseload.now + ahead + HOUR]
    assert climbed == [], "what climbed early was due by the wrong clock at least"
    clock.forward(days=1)
    sweep()
    assert (told(), rungs()) == early
    assert caseload.faults() == []


@pytest.mark.parametrize("night", list(NIGHTS))
def test_over_a_night_on_which_the_clocks_change_every_rung_is_told_in_elapsed_hours_and_once(cast, clock, sweep, night):
    home = clock.set(NIGHTS[night])
    child = child_of(cast, "northford", "Kim", "Reed", reference="KIM")
    bring_home(cast, "Ben", report(cast, "Ben", child, home - 3 * HOUR), home)
    sweep()
    reached = {}
    for hour in (1, 24, 71, 72, 73, 76, 83, 84, 85, 96):
        clock.set(home + hour * HOUR + timedelta(seconds=1))
        sweep(times=1)
        [duty] = all_of(Duty, clock="RETURN_INTERVIEW")
        reached.setdefault(duty.stage, hour)
    assert duty.due_at == home + 72 * HOUR
    assert reached == {0: 1, 2: 72, 4: 84}, (
        "a manager at once, as nobody covers; the partnership after twelve hours, as there is no service manager"
    )
    assert len(told()) == len(set(told()))
