"""Why a child is on the list of the weekly meeting: sentences about facts, in a fixed order; never a number alone."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Facts:
    """What is known of one child today. `flags` and `overdue` are sentences of their own rooms, oldest first."""

    missing_since: datetime | None = None
    is_first_time: bool = False
    flags: tuple[str, ...] = field(default_factory=tuple)
    overdue: tuple[str, ...] = field(default_factory=tuple)


def hours_between(start: datetime, end: datetime) -> int:
    """Whole elapsed hours."""
    return int((end - start) / timedelta(hours=1))


def reasons_to_list(facts: Facts, at: datetime) -> list[str]:
    """Every reason, the child's absence first. Empty when nothing puts the child on the list."""
    reasons = []
    if facts.missing_since:
        first = ", for the first time" if facts.is_first_time else ""
        reasons.append(f"Missing now, for {hours_between(facts.missing_since, at)} hours{first}.")
    reasons += [f"Flag: {flag}" for flag in facts.flags]
    reasons += [f"Overdue: {duty}." for duty in facts.overdue]
    return reasons


def kinds_of(facts: Facts) -> frozenset[str]:
    """Which filters of the list the child answers to."""
    present = {"missing": facts.missing_since, "flag": facts.flags, "overdue": facts.overdue}
    return frozenset(kind for kind, found in present.items() if found)


def rank(facts: Facts) -> tuple:
    """Missing now before all others; then by how many kinds of reason there are. A first absence is never sorted below a repeated one."""
    return (facts.missing_since is None, -len(kinds_of(facts)), -len(facts.flags))
