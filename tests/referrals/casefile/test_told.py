"""Where the link of a message leads, after signing in."""

from datetime import UTC, datetime, timedelta

import pytest

from agencies.notices.models import Notice
from referrals.casefile.presenters.work import says_of
from referrals.clocks import Clock
from referrals.escalation.tasks import climb_overdue
from tests.factories import child_of
from tests.factories.missing import all_of, duty_of

DUE = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def overdue(cast, clock, job_login):
    duty = duty_of(cast, child_of(cast, "northford", "Kai", "Reed", reference="KAI"), DUE, clock=Clock.TRIGGER_PLAN)
    clock.set(DUE + timedelta(seconds=1))
    with job_login():
        climb_overdue()
    return duty


def test_the_message_of_an_overdue_duty_leads_to_the_duty_and_is_seen_when_it_is_opened(web, overdue):
    [notice] = all_of(Notice, kind="duty.overdue")
    page = web("Max").get(f"/told/{notice.pk}/").text
    assert "A duty is overdue and was passed up" in page and "Kai Reed" in page
    assert all_of(Notice)[0].acknowledged_at is None
    answer = web("Max").post(f"/told/{notice.pk}/")
    assert (answer.status_code, answer.url) == (302, f"/duties/{overdue.pk}/")
    assert all_of(Notice)[0].acknowledged_at is not None
    assert web("Max").get(f"/api/notices/{notice.pk}/").json()["about"] == str(overdue.pk)


def test_a_notice_for_somebody_else_is_not_there(web, overdue):
    [notice] = all_of(Notice, kind="duty.overdue")
    for who in ("Nia", "Ben"):
        assert web(who).get(f"/told/{notice.pk}/").status_code == 404
        assert web(who).get(f"/api/notices/{notice.pk}/").status_code == 404


def test_what_is_done_is_no_news_any_more(web, overdue):
    assert "was passed up" in web("Max").get("/my-work/").text
    web("Nia").post(f"/duties/{overdue.pk}/done/")
    assert "was passed up" not in web("Max").get("/my-work/").text


def test_every_kind_of_notice_says_what_it_is_about_without_a_name():
    assert says_of("flag.RM-04") == "A flag was raised: RM-04"
    assert says_of("duty.RISK_REVIEW") == "Due from your team: Review the risk band"
    assert says_of("missing.returned") == "A missing child is home"
