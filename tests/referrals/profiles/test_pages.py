"""The profile as its people meet it: kept with one form, sealed to others, read by the force that looks; and the same through the API."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections

from agencies.agreements.models import Agreement, Share
from agencies.refusals import Refused
from referrals.profiles import actions, rules
from referrals.profiles.models import Profile, TriggerPlan
from tests.agencies.scenes import log_of, shown_by
from tests.database import building
from tests.factories.missing import all_of
from tests.referrals.missing.absences import bring_home, report
from tests.referrals.missing.browsing import fields_of, text_of
from tests.referrals.profiles.scene import HOUR, JSON, KNOWN, MAY, NIGHT, SECRETS, child_in_care, keep, openings, reads

REPORT = {
    "last_seen_when": "other",
    "last_seen_on": "1 Jun",
    "last_seen_clock": "2100",
    "place": "Home",
    "band": "HIGH",
    "band_reason": "Insulin",
    "circumstances": "Gone",
}
TYPED = {name: getattr(KNOWN, name) for name in rules.WHOLE} | {"review_on": "1 Sep 2026"}


@pytest.fixture
def mia(cast, clock):
    clock.set(MAY)
    return child_in_care(cast)


@pytest.fixture
def kept(cast, mia):
    return keep(cast, mia)


@pytest.fixture
def gone(cast, clock, mia, kept):
    clock.set(NIGHT)
    return report(cast, "Ben", mia, NIGHT - HOUR)


def secrets_in(answer):
    return [said for said in SECRETS if said in text_of(answer) or said in answer.text]


def test_a_carer_keeps_a_profile_with_one_form_and_finds_it_again(web, mia):
    asha = web("Asha")
    assert "Keep a pre-missing profile" in text_of(asha.get(f"/children/{mia.pk}/"))
    page = asha.get(f"/children/{mia.pk}/profile/")
    sent = asha.post(f"/children/{mia.pk}/profile/", fields_of(page) | TYPED)
    read = asha.get(sent["Location"])
    assert secrets_in(read) == list(SECRETS)
    for words in ("updated 12 May 2026", "Not back by ten", "High", "PC Grey", "1 Sep 2026", "No force has opened it", "Version 1"):
        assert words in text_of(read), words
    begun = fields_of(asha.get(f"/children/{mia.pk}/profile/"))
    assert (begun["places"], begun["band"], begun["seen"], begun["review_on"]) == (KNOWN.places, "HIGH", "1", "1 Sep 2026")


@pytest.mark.parametrize(
    ("who", "status"), [("Nia", 200), ("Ben", 200), ("Cara", 200), ("Ella", 200), ("Dev", 200), ("Hugo", 403), ("Finn", 404)]
)
def test_everybody_else_who_may_know_of_the_child_learns_that_it_exists_and_since_when(web, mia, kept, who, status):
    client = web(who)
    if who != "Finn":
        child = client.get(f"/children/{mia.pk}/")
        assert "A pre-missing profile exists, updated 12 May 2026." in text_of(child)
        assert secrets_in(child) == []
    page, said = client.get(f"/profiles/{kept.record_id}/"), client.get(f"/api/profiles/{kept.record_id}/")
    assert (page.status_code, said.status_code) == (status, status)
    assert secrets_in(page) == secrets_in(said) == []
    if status == 200:
        assert "It is sealed." in text_of(page)
        assert (said.json()["updated_on"], said.json()["known"], said.json()["health"]) == ("2026-05-12", None, None)
        assert said.json()["looks"] == said.json()["openings"] == []


def test_the_page_of_the_child_names_no_second_record_of_it(web, mia, kept):
    assert "Missing episodes" not in text_of(web("Ella").get(f"/children/{mia.pk}/")).replace("No missing episode", "")


def test_while_it_looks_the_force_reads_it_from_the_episode_and_not_after(web, cast, kept, gone):
    ben, address = web("Ben"), f"/profiles/{kept.record_id}/"
    episode = ben.get(f"/missing/{gone.pk}/")
    assert "The pre-missing profile is open to you, updated 12 May 2026." in text_of(episode)
    assert address in episode.text and secrets_in(episode) == []
    assert ben.get(f"/api/episodes/{gone.pk}/").json()["profiles"] == [
        {"id": str(kept.record_id), "updated_on": "2026-05-12", "is_open": True}
    ]
    page, said = ben.get(address), ben.get(f"/api{address}")
    assert secrets_in(page) == list(SECRETS) and "Who opened it" not in page.text
    assert secrets_in(said) == list(SECRETS) and said.json()["looks"] == []
    bring_home(cast, "Ben", gone, NIGHT + HOUR)
    assert secrets_in(ben.get(address)) == secrets_in(ben.get(f"/api{address}")) == []
    assert "A pre-missing profile exists" in text_of(ben.get(f"/missing/{gone.pk}/"))


def test_who_keeps_it_sees_each_opening_with_its_episode_and_no_look_that_showed_nothing(web, cast, mia, kept, gone):
    ben, asha, address = web("Ben"), web("Asha"), f"/profiles/{kept.record_id}/"
    ben.get(address), ben.get(f"/api{address}"), web("Cara").get(address), web("Nia").get(address)
    said = asha.get(f"/api{address}").json()
    assert [(look["name"], look["agency"], look["episode"]) for look in said["looks"]] == [
        ("Ben Example", "Northshire Police", str(gone.pk))
    ] * 2
    assert [(row["force"], row["closed_at"]) for row in said["openings"]] == [("Northshire Police", None)]
    page = text_of(asha.get(address))
    assert page.count("Opened by Ben Example, Northshire Police, at") == 2
    assert "for the episode that unsealed it at 22:00 Mon 1 Jun 2026" in page
    assert "Open to Northshire Police since 22:00 Mon 1 Jun 2026" in page
    assert "To Northshire Police from 22:00 Mon 1 Jun 2026 and still" in page


def test_nobody_else_is_told_who_opened_it(web, cast, kept, gone):
    web("Ben").get(f"/profiles/{kept.record_id}/")
    for who in ("Nia", "Ben", "Cara", "Ella"):
        with cast.acting(who):
            assert actions.ask("sg.who_opened", profile=kept.record_id) == [], who


def test_the_keepers_find_the_news_in_their_work_with_the_way_to_the_profile(web, cast, kept, gone):
    page = web("Asha").get("/my-work/")
    assert "A profile that your team keeps is open to the force that looks for the child" in text_of(page)
    assert f"/profiles/{kept.record_id}/" in page.text
    bring_home(cast, "Ben", gone, NIGHT + HOUR)
    assert "A profile that your team keeps is sealed again" in text_of(web("Asha").get("/my-work/"))


def test_the_log_names_the_look_and_what_it_showed(web, kept, gone, database, mia):
    web("Ben").get(f"/profiles/{kept.record_id}/")
    [event] = log_of(database, "verb = 'profiles.read'")
    assert event["detail"]["episode"] == str(gone.pk)
    shown = {(category, level) for _, category, level, _ in shown_by(database, event["key"])}
    assert {("missing", 3), ("health", 3), ("plan", 3)} <= shown


def check_page(client, child):
    path = f"/children/{child.pk}/report-missing/"
    return client.post(path, fields_of(client.get(path)) | REPORT)


@pytest.mark.parametrize(("who", "says"), [("Ben", False), ("Cara", False), ("Nia", True), ("Asha", True)])
def test_whoever_reports_the_child_has_the_trigger_plan_on_the_check_page_where_they_may_see_it(web, mia, kept, clock, who, says):
    clock.set(NIGHT)
    page = check_page(web(who), mia)
    assert "Is this right?" in text_of(page)
    assert ("The trigger plan for this child" in text_of(page)) is says
    assert ("Not back by ten" in text_of(page)) is says
    assert secrets_in(page) == []


def test_an_agreement_about_plans_lets_the_officer_have_it_too_and_nothing_that_is_sealed(web, cast, mia, kept, clock):
    clock.set(NIGHT)
    with building() as build:
        agreement = Agreement.objects.filter(owner=cast.agencies["northford"]).first()
        terms = {"recipient_key": "kind:police", "purpose": "safeguarding", "level": 3, "scope": "any", "max_marking": 0}
        for category in ("plan", "missing", "health"):
            build(Share(agreement=agreement, owner=agreement.owner, category=category, valid_from=MAY.date(), **terms))
    page = check_page(web("Ben"), mia)
    assert "Not back by ten" in text_of(page)
    assert secrets_in(page) == secrets_in(web("Ben").get(f"/profiles/{kept.record_id}/")) == []
    assert not reads(cast, "Ben", mia)


def test_another_team_of_the_council_is_led_to_what_it_may_know_and_refused(web, mia, kept):
    nia = web("Nia")
    assert nia.get(f"/children/{mia.pk}/profile/")["Location"] == f"/profiles/{kept.record_id}/"
    page = nia.post(f"/children/{mia.pk}/profile/", TYPED | {"seen": 0})
    assert (page.status_code, rules.ANOTHER in text_of(page), "The version that was kept" in page.text) == (422, True, False)


@pytest.mark.parametrize(("who", "status"), [("Ben", 403), ("Ella", 403), ("Hugo", 403), ("Finn", 403), ("Joan", 403), ("Gita", 404)])
def test_only_who_cares_for_the_child_keeps_a_profile(web, mia, who, status):
    assert web(who).post(f"/children/{mia.pk}/profile/", TYPED | {"seen": 0}).status_code == status
    assert all_of(Profile) == []


def test_a_team_that_does_not_work_with_the_child_begins_none(web, mia):
    page = web("Nia").post(f"/children/{mia.pk}/profile/", TYPED | {"seen": 0})
    assert (page.status_code, "not linked to her" in text_of(page)) == (422, True)


def test_a_version_kept_meanwhile_is_shown_and_nothing_is_lost_or_written_over_unseen(web, cast, mia, kept):
    asha = web("Asha")
    begun = fields_of(asha.get(f"/children/{mia.pk}/profile/"))
    keep(cast, mia, "Lena", seen=1, places="The quay")
    page = asha.post(f"/children/{mia.pk}/profile/", begun | {"phone": "None any more"})
    assert (page.status_code, rules.NEWER in text_of(page), "The quay" in text_of(page)) == (422, True, True)
    again = fields_of(page)
    assert (again["seen"], again["phone"]) == ("2", "None any more")
    assert asha.post(f"/children/{mia.pk}/profile/", again).status_code == 302
    assert [row.version for row in all_of(Profile)] == [1, 2, 3]


def test_two_who_keep_it_at_once_one_version_is_kept_and_the_other_writer_is_told(web, cast, mia):
    clients, together = [web("Asha"), web("Lena")], Barrier(2)

    def press(client):
        try:
            together.wait(timeout=10)
            return client.post("/api/profiles/", {"child": str(mia.pk), "places": "The quay"}, **JSON)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(press, clients), key=lambda answer: answer.status_code)
    assert [answer.status_code for answer in answers] == [201, 409]
    assert answers[1].json()["reasons"] == [rules.NEWER]
    assert [row.version for row in all_of(Profile)] == [1]


def test_a_version_that_was_taken_in_between_is_refused_by_the_database(cast, mia, kept, monkeypatch):
    monkeypatch.setattr(actions, "latest_of", lambda row: Profile(version=0))
    with pytest.raises(Refused) as refused:
        keep(cast, mia)
    assert refused.value.reasons == [rules.NEWER]
    assert len(all_of(TriggerPlan)) == 1


def test_kept_and_reported_in_the_same_moment_it_is_open(web, cast, clock, mia):
    clock.set(NIGHT)
    said = {"last_seen_at": (NIGHT - HOUR).isoformat(), "place": "Home", "band": "HIGH", "band_reason": "Insulin", "circumstances": "Gone"}
    said |= {"child": str(mia.pk)}
    deeds = [(web("Asha"), "/api/profiles/", {"child": str(mia.pk), "places": "The quay"}), (web("Ben"), "/api/episodes/", said)]
    together = Barrier(2)

    def press(deed):
        client, path, body = deed
        try:
            together.wait(timeout=10)
            return client.post(path, body, **JSON).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(press, deeds)) == [201, 201]
    assert reads(cast, "Ben", mia) and len(openings(mia)) == 1


def test_through_the_api_it_is_kept_once_however_often_it_is_sent(web, mia):
    body = {name: getattr(KNOWN, name) for name in rules.WHOLE} | {"review_on": "2026-09-01", "child": str(mia.pk), "draft": str(uuid4())}
    answers = [web("Asha").post("/api/profiles/", body, **JSON) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["known"]["places"] == KNOWN.places
    assert len(all_of(Profile)) == 1


def test_the_page_and_the_api_say_the_same(web, kept, gone):
    for who in ("Asha", "Ben"):
        said, page = web(who).get(f"/api/profiles/{kept.record_id}/").json(), text_of(web(who).get(f"/profiles/{kept.record_id}/"))
        values = [said["known"][name] for name in rules.FINDS] + [said["health"][name] for name in rules.HEALTH]
        assert [value for value in [*values, said["plan"]["circumstances"], said["plan"]["agreed_with"]] if value not in page] == []


def test_words_that_were_begun_are_taken_up_again(web, mia):
    asha = web("Asha")
    body = {"form": "profiles.keep", "words": {"places": "The arc"}, "version": 0, "draft": str(uuid4()), "about": str(mia.pk)}
    assert asha.post("/drafts/save/", body, **JSON).status_code == 200
    assert fields_of(asha.get(f"/children/{mia.pk}/profile/"))["places"] == "The arc"
    assert "A profile of a child who may go missing" in text_of(asha.get("/my-work/"))


def test_a_plan_whose_review_is_over_says_so(web, cast, clock, mia):
    kept = keep(cast, mia)
    clock.set(MAY.replace(month=9))
    assert "The plan was to be reviewed by 1 Sep 2026." in text_of(web("Asha").get(f"/profiles/{kept.record_id}/"))
    with building():
        assert TriggerPlan._base_manager.get().review_on == KNOWN.review_on
