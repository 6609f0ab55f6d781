"""A job reads as a person does: each row it takes leaves a look, with the children it read; where there is no log, there is no look."""

from datetime import timedelta

import pytest

from agencies.access import sweeps
from agencies.access.sweeps import sweep
from agencies.words import Outcome
from referrals.duties.models import Duty
from referrals.escalation.tasks import climb_overdue
from referrals.missing.models import Change, Episode
from referrals.missing.tasks import pass_marks
from referrals.patterns.tasks import look_for_patterns
from tests.agencies.access.test_sweeps import NOW, close, failing_on
from tests.agencies.scenes import log_of, shown_by
from tests.database import building
from tests.factories import child_of
from tests.factories.missing import all_of, change_of, duty_of, episode_of, now_of
from tests.referrals.missing.browsing import text_of


@pytest.fixture
def child(cast, clock):
    clock.set(NOW)
    return child_of(cast, "northford", "Kai", "Reed", reference="KAI")


@pytest.fixture
def run(job_login):
    def run(job):
        with job_login():
            job()

    return run


def looks(database, job):
    return log_of(database, f"verb = '{job}'")


def test_at_74_the_sweep_of_patterns_leaves_a_look_with_the_child_and_whose_episodes_it_read(cast, child, run, database):
    episode = episode_of(cast, child, NOW - timedelta(hours=9))
    change_of(episode)
    run(look_for_patterns)
    [look] = looks(database, "patterns.look")
    assert (look["actor"], look["actor_name"], look["role"], look["action"]) == (None, "patterns.look", "system", "consultation")
    assert (look["child_id"], look["owner_agency"], look["outcome"]) == (child.pk, episode.owner_id, Outcome.DONE)
    read = {row[1:3] for row in shown_by(database, look["key"]) if row[0] == child.pk}
    assert read == {("identity", 1), ("identity", 3), ("missing", 3)}  # of the identity the day of birth alone, which a rule asks for


def test_at_74_the_sweep_of_absences_leaves_a_look_and_its_deeds_in_one_request(cast, child, run, database):
    episode = episode_of(cast, child, NOW - timedelta(hours=30), away=None)
    with building():
        Episode._base_manager.filter(pk=episode.pk).update(next_mark_at=NOW - timedelta(hours=6))
    run(pass_marks)
    [look], [deed] = looks(database, "missing.marks"), log_of(database, "verb = 'missing.pass_mark'")
    assert (look["request_id"], look["resource_id"]) == (deed["request_id"], episode.pk)
    assert (child.pk, "missing", 3, "") in shown_by(database, look["key"])


def test_at_74_the_sweep_of_duties_leaves_one_look_for_each_row_it_took_and_none_for_an_empty_pass(cast, child, run, database):
    for hours in (3, 2):
        duty_of(cast, child, NOW - timedelta(hours=hours))
    run(climb_overdue)
    taken = looks(database, "escalation.ladder")
    assert [(look["child_id"], look["owner_agency"]) for look in taken] == [(child.pk, cast.agencies["northford"].pk)] * 2
    run(climb_overdue)
    assert len(looks(database, "escalation.ladder")) == 2


def test_at_74_a_row_that_fails_was_read_all_the_same(cast, child, job_login, database):
    episode = episode_of(cast, child, NOW - timedelta(hours=9))
    change_of(episode)

    def read_and_fail(*, change, by, at):
        list(Episode.objects.filter(child=change.child_id))
        raise ZeroDivisionError

    with job_login():
        sweep(read_and_fail, change=Change.objects.to_count, by="patterns.look")
    [look] = looks(database, "patterns.look")
    assert look["outcome"] == Outcome.FAILED
    assert [row[:3] for row in shown_by(database, look["key"])] == [(child.pk, "missing", 3)]


def test_at_74_where_the_look_cannot_be_written_the_step_is_undone_and_the_sweep_breaks_off(cast, child, job_login, database, monkeypatch):
    good, bad = (duty_of(cast, child, NOW - timedelta(hours=hours)) for hours in (3, 2))

    def broken(look):
        raise OSError("The log is full.")

    monkeypatch.setattr(sweeps, "write", broken)
    for action in (close, failing_on(good)):
        with job_login(), pytest.raises(OSError, match="The log is full"):
            sweep(action, duty=Duty.objects.to_climb, by="escalation.ladder")
    assert [(now_of(Duty, duty.pk).done_at, now_of(Duty, duty.pk).attempts) for duty in (good, bad)] == [(None, 0)] * 2
    assert log_of(database) == []


def test_at_74_an_officer_finds_what_the_jobs_read_of_a_child(cast, child, run, web):
    change_of(episode_of(cast, child, NOW - timedelta(hours=9)))
    duty_of(cast, child, NOW - timedelta(hours=3))
    run(look_for_patterns)
    run(climb_overdue)
    page = text_of(web("Joan").get("/looks/", {"q": "KAI", "first": "", "last": ""}))
    assert "Automatic check: looked for patterns in a child's episodes" in page
    assert "Automatic check: looked at an overdue duty" in page
    assert len(all_of(Duty)) == 1
