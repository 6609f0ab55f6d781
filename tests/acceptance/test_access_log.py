"""Rows of the acceptance table about the access log: complete, and not to be undone."""

from uuid import uuid4

import pytest
from django.db import ProgrammingError, connections, transaction

from agencies.audit import trail
from agencies.words import Outcome
from tests.agencies.scenes import children_of, log_of, shown_by

TWENTY_FIVE = 25


@pytest.fixture
def doors(settings):
    settings.ROOT_URLCONF = "tests.acceptance.doors"


def only_event(database):
    [event] = log_of(database)
    return event


@pytest.mark.usefixtures("doors")
@pytest.mark.parametrize(
    ("address", "action"), [("listed", "consultation"), ("listed-in-the-api", "consultation"), ("exported", "disclosure")]
)
def test_at_74_a_list_of_25_children_is_one_event_with_25_children(web, cast, database, address, action):
    children = children_of(cast, "northford", TWENTY_FIVE)
    assert web("Asha").get(f"/{address}/").status_code == 200
    event = only_event(database)
    assert (event["actor_name"], event["action"], event["outcome"]) == ("Asha Example", action, Outcome.DONE)
    assert {child for child, *_ in shown_by(database, event["key"])} == {child.pk for child in children}


@pytest.mark.usefixtures("doors")
def test_at_74_who_is_shown_nobody_leaves_an_event_without_children(web, cast, database):
    children_of(cast, "northford", TWENTY_FIVE)
    assert web("Ella").get("/listed/").text == ""
    assert shown_by(database, only_event(database)["key"]) == []


@pytest.mark.usefixtures("doors")
def test_at_74_what_was_asked_for_in_vain_is_logged_with_its_key(web, database):
    key = uuid4()
    assert web("Asha").get(f"/broken/{key}/").status_code == 404
    assert web("Asha").get(f"/api/why/child/{key}/").status_code == 404
    assert [(event["outcome"], event["resource_id"]) for event in log_of(database)] == [(Outcome.NOT_FOUND, key)] * 2


def test_at_74_what_is_not_for_ones_role_is_logged_with_the_key_of_the_child(web, cast, database):
    [child] = children_of(cast, "northford", 1)
    assert web("Joan").get(f"/children/{child.pk}/").status_code == 403
    assert web("Joan").get(f"/api/child-files/{child.pk}/").status_code == 403
    assert [(event["outcome"], event["resource_id"]) for event in log_of(database)] == [(Outcome.REFUSED, child.pk)] * 2


@pytest.mark.usefixtures("doors")
def test_at_74_refused_requests_are_logged(web, database):
    assert web("Asha").get("/forbidden/").status_code == 403
    assert web("Asha").get("/api/looks/").status_code == 403
    assert [event["outcome"] for event in log_of(database)] == [Outcome.REFUSED] * 2


def test_at_74_there_is_no_admin_console_to_read_past_the_log(settings):
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


@pytest.mark.usefixtures("doors")
def test_at_75_a_request_that_fails_after_reading_still_logs(web, cast, database):
    [child] = children_of(cast, "northford", 1)
    assert web("Asha").get(f"/broken/{child.pk}/").status_code == 500
    event = only_event(database)
    assert (event["outcome"], event["child_id"]) == (Outcome.FAILED, child.pk)
    assert {row[:3] for row in shown_by(database, event["key"])} == {(child.pk, "identity", 1), (child.pk, "identity", 3)}


@pytest.mark.usefixtures("doors")
def test_at_75_where_the_log_cannot_be_written_nothing_is_shown(web, cast, monkeypatch):
    [child] = children_of(cast, "northford", 1)

    def broken(looks):
        raise OSError("The audit login does not answer.")

    monkeypatch.setattr(trail, "commit", broken)
    answer = web("Asha").get("/listed/")
    assert answer.status_code == 503
    assert child.reference not in answer.text


DEEDS = [
    "update audit.{0} set at = now()",
    "delete from audit.{0}",
    "truncate audit.{0}",
    "alter table audit.{0} disable row level security",
    "drop table audit.{0}",
]


@pytest.mark.parametrize("login", ["default", "job", "audit"])
@pytest.mark.parametrize("table", ["event", "exposure"])
@pytest.mark.parametrize("deed", DEEDS)
def test_at_75_no_login_of_the_service_can_change_or_take_away_an_event(database, login, table, deed):
    with pytest.raises(ProgrammingError), transaction.atomic(using=login), connections[login].cursor() as cursor:
        cursor.execute(deed.format(table))


@pytest.mark.parametrize("table", ["event", "exposure"])
def test_at_75_jobs_and_the_audit_login_write_the_log_and_cannot_read_it(database, table):
    for login in ("job", "audit"):
        with pytest.raises(ProgrammingError), transaction.atomic(using=login), connections[login].cursor() as cursor:
            cursor.execute(f"select * from audit.{table}")


def test_at_75_a_deed_that_is_undone_leaves_no_note_of_having_been_done(as_, cast, database):
    with pytest.raises(ZeroDivisionError), as_("Asha") as asha:
        trail.record(verb="missing.report", about=None, by=asha, at=trail.database_now())
        raise ZeroDivisionError
    assert log_of(database) == []
