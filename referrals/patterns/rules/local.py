"""A rule as one authority runs it: what it may set, why a number cannot be kept, and the condition in plain words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from referrals.missing.codes import AWAY
from referrals.patterns.rules.table import NUMBERS, Rule, Shape

LONGEST_WINDOW, HIGHEST_COUNT, OLDEST = 365, 50, 18
SETS_COUNT = frozenset({Shape.REPEAT, Shape.NIGHTS, Shape.INTERVIEWS})


def setting_of(number: str) -> str:
    """Under which name an authority's own numbers of this rule are kept."""
    return f"patterns.{number}"


def locally(rule: Rule, said: Any) -> Rule | None:
    """The rule as the responsible authority runs it: None where it is switched off.

    `said` is true or false, or names what differs: `is_on`, `count`, `window_days`, `under_age`, `counts_away` (absences of type A
    count too).
    """
    if not isinstance(said, Mapping):
        return rule if said else None
    if not said.get("is_on", True):
        return None
    kinds = rule.kinds | {AWAY} if said.get("counts_away") else rule.kinds
    return replace(rule, kinds=kinds, **{name: said[name] for name in NUMBERS if name in said and getattr(rule, name) is not None})


def settable(rule: Rule) -> tuple[str, ...]:
    """Which numbers of the rule an authority may set from the page."""
    has = {"window_days": rule.window_days, "count": rule.count if rule.shape in SETS_COUNT else None, "under_age": rule.under_age}
    return tuple(name for name, number in has.items() if number is not None)


def condition(rule: Rule) -> str:
    """When the rule comes true, in plain words with the numbers by which it runs."""
    away = ", absences with whereabouts known counted too" if rule.counts_away else ""
    return _condition(rule) + away


def _condition(rule: Rule) -> str:
    days, count = rule.window_days, rule.count
    more = f", or {rule.or_count} within {rule.or_window_days}" if rule.or_count else ""
    return {
        Shape.FIRST: f"The first absence ever of a child under {rule.under_age}",
        Shape.RED: "The first absence ever of a child, with any red indicator besides the absence itself",
        Shape.REPEAT: f"{count} absences that begin within {days} days{more}",
        Shape.NIGHTS: f"Away on {count} nights within {days} days: any part of midnight to 05:00, each night of one absence counted",
        Shape.LASTING: f"Missing without a break for {length(days or 0)}{_later(rule)}",
        Shape.ELSEWHERE: "Found in another police area, or more than 20 miles away, without an explanation",
        Shape.HARM: "Came back hurt or harmed, with drugs, cash, a weapon or a new phone, or with an adult whom nobody knows",
        Shape.LATE: "Reported to the police more than 12 hours after last being seen, or only afterwards",
        Shape.INTERVIEWS: f"{count} return interviews in a row that were not accepted",
        Shape.TOGETHER: "Away at the same time as another child, and found at the same place or with the same companion",
    }[rule.shape]


def _later(rule: Rule) -> str:
    if rule.again_days:
        return f", and again every {rule.again_days} days"
    return f", and again at {rule.or_window_days} days" if rule.or_window_days else ""


def length(days: int) -> str:
    """Hours up to three days, as the trade says it, then days."""
    return f"{days * 24} hours" if days <= 3 else f"{days} days"


def objections_to_setting(rule: Rule, said: Mapping[str, Any], *, answers_for_children: bool = True) -> list[str]:
    """Why these numbers cannot be kept. Empty when they can."""
    reasons, may = [], settable(rule)
    if not answers_for_children:
        reasons.append("Only an authority that answers for children sets how a rule runs for them.")
    if set(said) - {"is_on", "counts_away", *may}:
        reasons.append(f"{rule.number} has no such number. Set only what the rule counts.")
    limits = {"window_days": ("window", LONGEST_WINDOW, "days"), "count": ("count", HIGHEST_COUNT, ""), "under_age": ("age", OLDEST, "")}
    for name in may:
        word, most, unit = limits[name]
        if name in said and not 1 <= said[name] <= most:
            reasons.append(f"The {word} is from 1 to {most} {unit}".rstrip() + ".")
    return reasons
