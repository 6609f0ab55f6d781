"""What the timetable wakes: the relay of notices."""

from time import monotonic

from celery import shared_task

from agencies.audit.actions import beat
from agencies.audit.trail import database_now
from agencies.notices import actions


@shared_task(name="notices.deliver")
def deliver():
    """Lease, commit, send, mark sent; until nothing waits or ten seconds are over."""
    began, sent = monotonic(), []
    while monotonic() < began + 10 and (notices := actions.lease(at=database_now())):
        sent.append(actions.deliver(notices=notices, at=database_now()))
    beat("notices.relay", taken=len(sent), failed=sent.count(False), seconds=monotonic() - began)
