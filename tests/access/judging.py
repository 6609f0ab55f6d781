"""Every rule judged of every row, at every level and with no list between: what the differential test holds against the oracle."""

from django.db.models import Model

from agencies.access import policy
from agencies.access.compile import Holds
from agencies.access.explain import NOTHING, Explanation, granted
from agencies.actor import Actor
from agencies.words import Level

HIGHEST_FIRST = (Level.FULL, Level.REDACTED, Level.EXISTENCE)


def _columns(model: type[Model], actor: Actor) -> dict[str, Holds]:
    """Every deny and every permit at every level, as a column of its own."""
    named = {f"deny_{level}": Holds(model, policy.denies(level), actor) for level in (1, 2, 3)}
    named["sealed"] = Holds(model, policy.NAMED_PAST_SEAL, actor)
    for clause in policy.PERMITS:
        named |= {f"{clause.rule.lower()}_{level}": Holds(model, clause.at_least(level), actor) for level in (1, 2, 3)}
    return named


def evaluate(rows, model: type[Model], actor: Actor) -> dict:
    """Each row's decision, keyed by the row's key. `rows` is a plain queryset: nothing is filtered here, everything is judged."""
    judged = rows.annotate(**_columns(model, actor))
    return {row.pk: _decide(row) for row in judged}


def _decide(row: Model) -> Explanation:
    """The first level that no deny stops and some permit reaches, and the cheapest such permit."""
    for level in HIGHEST_FIRST:
        if getattr(row, f"deny_{int(level)}"):
            continue
        for clause in policy.PERMITS:
            if getattr(row, f"{clause.rule.lower()}_{int(level)}"):
                return granted(clause, level, sealed=row.sealed)
    return NOTHING
