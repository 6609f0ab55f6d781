"""The page of the automatic checks: in time or late, what each did last, and a press that asks one to look now."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from agencies.audit.models import Event, Pass
from referrals.clocks import Clock
from referrals.duties import actions as duties
from referrals.escalation.tasks import climb_overdue
from safeguarding import jobs
from safeguarding.celery import SWEEPS
from tests.database import building
from tests.factories import child_of
from tests.referrals.missing.browsing import text_of

NOON = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)
LADDER = "escalation.climb_overdue"


@pytest.fixture
def climbed(cast, clock, job_login):
    """One duty was overdue, and the ladder looked."""
    clock.set(NOON)
    child = child_of(cast, "northford", "Kai", "Moss", reference="KAI")
    about = type("About", (), {"pk": child.pk, "child_id": child.pk})()
    with cast.acting("Asha") as asha:
        start, team = NOON - timedelta(hours=100), cast.teams["casework"]
        duties.assign(about=about, clock=Clock.RETURN_INTERVIEW, start=start, team=team, by=asha, at=NOON)
    with job_login():
        climb_overdue()


def test_every_line_of_the_timetable_says_what_it_is_for():
    assert set(jobs.SAYS) == set(SWEEPS)


def test_a_manager_reads_when_a_check_looked_last_when_it_looks_next_and_what_it_did(web, climbed):
    page = text_of(web("Max").get("/jobs/"))
    assert "Overdue duties: one rung up the ladder, once In time Last pass 13:00 Wed 10 Jun 2026, the next by 13:00." in page
    assert re.search(r"13:00 Wed 10 Jun 2026: \d+ rows?, \d+ ms", page)
    assert "It has never run here." in page


def test_the_api_says_the_same(web, climbed):
    [ladder] = [job for job in web("Max").get("/api/jobs/").json() if job["name"] == LADDER]
    [done] = ladder["passes"]
    assert (ladder["is_late"], ladder["stuck"], done["taken"] > 0, done["failed"]) == (False, 0, True, 0)


def test_a_pass_that_found_nothing_leaves_a_sign_of_life_and_no_line(climbed, job_login):
    before = Pass.objects.count()
    with job_login():
        climb_overdue()
    assert Pass.objects.count() == before


def test_a_press_asks_the_check_to_look_now(web, monkeypatch, climbed):
    asked = []
    monkeypatch.setattr(jobs, "nudge", asked.append)
    assert web("Max").post(f"/jobs/{LADDER}/look-now/")["Location"] == "/jobs/"
    assert asked == [LADDER]
    assert web("Max").post("/jobs/no.such_check/look-now/").status_code == 404


def test_the_api_asks_a_check_to_look_now_as_the_page_does(web, monkeypatch, climbed):
    asked = []
    monkeypatch.setattr(jobs, "nudge", asked.append)
    assert web("Max").post(f"/api/jobs/{LADDER}/look-now/").status_code == 202
    assert asked == [LADDER]
    assert web("Max").post("/api/jobs/no.such_check/look-now/").status_code == 404
    with building():
        assert Event.objects.filter(verb="oversight.jobs", detail__asked=LADDER).count() == 1


@pytest.mark.parametrize("who", ["Asha", "Ben", "Ella", "Joan"])
def test_who_runs_nothing_has_no_such_page(web, climbed, who):
    assert web(who).get("/jobs/").status_code == 403
    assert web(who).post(f"/jobs/{LADDER}/look-now/").status_code == 403
    assert web(who).get("/api/jobs/").status_code == 403
    assert web(who).post(f"/api/jobs/{LADDER}/look-now/").status_code == 403
