"""Paper leaves the service: who printed what stands in the log, with every child on the sheet."""

import re
from uuid import uuid4

import pytest

from tests.agencies.scenes import children_of, log_of, shown_by
from tests.referrals.missing.browsing import text_of


@pytest.fixture
def child(cast):
    [child] = children_of(cast, "northford", 1)
    return child


def look_in(page) -> str:
    [number] = re.findall(r'data-look="([^"]+)"', page.text)
    return number


def events(database, where="detail ? 'printed'"):
    return log_of(database, where)


@pytest.mark.parametrize("who", ["Asha", "Ben"])
def test_at_74_a_childs_page_opened_to_be_printed_is_in_the_log_as_printed(web, child, database, who):
    assert 'href="?print=on"' in web(who).get(f"/children/{child.pk}/").text
    assert events(database) == []
    page = web(who).get(f"/children/{child.pk}/?print=on")
    [event] = events(database)
    assert (event["verb"], event["action"], event["child_id"]) == ("casefile.child", "consultation", child.pk)
    assert " data-print>" in page.text
    assert "Opened a child's page, and printed it" in text_of(web("Joan").get("/looks/", {"q": child.reference}))


def test_the_paper_says_for_whom_it_is_and_when_it_was_true(web, child):
    page = text_of(web("Asha").get(f"/children/{child.pk}/?print=on"))
    assert re.search(r"For Asha Example, Casework one, Northford Council, as it stood at \d\d:\d\d \w{3} \d+ \w{3} \d{4}\.", page)


def test_at_74_a_page_that_the_browser_prints_by_itself_is_in_the_log_with_everybody_it_showed(web, child, database):
    asha = web("Asha")
    page = asha.get(f"/children/{child.pk}/")
    assert asha.post("/printed/", {"page": look_in(page)}).status_code == 204
    [opened], [printed] = log_of(database, "verb = 'casefile.child'"), log_of(database, "verb = 'oversight.printed'")
    assert (printed["child_id"], printed["resource_id"], printed["owner_agency"]) == (child.pk, opened["key"], child.owner_id)
    assert printed["detail"] == {"printed": True, "page": "casefile.child"}
    assert shown_by(database, printed["key"]) == shown_by(database, opened["key"]) != []
    page = text_of(web("Joan").get("/looks/", {"q": child.reference}))
    assert "Opened a child's page, and printed it" in page


def test_the_page_that_was_printed_is_the_own_page_and_nobody_elses(web, child, database):
    page = look_in(web("Asha").get(f"/children/{child.pk}/"))
    for who, number in (("Ben", page), ("Joan", page), ("Asha", str(uuid4())), ("Asha", "yesterday"), ("Asha", "")):
        assert web(who).post("/printed/", {"page": number}).status_code == 404
    assert events(database) == []


def test_at_74_a_page_that_was_only_read_is_not_in_the_log_as_printed(web, child, database):
    web("Asha").get(f"/children/{child.pk}/")
    web("Asha").get("/risk-list/")
    assert (len(events(database)), len(events(database, "true"))) == (0, 2)
