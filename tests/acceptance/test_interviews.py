"""Rows of the acceptance table about return interviews, played by the cast."""

import pytest

from agencies.notices.models import Notice
from agencies.refusals import Refused
from referrals.duties.models import Duty
from referrals.escalation.tasks import climb_overdue
from referrals.interviews.models import InterviewStep
from tests.factories import child_of
from tests.factories.missing import all_of
from tests.referrals.interviews.scene import HOME, HOUR, NOW, OWN_WORDS, SAFETY, agree, begun, came_home, deed, refusal, talk


@pytest.fixture
def jake(cast, clock):
    clock.set(NOW)
    return child_of(cast, "northford", "Jake", "Arden", reference="7Q2MX-9K4TB-W")


def duties(clock):
    return sorted(all_of(Duty, clock=clock), key=lambda duty: duty.starts_at)


def test_at_6_an_overdue_interview_is_told_once_however_often_the_job_runs(cast, clock, jake, job_login):
    interview = begun(cast, came_home(cast, jake))
    clock.set(interview.due_at + HOUR / 3600)
    with job_login():
        for _ in range(10):
            climb_overdue()
    [duty] = duties("RETURN_INTERVIEW")
    assert (duty.stage > 0, duty.done_at) == (True, None)
    told = all_of(Notice, kind="duty.overdue", about_id=duty.pk)
    assert len({notice.key for notice in told}) == 1
    assert len({notice.recipient_key for notice in told}) == len(told) > 0


def test_at_7_out_of_area_the_home_authority_owes_it_and_overdue_counts_against_it(cast, jake):
    interview = begun(cast, came_home(cast, jake))
    deed(cast, "Nia", "delegate", interview, NOW, team=cast.teams["southmoor_door"], reason="Placed in Southmoor.")
    with cast.acting("Nia"):
        assert [duty.agency_id for duty in Duty.objects.overdue(at=HOME + 73 * HOUR)] == [cast.agencies["northford"].pk]
    with cast.acting("Gita"):
        assert not Duty.objects.overdue(at=HOME + 73 * HOUR).exists()


def test_at_8_two_returns_owe_two_interviews_and_one_talk_recorded_against_both_closes_both(cast, clock, jake):
    first = begun(cast, came_home(cast, jake))
    back = HOME + 30 * HOUR
    clock.set(back + HOUR)
    episode = came_home(cast, jake, HOME + 11 * HOUR, back)
    assert [duty.done_at for duty in duties("RETURN_INTERVIEW")] == [None, None]
    deed(cast, "Nia", "complete", first, back + HOUR, told=talk(back + HOUR, also=(episode.pk,)))
    assert [duty.done_at for duty in duties("RETURN_INTERVIEW")] == [back + HOUR] * 2
    held = all_of(InterviewStep, status="COMPLETED")
    assert sorted(row.held_in_id is None for row in held) == [False, True]


def test_at_8_a_talk_before_the_second_return_does_not_answer_for_it(cast, clock, jake):
    first = begun(cast, came_home(cast, jake))
    back = HOME + 30 * HOUR
    clock.set(back + HOUR)
    episode = came_home(cast, jake, HOME + 11 * HOUR, back)
    with pytest.raises(Refused):
        deed(cast, "Nia", "complete", first, back + HOUR, told=talk(NOW, also=(episode.pk,)))
    deed(cast, "Nia", "complete", first, back + HOUR, told=talk(NOW))
    assert [duty.done_at for duty in duties("RETURN_INTERVIEW")] == [back + HOUR, None]


def test_at_9_a_refusal_does_not_end_the_duty_and_carers_are_asked_within_a_day(cast, jake):
    interview = begun(cast, came_home(cast, jake))
    deed(cast, "Nia", "decline", interview, NOW, told=refusal("DECLINED_BY_CHILD"))
    [asked] = duties("ASK_CARERS")
    assert (asked.due_at, asked.team_id) == (NOW + 24 * HOUR, cast.teams["front_door"].pk)
    assert duties("RETURN_INTERVIEW")[0].done_at is None


def test_at_10_police_read_the_safety_summary_and_no_narrative(cast, web, jake):
    interview = begun(cast, came_home(cast, jake))
    deed(cast, "Nia", "complete", interview, NOW, told=talk())
    agree(cast, "kind:police", 2)
    cast.link("response", jake.pk)
    ben = web("Ben")
    shown, said = ben.get(f"/interviews/{interview.pk}/").text, ben.get(f"/api/interviews/{interview.pk}/").json()
    assert SAFETY in shown and OWN_WORDS not in shown
    assert set(said) == {"id", "holder", "safety", "interview"}
