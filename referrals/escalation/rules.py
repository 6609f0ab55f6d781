"""The ladder: an overdue duty becomes the business of one more person at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.clocks import LADDERS, Clock, Hours, Rung, next_climb


@dataclass(frozen=True)
class Step:
    """At this stage this rung is told, once the duty is overdue by so much."""

    stage: int
    who: Rung
    overdue_by: timedelta


@dataclass(frozen=True)
class Climb:
    """One step up: the stage reached, who is told, and when the next look is. No next look above the last rung."""

    stage: int
    who: Rung
    next_at: datetime | None


def ladder(clock: Clock) -> tuple[Step, ...]:
    """Every step of a clock's ladder, lowest first."""
    return tuple(Step(stage, who, wait) for stage, (who, wait) in enumerate(LADDERS[clock.value.pace], start=1))


def steps_from(clock: Clock, stage: int) -> tuple[Step, ...]:
    """The step that reaches this stage, and those above it, for when nobody stands there."""
    return tuple(step for step in ladder(clock) if step.stage >= stage)


def climb(clock: Clock, due_at: datetime, stage: int, at: datetime, hours: Hours | None = None) -> Climb | None:
    """The step that a duty at `stage` takes at this time. None when it is not due to climb, or nobody stands above.

    One step, however long nobody looked: whoever is told next has not been told before.
    """
    due = next_climb(clock, due_at, stage, hours)
    if due is None or at < due:
        return None
    step = steps_from(clock, stage + 1)[0]
    return Climb(step.stage, step.who, next_climb(clock, due_at, step.stage, hours))
