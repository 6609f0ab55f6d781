"""Absences that are corrected, moved, taken back or joined are counted again; what was raised once is never raised twice."""

from datetime import date, timedelta

import pytest

from agencies.notices.models import Notice
from referrals.children import actions as children
from referrals.children.models import Child
from referrals.duties import actions as duties
from referrals.duties.models import Duty
from referrals.missing import actions, rules
from referrals.missing.models import Change, Episode
from tests.factories import child_of
from tests.factories.missing import all_of
from tests.referrals.missing.absences import bring_home, report
from tests.referrals.patterns.conftest import flags
from tests.referrals.patterns.facts import at

FIRST, BETWEEN, SECOND, NOON = at("2026-06-01 18:00"), at("2026-06-05 18:00"), at("2026-06-10 18:00"), at("2026-06-11 12:00")


@pytest.fixture
def twice(cast, child, clock, look):
    """Missing on two evenings, counted, and flagged by RM-03."""
    pair = []
    for seen in (FIRST, SECOND):
        clock.set(seen + timedelta(hours=1))
        pair.append(bring_home(cast, "Ben", report(cast, "Ben", child, seen), seen + timedelta(hours=4)))
        look()
    clock.set(NOON)
    assert raised() == {("RM-03", str(pair[1].pk)): None}
    return pair


def raised():
    """Each flag with the moment in which it was marked as corrected."""
    return {key: flag.corrected_at and "corrected" for key, flag in flags().items()}


def alerts():
    return [(notice.kind, notice.told_at) for notice in all_of(Notice) if notice.kind.startswith("flag.")]


def deed(cast, verb, episode, **said):
    with cast.acting("Ben") as ben:
        row = Episode.objects.get(pk=episode.pk)
        return getattr(actions, verb)(episode=row, reason="The record was wrong.", **said, by=ben, at=NOON)


def test_a_flag_ends_when_one_of_its_absences_never_was(cast, twice, look):
    told, reviews = alerts(), len(all_of(Duty, clock="REPEAT_MISSING_REVIEW"))
    deed(cast, "take_back", twice[0])
    look(times=3)
    assert raised() == {("RM-03", str(twice[1].pk)): "corrected"}
    assert (alerts(), len(all_of(Duty, clock="REPEAT_MISSING_REVIEW"))) == (told, reviews)


def test_a_flag_ends_when_the_absence_that_completed_it_is_moved_and_the_right_child_is_counted(cast, twice, look):
    other = child_of(cast, "northford", "Ada", "Birch", reference="ADA")
    bring_home(cast, "Ben", report(cast, "Ben", other, BETWEEN), BETWEEN + timedelta(hours=4))
    look()
    with cast.acting("Ben"):
        right = Child.objects.get(pk=other.pk)
    moved = deed(cast, "move", twice[1], child=right)
    look(times=3)
    assert raised() == {("RM-03", str(twice[1].pk)): "corrected", ("RM-03", str(moved.pk)): None}
    assert flags()["RM-03", str(moved.pk)].child_id == other.pk
    assert len(alerts()) == 2


def test_two_records_of_one_absence_count_once(cast, twice, look):
    deed(cast, "join", twice[1], kept=twice[0])
    look(times=2)
    assert raised()["RM-03", str(twice[1].pk)] == "corrected"


def test_a_time_corrected_out_of_the_window_and_back_marks_the_flag_and_lifts_the_mark_without_another_alert(cast, twice, look):
    told = alerts()
    first = twice[0]
    with cast.acting("Ben"):
        known = Episode.objects.get(pk=first.pk).times()
    out = rules.Times(at("2026-04-01 18:00"), None, at("2026-04-01 19:00"), at("2026-04-01 22:00"), at("2026-04-01 22:00"))
    deed(cast, "correct", first, now=out)
    look()
    assert raised() == {("RM-03", str(twice[1].pk)): "corrected"}
    deed(cast, "correct", first, now=rules.Times(*known))
    look()
    assert raised() == {("RM-03", str(twice[1].pk)): None}
    assert alerts() == told


def test_a_child_whose_open_episode_was_recorded_in_error_is_looked_at_no_more(cast, child, clock, look):
    clock.set(FIRST + timedelta(hours=1))
    episode = report(cast, "Ben", child, FIRST)
    look()
    with cast.acting("Ben") as ben:
        actions.take_back(episode=episode, reason="At school.", by=ben, at=FIRST + timedelta(hours=2))
    clock.set(FIRST + timedelta(hours=30))
    look(times=2)
    assert flags() == {}
    assert all(change.counted_at for change in all_of(Change))


def owed(clock):
    return [duty.done_at and ("ended" if duty.done_by_id is None else "done") for duty in all_of(Duty, clock=clock)]


def test_what_a_flag_asked_for_ends_with_it_and_is_owed_again_by_the_time_of_before_when_it_is_true_after_all(cast, twice, look, correct):
    [review] = all_of(Duty, clock="REPEAT_MISSING_REVIEW")
    correct(twice[0], NOON, mistaken_at=NOON)
    look()
    assert owed("REPEAT_MISSING_REVIEW") == ["ended"]
    correct(twice[0], NOON, mistaken_at=None)
    look()
    assert owed("REPEAT_MISSING_REVIEW") == [None]
    [again] = all_of(Duty, clock="REPEAT_MISSING_REVIEW")
    assert (again.pk, again.due_at) == (review.pk, review.due_at)


def test_what_somebody_has_done_already_stays_done(cast, twice, look, correct):
    with cast.acting("Nia") as nia:
        duties.done(duty=Duty.objects.get(clock="REPEAT_MISSING_REVIEW"), by=nia, at=NOON)
    correct(twice[0], NOON, mistaken_at=NOON)
    look()
    correct(twice[0], NOON, mistaken_at=None)
    look()
    assert owed("REPEAT_MISSING_REVIEW") == ["done"]


def test_a_birthday_that_is_put_right_counts_her_absences_again_by_her_age(cast, absent, child, look):
    [episode] = absent("2026-05-02")
    look()
    assert ("RM-01", str(episode.pk)) not in raised()
    for born_on, becomes in ((date(2015, 2, 1), None), (date(2009, 2, 1), "corrected"), (date(2015, 2, 1), None)):
        with cast.acting("Nia") as nia:
            children.correct(child=Child.objects.get(pk=child.pk), who={"born_on": born_on}, by=nia, at=NOON)
        look()
        assert raised()["RM-01", str(episode.pk)] == becomes
