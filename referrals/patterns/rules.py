"""Rules about what no single contact shows. Each has a number and a version; a flag names both, and the events that were counted.

A window counts whole days by the local date on which an event starts, and its first day is inside it: starts on 31 May,
15 June and 30 June are three within 30 days. A flag belongs to the event that completed the pattern, so counting again
finds the same flags, and one more event finds one more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from itertools import groupby
from typing import Any
from uuid import UUID

from referrals.clocks import LONDON, Clock
from referrals.missing.codes import AWAY, MISSING
from referrals.patterns.codes import ANSWERS

POLICE = ""


@dataclass(frozen=True)
class Start:
    """An episode began: whose, when, and of which council type. A child who is not looked after has no council type."""

    episode_id: UUID
    child_id: UUID
    at: datetime
    kind: str = POLICE


@dataclass(frozen=True)
class Rule:
    """So many starts of these kinds within so many days, and what somebody must then do by which clocks."""

    number: str
    version: int
    window_days: int
    count: int
    kinds: frozenset[str]
    action_clock: Clock
    says: str
    further_clocks: tuple[Clock, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A rule came true with one event. `episode_ids` are the events in the window, first to last."""

    rule: str
    version: int
    child_id: UUID
    completed_by: UUID
    episode_ids: tuple[UUID, ...]
    says: str

    @property
    def key(self) -> tuple[str, UUID, UUID]:
        """By this a flag is raised once, however often the events are counted."""
        return self.rule, self.child_id, self.completed_by


RM_03 = Rule(
    "RM-03",
    1,
    28,
    2,
    frozenset({POLICE, MISSING}),
    Clock.REPEAT_MISSING_REVIEW,
    "Review with the missing coordinator within 2 working days, exploitation screening within 5.",
    further_clocks=(Clock.EXPLOITATION_SCREENING,),
)
RM_04 = Rule(
    "RM-04",
    1,
    30,
    3,
    frozenset({POLICE, MISSING}),
    Clock.STRATEGY_DISCUSSION,
    "Strategy discussion within 1 working day.",
)
RULES = (RM_03, RM_04)
BY_NUMBER = {rule.number: rule for rule in RULES}


def locally(rule: Rule, said: Any) -> Rule | None:
    """The rule as the responsible authority runs it: None where it is switched off.

    `said` is true or false, or names what differs: `is_on`, `count`, `window_days`, `counts_away` (absences of type A count too).
    """
    if not isinstance(said, dict):
        return rule if said else None
    if not said.get("is_on", True):
        return None
    kinds = rule.kinds | {AWAY} if said.get("counts_away") else rule.kinds
    return replace(rule, count=said.get("count", rule.count), window_days=said.get("window_days", rule.window_days), kinds=kinds)


def fired(rule: Rule, starts: Iterable[Start], tz: tzinfo = LONDON) -> list[Finding]:
    """Every event that completed the pattern, oldest first. `starts` may hold several children, in any order."""
    counted = sorted({start for start in starts if start.kind in rule.kinds}, key=_by_child)
    return [
        finding for _, events in groupby(counted, key=lambda start: start.child_id) for finding in _of_one_child(rule, list(events), tz)
    ]


def fired_with(rule: Rule, starts: Iterable[Start], episode_id: UUID, tz: tzinfo = LONDON) -> list[Finding]:
    """The findings that count one episode: for a sweep that looks at an episode which began, or was reported late."""
    return [finding for finding in fired(rule, starts, tz) if episode_id in finding.episode_ids]


def _by_child(start: Start) -> tuple[UUID, datetime, UUID]:
    return start.child_id, start.at, start.episode_id


def _of_one_child(rule: Rule, events: list[Start], tz: tzinfo) -> list[Finding]:
    days = [event.at.astimezone(tz).date() for event in events]
    found = []
    for last, completing in enumerate(events):
        first = next(index for index in range(last + 1) if (days[last] - days[index]).days <= rule.window_days)
        if last - first + 1 >= rule.count:
            counted = tuple(event.episode_id for event in events[first : last + 1])
            says = _sentence(rule, len(counted), days[first], days[last])
            found.append(Finding(rule.number, rule.version, completing.child_id, completing.episode_id, counted, says))
    return found


def _sentence(rule: Rule, times: int, first: date, last: date) -> str:
    """What a flag says: the facts, the rule, and what follows. It names nobody."""
    span = f"on {_day(last)}" if first == last else f"from {_day(first)} to {_day(last)}"
    return f"Went missing {times} times {span}: {rule.number}, {rule.count} within {rule.window_days} days. {rule.says}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def objections_to_answering(answer: str, words: str, *, answered: bool, responsible: bool = True) -> list[str]:
    """Why this answer to a flag cannot be kept. Empty when it can. `responsible`: the actor's agency answers for the child."""
    reasons = []
    if not responsible:
        reasons.append("The authority that answers for the child answers this flag. Tell its desk what you know.")
    if answered:
        reasons.append("This flag is already answered.")
    if answer not in {row.code for row in ANSWERS}:
        reasons.append("Choose an answer from the list.")
    if not words.strip():
        reasons.append("Say what was done, or why nothing needs to be.")
    return reasons
