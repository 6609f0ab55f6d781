"""The pages of the return interview: from the duty to its end, and what each reader finds."""

import pytest
from django.urls import reverse

from agencies.notices.models import Notice
from referrals.duties.models import Duty
from referrals.intake.models import Referral
from referrals.interviews.models import Interview, InterviewNarrative, InterviewStep, Mention
from tests.factories import child_of
from tests.factories.missing import all_of, now_of
from tests.referrals.interviews.scene import HOUR, NOW, OWN_WORDS, SAFETY, agree, begun, came_home, deed, refusal, talk
from tests.referrals.missing.browsing import fields_of, text_of


@pytest.fixture
def jake(cast, clock):
    clock.set(NOW)
    return child_of(cast, "northford", "Jake", "Arden", reference="7Q2MX-9K4TB-W")


@pytest.fixture
def episode(cast, jake):
    return came_home(cast, jake)


@pytest.fixture
def interview(cast, clock, episode):
    row = begun(cast, episode)
    clock.set(NOW + HOUR)
    return row


def page(name, interview):
    return reverse(f"interviews:{name}", args=[interview.pk])


def duty_of(episode):
    [duty] = all_of(Duty, clock="RETURN_INTERVIEW", about_id=episode.pk)
    return duty


SPOKEN = {
    "place": "Library",
    "interviewer": "Rosa Field",
    "tie": "INDEPENDENT",
    "words": OWN_WORDS,
    "safety": SAFETY,
    "people": "Big Al\nTee",
}


def test_from_my_work_through_the_duty_to_the_interview(web, episode):
    client, duty = web("Nia"), duty_of(episode)
    address = reverse("interviews:begin", args=[duty.pk])
    assert address in client.get("/my-work/").text
    assert "due by 10:00 Wed 6 May 2026" in text_of(client.get(address))
    answer = client.post(address)
    [row] = all_of(Interview)
    assert answer.headers["Location"] == page("read", row)
    assert client.get(address).headers["Location"] == page("read", row)
    assert "To be offered" in text_of(client.get(page("read", row)))


@pytest.mark.parametrize("path", ["missing/{0.pk}/", "missing/{0.pk}/returned/", "children/{0.child_id}/"])
def test_the_interview_is_a_step_away_from_the_episode_the_return_and_the_child(web, episode, path):
    assert reverse("interviews:begin", args=[duty_of(episode).pk]) in web("Nia").get("/" + path.format(episode)).text
    assert "/interview/" not in web("Ben").get("/" + path.format(episode)).text


def test_the_tick_is_not_offered_and_is_refused_with_where_to_go(web, episode):
    client, duty = web("Nia"), duty_of(episode)
    tick = reverse("duties:done", args=[duty.pk])
    assert tick not in client.get("/my-work/").text
    answer = client.post(tick)
    assert answer.status_code == 422
    assert "This duty ends when the return interview is recorded. Open the interview from My work." in text_of(answer)
    assert now_of(Duty, duty.pk).done_at is None


def test_an_offer_a_booking_and_the_talk_go_on_file_one_after_the_other(web, interview):
    client = web("Nia")
    offer = fields_of(client.get(page("offer", interview)))
    assert client.post(page("offer", interview), offer | {"status": "ACCEPTED"}).status_code == 302
    book = fields_of(client.get(page("book", interview))) | {"planned_on": "4 May 2026", "planned_clock": "2.30pm"}
    assert client.post(page("book", interview), book | {"place": "Library", "interviewer": "Rosa", "tie": "INDEPENDENT"}).status_code == 302
    complete = fields_of(client.get(page("complete", interview))) | SPOKEN
    assert client.post(page("complete", interview), complete).headers["Location"] == page("read", interview)
    assert {row.status for row in all_of(InterviewStep)} == {"ACCEPTED", "BOOKED", "COMPLETED"}
    shown = text_of(client.get(page("read", interview)))
    for words in (
        OWN_WORDS,
        SAFETY,
        "Big Al",
        "For 14:30 on Mon 4 May 2026",
        "By Rosa Field: somebody independent",
        "Accepted after this return Yes",
    ):
        assert words in shown
    assert sorted(row.said for row in all_of(Mention)) == ["Big Al", "Tee"]


def test_one_tick_and_words_send_the_referral_with_the_talk(web, interview):
    client = web("Nia")
    said = fields_of(client.get(page("complete", interview))) | SPOKEN
    answer = client.post(page("complete", interview), said | {"has_harm": "on"})
    assert (answer.status_code, "Say what harm the child told of." in answer.text) == (422, True)
    answer = client.post(page("complete", interview), said | {"harm": "He was hit."})
    assert (answer.status_code, "Tick this to send what you wrote" in answer.text) == (422, True)
    for _ in range(2):
        assert client.post(page("complete", interview), said | {"has_harm": "on", "harm": "He was hit."}).status_code == 302
    [referral] = all_of(Referral)
    assert reverse("intake:read", args=[referral.pk]) in client.get(page("read", interview)).text


def test_what_is_refused_comes_back_with_every_word_and_is_kept_as_a_draft(web, interview):
    client = web("Nia")
    said = fields_of(client.get(page("complete", interview))) | SPOKEN | {"tie": "CARER"}
    answer = client.post(page("complete", interview), said)
    assert answer.status_code == 422
    assert "Whoever cares for the child cannot hold the interview. Choose somebody independent." in text_of(answer)
    assert OWN_WORDS in answer.text
    kept = fields_of(client.get(page("complete", interview)))
    assert (kept["words"], kept["people"], kept["tie"]) == (OWN_WORDS, "Big Al\nTee", "CARER")
    assert page("complete", interview) in client.get("/my-work/").text


def test_a_refusal_leads_to_the_carers_and_their_answer_ends_it(web, interview):
    client = web("Asha")
    said = fields_of(client.get(page("decline", interview))) | {"status": "DECLINED_BY_PARENT", "words": "Mother said not now."}
    answer = client.post(page("decline", interview), said, follow=True)
    assert page("ask_carers", interview) in answer.text
    [asked] = all_of(Duty, clock="ASK_CARERS")
    assert web("Nia").get(reverse("interviews:begin", args=[asked.pk])).headers["Location"] == page("read", interview)
    said = fields_of(client.get(page("ask_carers", interview))) | {"words": "He was with Tee."}
    assert client.post(page("ask_carers", interview), said).status_code == 302
    assert (now_of(Duty, asked.pk).done_at is None, all_of(Duty, clock="RETURN_INTERVIEW")[0].done_at is None) == (False, False)


def test_the_list_of_a_team_has_the_longest_overdue_first_and_what_it_was_asked_to_hold(cast, web, clock, interview):
    ella = child_of(cast, "northford", "Ella", "Moss", reference="2K4TB-9Q2MX-A")
    came_home(cast, ella, NOW - 9 * HOUR, NOW - 2 * HOUR)
    clock.set(NOW + 69 * HOUR)
    shown = text_of(web("Nia").get("/interviews/"))
    assert "Owed by your teams (2)" in shown
    assert shown.index("Jake Arden Overdue") < shown.index("Ella Moss")
    assert "Ella Moss Overdue" not in shown
    deed(cast, "Nia", "delegate", interview, NOW + 69 * HOUR, team=cast.teams["lantern"], reason="They know him.")
    shown = text_of(web("Finn").get("/interviews/"))
    assert "Your team was asked to hold Jake Arden Overdue Asked of another service." in shown


def test_the_asked_team_finds_it_in_my_work_and_records_the_talk(cast, web, interview):
    client = web("Nia")
    said = fields_of(client.get(page("delegate", interview))) | {"team": cast.teams["lantern"].pk, "reason": "They know him."}
    assert client.post(page("delegate", interview), said).status_code == 302
    finn = web("Finn")
    work = text_of(finn.get("/my-work/"))
    assert "Your team is asked to hold a return interview: Jake Arden." in work
    assert "Return interviews that your team was asked to hold" in work
    read = finn.get(page("read", interview))
    assert page("complete", interview) in read.text
    assert page("delegate", interview) not in read.text
    assert finn.get(page("delegate", interview)).status_code == 403
    assert finn.post(page("complete", interview), fields_of(finn.get(page("complete", interview))) | SPOKEN).status_code == 302
    assert len(all_of(InterviewNarrative)) == 1
    assert client.get("/my-work/").text.count("A return interview was held") > 0


def test_one_who_sees_it_but_does_not_owe_it_is_told_who_does(cast, web, interview):
    agree(cast, "kind:council", 3)
    cast.link("southmoor_door", interview.child_id)
    gita = web("Gita")
    assert page("offer", interview) not in gita.get(page("read", interview)).text
    for name in ("offer", "book", "complete", "decline", "ask_carers", "delegate"):
        answer = gita.get(page(name, interview))
        assert (answer.status_code, "Northford Council owes this interview" in answer.text) == (403, True), name


@pytest.mark.parametrize("level", [None, 1, 2])
@pytest.mark.parametrize(("who", "team", "kind"), [("Ben", "response", "kind:police"), ("Ella", "hill", "kind:school")])
def test_police_and_school_read_the_safety_summary_as_their_line_says_and_never_the_words(cast, web, interview, who, team, kind, level):
    deed(cast, "Nia", "complete", interview, NOW, told=talk(mentions=(("person", "Big Al"),)))
    cast.link(team, interview.child_id)
    if level:
        agree(cast, kind, level)
    answer = web(who).get(page("read", interview))
    shown = answer.content.decode()
    assert answer.status_code == (200 if level else 404)
    assert (SAFETY in shown) is (level == 2)
    child = web(who).get(f"/children/{interview.child_id}/").text
    assert (SAFETY in child) is (level == 2)
    for hidden in (OWN_WORDS, "Big Al", "Rosa Field"):
        assert hidden not in shown + child


def test_an_excluded_worker_finds_no_interview(cast, web, interview):
    cast.exclude("Lena", interview.child_id)
    assert web("Lena").get(page("read", interview)).status_code == 404
    assert web("Lena").get(page("complete", interview)).status_code == 404


def test_the_page_says_why_it_is_seen(web, interview):
    assert "your own agency holds this record" in text_of(web("Asha").get(page("read", interview))).lower()


def test_a_refusal_shows_on_the_record_who_said_what(cast, web, interview):
    deed(cast, "Nia", "decline", interview, NOW, told=refusal())
    shown = text_of(web("Asha").get(page("read", interview)))
    assert "The child did not want it by Nia Example" in shown
    assert "Said no at the door, to Nia." in shown
    assert all_of(Notice, kind="interviews.recorded") == []
