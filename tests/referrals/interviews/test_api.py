"""The return interview through the other door."""

from datetime import datetime

import pytest

from referrals.duties.models import Duty
from referrals.interviews.models import Interview, InterviewStep
from tests.factories import child_of
from tests.factories.missing import all_of
from tests.referrals.interviews.scene import HOME, HOUR, NOW, OWN_WORDS, SAFETY, agree, begun, came_home, deed, talk

TALK = {"held_at": NOW.isoformat(), "place": "Library", "interviewer": "Rosa", "tie": "INDEPENDENT", "words": OWN_WORDS, "safety": SAFETY}


@pytest.fixture
def jake(cast, clock):
    clock.set(NOW)
    return child_of(cast, "northford", "Jake", "Arden", reference="7Q2MX-9K4TB-W")


@pytest.fixture
def interview(cast, clock, jake):
    row = begun(cast, came_home(cast, jake))
    clock.set(NOW + HOUR)
    return row


def post(client, interview, name, **said):
    return client.post(f"/api/interviews/{interview.pk}/{name}/", said, content_type="application/json")


def test_a_duty_opens_its_interview_once(cast, web, jake):
    duty = came_home(cast, jake) and all_of(Duty, clock="RETURN_INTERVIEW")[0]
    first, second = (web("Nia").post("/api/interviews/", {"duty": str(duty.pk)}, content_type="application/json") for _ in range(2))
    assert (first.status_code, first.json()["id"]) == (201, second.json()["id"])
    assert datetime.fromisoformat(first.json()["returned_at"]) == HOME
    answer = web("Gita").post("/api/interviews/", {"duty": str(duty.pk)}, content_type="application/json")
    assert (answer.status_code, answer.json()) == (409, {"reasons": ["There is no such duty among those you may see."]})


def test_every_deed_of_the_pages_has_its_door(cast, web, interview):
    nia, at = web("Nia"), NOW.isoformat()
    assert post(nia, interview, "offer", status="OFFERED", happened_at=at).status_code == 200
    planned = (NOW + 4 * HOUR).isoformat()
    assert post(nia, interview, "book", planned_at=planned, place="Library", interviewer="R", tie="INDEPENDENT").status_code == 200
    assert post(nia, interview, "delegate", team=cast.teams["lantern"].pk, reason="They know him.").status_code == 200
    assert post(web("Finn"), interview, "decline", status="DECLINED_BY_CHILD", happened_at=at, words="No.").status_code == 200
    answer = post(nia, interview, "carers", words="They know nothing.")
    assert (answer.status_code, answer.json()["ended_at"] is not None) == (200, True)
    assert post(nia, interview, "complete", **TALK, mentions=[{"kind": "place", "said": "the arches"}]).status_code == 200
    seen = nia.get(f"/api/interviews/{interview.pk}/").json()
    assert (seen["status"], seen["offered"], seen["accepted"], seen["is_overdue"]) == ("COMPLETED", "Y", "Y", False)
    assert {line["text"] for line in seen["words"]} == {OWN_WORDS, "They know nothing."}
    assert seen["mentions"] == [{"kind": "Places", "said": "the arches"}]


def test_a_refusal_is_a_conflict_with_its_reasons_and_a_wrong_shape_is_none(web, interview):
    answer = post(web("Nia"), interview, "complete", **TALK | {"tie": "CARER"})
    assert (answer.status_code, answer.json()["reasons"][0][:32]) == (409, "Whoever cares for the child cann")
    assert post(web("Nia"), interview, "complete", **TALK | {"tie": "UNCLE"}).status_code == 400
    assert all_of(InterviewStep) == []


def test_who_may_not_do_it_is_turned_away_and_who_must_not_see_it_finds_nothing(cast, web, interview):
    assert post(web("Ben"), interview, "complete", **TALK).status_code == 403
    assert post(web("Ella"), interview, "complete", **TALK).status_code == 404
    assert web("Ella").get(f"/api/interviews/{interview.pk}/").status_code == 404
    assert web("Hugo").get("/api/interviews/").status_code == 403


def test_a_summary_has_no_key_for_words_and_marks_what_is_withheld(cast, web, interview):
    deed(cast, "Nia", "complete", interview, NOW, told=talk())
    agree(cast, "kind:police", 2)
    cast.link("response", interview.child_id)
    seen = web("Ben").get(f"/api/interviews/{interview.pk}/").json()
    assert seen == {
        "id": str(interview.pk),
        "holder": "Northford Council",
        "safety": SAFETY,
        "interview": {"value": None, "withheld": {"category": "rhi", "rule": "P4/2"}},
    }


def test_the_lists_are_those_of_the_page(cast, web, clock, interview):
    deed(cast, "Nia", "delegate", interview, NOW, team=cast.teams["lantern"], reason="They know him.")
    clock.set(HOME + 73 * HOUR)
    owed = web("Nia").get("/api/interviews/").json()
    assert (owed["count"], owed["asked"]) == (1, [])
    assert (owed["owed"][0]["interview"], owed["owed"][0]["is_overdue"]) == (str(interview.pk), True)
    asked = web("Finn").get("/api/interviews/").json()
    assert (asked["owed"], [line["interview"] for line in asked["asked"]]) == ([], [str(interview.pk)])
    assert len(all_of(Interview)) == 1
