"""The risk list of the weekly meeting: who stands on it, why, and what the filters leave."""

import pytest

from tests import scene as scenes

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


def test_another_authority_leaves_her_out(scene, web, cast):
    assert REFERENCE not in listed(web, "Nia", f"?authority={cast.agencies['southmoor'].pk}")


def test_a_page_beyond_the_last_is_empty_and_says_how_many_there_are(scene, web):
    page = listed(web, "Nia", "?page=9")
    assert REFERENCE not in page
    assert "1 child on the list" in page


def test_whoever_may_see_nothing_gets_an_empty_list(scene, web):
    assert "Nobody is on the list" in listed(web, "Finn")
    assert web("Finn").get("/api/risk-list/").json() == {"count": 0, "children": []}


def test_the_api_gives_the_same_reasons(scene, web):
    [child] = web("Nia").get("/api/risk-list/?kind=missing").json()["children"]
    assert child["reference"] == REFERENCE
    assert child["reasons"][0].startswith("Missing now")
    assert web("Nia").get("/api/risk-list/?kind=nonsense").status_code == 409
