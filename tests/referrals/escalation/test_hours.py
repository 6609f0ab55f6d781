"""Whom the ladder tells while a team is not there, and what holds it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from agencies.directory import actions as directory
from agencies.directory.models import Holiday
from agencies.directory.rules import Week
from agencies.notices.models import Notice
from agencies.refusals import Refused
from referrals.clocks import Clock
from referrals.duties import actions as duties
from referrals.duties.models import Duty, Query
from referrals.escalation.tasks import climb_overdue
from tests.database import building
from tests.factories import child_of
from tests.factories.missing import all_of, duty_of, now_of

DUE = datetime(2026, 6, 1, 16, 0, tzinfo=UTC)  # a Monday, 17:00 in England
NIGHT, NOON = datetime(2026, 6, 1, 22, 0, tzinfo=UTC), datetime(2026, 6, 2, 11, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WEEK = Week(time(9), time(17), "01234")


@pytest.fixture
def child(cast, clock):
    clock.set(DUE - HOUR)
    return child_of(cast, "northford", "Kai", "Reed", reference="KAI")


@pytest.fixture
def hours(cast, child):
    def hours(team="front_door", week=WEEK, on_call="casework", who="Adil", since=date(2026, 6, 1)):
        with cast.acting(who) as actor:
            rota = cast.teams[on_call] if on_call else None
            return directory.set_hours(team=cast.teams[team], week=week, on_call=rota, valid_from=since, by=actor, at=DUE - HOUR)

    return hours


@pytest.fixture
def climb(job_login):
    def climb():
        with job_login():
            climb_overdue()

    return climb


def teams_told(duty):
    with building():
        return sorted(notice.team.name for notice in Notice.objects.filter(about_id=duty.pk, user=None))


def act(cast, name, duty, at, who="Nia", **said):
    with cast.acting(who) as actor:
        getattr(duties, name)(duty=Duty.objects.get(pk=duty.pk), **said, by=actor, at=at)


def assigned(cast, child, clock, start):
    about = type("About", (), {"pk": child.pk, "child_id": child.pk})()
    with cast.acting("Nia") as nia:
        duties.assign(about=about, clock=clock, start=start, team=cast.teams["front_door"], by=nia, at=start)
        return Duty.objects.get(about_id=child.pk, clock=clock.name)


def test_out_of_hours_the_team_on_call_hears_of_what_is_urgent(cast, child, clock, hours, climb):
    hours()
    duty = duty_of(cast, child, NIGHT)
    clock.set(NIGHT + timedelta(seconds=1))
    climb()
    assert teams_told(duty) == ["Casework one"]


def test_while_the_team_is_there_nobody_else_is_told(cast, child, clock, hours, climb):
    hours()
    duty = duty_of(cast, child, NOON)
    clock.set(NOON + timedelta(seconds=1))
    climb()
    assert teams_told(duty) == []


def test_what_can_wait_wakes_nobody_and_its_ladder_counts_the_teams_hours(cast, child, clock, hours, climb):
    hours(week=Week(time(10), time(14), "01234"))
    duty = duty_of(cast, child, NIGHT, clock=Clock.TRIGGER_PLAN)
    clock.set(NIGHT + timedelta(seconds=1))
    climb()
    assert teams_told(duty) == []
    assert now_of(Duty, duty.pk).stage == 2  # nobody covers, so the manager hears first
    assert now_of(Duty, duty.pk).climbs_at == datetime(2026, 6, 9, 13, 0, tzinfo=UTC)  # six days of four hours


def test_a_new_duty_at_night_is_told_to_the_team_on_call_too(cast, child, hours):
    hours()
    assert teams_told(assigned(cast, child, Clock.RETURN_INTERVIEW, NIGHT)) == ["Casework one", "Front door"]
    assert teams_told(assigned(cast, child, Clock.TRIGGER_PLAN, NOON)) == ["Front door"]


def test_in_a_year_without_bank_holidays_on_file_the_team_on_call_hears_too_and_nobody_is_refused(cast, child, hours):
    hours()
    with building():
        Holiday.objects.all().delete()
    duty = assigned(cast, child, Clock.LOCATE_CHILD, NOON)
    assert teams_told(duty) == ["Casework one", "Front door"]


def test_working_hours_run_by_the_teams_calendar_and_by_the_hubs_where_it_has_set_none(cast, child, hours):
    hours(week=Week(time(10), time(12), "01234"), on_call=None)
    assert assigned(cast, child, Clock.PARTNER_AMBER, NOON - 2 * HOUR).due_at == datetime(2026, 6, 4, 11, 0, tzinfo=UTC)
    other = child_of(cast, "northford", "Bea", "Lowe", reference="BEA")
    with cast.acting("Asha") as asha:
        about = type("About", (), {"pk": other.pk, "child_id": other.pk})()
        duties.assign(about=about, clock=Clock.PARTNER_AMBER, start=NOON, team=cast.teams["casework"], by=asha, at=NOON)
        assert Duty.objects.get(about_id=other.pk).due_at == datetime(2026, 6, 3, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"week": Week(time(17), time(9), "01234")}, "closes after it opens"),
        ({"week": Week(time(9), time(17), "")}, "Choose the days"),
        ({"week": Week(time(9), time(17), "8")}, "Choose the days"),
        ({"on_call": "missing_desk"}, "same agency"),
        ({"on_call": "front_door"}, "not on call for itself"),
        ({"since": date(2026, 5, 1)}, "today or later"),
        ({"who": "Asha"}, "a manager in the team"),
        ({"who": "Max", "team": "casework", "on_call": None}, "a manager in the team"),
    ],
)
def test_hours_that_make_no_sense_are_refused(hours, change, words):
    with pytest.raises(Refused) as refused:
        hours(**change)
    assert words in " ".join(refused.value.reasons)


def test_a_manager_sets_the_hours_of_the_own_team_and_a_day_has_one_set(cast, hours):
    assert hours(who="Max").pk == hours(who="Max", on_call=None).pk


def test_a_recorded_query_holds_the_ladder_until_its_own_end_and_never_the_due_time(cast, child, clock, climb):
    duty, until = duty_of(cast, child, DUE, clock=Clock.TRIGGER_PLAN), DUE + 30 * HOUR
    act(cast, "ask", duty, DUE - HOUR, asked="PARTNER", until=until)
    clock.set(DUE + 20 * HOUR)
    climb()
    assert (now_of(Duty, duty.pk).stage, now_of(Duty, duty.pk).due_at) == (0, DUE)
    clock.set(until + timedelta(seconds=1))
    climb()
    assert now_of(Duty, duty.pk).stage == 2


def test_the_answer_lets_the_ladder_go_on_from_where_it_would_stand(cast, child, clock, climb):
    duty = duty_of(cast, child, DUE, clock=Clock.TRIGGER_PLAN)
    act(cast, "ask", duty, DUE - HOUR, asked="FAMILY", until=DUE + 30 * HOUR)
    clock.set(DUE + HOUR)
    act(cast, "answered", duty, DUE + HOUR)
    climb()
    assert now_of(Duty, duty.pk).stage == 2
    with pytest.raises(Refused):
        act(cast, "answered", duty, DUE + HOUR)


def test_a_query_whose_end_is_over_makes_room_for_another(cast, child):
    duty = duty_of(cast, child, DUE, clock=Clock.TRIGGER_PLAN)
    act(cast, "ask", duty, DUE - 9 * HOUR, asked="FAMILY", until=DUE - 8 * HOUR)
    act(cast, "ask", duty, DUE - HOUR, asked="LEGAL", until=DUE + HOUR)
    with pytest.raises(Refused) as refused:
        act(cast, "ask", duty, DUE - HOUR, asked="LEGAL", until=DUE + HOUR)
    assert refused.value.reasons == ["An answer is awaited already. Record it first."]
    assert sorted(row.answered_at is None for row in all_of(Query)) == [False, True]


def test_above_the_last_rung_there_is_nothing_left_to_hold(cast, child):
    duty = duty_of(cast, child, DUE, clock=Clock.TRIGGER_PLAN)
    with building():
        Duty._base_manager.filter(pk=duty.pk).update(climbs_at=None, stage=4)
    act(cast, "ask", duty, DUE - HOUR, asked="FAMILY", until=DUE + HOUR)
    assert now_of(Duty, duty.pk).climbs_at is None


def test_what_a_childs_safety_hangs_on_waits_for_no_answer(cast, child):
    duty = duty_of(cast, child, DUE)
    with pytest.raises(Refused) as refused:
        act(cast, "ask", duty, DUE - HOUR, asked="RUMOUR", until=DUE + 300 * HOUR)
    assert [reason.split(".")[0] for reason in refused.value.reasons] == [
        "This duty does not wait for an answer",
        "Choose what was asked from the list",
        "Give a time within the next seven days",
    ]


def test_somebody_takes_a_duty_in_hand_once_and_it_climbs_all_the_same(cast, child, clock, climb):
    duty = duty_of(cast, child, DUE)
    act(cast, "acknowledge", duty, DUE)
    assert (now_of(Duty, duty.pk).held_by_id, now_of(Duty, duty.pk).held_at) == (cast.user("Nia").pk, DUE)
    with pytest.raises(Refused):
        act(cast, "acknowledge", duty, DUE)
    act(cast, "acknowledge", duty, DUE + HOUR, who="Max")
    clock.set(DUE + timedelta(seconds=1))
    climb()
    assert now_of(Duty, duty.pk).stage == 2


def test_what_is_done_is_taken_by_nobody_and_waits_for_nothing(cast, child):
    duty = duty_of(cast, child, DUE, clock=Clock.TRIGGER_PLAN)
    act(cast, "done", duty, DUE)
    for name, said in (("acknowledge", {}), ("ask", {"asked": "LEGAL", "until": DUE + HOUR})):
        with pytest.raises(Refused) as refused:
            act(cast, name, duty, DUE, **said)
        assert refused.value.reasons == ["This duty is already done."]


def test_before_police_protection_ends_the_team_is_warned_and_then_its_managers(cast, child, clock, climb):
    ends = DUE + 24 * HOUR
    duty = duty_of(cast, child, ends, clock=Clock.POLICE_PROTECTION, team="response")
    with building():
        Duty._base_manager.filter(pk=duty.pk).update(climbs_at=DUE)
    clock.set(DUE + timedelta(seconds=1))
    climb()
    with building():
        assert [notice.user.username for notice in Notice.objects.filter(about_id=duty.pk)] == ["ben"]
    assert now_of(Duty, duty.pk).climbs_at == ends - 6 * HOUR


def test_at_83_where_nobody_accepts_a_child_found_elsewhere_the_top_of_the_home_authority_hears_at_once(cast, child, clock, climb):
    duty = duty_of(cast, child, DUE, clock=Clock.ACCEPT_CHILD)
    for after, who in ((timedelta(seconds=1), {"nia"}), (HOUR + timedelta(seconds=1), {"nia"})):
        clock.set(DUE + after)
        climb()
        with building():
            assert {notice.user.username for notice in Notice.objects.filter(about_id=duty.pk)} == who
    assert (now_of(Duty, duty.pk).stage, now_of(Duty, duty.pk).climbs_at) == (2, None)
