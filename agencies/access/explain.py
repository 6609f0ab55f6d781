"""Why can I see this? The rule that filtered the row, what it rests on, and the words for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Model

from agencies.access import policy
from agencies.access.compile import Holds, level_of
from agencies.access.evidence import Held, evidence_for, sight_of
from agencies.actor import Actor
from agencies.words import Level, Seal

DUTIES = {
    "cite-agreement": "Name the agreement when you use this.",
    "no-onward": "Do not pass this on without asking the agency that holds it.",
    "alert-dpo": "The data-protection officers of both agencies can see that urgent access was used.",
    "review-glass": "Your urgent access is reviewed afterwards.",
    "banner": "Urgent access is open.",
    "log-search": "Your search is recorded.",
    "alert-owner": "The agency that holds this can see that you passed its seal.",
}


@dataclass(frozen=True)
class Explanation:
    """What a reader gets of one row, under which rule, and what that obliges them to."""

    level: Level
    rule: str
    obligations: frozenset[str]
    says: str
    agreement: str = ""
    gateway: str = ""
    ends_on: str = ""

    @property
    def duties(self) -> list[str]:
        """What it obliges the reader to, in words. An obligation without words is an error, never a silence."""
        return sorted((DUTIES[code] for code in self.obligations), key=list(DUTIES.values()).index)


NOTHING = Explanation(Level.NOTHING, "", frozenset(), "This is not available to you.")


def granted(clause: policy.Clause, level: Level, *, sealed: bool) -> Explanation:
    """What a permit gives at a level, in words."""
    duties = clause.duties_at(level) | ({"alert-owner"} if sealed else frozenset())
    return Explanation(level, clause.rule, duties, f"You see this {policy.HOW_MUCH[level]} because {clause.says}.")


def explain(row: Model, actor: Actor) -> Explanation:
    """The decision that let this row through at its table's level, with the agreement it rests on where there is one."""
    return explain_all([row], actor)[0]


def explain_all(rows: Iterable[Model], actor: Actor) -> list[Explanation]:
    """The decision on each row. A row from behind the guard brings the rule that filtered it; any other is looked for there first."""
    judged = [row if hasattr(row, "seen_under") else type(row).objects.filter(pk=row.pk).first() for row in rows]
    found = [_seen(row, actor) if row is not None else NOTHING for row in judged]
    sights = [sight_of(row) if told.rule else None for row, told in zip(judged, found, strict=True)]
    evidence = evidence_for(actor)
    evidence.learn(filter(None, sights))
    return [_told(told, evidence.of(sight)) if sight else told for told, sight in zip(found, sights, strict=True)]


def _seen(row: Model, actor: Actor) -> Explanation:
    """As the list decided: by the cheapest permit at the level of the table."""
    clause = next((clause for clause in policy.PERMITS if clause.rule == row.seen_under), None)
    return granted(clause, level_of(type(row)), sealed=_is_past_seal(row, actor)) if clause else NOTHING


def _is_past_seal(row: Model, actor: Actor) -> bool:
    """Asked of a sealed row alone: a pointer to it may be seen by who is not named."""
    if row.seal < Seal.STUB:
        return False
    return type(row).objects.filter(Holds(type(row), policy.NAMED_PAST_SEAL, actor), pk=row.pk).exists()


def _day(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


def _told(found: Explanation, held: Held | None) -> Explanation:
    """The words with since when and from whom a grant is held, or which agreement carries it and until when."""
    if held is None:
        return found
    ends = _day(held.until) if held.until else ""
    if held.rule == "P4":
        found = replace(found, ends_on=ends)
        says = f": {held.agreement}, {held.title}" + (f", to {ends}." if ends else ".")
    else:
        says = f", by {held.giver} since {_day(held.since)}."
    return replace(found, says=found.says[:-1] + says, agreement=held.agreement or "", gateway=held.gateway or "")


def sentences(told: Explanation, actor: Actor) -> list[str]:
    """The whole answer to "Why can I see this?": in which capacity, by which reason, with which duties, and that it is recorded."""
    capacity = f"You act as {actor.name}, {actor.team_name}, {actor.agency_name}."
    return [capacity, told.says, *told.duties, "Your visit is recorded, and the agency that holds this can see it."]
