"""RM-13, judged by the sweep from what becomes of each return interview, whoever records it."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError

from agencies.access.context import acting, system
from agencies.notices.models import Notice
from referrals.casefile.presenters import news_of
from referrals.clocks import Clock
from referrals.duties.models import Duty
from referrals.interviews.actions import Happened
from referrals.interviews.models import InterviewStep
from referrals.missing.models import Change
from referrals.patterns.models import Flag
from tests.database import job_login
from tests.factories.missing import all_of
from tests.referrals.interviews.scene import HOME, HOUR, SEEN, begun, came_home, deed, refusal, talk
from tests.referrals.patterns.conftest import switch
from tests.referrals.patterns.facts import at

DAY = timedelta(days=1)


@pytest.fixture
def returns(cast, child, clock):
    """He came home on so many mornings, sixty days apart; the interview of each is open."""

    def returns(number):
        interviews = []
        for turn in range(number):
            home = HOME + turn * 60 * DAY
            clock.set(home + HOUR)
            interviews.append(begun(cast, came_home(cast, child, SEEN + turn * 60 * DAY, home), at=home + HOUR))
        return interviews

    return returns


def decline(cast, clock, interview, status="DECLINED_BY_CHILD", who="Nia"):
    moment = clock.set(interview.returned_at + 2 * HOUR)
    deed(cast, who, "decline", interview, moment, told=refusal(status, moment))


def refused():
    return sorted(all_of(Flag, rule="RM-13"), key=lambda flag: flag.raised_at)


def test_two_refusals_in_a_row_ask_for_somebody_else_within_five_working_days(cast, clock, returns, look):
    first, second = returns(2)
    decline(cast, clock, first)
    look()
    assert refused() == []
    decline(cast, clock, second, "DECLINED_BY_PARENT")
    look(times=3)
    [flag] = refused()
    assert flag.event_ids == [str(first.episode_id), str(second.episode_id)]
    assert flag.completed_by == second.episode_id
    [duty] = all_of(Duty, clock=Clock.OTHER_INTERVIEWER.name)
    assert (duty.team, duty.due_at) == (cast.teams["front_door"], at("2026-07-09 17:00"))


def test_an_offer_without_an_answer_is_not_accepted_and_one_that_is_open_breaks_no_row(cast, clock, returns, look):
    first, second, third = returns(3)
    decline(cast, clock, first)
    moment = clock.set(second.returned_at + 2 * HOUR)
    deed(cast, "Nia", "offer", second, moment, told=Happened("OFFERED", moment))
    look()
    assert refused() == []
    moment = clock.set(third.returned_at + 2 * HOUR)
    deed(cast, "Nia", "offer", third, moment, told=Happened("NO_RESPONSE", moment, words="Rang twice."))
    look()
    assert [flag.event_ids for flag in refused()] == [[str(first.episode_id), str(third.episode_id)]]


def test_an_interview_that_was_accepted_between_breaks_the_row(cast, clock, returns, look):
    first, second, third = returns(3)
    decline(cast, clock, first)
    moment = clock.set(second.returned_at + 2 * HOUR)
    deed(cast, "Nia", "complete", second, moment, told=talk(moment))
    decline(cast, clock, third)
    look()
    assert refused() == []


def test_a_child_who_talks_after_all_makes_the_flag_untrue_and_it_stays_on_file(cast, clock, returns, look):
    first, second = returns(2)
    decline(cast, clock, first)
    decline(cast, clock, second)
    look()
    moment = clock.set(second.returned_at + 5 * HOUR)
    deed(cast, "Nia", "complete", second, moment, told=talk(moment))
    look()
    assert [flag.corrected_at is not None for flag in refused()] == [True]


def test_asking_another_team_after_a_refusal_leaves_the_refusal_standing(cast, clock, returns, look):
    first, second = returns(2)
    decline(cast, clock, first)
    decline(cast, clock, second)
    deed(cast, "Nia", "delegate", second, clock.set(second.returned_at + 3 * HOUR), team=cast.teams["southmoor_door"], reason="Nearer")
    look()
    assert len(refused()) == 1


def test_what_a_team_of_another_agency_records_is_counted_too(cast, clock, returns, look):
    first, second = returns(2)
    decline(cast, clock, first)
    deed(cast, "Nia", "delegate", second, clock.set(second.returned_at + HOUR), team=cast.teams["southmoor_door"], reason="Nearer")
    decline(cast, clock, second, who="Gita")
    change = max(all_of(Change, kind="interview"), key=lambda row: row.changed_at)
    assert (change.owner, change.episode_id) == (cast.agencies["northford"], second.episode_id)
    look()
    assert len(refused()) == 1


def test_each_authority_sets_how_many_or_switches_the_rule_off(cast, clock, returns, look):
    switch(cast, "RM-13", {"count": 3})
    first, second, third = returns(3)
    decline(cast, clock, first)
    decline(cast, clock, second)
    look()
    assert refused() == []
    decline(cast, clock, third)
    look()
    assert [len(flag.event_ids) for flag in refused()] == [3]


def test_the_flag_is_told_once_and_the_sweep_reads_no_word_that_was_said(cast, clock, returns, look):
    first, second = returns(2)
    decline(cast, clock, first)
    decline(cast, clock, second)
    look(times=2)
    told = [notice for notice in all_of(Notice) if notice.kind == "flag.RM-13"]
    assert [notice.team for notice in told] == [cast.teams["front_door"]]
    with pytest.raises(DatabaseError, match="permission denied"), look_as_the_job():
        list(InterviewStep.objects.filter(interview=first.pk))


@contextmanager
def look_as_the_job():
    with job_login(), acting(system("patterns.look")):
        yield


def test_a_further_refusal_raises_a_further_flag_and_leaves_the_desk_one_line_about_the_child(cast, clock, returns, look):
    for interview in returns(3):
        decline(cast, clock, interview)
        look()
    assert len(refused()) == 2
    told = all_of(Notice, team=cast.teams["front_door"], acknowledged_at=None, answered_at=None)
    assert [notice.about_id for notice in told if notice.kind.startswith("flag.")] == [refused()[-1].pk]
    with cast.acting("Nia") as nia:
        assert [piece.notice.kind for piece in news_of(nia) if piece.notice.kind.startswith("flag.")] == ["flag.RM-13"]
