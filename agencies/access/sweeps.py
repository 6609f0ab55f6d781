"""The third door: one action on each due row, each in a transaction of its own. Run twice, it does the work once."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from agencies.access.context import acting, ask, system
from agencies.access.querysets import noting
from agencies.audit.actions import beat
from agencies.audit.trail import Look, database_now, write
from agencies.words import Outcome

logger = logging.getLogger(__name__)
GIVES_UP_AFTER = 8
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=2)
SKEW_IS_TOLD, SKEW_STOPS = 30, 300
SILENCE = 15

_newest_first: ContextVar[bool] = ContextVar("newest_first", default=False)


@contextmanager
def newest_first() -> Iterator[None]:
    """For the second heart: a row that kills whoever takes it leaves no count behind, so one of two takes the rows from the other end."""
    token = _newest_first.set(True)
    try:
        yield
    finally:
        _newest_first.reset(token)


def sweep(action: Callable[..., Any], *, by: str, seconds: float = 10, **due: Callable[..., Any]) -> int:
    """Take what is due, row by row, until nothing is left or the seconds are over. Returns how many rows were taken.

    `due` has one entry: the name under which the action takes the row, and the queryset method that finds due rows.
    """
    [(name, rows)] = due.items()
    if not is_in_step(by):
        return 0
    began, taken, failed = monotonic(), 0, 0
    while monotonic() < began + seconds:
        done = _step(action, name, rows, by)
        if done is None:
            break
        taken, failed = taken + 1, failed + (not done)
    beat(by, taken=taken, failed=failed, seconds=monotonic() - began)
    return taken


def is_in_step(by: str) -> bool:
    """Whether this process's clock agrees with the database's: over 30 seconds apart it says so, over five minutes it stops pushing."""
    [(now,)] = ask("clock_timestamp")
    apart = abs(now.timestamp() - time.time())
    if apart > SKEW_IS_TOLD:
        logger.error("The clocks of this machine and of the database disagree", extra={"sweep": by, "seconds": round(apart)})
    return apart <= SKEW_STOPS


def _step(action: Callable[..., Any], name: str, rows: Callable[..., Any], by: str) -> bool | None:
    look = Look(actor=system(by), verb=by)
    with acting(look.actor):
        with noting(look):
            at = database_now()
            row = _ready(rows, at).select_for_update(skip_locked=True, of=("self",), no_key=True).first()
            if row is None:
                return None
            look.resource = row
            _take(action, name, row, look, at)
        write(look)  # outside the action's own savepoint: a row that fails was read all the same, and what is not written did not happen
    return look.outcome == Outcome.DONE


def _take(action: Callable[..., Any], name: str, row: Any, look: Look, at: datetime) -> None:
    try:
        with transaction.atomic():
            action(**{name: row}, by=look.actor, at=at)
            connection.check_constraints()  # keys are checked at commit, where they would fail the sweep and not the row
    except Exception:
        logger.exception("A row failed and was put off", extra={"sweep": look.verb, "row": str(row.pk)})
        look.outcome = Outcome.FAILED
        _put_off(row, at)
    else:
        if row.attempts:
            _forget_failures(row)


def _ready(rows: Callable[..., Any], at: datetime) -> Any:
    due = rows(at=at).filter(Q(put_off_until=None) | Q(put_off_until__lte=at), quarantined_at=None)
    return due.reverse() if _newest_first.get() else due


def _put_off(row: Any, at: datetime) -> None:
    """One bad row never stops the next: it is looked at later, and after eight tries by people. The time it was due stays."""
    row.attempts += 1
    row.put_off_until = at + min(FIRST_WAIT * 2 ** (row.attempts - 1), LONGEST_WAIT)
    if row.attempts >= GIVES_UP_AFTER:
        row.quarantined_at = at
    row.save(update_fields=["attempts", "put_off_until", "quarantined_at"])


def _forget_failures(row: Any) -> None:
    row.attempts, row.put_off_until = 0, None
    row.save(update_fields=["attempts", "put_off_until"])


def try_again(rows: Iterable[Any]) -> None:
    """People have mended what made these rows fail: the next pass takes them as if they had never failed."""
    for row in rows:
        row.attempts, row.put_off_until, row.quarantined_at = 0, None, None
        row.save(update_fields=["attempts", "put_off_until", "quarantined_at"])


@dataclass(frozen=True)
class Lag:
    """How one sweep is doing: when a pass last went through, since when its oldest row waits, how many rows it has given up on."""

    sweep: str
    last_ok_at: datetime | None
    oldest_due_at: datetime | None
    stuck: int
    at: datetime


def lags() -> list[Lag]:
    """Every sweep that left a sign of life or has something waiting, by the database's clock. Names no row and no child."""
    return [Lag(*row) for row in ask("sg.behind")]


class _Broker:
    """Whether it is worth asking the broker: after a failure it is left alone for a while, so that no page waits for it twice."""

    silent_until = 0.0


def nudge(*names: str) -> None:
    """Called by doors, never by actions: ask sweeps to look now, in this order. May be lost; the timetable asks again."""

    def send() -> None:
        if monotonic() < _Broker.silent_until:
            return
        try:
            for name in names:
                current_app.send_task(name, expires=15, retry=False, ignore_result=True)
        except Exception:
            _Broker.silent_until = monotonic() + SILENCE
            raise

    if settings.REDIS_URL:
        transaction.on_commit(send, robust=True)
