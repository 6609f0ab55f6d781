"""Missing and movements: drawn from what the reader may see, with every drawing as a table too."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from agencies.directory.models import Area
from tests.database import building
from tests.factories import child_of
from tests.referrals.missing.absences import bring_home, report
from tests.referrals.missing.browsing import text_of

NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
THURSDAYS = [NOW.replace(hour=17) - timedelta(days=3 + 7 * week) for week in range(3)]


@pytest.fixture
def kai(cast, clock):
    clock.set(NOW)
    child = child_of(cast, "northford", "Kai", "Moss", reference="SG-1003")
    with building():
        for number, place in enumerate(("northshire", "southmoor_force")):
            Area.objects.filter(pk=cast.areas[place].pk).update(row=number, column=0)
    for start in reversed(THURSDAYS):
        bring_home(cast, "Ben", report(cast, "Ben", child, start), start + timedelta(hours=10), area=cast.areas["southmoor_force"])
    return child


def test_the_page_counts_says_what_is_usual_and_where_she_is_found(web, kai):
    page = text_of(web("Ben").get(f"/children/{kai.pk}/missing/"))
    assert "3 episodes in 12 months, 3 in 12 weeks. Longest 10 hours." in page
    assert "Usually last seen between 17:00 and 18:00. Thursday: 3 of 3." in page
    assert "Found 3 times in another force area, most often in Southmoor" in page
    assert "Missing: Missing" in page


def test_a_child_who_is_often_away_has_her_episodes_page_by_page(web, kai, monkeypatch):
    monkeypatch.setattr("referrals.casefile.views.EPISODES", 2)
    pages = [web("Ben").get(f"/children/{kai.pk}/missing/?page={number}").text for number in (1, 2)]
    assert [len(re.findall(r'href="/missing/[0-9a-f-]{36}/"', page)) for page in pages] == [2, 1]
    assert ["Earlier episodes" in page for page in pages] == [True, False]
    assert ["Later episodes" in page for page in pages] == [False, True]


def test_a_council_area_in_which_she_was_found_stands_on_the_map_too(web, cast, kai):
    with building():
        Area.objects.filter(pk=cast.areas["northford"].pk).update(row=7, column=3)
    start = NOW - timedelta(hours=30)
    bring_home(cast, "Ben", report(cast, "Ben", kai, start), start + timedelta(hours=5), area=cast.areas["northford"])
    page = web("Ben").get(f"/children/{kai.pk}/missing/")
    assert (page.status_code, page.text.count('<rect class="tile')) == (200, 3)


def test_whoever_sees_no_episode_gets_no_count_and_no_picture_of_one(web, cast, kai):
    cast.link("hill", kai.pk)
    page = text_of(web("Ella").get(f"/children/{kai.pk}/missing/"))
    assert "No missing episode in 12 months that you may see." in page
    assert "Southmoor" not in page
    said = web("Ella").get(f"/api/child-files/{kai.pk}/movements/").json()
    assert (sum(said["hours"]), said["flows"], said["unknown"]) == (0, [], 0)


def test_the_api_gives_the_same_counts(web, kai):
    said = web("Ben").get(f"/api/child-files/{kai.pk}/movements/").json()
    assert (said["hours"][17], [flow["number"] for flow in said["flows"]], said["unknown"]) == (3, [3], 0)


def test_a_child_who_is_hidden_has_no_such_page(web, kai):
    assert web("Finn").get(f"/children/{kai.pk}/missing/").status_code == 404
