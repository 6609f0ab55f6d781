"""The risk list of the weekly meeting: who stands on it, why, and what the filters leave."""

from datetime import UTC, datetime, timedelta

import pytest

from tests import scene as scenes
from tests.agencies.scenes import log_of, shown_by
from tests.factories import child_of
from tests.referrals.missing.absences import report

REFERENCE = "7Q2MX-9K4TB-W"


@pytest.fixture
def scene(cast, clock):
    return scenes.set_up(cast, clock)


def listed(web, who: str, query: str = "") -> str:
    return web(who).get(f"/risk-list/{query}").content.decode()


def test_a_child_stands_on_the_list_with_every_reason(scene, web):
    page = listed(web, "Nia")
    assert "Missing now, for" in page
    assert "Return interview: was due" in page
    assert "RM-03" in page


@pytest.mark.parametrize(
    ("query", "stands"), [("?kind=missing", True), ("?kind=flag", True), ("?kind=overdue", True), ("?authority=0", True)]
)
def test_the_filters_stand_in_the_address(scene, web, query, stands):
    assert (REFERENCE in listed(web, "Nia", query)) is stands


def test_a_child_with_one_reason_stands_under_that_reason_alone(web, cast, clock):
    seen = clock.set(datetime(2026, 6, 1, 21, tzinfo=UTC)) - timedelta(hours=1)
    report(cast, "Ben", child_of(cast, "northford", "Kai", "Moss", reference="SG-1003"), seen)
    stands = {kind: "SG-1003" in listed(web, "Nia", f"?kind={kind}") for kind in ("missing", "flag", "overdue")}
    assert stands == {"missing": True, "flag": False, "overdue": False}


def test_the_paper_holds_the_whole_list_and_says_what_it_was_narrowed_to(web, cast, clock):
    seen = clock.set(datetime(2026, 6, 1, 21, tzinfo=UTC)) - timedelta(hours=1)
    for number in range(22):
        report(cast, "Ben", child_of(cast, "northford", f"Kai{number}", "Moss", reference=f"SG-{number}"), seen)
    screen, paper = listed(web, "Nia", "?kind=missing"), listed(web, "Nia", "?kind=missing&all=on")
    assert screen.count("<article") == 15 and "All on one page" in screen
    assert paper.count("<article") == 22 and "All on one page" not in paper
    assert "22 children on the list, narrowed to: Missing now." in " ".join(paper.split())


def test_the_list_asked_for_as_print_is_whole_and_in_the_log_as_printed_with_every_child(web, cast, clock, database):
    seen = clock.set(datetime(2026, 6, 1, 21, tzinfo=UTC)) - timedelta(hours=1)
    children = [child_of(cast, "northford", f"Kai{number}", "Moss", reference=f"SG-{number}") for number in range(22)]
    for child in children:
        report(cast, "Ben", child, seen)
    assert "?kind=missing&amp;authority=&amp;print=on" in listed(web, "Nia", "?kind=missing")
    assert listed(web, "Nia", "?kind=missing&authority=&print=on").count("<article") == 22
    [event] = log_of(database, "detail ? 'printed'")
    assert (event["verb"], event["actor_name"]) == ("meetings.risk_list", "Nia Example")
    assert {child for child, *_ in shown_by(database, event["key"])} == {child.pk for child in children}


def test_another_authority_leaves_her_out(scene, web, cast):
    assert REFERENCE not in listed(web, "Nia", f"?authority={cast.agencies['southmoor'].pk}")


def test_a_page_beyond_the_last_is_empty_and_says_how_many_there_are(scene, web):
    page = listed(web, "Nia", "?page=9")
    assert REFERENCE not in page
    assert "3 children on the list" in page


def test_whoever_may_see_nothing_gets_an_empty_list(scene, web):
    assert "Nobody is on the list" in listed(web, "Finn")
    assert web("Finn").get("/api/risk-list/").json() == {"count": 0, "children": []}


def test_the_api_gives_the_same_reasons(scene, web):
    [child] = [row for row in web("Nia").get("/api/risk-list/?kind=missing").json()["children"] if row["reference"] == REFERENCE]
    assert child["reasons"][0].startswith("Missing now")
    assert web("Nia").get("/api/risk-list/?kind=nonsense").status_code == 409
