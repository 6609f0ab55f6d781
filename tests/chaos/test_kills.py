"""Death at random instants, sessions that end, and many at once: everything due is done once. Longer: make kill-runs N=10000."""

import os
import time
from random import Random

import pytest

from tests.chaos import forks
from tests.database import builder

KILLS, SEED = int(os.environ.get("N", "40")), int(os.environ.get("SEED", "7"))
MORE, LEFT = 6, "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'sg_job' and datname = current_database() limit 1"


@pytest.fixture
def letters(settings, folder):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "", ""  # put back when the test is over
    forks.mail_into(folder)
    return folder


def finish(caseload, clock):
    """Leases lapse; then the sweeps run as on any day."""
    for _ in range(20):
        clock.forward(minutes=3)
        assert forks.all_at_once(1) == [True]
        if caseload.is_done():
            return
    raise AssertionError("something stays undone")


def told_by_mail(database):
    with builder(database) as admin:
        return admin.execute("select count(*) from agencies_notice").fetchone()[0]


def test_job_bodies_killed_at_random_lose_and_double_nothing(caseload, clock, database, letters):
    rnd, died, rounds = Random(SEED), 0, 0
    while died < KILLS:
        if caseload.is_done():
            caseload.add(MORE, uncounted=1)
        died += forks.killed_at_random(rnd, at_once=rnd.randrange(1, 4))
        rounds += 1
        if rounds % 10 == 0:
            clock.forward(minutes=3)  # what a dead relay had taken is free again
    finish(caseload, clock)
    mails, told = forks.mails_in(letters), told_by_mail(database)
    repeats = sum(mails.values()) - len(mails)
    print(
        f"seed {SEED}: {died} kills, {len(caseload.children)} children, {told} notices, {told - len(mails)} lost, {repeats} mails repeated"
    )
    assert caseload.faults() == []
    assert len(mails) == told
    assert repeats <= max(2, told * 0.02, died * 0.02)


def test_sessions_that_the_database_ends_in_mid_sweep_lose_and_double_nothing(caseload, clock, database, letters):
    caseload.add(12)
    running, ended = [forks.fork(lambda first=first: forks.sweep_in_turn(first)) for first in range(3)], 0
    with builder(database) as admin:
        for _ in range(12):
            time.sleep(0.1)
            ended += bool(admin.execute(LEFT).fetchall())
    for number in running:
        forks.kill(number)
    finish(caseload, clock)
    assert ended > 0
    assert caseload.faults() == []


def test_four_workers_at_once_and_every_wake_up_twice_do_the_work_of_one(caseload, clock, database, letters):
    caseload.add(8)
    assert forks.all_at_once(4) == [True] * 4
    assert forks.all_at_once(4) == [True] * 4
    assert caseload.is_done()
    assert caseload.faults() == []
    assert max(forks.mails_in(letters).values()) == 1


def test_a_row_that_somebody_holds_is_passed_over_and_taken_when_it_is_free(caseload, clock, database, letters):
    caseload.add(3)
    with builder(database) as admin, admin.transaction():
        admin.execute("select 1 from referrals_change where child_id = %s for update", [caseload.children[0].pk])
        assert forks.all_at_once(1) == [True]
        assert caseload.counted() == 6
    finish(caseload, clock)
    assert caseload.faults() == []
