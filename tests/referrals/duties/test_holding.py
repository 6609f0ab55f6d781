"""A duty on its own page: taken in hand, waiting for an answer; the same through the API."""

from datetime import UTC, datetime, timedelta

import pytest

from referrals.clocks import Clock
from referrals.duties.models import Duty, Query
from tests.factories import child_of
from tests.factories.missing import all_of, duty_of, now_of

DUE = datetime(2026, 6, 1, 16, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
JSON = {"content_type": "application/json"}


@pytest.fixture
def duty(cast, clock):
    clock.set(DUE - HOUR)
    return duty_of(cast, child_of(cast, "northford", "Kai", "Reed", reference="KAI"), DUE, clock=Clock.TRIGGER_PLAN)


def test_a_duty_has_a_page_with_what_can_be_said_of_it(web, duty):
    page = web("Nia").get(f"/duties/{duty.pk}/").text
    assert "Named senior manager and trigger plan" in page and "Kai Reed" in page
    for deed in ("acknowledge", "ask", "done", "hand-over"):
        assert f"/duties/{duty.pk}/{deed}/" in page
    assert f"/duties/{duty.pk}/answered/" not in page


def test_who_takes_a_duty_in_hand_stands_beside_it_for_colleagues(web, cast, duty):
    assert "Take a duty in hand" in web("Nia").get(f"/duties/{duty.pk}/acknowledge/").text
    assert web("Nia").post(f"/duties/{duty.pk}/acknowledge/").status_code == 302
    assert "In hand: Nia Example" in web("Max").get("/my-work/").text
    assert f"/duties/{duty.pk}/acknowledge/" not in web("Nia").get(f"/duties/{duty.pk}/").text
    assert web("Nia").post(f"/api/duties/{duty.pk}/acknowledge/").status_code == 409
    assert web("Max").post(f"/api/duties/{duty.pk}/acknowledge/").status_code == 204
    said = web("Nia").get(f"/api/duties/{duty.pk}/").json()
    assert (said["held_by"], said["waits_for"], said["stage"]) == ("Max Example", "", 0)


def test_a_duty_waits_for_an_answer_and_goes_on_when_it_is_there(web, duty):
    nia, page = web("Nia"), f"/duties/{duty.pk}/ask/"
    assert "Until which day" in nia.get(page).text
    assert nia.post(page, {"asked": "PARTNER", "until_on": "4 Jun"}).status_code == 302
    assert now_of(Duty, duty.pk).climbs_at == datetime(2026, 6, 4, 16, 0, tzinfo=UTC)
    shown = nia.get(f"/duties/{duty.pk}/").text
    assert "Waits for information from a partner" in shown and page not in shown
    again = nia.post(page, {"asked": "LEGAL", "until_on": "4 Jun"})
    assert (again.status_code, "An answer is awaited already" in again.text) == (422, True)
    assert "You waited for information from a partner" in nia.get(f"/duties/{duty.pk}/answered/").text
    assert nia.post(f"/duties/{duty.pk}/answered/").status_code == 302
    assert "No answer is awaited here" in nia.get(f"/duties/{duty.pk}/answered/").text
    assert (now_of(Duty, duty.pk).climbs_at, now_of(Duty, duty.pk).due_at) == (DUE, DUE)


def test_the_same_through_the_api(web, duty):
    nia, until = web("Nia"), (DUE + HOUR).isoformat()
    assert nia.post(f"/api/duties/{duty.pk}/ask/", {"asked": "LEGAL", "until": until}, **JSON).status_code == 204
    assert nia.get(f"/api/duties/{duty.pk}/").json()["waits_for"] == "legal advice"
    assert nia.post(f"/api/duties/{duty.pk}/answered/").status_code == 204
    assert nia.post(f"/api/duties/{duty.pk}/answered/").status_code == 409
    assert nia.post(f"/api/duties/{duty.pk}/ask/", {"asked": "RUMOUR", "until": until}, **JSON).status_code == 400


def test_nobody_of_another_agency_sees_the_duty_or_what_it_waits_for(web, cast, duty):
    web("Nia").post(f"/duties/{duty.pk}/ask/", {"asked": "PARTNER", "until_on": "4 Jun"})
    for who in ("Ben", "Gita", "Ella"):
        assert web(who).get(f"/duties/{duty.pk}/").status_code == 404
        assert web(who).post(f"/api/duties/{duty.pk}/acknowledge/").status_code == 404
        with cast.acting(who):
            assert not Query.objects.exists()
    assert len(all_of(Query)) == 1


def test_a_done_duty_says_when_and_by_whom_and_asks_for_nothing(web, duty):
    web("Nia").post(f"/duties/{duty.pk}/done/")
    page = web("Max").get(f"/duties/{duty.pk}/").text
    assert "Nia Example" in page and "Done" in page
    assert f"/duties/{duty.pk}/hand-over/" not in page
