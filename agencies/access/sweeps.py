"""The third door: one action on each due row, each in a transaction of its own. Run twice, it does the work once."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from celery import current_app
from django.db import transaction

from agencies.access.context import acting, system
from agencies.access.models import Heartbeat
from agencies.audit.trail import database_now

logger = logging.getLogger(__name__)
GIVES_UP_AFTER = 8
FIRST_WAIT = timedelta(seconds=30)


def sweep(action: Callable[..., Any], *, by: str, seconds: float = 10, **due: Callable[..., Any]) -> int:
    """Take what is due, row by row, until nothing is left or the seconds are over. Returns how many rows were taken.

    `due` has one entry: the name under which the action takes the row, and the queryset method that finds due rows.
    """
    [(name, rows)] = due.items()
    stop, taken, failed = monotonic() + seconds, 0, 0
    while monotonic() < stop:
        done = _step(action, name, rows, by)
        if done is None:
            break
        taken, failed = taken + 1, failed + (not done)
    _beat(by, rows, taken, failed)
    return taken


def _step(action: Callable[..., Any], name: str, rows: Callable[..., Any], by: str) -> bool | None:
    actor = system(by)
    with acting(actor):
        at = database_now()
        row = rows(at=at).select_for_update(skip_locked=True, of=("self",)).first()
        if row is None:
            return None
        try:
            with transaction.atomic():
                action(**{name: row}, by=actor, at=at)
        except Exception:
            logger.exception("A row failed and was put off", extra={"sweep": by, "row": str(row.pk)})
            _put_off(row, at)
            return False
    return True


def _put_off(row: Any, at: datetime) -> None:
    """One bad row never stops the next: it is looked at later, and after eight tries by people."""
    row.attempts += 1
    setattr(row, row.look_again, at + FIRST_WAIT * 2 ** min(row.attempts, 7))
    if row.attempts >= GIVES_UP_AFTER:
        row.quarantined_at = at
    row.save(update_fields=["attempts", "quarantined_at", row.look_again])


def _beat(by: str, rows: Callable[..., Any], taken: int, failed: int) -> None:
    """Leave a sign of life: the lag probe reads it."""
    with acting(system(by)):
        at = database_now()
        oldest = rows(at=at).first()
        Heartbeat.objects.update_or_create(
            sweep=by,
            defaults={
                "last_ok_at": at,
                "oldest_due_at": getattr(oldest, oldest.look_again) if oldest else None,
                "taken": taken,
                "failed": failed,
            },
        )


def nudge(name: str) -> None:
    """Called by doors, never by actions: ask a sweep to look now. May be lost; the timetable asks again."""

    def send() -> None:
        current_app.send_task(name, expires=15, retry=False, ignore_result=True)

    transaction.on_commit(send, robust=True)
