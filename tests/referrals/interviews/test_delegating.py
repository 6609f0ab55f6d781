"""Out of area the home authority answers for the interview; the host or a charity holds it for them and sees what that needs."""

import pytest
from django.db import DatabaseError

from agencies.access.context import ask as ask_database
from agencies.access.guard import may
from agencies.notices.models import Notice
from agencies.refusals import Refused
from referrals.children.models import Identity
from referrals.duties.models import Duty
from referrals.information.models import Summary
from referrals.intake.models import Referral
from referrals.interviews.actions import rows
from referrals.interviews.models import Interview, InterviewNarrative, InterviewStep, Mention
from referrals.interviews.presenters import asked_for, others_owed
from referrals.missing.models import Episode
from tests.factories import child_of
from tests.factories.missing import all_of, now_of
from tests.referrals.interviews.scene import HOUR, NOW, SAFETY, begun, came_home, deed, refusal, talk


@pytest.fixture
def jake(cast, clock):
    clock.set(NOW)
    return child_of(cast, "northford", "Jake", "Arden", reference="7Q2MX-9K4TB-W")


@pytest.fixture
def interview(cast, jake):
    return begun(cast, came_home(cast, jake))


def ask(cast, interview, team="lantern", at=NOW, who="Nia", **more):
    said = {"team": cast.teams[team], "reason": "The child lives with you."} | more
    return deed(cast, who, "delegate", interview, at, **said)


def owed(interview):
    [duty] = all_of(Duty, clock="RETURN_INTERVIEW", about_id=interview.episode_id)
    return duty


@pytest.mark.parametrize(("team", "who"), [("southmoor_door", "Gita"), ("lantern", "Finn")])
def test_at_7_the_home_authority_owes_it_and_the_host_may_hold_it(cast, interview, team, who):
    ask(cast, interview, team)
    assert (owed(interview).team_id, owed(interview).agency_id) == (cast.teams["front_door"].pk, cast.agencies["northford"].pk)
    with cast.acting(who) as holder:
        [line] = asked_for(holder, NOW + 80 * HOUR)
        assert (line.name, line.is_overdue, line.status) == ("Jake Arden", True, "Asked of another service")
        assert not Duty.objects.filter(clock="RETURN_INTERVIEW").exists()
    assert [row.team_id for row in all_of(Notice, kind="interviews.asked")] == [cast.teams[team].pk]


def test_before_it_is_asked_a_charity_sees_neither_the_interview_nor_the_child(cast, interview):
    with cast.acting("Finn") as finn:
        assert asked_for(finn, NOW) == []
        assert not Identity.objects.exists()


def test_the_asked_team_sees_the_interview_and_the_child_and_not_the_episode(cast, interview):
    ask(cast, interview)
    with cast.acting("Finn"):
        assert [row.pk for row in Interview.objects.all()] == [interview.pk]
        assert [row.given_names for row in Identity.objects.all()] == ["Jake"]
        assert not Episode.objects.exists()


def test_the_talk_that_a_charity_held_belongs_to_the_authority_and_ends_its_duty(cast, interview):
    ask(cast, interview)
    told = talk(NOW + HOUR, harm="He was hit.", mentions=(("place", "the arches"),))
    deed(cast, "Finn", "complete", interview, NOW + HOUR, told=told)
    assert (owed(interview).done_at, owed(interview).done_by_id) == (NOW + HOUR, cast.user("Finn").pk)
    rows = [*all_of(InterviewStep), *all_of(InterviewNarrative), *all_of(Mention)]
    assert {row.owner_id for row in rows} == {cast.agencies["northford"].pk}
    with cast.acting("Asha"):
        assert [row.words for row in InterviewNarrative.objects.all()] == [told.words]
        assert [row.text for row in Summary.objects.filter(category="rhi")] == [SAFETY]
    assert [row.sender_id for row in all_of(Referral)] == [cast.agencies["charity"].pk]
    teams = {row.team_id for row in all_of(Notice, kind="interviews.held")}
    assert teams == {cast.teams["front_door"].pk, cast.teams["missing_desk"].pk}


def test_a_refusal_that_a_charity_records_is_followed_up_by_the_authority(cast, interview):
    ask(cast, interview)
    deed(cast, "Finn", "decline", interview, NOW + HOUR, told=refusal(at=NOW + HOUR))
    [asked] = all_of(Duty, clock="ASK_CARERS")
    assert (asked.team_id, asked.due_at) == (cast.teams["front_door"].pk, NOW + 25 * HOUR)
    deed(cast, "Finn", "ask_carers", interview, NOW + 2 * HOUR, words="They know nothing.", safety="")
    assert now_of(Duty, asked.pk).done_at == owed(interview).done_at == NOW + 2 * HOUR


def test_asked_of_another_team_the_first_sees_it_no_more(cast, interview):
    ask(cast, interview)
    ask(cast, interview, "southmoor_door", NOW + HOUR)
    with cast.acting("Finn"):
        assert not Interview.objects.exists()
        assert not Identity.objects.exists()
    with cast.acting("Gita"):
        assert Interview.objects.exists()
    ask(cast, interview, "lantern", NOW + 2 * HOUR)
    with cast.acting("Finn"):
        assert Interview.objects.exists()


def test_a_team_that_holds_another_interview_of_the_child_still_knows_who_the_child_is(cast, clock, jake):
    first = begun(cast, came_home(cast, jake))
    clock.set(NOW + 31 * HOUR)
    second = begun(cast, came_home(cast, jake, NOW + 10 * HOUR, NOW + 30 * HOUR), at=NOW + 30 * HOUR)
    for interview, team in ((first, "lantern"), (second, "lantern"), (first, "southmoor_door")):
        ask(cast, interview, team, NOW + 31 * HOUR)
    with cast.acting("Finn"):
        assert [row.pk for row in Interview.objects.all()] == [second.pk]
        assert Identity.objects.exists()


def test_what_the_team_was_shown_ends_after_ninety_days(cast, clock, interview):
    ask(cast, interview)
    clock.set(NOW + 91 * 24 * HOUR)
    with cast.acting("Finn"):
        assert not Interview.objects.exists()
        assert not Identity.objects.exists()


def test_without_a_grant_to_write_the_database_takes_no_row(cast, interview):
    """Whatever the page believed: the one who calls the database without the right writes nothing."""
    with pytest.raises(DatabaseError), cast.acting("Finn"):
        rows.put_words(interview, "child", "Made up", NOW)
    with pytest.raises(DatabaseError), cast.acting("Ben"):
        ask_database("sg.close_interview", interview=interview.pk, at=NOW)
    assert (all_of(InterviewNarrative), owed(interview).done_at) == ([], None)


def test_the_asked_team_asks_nobody_else(cast, interview):
    ask(cast, interview)
    with pytest.raises(Refused) as refused:
        ask(cast, interview, "southmoor_door", NOW + HOUR, who="Finn")
    assert refused.value.reasons[0].startswith("Only Northford Council, which owes this interview")
    with cast.acting("Finn") as finn:
        assert not may(finn, "interviews.delegate")


@pytest.mark.parametrize("team", ["response", "casework", "hill"])
def test_police_a_school_and_ones_own_teams_are_not_asked(cast, interview, team):
    with pytest.raises(Refused):
        ask(cast, interview, team)
    assert all_of(InterviewStep) == []


def test_one_talk_of_the_asked_team_answers_for_both_interviews_that_it_was_asked_for(cast, clock, jake):
    first = begun(cast, came_home(cast, jake))
    second_home = NOW + 30 * HOUR
    clock.set(second_home + HOUR)
    second = begun(cast, came_home(cast, jake, NOW + 10 * HOUR, second_home), at=second_home)
    for number, interview in enumerate((first, second)):
        ask(cast, interview, at=second_home + number * HOUR / 60)
    with cast.acting("Finn") as finn:
        choices = others_owed(Interview.objects.get(pk=first.pk), finn)
    assert [key for key, _ in choices] == [str(second.episode_id)]
    deed(cast, "Finn", "complete", first, second_home + HOUR, told=talk(second_home + HOUR, also=(second.episode_id,)))
    assert [owed(row).done_at for row in (first, second)] == [second_home + HOUR] * 2
