"""Somebody is worried: the referral reaches the council that answers for the child, once, and its sender keeps sight of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import DatabaseError, connections

from agencies.access.context import call
from agencies.notices.models import Notice
from agencies.refusals import SENT_BEFORE, Refused
from referrals.children.models import ChildTeamGrant
from referrals.drafts.models import Draft
from referrals.duties.models import Duty
from referrals.information import actions as information
from referrals.information.models import Record
from referrals.intake.models import Referral, ReferralNarrative
from tests.agencies.scenes import log_of
from tests.database import building
from tests.factories import child_of
from tests.queries import asked
from tests.referrals.intake.scene import JSON, TUESDAY, WORDS, WORRY, pupil_of, sent

NEXT_WORKING_DAY_ENDS = datetime(2026, 5, 6, 16, 0, tzinfo=UTC)


@pytest.fixture
def kai(cast):
    return pupil_of(cast)


def who_sees(cast, key, model=Referral):
    people = ("Ella", "Nia", "Asha", "Ben", "Dev", "Finn", "Gita", "Lena")
    seen = []
    for who in people:
        with cast.acting(who):
            if model.objects.filter(record=key).exists():
                seen.append(who)
    return seen


def test_the_council_holds_it_and_the_school_keeps_its_own_words(cast, kai):
    cast.exclude("Lena", kai.pk)
    key = sent(cast, kai)
    assert who_sees(cast, key) == ["Ella", "Nia", "Asha"]
    assert who_sees(cast, key, ReferralNarrative) == ["Ella", "Nia", "Asha"]
    with cast.acting("Ella"):
        referral = Referral.objects.get(pk=key)
        assert (referral.owner, referral.sender) == (cast.agencies["northford"], cast.agencies["school"])
        assert ReferralNarrative.objects.get(referral=referral).worry == WORRY


def test_the_front_door_is_told_linked_and_has_one_working_day(cast, kai):
    key = sent(cast, kai)
    door = cast.teams["front_door"]
    with cast.acting("Nia"):
        due = {duty.clock: (duty.team_id, duty.due_at) for duty in Duty.objects.filter(about_id=key)}
        assert due == dict.fromkeys(("ACKNOWLEDGE_REFERRAL", "DECIDE_REFERRAL"), (door.pk, NEXT_WORKING_DAY_ENDS))
        assert ChildTeamGrant.objects.filter(content_object=kai.pk, group_id=door.pk, basis="involvement").count() == 1
    with building():
        assert Notice.objects.filter(team=door, kind="intake.received", about_id=key).count() == 1


def test_the_council_refers_to_itself_without_a_grant(cast):
    child = child_of(cast, "northford", "Ana", "Bell", reference="ANA")
    assert who_sees(cast, sent(cast, child, "Asha", source="5A")) == ["Nia", "Asha", "Lena"]


def test_the_same_key_sends_once(cast, kai, database):
    draft = uuid4()
    assert sent(cast, kai, draft=draft) == sent(cast, kai, draft=draft)
    assert len(log_of(database, "verb = 'intake.receive' and action = 'disclosure'")) == 1


def test_an_empty_worry_is_refused_with_a_sentence(cast, kai):
    with pytest.raises(Refused) as refused:
        sent(cast, kai, worry=" ")
    assert refused.value.reasons == ["Say what you are worried about."]


def test_the_words_are_kept_read_over_sent_and_gone_from_the_draft(web, cast, kai):
    ella, form = web("Ella"), f"/children/{kai.pk}/refer/"
    assert "Kai Moss" in ella.get(form).text
    answer = ella.post(form, WORDS | {"draft": str(uuid4())})
    assert (answer.status_code, answer["Location"]) == (302, f"{form}check/")
    assert WORRY in ella.get(form).text
    check = ella.get(f"{form}check/").text
    assert WORRY in check
    assert "School" in check
    with cast.acting("Ella"):
        draft = Draft.objects.get()
        assert not Referral.objects.exists()
    places = [ella.post(f"{form}check/", {"draft": draft.pk})["Location"] for _ in range(2)]
    assert places[0] == places[1]
    page = ella.get(places[0]).text
    assert "Referral sent" in page
    assert "decides within one working day" in page
    assert WORRY not in ella.get(form).text
    with cast.acting("Ella"):
        assert (Draft.objects.get().words, Referral.objects.count()) == ({}, 1)


def test_what_another_window_saved_is_taken_up_again(web, kai):
    ella, key = web("Ella"), str(uuid4())
    ella.post(
        "/drafts/save/",
        {"draft": key, "form": "intake.receive", "about": str(kai.pk), "version": 0, "words": {"worry": "He said that"}},
        **JSON,
    )
    page = ella.get(f"/children/{kai.pk}/refer/").text
    assert "You began this at" in page
    assert "He said that" in page
    assert f'value="{key}"' in page
    assert 'data-draft-version="1"' in page
    assert "He said that" not in web("Nia").get(f"/children/{kai.pk}/refer/").text


@pytest.mark.parametrize("draft", ["", "no key", "6a6f9a52-97a6-4b6c-9d5e-0d2f1f0f7c11"])
def test_without_words_the_check_page_leads_back_to_the_form(web, kai, draft):
    answer = web("Ella").post(f"/children/{kai.pk}/refer/check/", {"draft": draft})
    assert (answer.status_code, answer["Location"]) == (302, f"/children/{kai.pk}/refer/")


def test_what_a_rule_refuses_is_said_on_the_check_page_with_the_words(web, kai, monkeypatch):
    ella, form = web("Ella"), f"/children/{kai.pk}/refer/"
    ella.post(form, WORDS | {"draft": str(uuid4())})
    monkeypatch.setattr("referrals.intake.rules.LONGEST", 5)
    answer = ella.post(f"{form}check/")
    assert answer.status_code == 422
    assert "This is too long to be read in time." in answer.text
    assert WORRY in answer.text


def test_what_is_missing_is_said_beside_the_words(web, kai):
    answer = web("Ella").post(f"/children/{kai.pk}/refer/", WORDS | {"worry": ""})
    assert answer.status_code == 422
    assert "“What are you worried about?” needs an answer." in answer.text
    assert "Since Easter." in answer.text


@pytest.mark.parametrize("page", ["refer/", "refer/check/"])
def test_a_hidden_child_cannot_be_referred_to_by_guessing(web, cast, page):
    hidden, client = pupil_of(cast, "Zora", "Quill", reference="ZORA", seal=2), web("Ella")
    answers = [client.post(f"/children/{key}/{page}", WORDS) for key in (hidden.pk, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    told = [client.post("/api/referrals/", WORDS | {"child": str(key)}, **JSON) for key in (hidden.pk, uuid4())]
    assert {(answer.status_code, answer.text) for answer in told} == {(409, told[0].text)}
    with building():
        assert not Referral._base_manager.exists()


def test_the_api_sends_and_reads(web, cast, kai):
    ella = web("Ella")
    key = ella.post("/api/referrals/", WORDS | {"child": str(kai.pk)}, **JSON).json()["id"]
    page = ella.get(f"/api/referrals/{key}/").json()
    assert (page["words"]["worry"], page["holder"], page["told"]) == (WORRY, "Northford Council", [])
    [line] = web("Nia").get("/api/referrals/").json()
    assert (line["referral"]["id"], line["is_overdue"], bool(line["due_at"])) == (key, False, True)
    assert [row["due_at"] for row in ella.get("/api/referrals/").json()] == [None]
    assert ella.post("/api/referrals/", WORDS | {"child": str(kai.pk), "source": "99"}, **JSON).status_code == 400


@pytest.mark.parametrize("who", ["Joan", "Adil", "Hugo", "Ivy"])
def test_whose_work_this_is_not(web, kai, who):
    assert web(who).get(f"/children/{kai.pk}/refer/").status_code == 403
    assert web(who).get("/referrals/").status_code == 403


def test_the_front_door_reads_undecided_first_with_the_time_left(web, cast, kai, clock):
    clock.set(TUESDAY)
    old = sent(cast, kai, at=TUESDAY.replace(month=4, day=28))
    new = sent(cast, pupil_of(cast, "Leah", "Moss", reference="LEAH"))
    page = web("Nia").get("/referrals/").text
    assert page.index(str(old)) < page.index(str(new))
    assert "overdue" in page[page.index(str(old)) : page.index(str(new))]
    assert "Waiting for a decision (2)" in page
    assert "Hill School (School)" in page


def test_a_referral_again_within_twelve_months_says_so_to_the_council(web, cast, kai):
    sent(cast, kai, at=TUESDAY.replace(month=3))
    again = sent(cast, kai)
    assert "1 earlier referral in" in web("Nia").get(f"/referrals/{again}/").text
    assert "earlier referral" not in web("Ella").get(f"/referrals/{again}/").text


def test_who_gets_no_whole_gets_the_summary_or_whom_to_ring(web, cast, kai):
    key = sent(cast, kai)
    cast.link("response", kai.pk)
    ben = web("Ben")
    page = ben.get(f"/referrals/{key}/").text
    assert WORRY not in page
    assert "Held by" in page or "held by" in page
    with cast.acting("Nia") as nia:
        information.summarise(record=Record.objects.get(pk=key), text="Ask the front door first.", by=nia, at=TUESDAY)
    page = ben.get(f"/referrals/{key}/").text
    assert "Ask the front door first." in page
    assert WORRY not in page
    assert ben.get(f"/api/referrals/{key}/").json()["summary"] == "Ask the front door first."


@pytest.mark.parametrize("who", ["Finn", "Dev", "Gita"])
def test_whom_it_does_not_concern_finds_nothing(web, cast, kai, who):
    key = sent(cast, kai)
    client = web(who)
    assert [client.get(f"/referrals/{row}/").status_code for row in (key, uuid4())] == [404, 404]
    assert client.get(f"/api/referrals/{key}/").status_code == 404
    assert str(key) not in client.get("/referrals/").text


def test_the_list_costs_few_queries_whatever_its_length(web, cast):
    nia = web("Nia")
    for number in range(5):
        sent(cast, pupil_of(cast, f"Rowan{number}", "Ashdown", reference=f"R{number}"))
    assert asked(nia, "/referrals/")[1] <= 12


def test_the_database_itself_answers_a_hidden_child_like_a_key_of_nobody(cast):
    hidden = pupil_of(cast, "Zora", "Quill", reference="ZORA", seal=2)
    told = []
    for key in (hidden.pk, uuid4()):
        with pytest.raises(DatabaseError) as refused, cast.acting("Ella"):
            submitted(cast, key)
        told.append(str(refused.value))
    assert told[0] == told[1]
    assert "This referral cannot be sent." in told[0]


def submitted(cast, child):
    words = dict.fromkeys(("source", "harm_place", "parent_knows", "worry", "what_changed", "hopes"), "") | {"referral": uuid4()}
    rest = {"council": cast.agencies["northford"].pk, "permission": 1, "at": TUESDAY, "agreement": None, "gateway": None}
    call("sg.submit_referral", child=child, **words, **rest)


def test_six_presses_at_once_send_one_referral_with_one_set_of_duties(web, kai):
    body, presses, together = WORDS | {"child": str(kai.pk), "draft": str(uuid4())}, [web("Ella") for _ in range(6)], Barrier(6)

    def press(client):
        try:
            together.wait(timeout=10)
            return client.post("/api/referrals/", body, **JSON)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(press, presses))
    assert {(answer.status_code, answer.json()["id"]) for answer in answers} == {(201, answers[0].json()["id"])}
    with building():
        assert Referral._base_manager.count() == 1
        assert Duty._base_manager.filter(clock="DECIDE_REFERRAL").count() == 1


def test_the_same_key_with_other_words_or_for_another_child_is_refused_and_not_lost(web, cast, kai):
    ella, other = web("Ella"), pupil_of(cast, "Zora", "Quill", reference="ZORA")
    body = WORDS | {"child": str(kai.pk), "draft": str(uuid4())}
    assert ella.post("/api/referrals/", body, **JSON).status_code == 201
    for changed in ({"worry": "Another worry, which matters as much."}, {"child": str(other.pk)}):
        answer = ella.post("/api/referrals/", body | changed, **JSON)
        assert (answer.status_code, answer.json()["reasons"]) == (409, [SENT_BEFORE])


def test_a_draft_about_one_child_is_never_sent_about_another(web, cast, kai):
    ella, other, draft = web("Ella"), pupil_of(cast, "Zora", "Quill", reference="ZORA"), str(uuid4())
    ella.post(f"/children/{kai.pk}/refer/", WORDS | {"draft": draft})
    answer = ella.post(f"/children/{other.pk}/refer/check/", {"draft": draft})
    assert (answer.status_code, answer["Location"]) == (302, f"/children/{other.pk}/refer/")
    with building():
        assert not Referral._base_manager.exists()


def test_after_a_referral_there_are_ways_on(web, cast, clock):
    clock.set(TUESDAY)
    kai = pupil_of(cast)
    page = web("Ella").get(f"/referrals/{sent(cast, kai)}/sent/").text
    for way in (f'href="/children/{kai.pk}/"', 'href="/children/"', 'href="/my-work/"'):
        assert way in page, way
