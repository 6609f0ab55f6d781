"""A Redis that is gone, hangs or is full never reaches a person: the page's answer does not wait for it, and never fails because of it."""

import logging
import signal
import time

import pytest
from celery import Celery
from django.db import transaction

from agencies.access import sweeps
from safeguarding.celery import Settings

PATIENCE = 1.5  # seconds


@pytest.fixture
def nudge(database, broker, monkeypatch, settings):
    """Nudge as a door does, against this test's Redis. Returns how long the door had to wait."""
    app = Celery(set_as_current=False)
    app.config_from_object(Settings)
    app.conf.broker_url = broker.address.replace("unix://", "redis+socket://")
    settings.REDIS_URL = broker.address
    monkeypatch.setattr(sweeps, "current_app", app)
    monkeypatch.setattr(sweeps._Broker, "silent_until", 0.0)

    def nudge(times=1):
        began = time.monotonic()
        with transaction.atomic():
            for _ in range(times):
                sweeps.nudge("notices.deliver")
        return time.monotonic() - began

    yield nudge
    app.close()


def test_a_nudge_is_the_name_of_a_task_and_nothing_else(nudge, broker):
    nudge()
    assert broker.ask("llen", "celery") == 1
    [message] = broker.ask("lrange", "celery", "0", "-1")
    assert b"notices.deliver" in message
    assert b'"argsrepr": "()"' in message


def test_nothing_is_sent_for_a_deed_that_is_undone(nudge, broker):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        sweeps.nudge("notices.deliver")
        raise ZeroDivisionError
    assert broker.ask("llen", "celery") == 0


def test_a_redis_that_is_gone_costs_no_second_and_no_error(nudge, broker):
    broker.kill()
    assert nudge() < PATIENCE


def test_a_redis_that_goes_after_it_answered_costs_no_second_and_no_error(nudge, broker):
    nudge()
    broker.kill()
    assert nudge() < PATIENCE


def test_a_redis_that_hangs_is_waited_for_once_and_then_left_alone(nudge, broker):
    nudge()
    broker.signal(signal.SIGSTOP)
    assert nudge(times=3) < PATIENCE
    assert nudge() < 0.1


def test_a_redis_that_is_full_costs_no_error(nudge, broker):
    nudge()
    broker.ask("config", "set", "maxmemory", "1")
    assert nudge() < PATIENCE


def test_where_there_is_no_redis_nobody_is_asked(nudge, broker, settings, caplog):
    settings.REDIS_URL = ""
    broker.kill()
    with caplog.at_level(logging.ERROR):
        nudge()
    assert caplog.records == []
