"""The ladder, as the sweep climbs it: one rung, once, somebody who stands there, and nobody after the duty is done."""

from datetime import UTC, date, datetime, timedelta
from threading import Event as Signal
from threading import Thread

import pytest
from django.db import connections, transaction

from agencies.directory.models import Cover, Membership
from agencies.notices.models import Notice
from agencies.words import Role
from referrals.children.models import ChildNamedAccess
from referrals.clocks import Clock
from referrals.duties import actions as duties
from referrals.duties.models import Duty
from referrals.escalation import actions
from referrals.escalation.tasks import climb_overdue
from tests.database import building
from tests.factories import child_of
from tests.factories.missing import all_of, duty_of, now_of

DUE = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def child(cast):
    return child_of(cast, "northford", "Kai", "Reed", reference="KAI")


@pytest.fixture
def climb(job_login):
    def climb(times=1):
        for _ in range(times):
            with job_login():
                climb_overdue()

    return climb


def told(duty):
    """Who was told at which stage; nobody's name where a team was told."""
    notices = all_of(Notice, about_id=duty.pk, kind="duty.overdue")
    with building():
        return sorted((int(notice.key.rsplit(":", 1)[1]), notice.user.username if notice.user else "") for notice in notices)


def test_at_6_a_breach_is_flagged_once_however_often_the_job_runs(cast, child, clock, climb):
    duty = duty_of(cast, child, DUE)
    clock.set(DUE - timedelta(seconds=5))
    climb()
    assert told(duty) == []
    clock.set(DUE + timedelta(seconds=1))
    climb(times=10)
    assert len(told(duty)) == 1
    with cast.acting("Nia"):
        assert list(Duty.objects.overdue(at=DUE + timedelta(seconds=1))) == [duty]


def test_each_rung_is_told_once_at_its_time_and_the_last_one_stays(cast, child, clock, climb):
    duty = duty_of(cast, child, DUE)
    with building() as build:
        build(Cover(away=cast.user("Nia"), covered_by=cast.user("Asha"), team=cast.teams["front_door"], starts_on=DUE, ends_on=DUE))
        build(Membership(user=cast.user("Gita"), team=cast.teams["casework"], role=Role.MANAGER, starts_on=date(2020, 1, 1)))
    for hours, expected in [(0, [(1, "asha")]), (4, [(2, "max")]), (12, [(3, "gita")]), (24, [(4, "nia")]), (2400, [])]:
        before = told(duty)
        clock.set(DUE + timedelta(hours=hours, seconds=1))
        climb(times=3)
        assert told(duty) == before + expected
    held = now_of(Duty, duty.pk)
    assert (held.stage, held.climbs_at, held.due_at, held.done_at) == (4, None, DUE, None)


def test_a_rung_where_nobody_stands_passes_to_the_next_at_once(cast, child, clock, climb):
    duty = duty_of(cast, child, DUE)
    clock.set(DUE + timedelta(seconds=1))
    climb()
    assert told(duty) == [(2, "max")]
    clock.set(DUE + timedelta(hours=5))
    climb()
    assert told(duty) == [(2, "max")]


def test_where_the_whole_ladder_is_empty_the_agencys_desk_is_told(cast, child, clock, climb):
    duty = duty_of(cast, child, DUE, clock=Clock.LOCATE_CHILD, team="missing_desk")
    clock.set(DUE + timedelta(seconds=1))
    climb()
    [notice] = all_of(Notice, about_id=duty.pk)
    assert (notice.user_id, notice.team.agency) == (None, cast.agencies["northshire_police"])
    assert now_of(Duty, duty.pk).climbs_at is None


def test_after_days_without_any_job_every_rung_whose_time_has_come_is_told_once(cast, child, clock, climb):
    duty = duty_of(cast, child, DUE)
    clock.set(DUE + timedelta(days=3))
    climb(times=3)
    assert told(duty) == [(2, "max"), (4, "nia")]


def test_whoever_has_a_conflict_of_interest_is_passed_over(cast, child, clock, climb):
    duty = duty_of(cast, child, DUE)
    cast.exclude("Max", child.pk)
    clock.set(DUE + timedelta(seconds=1))
    climb()
    assert told(duty) == [(4, "nia")]


def test_about_a_sealed_child_only_those_named_on_her_are_told(cast, clock, climb):
    sealed = child_of(cast, "northford", "Kai", "Reed", reference="SEALED", seal=2)
    with building() as build:
        named = {"child": sealed, "valid_from": date(2020, 1, 1), "reason": "Lead", "naming_agency": cast.agencies["northford"]}
        build(ChildNamedAccess(user=cast.user("Nia"), **named))
    duty = duty_of(cast, sealed, DUE)
    clock.set(DUE + timedelta(seconds=1))
    climb()
    assert told(duty) == [(4, "nia")]


def test_a_notice_says_no_name_and_no_reason(cast, child, clock, climb, mailoutbox):
    duty_of(cast, child, DUE)
    clock.set(DUE + timedelta(seconds=1))
    climb()
    [notice] = all_of(Notice, kind="duty.overdue")
    assert not {"Kai", "Reed", "KAI"} & {str(value) for value in vars(notice).values()}


def test_nobody_is_chased_after_the_commit_that_closed_the_duty(cast, child, clock, job_login):
    """Two connections: the sweep finds the row locked and leaves it; after the commit it is no longer due."""
    duty = duty_of(cast, child, DUE, clock=Clock.STRATEGY_DISCUSSION)
    at = clock.set(DUE + timedelta(seconds=1))
    closing, swept = Signal(), Signal()

    def close():
        with cast.acting("Nia") as nia:
            duties.done(duty=Duty.objects.get(pk=duty.pk), by=nia, at=at)
            closing.set()
            assert swept.wait(10)
        connections.close_all()

    person = Thread(target=close)
    person.start()
    assert closing.wait(10)
    with job_login():
        climb_overdue()
        assert told(duty) == []
        swept.set()
        person.join()
        climb_overdue()
    assert told(duty) == []
    assert now_of(Duty, duty.pk).done_at == at


def test_a_climb_that_is_undone_leaves_no_notice(cast, child, clock, job_login):
    duty = duty_of(cast, child, DUE)
    clock.set(DUE + timedelta(seconds=1))
    with pytest.raises(ZeroDivisionError), job_login(), transaction.atomic():
        climb_overdue()
        raise ZeroDivisionError
    assert told(duty) == []
    assert now_of(Duty, duty.pk).stage == 0


def test_a_duty_that_is_not_due_to_climb_stays_where_it_is_and_nobody_is_told(cast, child, clock):
    duty = duty_of(cast, child, DUE)
    before = clock.set(DUE - timedelta(hours=1))
    with cast.acting("Nia") as nia:
        actions.climb(duty=Duty.objects.get(pk=duty.pk), by=nia, at=before)
    [still] = all_of(Duty)
    assert (still.stage, still.climbs_at, all_of(Notice)) == (0, duty.climbs_at, [])
