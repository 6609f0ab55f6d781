"""The deeds of the return interview, on the app login: who may do them, what they end and what they open."""

from datetime import timedelta

import pytest

from agencies.notices.models import Notice
from agencies.refusals import Refused
from referrals.duties import actions as duties
from referrals.duties.models import Duty
from referrals.information.models import Summary
from referrals.intake.models import Referral
from referrals.interviews import actions
from referrals.interviews.actions import Booking, Happened
from referrals.interviews.models import Interview, InterviewNarrative, InterviewStep, Mention
from referrals.missing.models import Episode
from tests.factories import child_of
from tests.factories.missing import all_of, now_of
from tests.referrals.interviews.scene import HOME, HOUR, NOW, OWN_WORDS, SAFETY, agree, begun, came_home, deed, refusal, talk


@pytest.fixture
def jake(cast, clock):
    clock.set(NOW)
    return child_of(cast, "northford", "Jake", "Arden", reference="7Q2MX-9K4TB-W")


@pytest.fixture
def interview(cast, jake):
    return begun(cast, came_home(cast, jake))


def owed(interview):
    [duty] = all_of(Duty, clock="RETURN_INTERVIEW", about_id=interview.episode_id)
    return duty


def to_ask(interview):
    [duty] = all_of(Duty, clock="ASK_CARERS", about_id=interview.pk)
    return duty


def test_opened_twice_it_is_one_interview_with_the_hours_of_its_duty(cast, jake, interview):
    again = begun(cast, now_of(Episode, interview.episode_id), who="Max")
    assert again.pk == interview.pk
    kept = now_of(Interview, interview.pk)
    assert (kept.returned_at, kept.due_at, kept.owner_id) == (HOME, HOME + 72 * HOUR, cast.agencies["northford"].pk)
    assert all_of(InterviewStep) == []


def test_police_cannot_open_the_interview_that_the_council_owes(cast, interview):
    duty = owed(interview)
    with cast.acting("Ben") as ben, pytest.raises(Duty.DoesNotExist):
        actions.begin(duty=duty, by=ben, at=NOW)


def test_a_bare_tick_does_not_end_the_duty(cast, interview):
    duty = owed(interview)
    with cast.acting("Nia") as nia, pytest.raises(Refused) as refused:
        duties.done(duty=duty, by=nia, at=NOW)
    assert refused.value.reasons[0].startswith("This duty ends when the return interview is recorded.")


def test_what_happens_is_a_step_of_its_own_and_leaves_the_duty_open(cast, interview):
    deed(cast, "Nia", "offer", interview, NOW, told=Happened("OFFERED", NOW))
    deed(cast, "Asha", "offer", interview, NOW + HOUR, told=Happened("ACCEPTED", NOW + HOUR))
    booking = Booking(NOW + 100 * HOUR, "Library", "Rosa Field", "INDEPENDENT")
    deed(cast, "Nia", "book", interview, NOW + 2 * HOUR, told=booking)
    rows = sorted(all_of(InterviewStep), key=lambda row: row.recorded_at)
    assert [row.status for row in rows] == ["OFFERED", "ACCEPTED", "BOOKED"]
    assert [row.recorded_by_id for row in rows] == [cast.user(who).pk for who in ("Nia", "Asha", "Nia")]
    assert (owed(interview).done_at, owed(interview).due_at) == (None, HOME + 72 * HOUR)


def test_the_talk_ends_the_duty_and_keeps_words_summary_and_mentions_apart(cast, interview):
    told = talk(mentions=(("person", "Big Al"), ("vehicle", "white van"), ("person", "Big Al")))
    deed(cast, "Asha", "complete", interview, NOW, told=told)
    duty = owed(interview)
    assert (duty.done_at, duty.done_by_id) == (NOW, cast.user("Asha").pk)
    assert now_of(Interview, interview.pk).ended_at == NOW
    assert [(row.kind, row.words, row.owner_id) for row in all_of(InterviewNarrative)] == [("child", OWN_WORDS, interview.owner_id)]
    assert [row.text for row in all_of(Summary, record_id=interview.pk)] == [SAFETY]
    assert sorted((row.kind, row.said) for row in all_of(Mention)) == [("person", "Big Al"), ("vehicle", "white van")]


@pytest.mark.parametrize("tie", ["CARER", "PLACEMENT_WORKER"])
def test_no_carer_and_no_worker_of_the_placement_holds_the_talk(cast, interview, tie):
    with pytest.raises(Refused, match="refused"):
        deed(cast, "Nia", "complete", interview, NOW, told=talk(tie=tie))
    with pytest.raises(Refused):
        deed(cast, "Nia", "book", interview, NOW, told=Booking(NOW + HOUR, "Home", "Mr Reed", tie))
    assert owed(interview).done_at is None
    assert all_of(InterviewNarrative) == []


def test_harm_that_the_child_told_of_is_with_the_council_in_the_same_moment_and_once(cast, interview):
    told = talk(harm="He says he was hit.")
    deed(cast, "Nia", "complete", interview, NOW, told=told)
    [referral] = all_of(Referral)
    assert (referral.child_id, referral.owner_id, referral.received_at) == (interview.child_id, cast.agencies["northford"].pk, NOW)
    assert [row.referral_id for row in all_of(InterviewStep, status="COMPLETED")] == [referral.pk]
    with pytest.raises(Refused):
        deed(cast, "Nia", "complete", interview, NOW + HOUR, told=told)
    assert len(all_of(Referral)) == 1


def test_a_talk_that_is_refused_sends_no_referral(cast, interview):
    with pytest.raises(Refused):
        deed(cast, "Nia", "complete", interview, NOW, told=talk(harm="He was hit.", mentions=(("boat", "Jolly"),)))
    assert (all_of(Referral), all_of(InterviewNarrative)) == ([], [])


def test_pressed_twice_a_talk_and_its_referral_are_recorded_once(cast, interview):
    key = "11111111-1111-4111-8111-111111111111"
    from_form = {"told": talk(harm="He was hit."), "draft": key}
    for minute in (0, 1):
        deed(cast, "Nia", "complete", interview, NOW + timedelta(minutes=minute), **from_form)
    assert (len(all_of(Referral)), len(all_of(InterviewStep, status="COMPLETED"))) == (1, 1)


@pytest.mark.parametrize("status", ["DECLINED_BY_CHILD", "DECLINED_BY_PARENT"])
def test_after_a_refusal_carers_are_asked_within_a_day_and_that_ends_both(cast, interview, status):
    deed(cast, "Nia", "decline", interview, NOW, told=refusal(status))
    asked = to_ask(interview)
    assert (asked.due_at, asked.done_at, owed(interview).done_at) == (NOW + 24 * HOUR, None, None)
    with cast.acting("Nia") as nia, pytest.raises(Refused):
        duties.done(duty=asked, by=nia, at=NOW)
    deed(cast, "Nia", "ask_carers", interview, NOW + HOUR, words="She saw him with Big Al.", safety="Seen with an older man.")
    assert now_of(Duty, asked.pk).done_at == owed(interview).done_at == NOW + HOUR
    assert [row.kind for row in all_of(InterviewNarrative)] == ["carers"]


def test_a_child_who_thinks_again_is_heard_after_the_refusal(cast, interview):
    deed(cast, "Nia", "decline", interview, NOW, told=refusal())
    deed(cast, "Nia", "complete", interview, NOW + HOUR, told=talk(NOW + HOUR))
    assert owed(interview).done_at == to_ask(interview).done_at == NOW + HOUR


@pytest.mark.parametrize(("reason", "ends"), [("MISSING_AGAIN", False), ("OVER_18", True)])
def test_not_possible_ends_the_duty_only_for_a_reason_that_stays(cast, interview, reason, ends):
    deed(cast, "Nia", "offer", interview, NOW, told=Happened("NOT_POSSIBLE", NOW, "As the placement says", reason))
    assert (owed(interview).done_at is not None) is ends


def test_one_who_sees_the_interview_but_neither_owes_it_nor_was_asked_records_nothing(cast, interview):
    agree(cast, "kind:council", 3)
    cast.link("southmoor_door", interview.child_id)
    with pytest.raises(Refused) as refused:
        deed(cast, "Gita", "offer", interview, NOW, told=Happened("OFFERED", NOW))
    assert refused.value.reasons == ["Only Northford Council, which owes this interview, or the team that it asked can record this."]


@pytest.mark.parametrize("who", ["Ben", "Cara", "Gita", "Ella", "Dev", "Finn", "Lena", "Hugo", "Joan"])
def test_who_must_not_see_it_finds_nothing(cast, interview, who):
    cast.exclude("Lena", interview.child_id)
    deed(cast, "Nia", "complete", interview, NOW, told=talk(mentions=(("person", "Big Al"),)))
    with cast.acting(who):
        for model in (Interview, InterviewStep, InterviewNarrative, Mention):
            assert not model.objects.exists(), model
            assert not model._base_manager.exists(), model
        assert not Summary.objects.filter(category="rhi").exists()


def test_the_searching_police_are_told_that_a_talk_was_held_by_a_reference_alone(cast, interview):
    deed(cast, "Nia", "complete", interview, NOW, told=talk())
    told = all_of(Notice, kind="interviews.held")
    assert [(notice.team_id, notice.about_kind) for notice in told] == [(cast.teams["missing_desk"].pk, "Record")]
