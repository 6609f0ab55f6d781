"""The sweep over absences: each mark once, and for as long as the child is away."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from referrals.duties.models import Duty
from referrals.missing.models import Episode
from referrals.missing.tasks import pass_marks
from tests.factories import child_of
from tests.referrals.missing.absences import bring_home, report

LONDON = ZoneInfo("Europe/London")
SEEN = datetime(2026, 5, 2, 23, 10, tzinfo=LONDON)


@pytest.fixture
def missing(cast, clock):
    clock.set(SEEN + timedelta(hours=1))
    return report(cast, "Ben", child_of(cast, "northford", "Jake", "Arden", reference="JAKE"), SEEN)


def marks_of(cast):
    with cast.acting("Nia"):
        return [duty.starts_at for duty in Duty.objects.filter(clock="LONG_ABSENCE").order_by("starts_at")]


def sweep(job_login, times=1):
    for _ in range(times):
        with job_login():
            pass_marks()


def test_at_43_each_mark_of_a_long_absence_binds_the_responsible_authority_once(cast, clock, missing, job_login):
    expected = []
    for day, hour in ((3, 23), (5, 23), (9, 23), (30, 23)):
        mark = datetime(2026, 5, day, hour, 10, tzinfo=LONDON)
        clock.set(mark - timedelta(seconds=5))
        sweep(job_login)
        assert marks_of(cast) == expected
        clock.set(mark + timedelta(seconds=1))
        sweep(job_login, times=3)
        expected.append(mark)
        assert marks_of(cast) == expected
    with cast.acting("Ben"):
        assert Episode.objects.get(pk=missing.pk).next_mark_at is None


def test_a_sweep_that_comes_late_passes_every_mark_that_it_missed(cast, clock, missing, job_login):
    clock.set(SEEN + timedelta(days=8))
    sweep(job_login)
    assert len(marks_of(cast)) == 3


def test_a_child_who_is_home_passes_no_mark(cast, clock, missing, job_login):
    bring_home(cast, "Ben", missing, SEEN + timedelta(hours=20))
    clock.set(SEEN + timedelta(days=2))
    sweep(job_login)
    assert marks_of(cast) == []
