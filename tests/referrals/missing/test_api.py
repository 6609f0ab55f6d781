"""The same verbs through the other door: the same rows, the same refusals, and shapes that tell nothing of the reader."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from referrals.missing.models import Episode, Reporter
from tests.factories import child_of
from tests.referrals.missing.absences import bring_home, report

SEEN = datetime(2026, 6, 1, 17, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
JSON = {"content_type": "application/json"}


@pytest.fixture
def jake(cast):
    return child_of(cast, "northford", "Jake", "Arden", reference="JAKE")


@pytest.fixture
def missing(cast, clock, jake):
    clock.set(SEEN + 3 * HOUR)
    reporter = {"name": "Carer Example", "phone": "01632 960 111", "relationship": "parent"}
    return report(cast, "Ben", jake, SEEN, reporter=reporter)


def new_report(child, **more):
    said = {"child": str(child.pk), "last_seen_at": SEEN.isoformat(), "place": "Bus station", "circumstances": "Argued."}
    return said | {"band": "HIGH", "band_reason": "Medication left at home."} | more


def new_return(**more):
    found = (SEEN + 2 * HOUR).isoformat()
    return {"found_at": found, "place": "Pier", "hurt": "no", "harms": ["NOT_KNOWN"], "with_now": "me"} | more


def test_a_report_is_opened_once_however_often_it_is_sent(cast, web, clock, jake):
    clock.set(SEEN + HOUR)
    said = new_report(jake, draft=str(uuid4()), reporter={"name": "Carer Example", "relationship": "parent"}, clothing="Blue parka")
    ben = web("Ben")
    first, second = (ben.post("/api/episodes/", said, **JSON) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] == second.json()["id"]
    with cast.acting("Ben"):
        assert Reporter.objects.get(episode=first.json()["id"]).name == "Carer Example"


def test_a_report_that_cannot_be_is_refused_in_sentences(web, clock, jake):
    clock.set(SEEN + HOUR)
    answer = web("Ben").post("/api/episodes/", new_report(jake, last_seen_at=(SEEN + 9 * HOUR).isoformat()), **JSON)
    assert answer.status_code == 409
    assert "A report is about what has happened: one of the times is in the future." in answer.json()["reasons"]


@pytest.mark.parametrize("year", ["0001", "0002", "1926"])
def test_a_year_long_before_the_child_is_refused(web, clock, jake, year):
    clock.set(SEEN + HOUR)
    answer = web("Ben").post("/api/episodes/", new_report(jake, last_seen_at=f"{year}-01-01T00:00:00Z"), **JSON)
    assert answer.status_code in (400, 409)


def test_a_child_one_may_not_see_and_a_child_who_does_not_exist_are_refused_alike(cast, web, clock):
    clock.set(SEEN + HOUR)
    sealed = child_of(cast, "northford", "Sealed", "Example", reference="SEALED", seal=2)
    absent = new_report(sealed) | {"child": str(uuid4())}
    answers = [web("Ben").post("/api/episodes/", said, **JSON) for said in (new_report(sealed), absent)]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert answers[0].content == answers[1].content


def test_the_list_holds_who_is_missing_now(web, cast, missing):
    page = web("Ben").get("/api/episodes/").json()
    assert (page["count"], page["pages"]) == (1, 1)
    assert page["episodes"][0]["id"] == str(missing.pk)
    bring_home(cast, "Ben", missing, SEEN + 2 * HOUR)
    assert web("Ben").get("/api/episodes/").json()["episodes"] == []


def test_one_episode_comes_with_the_rows_beside_it_that_the_reader_may_see(web, missing):
    whole = web("Ben").get(f"/api/episodes/{missing.pk}/").json()
    assert [band["band"] for band in whole["bands"]] == ["MEDIUM"]
    assert [words["kind"] for words in whole["words"]] == ["circumstances"]
    assert whole["reported_by"] == [{"name": "Carer Example", "phone": "01632 960 111", "relationship": "parent"}]
    councils = web("Asha").get(f"/api/episodes/{missing.pk}/").json()
    assert councils["reported_by"] == []
    assert councils.keys() == whole.keys()


def test_summaries_are_of_those_missing_now_and_of_one_child_all(cast, web, missing):
    bring_home(cast, "Ben", missing, missing.last_seen_at + timedelta(hours=5))
    ben = web("Ben")
    assert ben.get("/api/missing-summaries/").json()["summaries"] == []
    [past] = ben.get(f"/api/missing-summaries/?child={missing.child_id}").json()["summaries"]
    assert (past["record"], past["goes_on"]) == (str(missing.pk), False)
    assert ben.get("/api/missing-summaries/?child=nonsense").status_code == 400


def test_a_summary_has_the_same_shape_for_everybody_and_marks_what_it_leaves_out(cast, web, missing):
    cast.link("hill", missing.child_id)
    for who, rule in (("Ella", "P4/2"), ("Ben", "P1/2")):
        [summary] = web(who).get("/api/missing-summaries/").json()["summaries"]
        assert summary["text"] == "Went missing on 1 Jun 2026 at 18:00. Not yet found."
        assert summary["episode"] == {"value": None, "withheld": {"category": "missing", "rule": rule}}
        assert set(summary) == {"record", "child", "owner", "text", "goes_on", "written_at", "episode"}


def test_found_and_home_are_recorded_apart(cast, web, missing):
    ben, path = web("Ben"), f"/api/episodes/{missing.pk}/return/"
    found = ben.post(path, new_return(), **JSON)
    assert (found.status_code, found.json()["returned_at"]) == (200, None)
    home = (SEEN + 3 * HOUR).isoformat()
    answer = ben.post(path, new_return(returned_at=home, destination="home"), **JSON)
    assert answer.json()["returned_at"] is not None
    assert (
        ben.post(path, new_return(returned_at=home, destination="home"), **JSON).json()["reasons"][0] == "This return is already recorded."
    )


def test_harm_is_never_an_empty_list(web, missing):
    answer = web("Ben").post(f"/api/episodes/{missing.pk}/return/", new_return(harms=[]), **JSON)
    assert answer.status_code == 409
    assert "Say what harm there was" in answer.json()["reasons"][0]


def test_a_sighting_is_written_beside_the_episode(web, cast, missing):
    said = {"seen_at": (SEEN + 2 * HOUR).isoformat(), "place": "Pier", "words": "Alone."}
    answer = web("Cara").post(f"/api/episodes/{missing.pk}/sighting/", said, **JSON)
    assert answer.status_code == 201
    assert (answer.json()["owner"], answer.json()["by_agency"]) == (missing.owner_id, cast.agencies["southmoor_police"].pk)


def test_a_band_is_set_by_the_agency_that_holds_the_episode(web, missing):
    said = {"band": "HIGH", "reason": "Cold night."}
    path = f"/api/episodes/{missing.pk}/band/"
    assert web("Ben").post(path, said, **JSON).json()["band"] == "HIGH"
    assert web("Cara").post(path, said, **JSON).status_code == 409


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("Ella", "", 404),
        ("Ella", "return/", 403),
        ("Ella", "sighting/", 404),
        ("Dev", "band/", 403),
        ("Hugo", "sighting/", 403),
        ("Joan", "", 403),
    ],
)
def test_who_may_not_do_it_or_may_not_see_it_gets_no_further(web, missing, who, path, status):
    client, address = web(who), f"/api/episodes/{missing.pk}/{path}"
    assert (client.post(address, {}, **JSON) if path else client.get(address)).status_code == status


def test_nobody_signed_out_gets_anything(client, missing):
    assert client.get("/api/episodes/").status_code in (302, 401, 403)
    assert Episode._meta.db_table not in client.get("/api/episodes/").content.decode()
