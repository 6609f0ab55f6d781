"""The usual hours and the usual day of a child's absences."""

from datetime import UTC, datetime, timedelta

import pytest

from referrals.casefile.rules import hours_of, usual_day, usual_hours

THURSDAY = datetime(2026, 6, 4, tzinfo=UTC)


def counts(**hours):
    return [hours.get(f"h{hour}", 0) for hour in range(24)]


@pytest.mark.parametrize(
    ("hours", "usual"),
    [
        (counts(h16=2, h17=1), (16, 17)),
        (counts(h16=2, h18=2), (16, 19)),
        (counts(h23=2, h0=1, h1=1), (23, 1)),
        (counts(h23=2, h0=3, h1=1), (23, 1)),
        (counts(h1=1, h2=1), None),
        (counts(h0=1, h8=1, h16=1), None),
        (counts(h0=1, h9=1), None),
        ([0] * 24, None),
        ([5] * 24, None),
    ],
)
def test_usual_is_the_shortest_stretch_with_two_thirds_of_the_times_over_midnight_too(hours, usual):
    assert usual_hours(hours) == usual


def test_hours_are_those_of_the_local_clock():
    assert hours_of([datetime(2026, 6, 4, 16, 30, tzinfo=UTC), datetime(2026, 1, 8, 16, 30, tzinfo=UTC)])[16:18] == [1, 1]


@pytest.mark.parametrize(("weeks", "others", "usual"), [(3, 0, ("Thursday", 3)), (2, 0, None), (3, 4, ("Thursday", 3)), (3, 5, None)])
def test_a_day_is_usual_from_three_times_and_two_in_five_on(weeks, others, usual):
    thursdays = [THURSDAY + timedelta(days=7 * week) for week in range(weeks)]
    spread = [THURSDAY + timedelta(days=1 + other) for other in (0, 1, 2, 3, 4)[:others]]
    assert usual_day(thursdays + spread) == usual
