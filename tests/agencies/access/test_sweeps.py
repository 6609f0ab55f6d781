"""The third door: what is due is taken row by row, and one that fails holds up nobody."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command

from agencies.access import sweeps
from agencies.access.sweeps import sweep
from agencies.audit.models import Heartbeat
from referrals.duties.models import Duty
from referrals.missing.models import Change, Episode
from tests.database import building
from tests.factories import child_of
from tests.factories.missing import all_of, change_of, duty_of, episode_of, now_of

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
BY = "escalation.ladder"


class BrokenRule(Exception):
    pass


@pytest.fixture
def duties(cast, clock):
    clock.set(NOW)
    child = child_of(cast, "northford", "Kai", "Reed", reference="KAI")
    return [duty_of(cast, child, NOW - timedelta(hours=hours)) for hours in (3, 2, 1)]


@pytest.fixture
def run(job_login):
    def run(action, **more):
        with job_login():
            return sweep(action, duty=Duty.objects.to_climb, by=BY, **more)

    return run


def close(*, duty, by, at):
    duty.done_at = at
    duty.save(update_fields=["done_at"])


def failing_on(bad):
    def action(*, duty, by, at):
        close(duty=duty, by=by, at=at)
        if duty.pk == bad.pk:
            raise BrokenRule

    return action


def test_what_is_due_is_taken_oldest_first_and_only_once(duties, run):
    taken = []
    assert run(lambda *, duty, by, at: (taken.append(duty.pk), close(duty=duty, by=by, at=at))) == 3
    assert taken == [duty.pk for duty in duties]
    assert run(close) == 0


def test_the_second_heart_begins_at_the_other_end(duties, run):
    taken = []
    with sweeps.newest_first():
        run(lambda *, duty, by, at: (taken.append(duty.pk), close(duty=duty, by=by, at=at)))
    assert taken == [duty.pk for duty in reversed(duties)]


def test_a_row_that_fails_leaves_no_trace_but_its_failure_and_holds_up_nobody(duties, run):
    bad, *good = duties
    assert run(failing_on(bad)) == 3
    held = now_of(Duty, bad.pk)
    assert (held.done_at, held.attempts, held.due_at, held.climbs_at) == (None, 1, bad.due_at, bad.climbs_at)
    assert held.put_off_until > NOW
    assert all(now_of(Duty, duty.pk).done_at for duty in good)


def test_a_row_whose_keys_fail_only_at_commit_is_put_off_like_any_other(duties, run):
    bad, *good = duties

    def dangle(*, duty, by, at):
        duty.done_at = at
        if duty.pk == bad.pk:
            duty.done_by_id = uuid4()
        duty.save(update_fields=["done_at", "done_by"])

    run(dangle)
    assert now_of(Duty, bad.pk).attempts == 1
    assert all(now_of(Duty, duty.pk).done_at for duty in good)


def test_after_eight_failures_a_row_waits_for_people_and_counts_as_late(duties, run, clock):
    bad = duties[0]
    for _ in range(12):
        run(failing_on(bad))
        clock.forward(minutes=2, seconds=1)
    held = now_of(Duty, bad.pk)
    assert (held.attempts, held.done_at) == (8, None)
    assert held.quarantined_at - NOW < timedelta(minutes=15)
    [lag] = [lag for lag in sweeps.lags() if lag.sweep == BY]
    assert (lag.stuck, lag.oldest_due_at) == (1, bad.climbs_at)


def test_people_see_what_was_given_up_on_and_let_the_sweep_try_again(duties, run, job_login, capsys):
    bad = duties[0]
    with building():
        Duty._base_manager.filter(pk=bad.pk).update(attempts=8, put_off_until=NOW + timedelta(hours=1), quarantined_at=NOW)
    with job_login():
        call_command("stuck")
        assert f"Duty {bad.pk}" in capsys.readouterr().out
        call_command("stuck", "--again")
        call_command("stuck")
    assert capsys.readouterr().out.splitlines()[-1] == "patterns.look: 0 will be tried again."
    run(close)
    assert now_of(Duty, bad.pk).done_at


def test_a_row_that_succeeds_at_last_has_its_failures_forgotten(duties, run, clock):
    run(failing_on(duties[0]))
    clock.forward(seconds=16)
    run(lambda *, duty, by, at: close(duty=duty, by=by, at=at))
    held = now_of(Duty, duties[0].pk)
    assert (held.attempts, held.put_off_until, held.done_at is None) == (0, None, False)


def test_an_absence_that_is_put_off_keeps_its_mark(cast, clock, job_login):
    clock.set(NOW)
    episode = episode_of(cast, child_of(cast, "northford", "Kai", "Reed", reference="KAI"), NOW - timedelta(hours=30), away=None)
    mark = NOW - timedelta(hours=6)
    with building():
        Episode._base_manager.filter(pk=episode.pk).update(next_mark_at=mark)
    with job_login():
        assert sweep(_fail, episode=Episode.objects.past_mark, by="missing.marks") == 1
    assert now_of(Episode, episode.pk).next_mark_at == mark


def _fail(**anything):
    raise BrokenRule


def test_a_pass_that_went_through_leaves_a_sign_of_life_and_one_that_broke_off_does_not(duties, run, clock):
    run(failing_on(duties[0]))
    [first] = all_of(Heartbeat, sweep=BY)
    assert (first.taken, first.failed) == (3, 1)
    clock.forward(minutes=1)

    class Killed(BaseException):
        pass

    def die(*, duty, by, at):
        raise Killed

    with pytest.raises(Killed):
        run(die)
    assert all_of(Heartbeat, sweep=BY) == [first]


def test_a_machine_whose_clock_is_minutes_off_pushes_nothing_and_leaves_no_sign_of_life(duties, run, monkeypatch):
    real = sweeps.time.time
    monkeypatch.setattr(sweeps.time, "time", lambda: real() + 301)
    assert run(close) == 0
    assert all_of(Heartbeat) == []


def test_a_clock_that_is_half_a_minute_off_is_told(duties, run, monkeypatch, caplog):
    real = sweeps.time.time
    monkeypatch.setattr(sweeps.time, "time", lambda: real() - 45)
    assert run(close) == 3
    assert "clocks" in caplog.text


def test_a_job_reads_no_rows_without_saying_who_it_is(cast, clock, job_login):
    clock.set(NOW)
    child = child_of(cast, "northford", "Kai", "Reed", reference="KAI")
    change_of(episode_of(cast, child, NOW - timedelta(hours=9)))
    with job_login():
        assert Change._base_manager.count() == 0
        with sweeps.acting(sweeps.system("escalation.ladder")):
            assert Change.objects.count() == 0
        with sweeps.acting(sweeps.system("patterns.look")):
            assert Change.objects.count() == 1
