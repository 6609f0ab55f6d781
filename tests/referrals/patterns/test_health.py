"""How the alerts of each rule fare: sent, opened, acted on, marked wrong, muted; of one's own agency, and in numbers alone."""

from datetime import timedelta

import pytest

from agencies.notices.models import Notice
from agencies.notices.tasks import deliver
from referrals.missing.models import Change
from referrals.patterns.models import Flag
from referrals.patterns.presenters.health import health_of
from tests.database import building
from tests.factories.missing import all_of


@pytest.fixture
def flagged(absent, look, job_login):
    """Three evenings of absence: RM-03, RM-04 and RM-05, told and sent."""
    episodes = absent("2026-06-01", "2026-06-08", "2026-06-15")
    look()
    with job_login():
        deliver()
    return episodes[-1].recorded_at + timedelta(hours=1)


def lines(cast, who, at):
    with cast.acting(who):
        return {line.name: line for line in health_of(at)}


def test_a_notice_counts_for_each_rule_that_it_names(cast, flagged):
    found = lines(cast, "Max", flagged)
    assert (found["RM-04"].sent, found["RM-04"].opened, found["RM-04"].is_ignored) == (1, 0, True)
    assert (found["RM-03"].sent, found["RM-12"].sent, found["RM-12"].is_ignored) == (2, 0, False)


def test_opened_acted_and_wrong_are_what_people_did(cast, web, flagged):
    flag = all_of(Flag, rule="RM-04")[0]
    notice = next(row for row in all_of(Notice, team=cast.teams["front_door"]) if row.kind.startswith("flag.") and "04" in row.kind)
    assert web("Nia").post(f"/told/{notice.pk}/").status_code == 302
    web("Nia").post(f"/flags/{flag.pk}/answer/", {"answer": "WRONG_EVENTS", "words": "He was at his aunt's."})
    found = lines(cast, "Max", flagged)["RM-04"]
    assert (found.acted, found.wrong, found.opened) == (1, 1, 1)


def test_what_a_person_muted_is_not_counted_as_sent(cast, flagged):
    with building():
        Notice.objects.filter(kind__contains="04").update(muted_at=flagged)
    found = lines(cast, "Max", flagged)["RM-04"]
    assert (found.sent, found.muted) == (0, 1)


def test_an_overdue_duty_is_acted_on_when_it_is_done(cast, flagged, child):
    with cast.acting("Nia"):
        assert {line.name for line in health_of(flagged)} >= {"overdue", "long", "RM-01", "RM-15"}


def test_another_agency_counts_its_own_and_a_sealed_child_in_no_number(cast, child, flagged):
    assert lines(cast, "Ben", flagged)["RM-04"].sent == 0
    with building():
        type(child)._base_manager.filter(pk=child.pk).update(seal=2)
    found = lines(cast, "Max", flagged)["RM-04"]
    assert (found.sent, found.acted) == (0, 0)


def test_what_is_older_than_ninety_days_is_not_counted(cast, flagged):
    assert lines(cast, "Max", flagged + timedelta(days=91))["RM-04"].sent == 0


def test_the_page_and_the_api_are_for_those_who_set_rules_and_run_teams(web, flagged):
    page, said = web("Max").get("/flags/health/").text, web("Adil").get("/api/alert-health/").json()
    assert "RM-04" in page and "Seldom opened" in page
    assert {row["name"]: row["is_ignored"] for row in said}["RM-04"] is True
    assert "/flags/health/" in web("Max").get("/flags/").text
    for who in ("Asha", "Ben", "Joan"):
        assert web(who).get("/flags/health/").status_code == 403
        assert web(who).get("/api/alert-health/").status_code == 403
    assert len(all_of(Change, counted_at=None)) == 0
