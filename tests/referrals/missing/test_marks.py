"""The sweep over absences: each mark once, and for as long as the child is away."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agencies.directory.models import Membership
from agencies.notices.models import Notice
from agencies.words import Role
from referrals.duties.models import Duty
from referrals.missing.models import Episode
from referrals.missing.tasks import pass_marks
from referrals.patterns.tasks import look_for_patterns
from tests.database import building
from tests.factories import child_of
from tests.factories.missing import all_of, now_of
from tests.referrals.missing.absences import bring_home, report

LONDON = ZoneInfo("Europe/London")
SEEN = datetime(2026, 5, 2, 23, 10, tzinfo=LONDON)


@pytest.fixture
def missing(cast, clock):
    clock.set(SEEN + timedelta(hours=1))
    return report(cast, "Ben", child_of(cast, "northford", "Jake", "Arden", reference="JAKE"), SEEN)


def told():
    """Which people hear of the absence, and since when."""
    notices = all_of(Notice, kind="missing.long_absence")
    with building():
        return sorted((notice.user.username, notice.told_at.astimezone(LONDON).replace(second=0, microsecond=0)) for notice in notices)


def sweep(job_login, times=1):
    for _ in range(times):
        with job_login():
            pass_marks()


def test_at_43_at_each_mark_the_managers_of_the_responsible_authority_are_told_in_place_of_the_mark_before(cast, clock, missing, job_login):
    with building() as build:
        build(Membership(user=cast.user("Gita"), team=cast.teams["casework"], role=Role.MANAGER, starts_on=date(2020, 1, 1)))
    for day, hour in ((3, 23), (5, 23), (9, 23), (30, 23)):
        mark, before = datetime(2026, 5, day, hour, 10, tzinfo=LONDON), told()
        clock.set(mark - timedelta(seconds=5))
        sweep(job_login)
        assert told() == before
        clock.set(mark + timedelta(seconds=1))
        sweep(job_login, times=3)
        assert told() == [("gita", mark), ("max", mark)]
    with cast.acting("Ben"):
        assert Episode.objects.get(pk=missing.pk).next_mark_at is None


def test_a_sweep_that_comes_late_passes_every_mark_that_it_missed_and_tells_once(cast, clock, missing, job_login):
    at = clock.set(SEEN + timedelta(days=8))
    sweep(job_login)
    assert told() == [("max", at)]
    assert now_of(Episode, missing.pk).next_mark_at == SEEN + timedelta(days=28)


def test_a_child_who_is_home_passes_no_mark(cast, clock, missing, job_login):
    bring_home(cast, "Ben", missing, SEEN + timedelta(hours=20))
    clock.set(SEEN + timedelta(days=2))
    sweep(job_login)
    assert told() == []


def test_a_manager_with_a_conflict_of_interest_hears_nothing_of_the_absence(cast, clock, missing, job_login):
    cast.exclude("Max", missing.child_id)
    clock.set(SEEN + timedelta(days=2))
    sweep(job_login)
    assert told() == []


def test_a_long_absence_owes_what_the_rules_ask_for_and_nothing_beside(cast, clock, missing, job_login):
    clock.set(SEEN + timedelta(days=29))
    sweep(job_login)
    with job_login():
        look_for_patterns()
    asked = {duty.clock for duty in all_of(Duty) if "LONG" in duty.clock or duty.clock == "TELL_DIRECTOR"}
    assert asked == {"LONG_ABSENCE_STRATEGY", "LONG_ABSENCE_MEETING", "TELL_DIRECTOR", "LONG_TERM_PLAN"}
