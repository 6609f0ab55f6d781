"""The rules as the reader's authority runs them: in words, since when, how often they fired and how often a person said they were wrong."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from agencies.actor import Actor
from referrals.patterns import rules
from referrals.patterns.actions import settings_of
from referrals.patterns.codes import WRONG
from referrals.patterns.models import Flag

LOOKED_BACK = timedelta(days=90)


@dataclass(frozen=True)
class RuleShown:
    """One rule for one authority. `local` is the rule as it runs there today; where it is off, as it would run."""

    rule: rules.Rule
    local: rules.Rule
    is_on: bool
    since: date | None
    fired: int
    contested: int

    @property
    def condition(self) -> str:
        return rules.condition(self.local)

    @property
    def numbers(self) -> dict[str, Any]:
        """What an authority may set, as it stands today."""
        held = {name: getattr(self.local, name) for name in rules.settable(self.rule)}
        return {"is_on": self.is_on, "counts_away": self.local.counts_away} | held


def rulebook(by: Actor, at: datetime) -> list[RuleShown]:
    """Every rule, with what the reader's agency set for the children it answers for, and what came of it in the last 90 days."""
    said, fired = settings_of(by.agency, at), _fired(by, at)
    return [_shown(rule, said.get(rule.number), fired) for rule in rules.RULES]


def rule_of(number: str, by: Actor, at: datetime) -> RuleShown | None:
    return next((one for one in rulebook(by, at) if one.rule.number == number), None)


def _shown(rule: rules.Rule, held: Any, fired: dict[str, int]) -> RuleShown:
    value = held.value if held else True
    local = rules.locally(rule, value)
    would = local or rules.locally(rule, value | {"is_on": True} if isinstance(value, dict) else True) or rule
    since = held.valid_from if held else None
    return RuleShown(rule, would, local is not None, since, fired[_key(rule)], fired[f"{_key(rule)}_wrong"])


def _key(rule: rules.Rule) -> str:
    return rule.number.replace("-", "_").lower()


def _fired(by: Actor, at: datetime) -> dict[str, int]:
    """Counted over the rows that the reader's agency holds, and hands out none of them."""
    rows = Flag.objects.filter(owner=by.agency, raised_at__gte=at - LOOKED_BACK)
    counts = {}
    for rule in rules.RULES:
        counts[_key(rule)] = Count("pk", filter=Q(rule=rule.number))
        counts[f"{_key(rule)}_wrong"] = Count("pk", filter=Q(rule=rule.number, answer=WRONG))
    return rows.aggregate(**counts)
