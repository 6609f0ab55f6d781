"""Death before, then after, the first statement of a sweep, the second, and so on to the last: what was due is done once all the same."""

import pytest
from django.core import mail
from django.db import connection, connections

from agencies.access.sweeps import lags
from agencies.notices.tasks import deliver
from referrals.escalation.tasks import climb_overdue
from referrals.patterns.tasks import look_for_patterns
from tests.database import builder

SWEEPS = {"look": look_for_patterns, "climb": climb_overdue, "deliver": deliver}


class Killed(BaseException):
    """The process is gone: nothing below may catch this."""


class Reaper:
    """Tears the connection down at one statement, so that nothing more is said on it, not even a rollback."""

    def __init__(self, number: int, *, after: bool) -> None:
        self.number, self.after, self.seen = number, after, 0

    def __call__(self, execute, sql, params, many, context):
        self.seen += 1
        if self.seen != self.number:
            return execute(sql, params, many, context)
        if self.after:
            execute(sql, params, many, context)
        connection.connection.close()
        raise Killed


def dies_at(sweep, number, *, after) -> bool:
    """Run a sweep that is killed at this statement. False when it has fewer statements."""
    reaper = Reaper(number, after=after)
    try:
        with connection.execute_wrapper(reaper):
            sweep()
    except Killed:
        connections.close_all()
        return True
    return False


@pytest.fixture
def scene(caseload, job_login):
    """Work for one sweep, the others' done: one more child, and a counted start."""

    def scene(name):
        caseload.add(1, uncounted=1)
        with job_login():
            for other in ("look", "climb", "deliver")[: list(SWEEPS).index(name)]:
                SWEEPS[other]()

    return scene


def recover(database, job_login, clock):
    """Leases lapse; then the sweeps run as on any day."""
    clock.forward(minutes=3)
    with job_login():
        for sweep in SWEEPS.values():
            sweep()
            sweep()


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("name", list(SWEEPS))
def test_death_at_any_statement_loses_and_doubles_nothing(name, after, scene, caseload, database, job_login, clock):
    points, dead = 0, True
    while dead:
        scene(name)
        with job_login():
            dead = dies_at(SWEEPS[name], points + 1, after=after)
        points += dead
        recover(database, job_login, clock)
    print(f"{name}: death {'after' if after else 'before'} each of {points} statements")
    assert points > 10, "the wrapper saw no statements"
    assert caseload.faults() == []
    assert [lag.sweep for lag in lags() if lag.oldest_due_at] == []
    assert_every_notice_was_mailed(database)


def assert_every_notice_was_mailed(database):
    """Every notice has left at least once; a repeat has the name of the first."""
    with builder(database) as admin:
        [told] = admin.execute("select count(*) from agencies_notice").fetchone()
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == told
