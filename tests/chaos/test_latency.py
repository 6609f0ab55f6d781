"""From the instant at which a duty is due to the notice: a minute at most, with one mechanism alone. Longer: make latency."""

import os
from datetime import timedelta
from random import Random

import pytest

from agencies.notices.models import Notice
from referrals.clocks import Clock
from referrals.duties.models import Duty
from tests.chaos.harness import eventually
from tests.database import builder, building
from tests.factories.missing import all_of

SECONDS, A_SECOND = int(os.environ.get("SECONDS_LONG", "8")), 4


@pytest.fixture
def falling_due(caseload, database):
    """Interviews that run out one after the other while the mechanism is at work, by the database's clock."""

    def falling_due():
        caseload.add(A_SECOND * SECONDS, uncounted=1)
        with builder(database) as admin:
            now = admin.execute("select now()").fetchone()[0]
        rnd = Random(7)
        with building():
            for duty in Duty._base_manager.filter(clock=Clock.RETURN_INTERVIEW.name):
                at = now + timedelta(seconds=rnd.uniform(0, SECONDS))
                Duty._base_manager.filter(pk=duty.pk).update(starts_at=at - timedelta(hours=72), due_at=at, climbs_at=at)

    return falling_due


def latencies():
    """In seconds, for every interview's first notice."""
    due = {str(duty.pk): duty.due_at for duty in all_of(Duty, clock=Clock.RETURN_INTERVIEW.name)}
    told = [notice for notice in all_of(Notice, kind="duty.overdue") if notice.key.split(":")[1] in due]
    return sorted((notice.told_at - due[notice.key.split(":")[1]]).total_seconds() for notice in told)


@pytest.mark.parametrize("alone", ["the second heart", "one beat and a worker"])
def test_with_one_mechanism_alone_whoever_must_know_is_told_within_a_minute(alone, service, broker, falling_due):
    falling_due()
    if alone == "the second heart":
        broker.kill()
        service.start("heart", "manage.py", "heart", "--every", "30" if SECONDS > 60 else "2")
    else:
        service.worker()
        service.beat("beat-a")
    eventually(lambda: len(latencies()) == A_SECOND * SECONDS, seconds=SECONDS + 120, what="everybody is told")
    found = latencies()
    p50, p99 = found[len(found) // 2], found[min(len(found) - 1, int(len(found) * 0.99))]
    print(f"{alone}: {len(found)} duties, p50 {p50:.1f} s, p99 {p99:.1f} s, longest {found[-1]:.1f} s")
    assert found[0] >= 0
    assert p99 < 60
