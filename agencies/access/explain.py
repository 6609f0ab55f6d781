"""Why can I see this? The same rules that filtered the row, each as true or false, in one query; and the words for it."""

from dataclasses import dataclass

from django.db.models import Model

from agencies.access import policy
from agencies.access.compile import Holds, level_of
from agencies.actor import Actor
from agencies.agreements.models import Share
from agencies.words import Level

ORDER = tuple(policy.BY_RULE)


@dataclass(frozen=True)
class Explanation:
    """What a reader gets of one row, under which rule, and what that obliges them to."""

    level: Level
    rule: str
    obligations: frozenset[str]
    says: str
    agreement: str = ""
    ends_on: str = ""


NOTHING = Explanation(Level.NOTHING, "", frozenset(), "This is not available to you.")


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


def _decide(row: Model, *, lookup: bool = True) -> Explanation:
    for level in (Level.FULL, Level.REDACTED, Level.EXISTENCE):
        if getattr(row, f"deny_{int(level)}"):
            continue
        for clause in policy.PERMITS:
            if getattr(row, f"{clause.rule.lower()}_{int(level)}") and (lookup or clause.enumerable):
                return _granted(clause, level, sealed=row.sealed)
    return NOTHING


def _granted(clause: policy.Clause, level: Level, *, sealed: bool) -> Explanation:
    duties = clause.duties_at(level) | ({"alert-owner"} if sealed else frozenset())
    return Explanation(level, clause.rule, duties, f"You see this {policy.HOW_MUCH[level]} because {clause.says}.")


def explain(row: Model, actor: Actor) -> Explanation:
    """The decision that let this row through at its table's level, with the agreement it rests on where there is one."""
    model, level = type(row), level_of(type(row))
    judged = model.objects.filter(pk=row.pk).annotate(**_columns(model, actor)).first()
    if judged is None or getattr(judged, f"deny_{int(level)}"):
        return NOTHING
    for clause in policy.PERMITS:
        if clause.enumerable and getattr(judged, f"{clause.rule.lower()}_{int(level)}"):
            found = _granted(clause, level, sealed=judged.sealed)
            return _cited(found, row, actor) if clause.rule == "P4" else found
    return NOTHING


def _cited(found: Explanation, row: Model, actor: Actor) -> Explanation:
    """The agreement line that carries it, and its last day."""
    line = (
        Share.objects.filter(
            owner_id=row.owner_id,
            recipient_key__in=actor.recipient_keys,
            category=str(row.category),
            purpose=str(actor.purpose),
            level__gte=int(level_of(type(row))),
        )
        .select_related("agreement")
        .order_by("-level", "pk")
        .first()
    )
    if line is None:
        return found
    ends = line.valid_to.strftime("%-d %b %Y") if line.valid_to else ""
    says = f"{found.says[:-1]}: {line.agreement.number}, {line.agreement.title}" + (f", to {ends}." if ends else ".")
    return Explanation(found.level, found.rule, found.obligations, says, line.agreement.number, ends)
