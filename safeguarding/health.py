"""Whether the automatic checks keep up: by the rows that wait, and by the last sign of life of each sweep. Reads no name and no child."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from agencies.access.sweeps import Lag, lags
from agencies.access.walls import torn
from safeguarding.celery import SWEEPS

LIMIT = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)
GRACE = timedelta(hours=2)  # a daily sweep may start late and still be the day's


@dataclass(frozen=True)
class Check:
    """One line of the timetable: its last sign of life, since when it is behind, if it is, and how many rows it has given up on.

    Never run means behind.
    """

    name: str
    last_ok_at: datetime | None
    behind_since: datetime | None
    stuck: int

    @property
    def is_late(self) -> bool:
        return self.last_ok_at is None or self.behind_since is not None


@dataclass(frozen=True)
class Behind:
    """What the banner says: up to when the checks are complete, and how many minutes ago that was."""

    since: datetime
    minutes: int


def _behind_since(lag: Lag, every: timedelta) -> datetime | None:
    """The older of the oldest row that waits too long and a sign of life that is too old."""
    patience = LIMIT if every < LIMIT else every + GRACE
    late = [lag.oldest_due_at] if lag.oldest_due_at and lag.at - lag.oldest_due_at > LIMIT else []
    silent = [lag.last_ok_at] if lag.last_ok_at and lag.at - lag.last_ok_at > patience else []
    return min(late + silent, default=None)


def checks() -> list[Check]:
    """Every line of the timetable, by one question to the database."""
    found = {lag.sweep: lag for lag in lags()}
    known = [(name, every, found.get(by)) for name, (_, every, by) in SWEEPS.items()]
    return [
        Check(name, lag.last_ok_at if lag else None, _behind_since(lag, every) if lag else None, lag.stuck if lag else 0)
        for name, every, lag in known
    ]


def behind() -> Behind | None:
    """For the banner. None while the checks keep up, and on a page that is drawn because the database fails."""
    try:
        found = lags()
    except DatabaseError:
        return None
    every = {by: every for _, every, by in SWEEPS.values()}
    late = [since for lag in found if lag.sweep in every and (since := _behind_since(lag, every[lag.sweep]))]
    return Behind(min(late), -((min(late) - found[0].at) // MINUTE)) if late else None


def broker() -> str:
    """Whether Redis answers: `answers`, `gone`, or `none` where the second heart works alone by choice."""
    if not settings.REDIS_URL:
        return "none"
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
    try:
        return "answers" if client.ping() else "gone"
    except redis.RedisError:
        return "gone"
    finally:
        client.close()


def is_safe() -> bool:
    """The database answers as a login that no rule can be bypassed with, and its walls stand as they were raised."""
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        bypasses = cursor.fetchone()[0]
    return not bypasses and not torn()


def is_migrated() -> bool:
    """Every migration of this release is in the database."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
