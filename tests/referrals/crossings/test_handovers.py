"""A child found away from home: red until the home authority has accepted, said who collects her and by when."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from agencies.notices.models import Notice
from referrals.crossings import actions as crossings
from referrals.crossings.models import Handover
from referrals.duties.models import Duty
from referrals.escalation.tasks import climb_overdue
from referrals.missing import actions as missing
from referrals.missing.models import Episode
from tests.agencies.scenes import log_of
from tests.database import building
from tests.factories import child_of
from tests.referrals.missing.absences import report, told_return
from tests.referrals.missing.browsing import text_of

FOUND = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
TYPED = {
    "collects": "R. Okafor, 01632 960 111",
    "by_on": "22 Nov 2026",
    "by_clock": "0630",
    "waits_at": "Southmoor police station, with Cara",
}
JSON = {"content_type": "application/json"}


@pytest.fixture
def kai(cast, clock):
    clock.set(FOUND)
    child = child_of(cast, "northford", "Kai", "Moss", reference="SG-1003")
    cast.link("casework", child.pk)
    return child


@pytest.fixture
def find(cast, kai):
    """Ben's force holds the episode; the child is found, and not home yet."""

    def find(area="southmoor_force"):
        episode = report(cast, "Ben", kai, FOUND - timedelta(hours=9))
        with cast.acting("Ben") as ben:
            return missing.record_return(episode=episode, told=told_return(FOUND, area=cast.areas[area]), by=ben, at=FOUND)

    return find


def duties(clock):
    with building():
        return list(Duty._base_manager.filter(clock=clock).select_related("team"))


def test_found_in_another_force_area_the_home_authority_must_accept_within_the_hour(cast, find):
    find()
    [duty] = duties("ACCEPT_CHILD")
    assert (duty.team, duty.due_at, duty.done_at) == (cast.teams["front_door"], FOUND + timedelta(hours=1), None)


def test_found_in_the_home_area_nobody_hands_anything_over(find):
    find("northshire")
    assert duties("ACCEPT_CHILD") == []


def test_it_is_red_for_everybody_who_may_see_it_until_the_home_authority_accepts(web, cast, find):
    episode, asha = find(), web("Asha")
    for who in ("Ben", "Asha"):
        assert "Nobody has accepted" in text_of(web(who).get("/hand-overs/")), who
    assert asha.post(f"/missing/{episode.pk}/hand-over/accept/", TYPED)["Location"] == f"/missing/{episode.pk}/hand-over/"
    page = text_of(web("Ben").get("/hand-overs/"))
    assert "Nobody has accepted" not in page
    assert "R. Okafor, 01632 960 111 collects by 06:30 Sun 22 Nov 2026." in page
    [accepted], [collect] = duties("ACCEPT_CHILD"), duties("COLLECT_CHILD")
    assert accepted.done_at and collect.due_at == datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
    with building():
        assert Notice.objects.filter(kind="crossings.accepted", about_id=episode.pk).count() == 1


def test_declined_it_stays_open_with_its_reason_and_climbs(web, cast, find, clock, job_login):
    episode, asha = find(), web("Asha")
    asha.post(f"/missing/{episode.pk}/hand-over/decline/", {"words": "Southmoor found him, Southmoor brings him."})
    page = text_of(web("Ben").get(f"/missing/{episode.pk}/hand-over/"))
    assert "Declined: nobody has accepted" in page
    assert "Southmoor found him, Southmoor brings him." in page
    clock.set(FOUND + timedelta(hours=2))
    with job_login():
        climb_overdue()
    [duty] = duties("ACCEPT_CHILD")
    assert (duty.done_at, duty.stage > 0) == (None, True)


def test_accepted_again_after_a_refusal_the_last_answer_holds_and_both_stay(web, cast, find):
    episode, asha = find(), web("Asha")
    asha.post(f"/missing/{episode.pk}/hand-over/decline/", {"words": "No car."})
    asha.post(f"/missing/{episode.pk}/hand-over/accept/", TYPED)
    said = asha.get(f"/api/hand-overs/{episode.pk}/").json()
    assert (said["state"], [row["title"] for row in said["answers"]]) == ("accepted", ["Accepted: we collect the child", "Declined"])


def test_home_again_everything_of_the_hand_over_ends(web, cast, find):
    episode = find()
    web("Asha").post(f"/missing/{episode.pk}/hand-over/accept/", TYPED)
    home = FOUND + timedelta(hours=5)
    with cast.acting("Ben") as ben:
        missing.record_return(episode=episode, told=told_return(FOUND, home=home, area=cast.areas["southmoor_force"]), by=ben, at=home)
    assert all(duty.done_at for duty in duties("ACCEPT_CHILD") + duties("COLLECT_CHILD"))
    assert "Nobody waits to be fetched." in text_of(web("Ben").get("/hand-overs/"))
    assert web("Asha").post(f"/missing/{episode.pk}/hand-over/accept/", TYPED).status_code == 422


@pytest.mark.parametrize(("who", "status"), [("Ben", 403), ("Hugo", 403), ("Gita", 404), ("Finn", 403), ("Joan", 403)])
def test_only_the_authority_that_answers_for_the_child_may_answer(web, find, who, status):
    episode = find()
    assert web(who).post(f"/missing/{episode.pk}/hand-over/accept/", TYPED).status_code == status
    with building():
        assert not Handover._base_manager.exists()


def test_through_the_api_it_is_accepted_once_however_often_it_is_sent(web, find):
    episode, asha = find(), web("Asha")
    body = {"collects": "R. Okafor", "collect_by": "2026-11-22T06:30:00Z", "draft": "3b0f0b9e-3b3c-4f1c-9b59-1f3f3f6c1111"}
    assert [asha.post(f"/api/hand-overs/{episode.pk}/accept/", body, **JSON).status_code for _ in range(2)] == [200, 200]
    with building():
        assert Handover._base_manager.count() == 1
    assert [row["state"] for row in asha.get("/api/hand-overs/").json()] == ["accepted"]


def test_an_answer_without_a_person_or_in_the_past_is_refused_and_the_words_come_back(web, find):
    episode, asha = find(), web("Asha")
    page = asha.post(f"/missing/{episode.pk}/hand-over/accept/", TYPED | {"by_clock": "0300"})
    assert (page.status_code, "still to come" in page.text, "R. Okafor" in page.text) == (422, True, True)


def test_who_looked_and_who_answered_stands_in_the_log(web, find, database):
    episode, asha = find(), web("Asha")
    asha.get(f"/missing/{episode.pk}/hand-over/")
    asha.post(f"/missing/{episode.pk}/hand-over/accept/", TYPED)
    assert {"crossings.accept", "crossings.list"} <= {event["verb"] for event in log_of(database)}


def test_declined_twice_with_one_form_it_is_declined_once(cast, find, database):
    episode, draft = find(), uuid4()
    for _ in range(2):
        with cast.acting("Nia") as nia:
            crossings.decline(episode=Episode.objects.get(pk=episode.pk), words="An aunt has him.", draft=draft, by=nia, at=FOUND)
    with building():
        assert Handover._base_manager.count() == 1
    assert len(log_of(database, "verb = 'crossings.decline'")) == 1
