"""Why a child is on the list for the weekly meeting: reasons in words, most pressing first, and never a number alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from uuid import UUID

from referrals.clocks import local

DAYS_AFTER = timedelta(hours=48)


class Why(IntEnum):
    """Kinds of reason, most pressing first."""

    MISSING_NOW = 1
    FLAG = 2
    OVERDUE = 3


@dataclass(frozen=True)
class OpenFlag:
    """A flag that nobody has answered."""

    rule: str
    says: str
    raised_at: datetime


@dataclass(frozen=True)
class OpenDuty:
    """A duty that is not done, by its title."""

    title: str
    due_at: datetime


@dataclass(frozen=True)
class Facts:
    """What is known about one child and may be read by whoever sees the list."""

    child_id: UUID
    missing_since: datetime | None = None
    is_first_time: bool = False
    flags: tuple[OpenFlag, ...] = ()
    duties: tuple[OpenDuty, ...] = ()


@dataclass(frozen=True)
class Reason:
    """One reason, since when it holds, and the sentence that a page shows."""

    why: Why
    since: datetime
    says: str


@dataclass(frozen=True)
class Entry:
    """A child on the list, with every reason."""

    child_id: UUID
    reasons: tuple[Reason, ...]


def reasons_to_list(facts: Facts, at: datetime) -> tuple[Reason, ...]:
    """Why this child is on the list, most pressing first and the longest standing first among equals. Empty: not on it."""
    reasons = []
    if facts.missing_since and facts.missing_since <= at:
        first = ", for the first time" if facts.is_first_time else ""
        reasons.append(Reason(Why.MISSING_NOW, facts.missing_since, f"Missing now, for {spell(at - facts.missing_since)}{first}."))
    reasons += [Reason(Why.FLAG, flag.raised_at, flag.says) for flag in facts.flags]
    reasons += [
        Reason(Why.OVERDUE, duty.due_at, f"{duty.title}: was due {local(duty.due_at):%H:%M on} {_day(duty.due_at)}.")
        for duty in facts.duties
        if duty.due_at < at
    ]
    return tuple(sorted(reasons, key=lambda reason: (reason.why, reason.since)))


def weekly_list(everyone: Iterable[Facts], at: datetime) -> list[Entry]:
    """The children with a reason: those missing now first, then those with flags, then those with overdue duties.

    A short history is no reason to stand lower: among equals the order is by how long the first reason has stood.
    """
    entries = [Entry(facts.child_id, reasons) for facts in everyone if (reasons := reasons_to_list(facts, at))]
    return sorted(entries, key=lambda entry: (entry.reasons[0].why, entry.reasons[0].since, entry.child_id))


def spell(length: timedelta) -> str:
    """A length of time in the words of the trade: minutes, hours up to two days, then days."""
    if length < timedelta(hours=1):
        return _count(int(length.total_seconds() // 60), "minute")
    if length < DAYS_AFTER:
        return _count(int(length.total_seconds() // 3600), "hour")
    return _count(length.days, "day")


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _day(instant: datetime) -> str:
    shown = local(instant)
    return f"{shown.day} {shown:%B %Y}"
