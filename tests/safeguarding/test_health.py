"""Whether the automatic checks keep up, as a monitor asks and as everybody reads on a page."""

from datetime import UTC, datetime, timedelta

import pytest

from agencies.audit.models import Heartbeat
from referrals.duties.models import Duty
from safeguarding import health
from safeguarding.celery import SWEEPS
from safeguarding.management.commands.heart import one_pass
from tests.database import building
from tests.factories import child_of
from tests.factories.missing import duty_of

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def beating(cast, clock, job_login):
    """Every sweep went through just now."""
    clock.set(NOW)

    def beating():
        with job_login():
            one_pass()

    beating()
    return beating


def asked(client):
    answer = client.get("/healthz/jobs")
    return answer.status_code, answer.json()


def test_the_process_and_the_database_answer(database, client):
    assert client.get("/livez").json() == {"status": "alive"}
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


def test_who_was_started_under_a_mark_tells_it(database, client, settings):
    settings.INSTANCE = "me"
    assert client.get("/readyz").json() == {"status": "ready", "instance": "me"}


def test_a_release_whose_migrations_are_missing_is_not_ready(database, client, monkeypatch):
    monkeypatch.setattr(health, "is_migrated", lambda: False)
    assert client.get("/readyz").status_code == 503


def test_checks_that_never_ran_are_late(database, client):
    status, told = asked(client)
    assert (status, told["status"]) == (503, "late")
    assert set(told["checks"]) == set(SWEEPS)


def test_checks_that_ran_just_now_are_in_time(beating, client):
    status, told = asked(client)
    assert (status, told["status"], told["redis"]) == (200, "in time", "answers")


def test_two_minutes_without_a_sign_of_life_are_late(beating, client, clock):
    clock.forward(seconds=110)
    assert asked(client)[0] == 200
    clock.forward(seconds=15)
    status, told = asked(client)
    assert status == 503
    assert told["checks"]["escalation.climb_overdue"]["behind_since"]
    assert told["checks"]["audit.make_partitions"]["behind_since"] is None


def test_a_row_that_waits_is_late_even_while_the_sweep_shows_life(beating, cast, client, clock):
    child = child_of(cast, "northford", "Kai", "Reed", reference="KAI")
    duty_of(cast, child, NOW - timedelta(minutes=3))
    status, told = asked(client)
    assert status == 503
    assert told["checks"]["escalation.climb_overdue"]["behind_since"] == (NOW - timedelta(minutes=3)).isoformat().replace("+00:00", "Z")
    beating()
    assert asked(client)[0] == 200


def test_a_row_that_was_given_up_on_counts_as_late(beating, cast, client):
    duty = duty_of(cast, child_of(cast, "northford", "Kai", "Reed", reference="KAI"), NOW - timedelta(minutes=3))
    with building():
        Duty._base_manager.filter(pk=duty.pk).update(attempts=8, quarantined_at=NOW)
    beating()
    status, told = asked(client)
    assert (status, told["checks"]["escalation.climb_overdue"]["stuck"]) == (503, 1)


def test_while_only_redis_is_gone_the_service_is_degraded_and_not_failed(beating, client, settings):
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    status, told = asked(client)
    assert (status, told["status"], told["redis"]) == (200, "degraded", "gone")


def test_where_there_is_no_redis_by_choice_nothing_is_degraded(beating, client, settings):
    settings.REDIS_URL = ""
    assert asked(client) == (200, asked(client)[1] | {"status": "in time", "redis": "none"})


def test_the_probe_names_no_child_and_no_key(beating, cast, client):
    child = child_of(cast, "northford", "Kai", "Reed", reference="KAI", seal=2)
    duty = duty_of(cast, child, NOW - timedelta(minutes=3))
    page = client.get("/healthz/jobs").content.decode()
    assert not [word for word in (str(child.pk), str(duty.pk), "KAI", "Kai", "Northford") if word in page]


def test_a_banner_tells_everybody_how_far_the_checks_are_behind_and_goes_away_again(beating, web, clock):
    client = web("Nia")
    assert "minutes behind" not in client.get("/flags/").content.decode()
    clock.forward(minutes=7)
    page = " ".join(client.get("/flags/").content.decode().split())
    assert "Automatic checks are 7 minutes behind; the list below is still right." in page or "8 minutes behind" in page
    beating()
    assert "minutes behind" not in client.get("/flags/").content.decode()


def test_a_sweep_that_fails_in_the_second_heart_stops_no_other(cast, clock, job_login, monkeypatch, caplog):
    clock.set(NOW)
    monkeypatch.setattr("referrals.missing.tasks.pass_marks", lambda: 1 / 0)
    with job_login():
        one_pass()
    with building():
        assert set(Heartbeat.objects.values_list("sweep", flat=True)) == {by for _, _, by in SWEEPS.values()} - {"missing.marks"}
