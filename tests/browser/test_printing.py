"""Ctrl-P is no way around the log: a page that the browser prints by itself is told, also one that has renewed itself since."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.agencies.scenes import children_of, log_of, shown_by
from tests.browser.harness import Visit
from tests.referrals.children.scene import findable
from tests.referrals.missing.absences import report

pytestmark = pytest.mark.xdist_group("browser")
NIGHT = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
PRINTED = "detail ? 'printed'"


@pytest.fixture
def child(cast):
    [child] = children_of(cast, "northford", 1)
    return child


@pytest.fixture
def desk(visit, service, web):
    visit.sign_in(service, web("Asha"))
    return visit


def printed(visit) -> bool:
    """Print as the browser does, and wait for whatever the page says of it."""
    with visit.page.expect_response("**/printed/") as told:
        visit.page.pdf()
    return told.value.status == 204


def test_a_page_printed_without_the_link_is_told_to_the_log(desk, service, child, database):
    desk.open(f"{service}/children/{child.pk}/")
    assert log_of(database, PRINTED) == []
    assert printed(desk)
    [event] = log_of(database, PRINTED)
    assert (event["actor_name"], event["detail"]["page"]) == ("Asha Example", "casefile.child")
    assert {key for key, *_ in shown_by(database, event["key"])} == {child.pk}
    assert desk.console == []


def test_a_page_opened_to_be_printed_asks_for_the_printer_and_is_told_once(desk, service, child, database):
    desk.page.add_init_script("window.print = () => { window.asked = (window.asked ?? 0) + 1 }")
    desk.open(f"{service}/children/{child.pk}/")
    desk.page.get_by_role("link", name="Print this page").click()
    desk.page.wait_for_function("window.asked === 1")
    desk.page.pdf()
    assert [event["verb"] for event in log_of(database, PRINTED)] == ["casefile.child"]


def test_a_list_that_renewed_itself_is_told_as_it_is_now(desk, service, cast, clock, database):
    clock.set(NIGHT)
    desk.open(f"{service}/missing/")
    report(cast, "Ben", findable(cast, "northford", "Kai", "Moss", reference="SG-1003"), NIGHT - timedelta(hours=2))
    desk.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    desk.page.get_by_text("SG-1003").first.wait_for()
    assert printed(desk)
    [event] = log_of(database, PRINTED)
    assert event["detail"]["page"] == "missing.now"
    assert shown_by(database, event["key"])


def test_without_script_the_link_alone_is_enough(chromium, service, web, child, database):
    visit = Visit(chromium, script=False)
    visit.sign_in(service, web("Asha"))
    visit.open(f"{service}/children/{child.pk}/")
    visit.page.get_by_role("link", name="Print this page").click()
    assert visit.page.get_by_role("heading", level=1).count() == 1
    assert [event["verb"] for event in log_of(database, PRINTED)] == ["casefile.child"]
    visit.close()


def test_on_paper_stands_for_whom_it_is_and_on_the_screen_it_does_not(desk, service, child):
    desk.open(f"{service}/children/{child.pk}/")
    line = desk.page.get_by_text("For Asha Example, Casework one, Northford Council, as it stood at")
    assert not line.is_visible()
    desk.page.emulate_media(media="print")
    assert line.is_visible()
    assert not desk.page.get_by_role("link", name="Print this page").is_visible()
