"""What a child's absences have in common, as somebody would say it: the usual hours, the usual day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from referrals.clocks import local

HOURS, ENOUGH, LONGEST = 24, 3, 8
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def hours_of(moments: Iterable[datetime]) -> list[int]:
    """How many of these moments lie in each of the 24 hours of the local clock."""
    counted = Counter(local(moment).hour for moment in moments)
    return [counted[hour] for hour in range(HOURS)]


def usual_hours(counts: Sequence[int]) -> tuple[int, int] | None:
    """The shortest stretch of the clock with two thirds of the times: from this full hour until that one, over midnight too.

    None with fewer than three times, or where the stretch is longer than eight hours: then nothing is usual.
    """
    whole = sum(counts)
    if whole < ENOUGH:
        return None
    for length in range(1, LONGEST + 1):
        held = [sum(counts[(first + step) % HOURS] for step in range(length)) for first in range(HOURS)]
        if max(held) * 3 >= whole * 2:
            first = held.index(max(held))
            return first, (first + length) % HOURS
    return None


def usual_day(moments: Iterable[datetime]) -> tuple[str, int] | None:
    """The weekday on which most began, with their number, where it is at least three and at least two in five."""
    counted = Counter(local(moment).weekday() for moment in moments)
    if not counted:
        return None
    day, number = max(counted.items(), key=lambda pair: (pair[1], -pair[0]))
    return (DAYS[day], number) if number >= ENOUGH and number * 5 >= counted.total() * 2 else None
