"""Real workers, killed in the middle of their work, and a Redis that forgets everything: nothing due is lost, nothing is doubled."""

import time
from collections import Counter

from agencies.notices.models import Notice
from tests.chaos.harness import eventually, waiting_for_a_lock
from tests.database import builder, building

CHILDREN = 40


def test_a_worker_killed_in_mid_sweep_and_a_flushed_redis_lose_no_duty_and_double_no_flag_or_notice(service, broker, caseload, database):
    caseload.add(CHILDREN)
    for _ in range(3):
        worker = service.worker()
        broker.wake(times=3)
        before = caseload.counted()
        eventually(lambda before=before: caseload.counted() > before or caseload.is_done(), what="the sweep has begun")
        kill_in_mid_sweep(service, worker, database)
        broker.ask("flushall")
        assert broker.ask("dbsize") == 0
    assert not caseload.is_done(), "the worker was too fast to be killed in the middle"
    service.worker()
    wake_until_done(broker, caseload)
    assert caseload.faults() == []
    assert_every_notice_was_mailed(service)


def kill_in_mid_sweep(service, worker, database):
    """A sweep that has written half of its row, flag and duty but not yet the notice, stands before a locked table; then it dies."""
    with builder(database) as admin, admin.transaction():
        admin.execute("lock table agencies_notice in share row exclusive mode")
        eventually(lambda: waiting_for_a_lock(admin), seconds=10, what="a sweep stands in the middle")
        service.kill(worker)


def wake_until_done(broker, caseload, seconds=60):
    def done():
        broker.wake()
        return caseload.is_done()

    eventually(done, seconds=seconds, what="everything due is done")


def assert_every_notice_was_mailed(service):
    with building():
        told = Notice.objects.filter(team__email__gt="").count()
    mails = Counter(service.mails())
    assert len(mails) == told
    assert sum(mails.values()) <= told + 12, "a mail is repeated only when its relay was killed"


def test_two_beats_a_second_heart_and_a_crowd_of_workers_do_the_work_of_one(service, broker, caseload):
    service.worker(concurrency=4)
    service.beat("beat-a"), service.beat("beat-b"), service.heart()
    broker.wake(times=50)
    for _ in range(4):
        caseload.add(10)
        time.sleep(5)  # beats wake the worker every 15 seconds
    eventually(caseload.is_done, seconds=60, what="everything due is done")
    assert caseload.faults() == []
    assert_every_notice_was_mailed(service)


def test_without_any_redis_the_second_heart_does_it_all(service, broker, caseload):
    broker.kill()
    caseload.add(5)
    service.heart()
    eventually(caseload.is_done, seconds=60, what="everything due is done")
    assert caseload.faults() == []
