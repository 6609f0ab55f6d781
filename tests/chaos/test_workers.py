"""Real workers, killed in the middle of their work, and a Redis that forgets everything: nothing due is lost, nothing is doubled."""

import time
from collections import Counter
from functools import partial

from agencies.notices.models import Notice
from tests.chaos.harness import eventually, waiting_for_a_lock
from tests.database import builder, building

CHILDREN = 40


def test_a_worker_killed_in_mid_sweep_and_a_flushed_redis_lose_no_duty_and_double_no_flag_or_notice(service, broker, caseload, database):
    caseload.add(CHILDREN)
    for _ in range(3):
        kill_a_worker_in_mid_sweep(service, broker, database, caseload.children[CHILDREN // 2])
        broker.ask("flushall")
        assert broker.ask("dbsize") == 0
    assert 0 < caseload.counted() < CHILDREN * 3
    service.worker()
    broker.wake_until(caseload.is_done, what="everything due is done")
    assert caseload.faults() == []
    assert_every_notice_was_mailed(service)


def kill_a_worker_in_mid_sweep(service, broker, database, child):
    """While the child's own row is held, a sweep that has written her flags, duties and notices cannot commit them; there it dies."""
    with builder(database) as admin, admin.transaction():
        admin.execute("select 1 from referrals_child where id = %s for update", [child.pk])
        worker = service.worker()
        broker.wake_until(lambda: waiting_for_a_lock(admin), what="a sweep stands in the middle")
        service.kill(worker)


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
    eventually(caseload.is_done, what="everything due is done")
    assert caseload.faults() == []
    assert_every_notice_was_mailed(service)


def test_without_any_redis_the_second_heart_does_it_all(service, broker, caseload):
    broker.kill()
    caseload.add(5)
    service.heart()
    eventually(caseload.is_done, what="everything due is done")
    assert caseload.faults() == []


def test_a_redis_that_is_killed_and_comes_back_empty_leaves_no_deaf_worker_behind(service, broker, caseload):
    """A worker whose answer was lost ends, for its supervisor to start another; one that had nothing in hand listens again."""
    worker = service.worker()
    for _ in range(3):
        broker.wake(times=20)
        time.sleep(0.5)
        broker.kill()
        caseload.add(5)
        time.sleep(2)
        broker.start()
        assert broker.ask("dbsize") == 0
        broker.wake_until(partial(is_at_work_or_ended, worker, caseload), what="the worker works, or has ended")
        worker = worker if worker.poll() is None else service.worker()
    broker.wake_until(caseload.is_done, what="everything due is done")
    assert caseload.faults() == []


def is_at_work_or_ended(worker, caseload):
    return caseload.is_done() or worker.poll() is not None
