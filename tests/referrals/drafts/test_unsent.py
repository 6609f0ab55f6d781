"""Words that were begun and never sent: their writer is reminded on the third and the tenth day, and on the fourteenth they go."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from agencies.notices.models import Notice
from referrals.drafts import actions, rules
from referrals.drafts.models import Draft
from referrals.drafts.tasks import pass_terms
from tests.agencies.scenes import log_of
from tests.database import builder, building, job_login

BEGAN = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def draft(cast, clock):
    """Asha typed one sentence and went away."""
    clock.set(BEGAN)
    with cast.acting("Asha") as asha:
        held, _ = actions.save(
            form="intake.receive", words={"worry": "He is hungry"}, version=0, draft=uuid4(), about=None, by=asha, at=BEGAN
        )
    return held.pk


def told(user):
    with building():
        return list(Notice.objects.filter(user=user).values_list("kind", "told_at", "answered_at"))


def swept(clock, at):
    clock.set(at)
    with job_login():
        pass_terms()


def read(cast, key):
    with cast.acting("Asha"):
        return Draft.objects.get(pk=key)


@pytest.mark.parametrize(("days", "passed"), [(0, 0), (2.99, 0), (3, 1), (9.99, 1), (10, 2), (13.99, 2), (14, 3), (40, 3)])
def test_the_terms_count_elapsed_days_since_the_last_save(days, passed):
    assert rules.terms_passed(BEGAN, BEGAN + days * DAY) == passed


def test_the_writer_is_reminded_twice_and_then_the_words_go(cast, clock, draft, database):
    asha = cast.user("Asha")
    swept(clock, BEGAN + 2 * DAY)
    assert told(asha) == []
    for day in (3, 4, 10, 13):
        swept(clock, BEGAN + day * DAY)
    [(kind, at, answered)] = told(asha)
    assert (kind, at.date(), answered) == ("draft.unsent", (BEGAN + 10 * DAY).date(), None)
    assert read(cast, draft).words == {"worry": "He is hungry"}
    swept(clock, BEGAN + 14 * DAY)
    gone = read(cast, draft)
    assert (gone.words, gone.form, gone.result_id) == ({}, "intake.receive", None)
    assert gone.used_at is not None
    [(_, _, answered)] = told(asha)
    assert answered is not None
    [event] = log_of(database, "verb = 'drafts.pass_term'")
    assert event["detail"]["form"] == "intake.receive"


def test_a_dead_month_ends_the_words_at_once_and_a_second_pass_changes_nothing(cast, clock, draft):
    swept(clock, BEGAN + 30 * DAY)
    ended = read(cast, draft).used_at
    swept(clock, BEGAN + 31 * DAY)
    assert read(cast, draft).used_at == ended
    assert told(cast.user("Asha")) == []


def test_who_goes_on_writing_starts_the_days_anew(cast, clock, draft):
    swept(clock, BEGAN + 10 * DAY)
    clock.set(BEGAN + 13 * DAY)
    with cast.acting("Asha") as asha:
        actions.save(form="intake.receive", words={"worry": "more"}, version=1, draft=draft, about=None, by=asha, at=BEGAN + 13 * DAY)
    swept(clock, BEGAN + 15 * DAY)
    held = read(cast, draft)
    assert (held.words, held.reminded) == ({"worry": "more"}, 0)


def test_what_was_sent_is_no_news_any_more(cast, clock, draft):
    swept(clock, BEGAN + 3 * DAY)
    with cast.acting("Asha"):
        actions.use(draft=draft, result=uuid4(), said="sent", at=BEGAN + 4 * DAY)
    [(_, _, answered)] = told(cast.user("Asha"))
    assert answered is not None


def test_my_work_says_when_the_words_go_and_the_reminder_names_nobody(cast, clock, draft, web):
    swept(clock, BEGAN + 3 * DAY)
    page = web("Asha").get("/my-work/").text
    assert "Deleted at" in page
    assert "15 May 2026" in page
    assert "unsent words are deleted after 14 days" in page
    [kept] = web("Asha").get("/api/drafts/").json()
    assert kept["ends_at"].startswith("2026-05-15T")


def test_the_sweep_reads_no_words(database):
    with builder(database) as catalogue:
        [(words,)] = catalogue.execute("select has_column_privilege('sg_job', 'sg.referrals_draft', 'words', 'select')").fetchall()
    assert words is False
