"""Draws with the shape of the published figures: how often, when, for how long, and with which risk band.

Counts per child and durations follow the national tables of looked-after children; gaps, hours of the day, types and bands are
this project's assumptions, and a demonstration must not show them as facts.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from referrals.clocks import local, utc

MOST = 250
YEAR_HOURS = 364 * 24.0
LONGEST_HOURS = 80 * 24.0
CROWDED = 0.8
BANDS = (("HIGH", 0.10), ("MEDIUM", 0.75), ("LOW", 0.15))
HOURS = ((18, 24, 0.50), (0, 8, 0.20), (8, 12, 0.10), (12, 16, 0.14), (16, 18, 0.06))
LOOKED_AFTER, OTHERS = (0.611, 1.585), (-0.40, 1.60)
MISSING_NOW = 0.017


@dataclass(frozen=True)
class Span:
    """One absence in five times. Without the last two, the child is missing still."""

    last_seen_at: datetime
    discovered_at: datetime
    reported_at: datetime
    found_at: datetime | None
    returned_at: datetime | None
    retrospective: bool = False


def pick(rng: Random, shares: tuple[tuple, ...]) -> tuple:
    """One row of a table whose last column is its share."""
    return rng.choices(shares, [row[-1] for row in shares])[0]


def episodes_in_a_year(rng: Random, *, looked_after: bool) -> int:
    """How often a child goes missing in a year who does so at all: mostly once, a few very often."""
    return min(MOST, math.ceil(rng.lognormvariate(*(LOOKED_AFTER if looked_after else OTHERS))))


def hours_away(rng: Random) -> float:
    """Half are back within five hours; one in eight is away for more than two days."""
    return min(LONGEST_HOURS, max(0.1, rng.lognormvariate(1.6, 2.0)))


def hours_between(rng: Random) -> float:
    """From one return to the next absence: runs of a few days, with long quiet times between."""
    return rng.expovariate(1 / (6 * 24 if rng.random() < 0.7 else 60 * 24))


def spans(rng: Random, count: int, at: datetime) -> list[Span]:
    """So many absences of one child in the year before `at`, oldest first, none overlapping; the last one may not be over."""
    away = [hours_away(rng) for _ in range(count)]
    gaps = [hours_between(rng) for _ in range(count - 1)]
    away, gaps = _fitted(away, gaps)
    begins = utc(at) - timedelta(hours=rng.uniform(sum(away) + sum(gaps) + 4, YEAR_HOURS))
    made, free = [], begins - timedelta(days=1)
    for hours, gap in zip(away, [*gaps, 0.0], strict=True):
        start = _at_a_likely_hour(rng, begins, free)
        made.append(_span(rng, start, hours))
        free = made[-1].returned_at
        begins = max(start + timedelta(hours=hours), free) + timedelta(hours=gap)
    made = [span for span in made if span.returned_at <= at]
    return [*made[:-1], _still_missing(rng, made, at)] if made and rng.random() < MISSING_NOW else made


def _fitted(away: list[float], gaps: list[float]) -> tuple[list[float], list[float]]:
    """The year is only so long: gaps give way first, then the longest absences."""
    room = YEAR_HOURS * CROWDED
    cap = LONGEST_HOURS
    while sum(away) > room:
        cap /= 2
        away = [min(hours, cap) for hours in away]
    left = YEAR_HOURS * 0.95 - sum(away)
    squeeze = min(1.0, left / sum(gaps)) if gaps else 1.0
    return away, [gap * squeeze for gap in gaps]


def _at_a_likely_hour(rng: Random, begins: datetime, free: datetime) -> datetime:
    """Near the instant, at an hour at which children go missing, and after the last return."""
    low, high, _ = pick(rng, HOURS)
    wanted = local(begins).replace(hour=rng.randrange(low, high), minute=rng.randrange(60), second=0, microsecond=0)
    start = utc(wanted)
    return start if start > free else free + timedelta(minutes=rng.randint(5, 240))


def _span(rng: Random, start: datetime, hours: float) -> Span:
    found = start + timedelta(hours=hours)
    discovered = start + timedelta(hours=min(3.0, hours * rng.uniform(0.02, 0.3)))
    retrospective = rng.random() < 0.02
    reported = (found if retrospective else discovered) + timedelta(hours=min(2.0, hours * rng.uniform(0.02, 0.3)))
    returned = max(found, reported) + timedelta(minutes=rng.uniform(5, 90))
    return Span(*(time.replace(microsecond=0) for time in (start, discovered, reported, found, returned)), retrospective)


def _still_missing(rng: Random, made: list[Span], at: datetime) -> Span:
    """The child's last absence, moved so that it is not over yet."""
    before = made[-2].returned_at if len(made) > 1 else utc(at) - timedelta(days=30)
    hours = min(rng.lognormvariate(2.6, 1.2), (utc(at) - before) / timedelta(hours=1) * 0.9)
    start = (utc(at) - timedelta(hours=hours)).replace(microsecond=0)
    reported = start + timedelta(hours=min(2.0, hours / 3))
    return Span(start, start + (reported - start) / 2, reported, None, None)
