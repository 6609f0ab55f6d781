"""A worker that could not give a message back keeps a place taken for it for good, and with its last place it goes deaf without a word.

So it ends, and whoever watches over it starts another; what was due stands in the database.
"""

from celery import Task
from celery.worker import state
from celery.worker.request import Request
from kombu.asynchronous import get_event_loop


class Alarm(Request):
    """A wake-up on its way through the worker."""

    def acknowledge(self):
        super().acknowledge()
        self._look_whether_it_arrived()

    def reject(self, **requeue):
        super().reject(**requeue)
        self._look_whether_it_arrived()

    def _look_whether_it_arrived(self):
        """A moment later: the answer itself is only queued here."""
        get_event_loop().call_later(1, self._leave_if_lost)

    def _leave_if_lost(self):
        if not self._message.acknowledged:
            state.should_stop = 1


class Sweep(Task):
    Request = "safeguarding.workers:Alarm"
