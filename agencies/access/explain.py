"""Why can I see this? The same rules that filtered the row, each as true or false, in one query; and the words for it."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import DateField, Func, Model, Q

from agencies.access import policy
from agencies.access.compile import Holds, columns_of, grant_table, level_of
from agencies.actor import Actor
from agencies.agreements.models import Share
from agencies.words import Level

HIGHEST_FIRST = (Level.FULL, Level.REDACTED, Level.EXISTENCE)
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
    ends_on: str = ""

    @property
    def duties(self) -> list[str]:
        """What it obliges the reader to, in words. An obligation without words is an error, never a silence."""
        return sorted((DUTIES[code] for code in self.obligations), key=list(DUTIES.values()).index)


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


def _decide(row: Model, levels: tuple[Level, ...] = HIGHEST_FIRST, *, lookup: bool = True) -> Explanation:
    """The first level that no deny stops and some permit reaches, and the cheapest such permit. A list has no look-up rules."""
    for level in levels:
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
    judged = type(row).objects.filter(pk=row.pk).annotate(**_columns(type(row), actor)).first()
    if judged is None:
        return NOTHING
    found = _decide(judged, (level_of(type(row)),), lookup=False)
    return REASONS[found.rule](found, row, actor) if found.rule in REASONS else found


def _in_date() -> Q:
    """In force today by the database's clock, as the rules ask: what has ended is no reason."""
    today = Func(function="sg.app_today", output_field=DateField())
    return Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))


def _given(found: Explanation, row: Model, actor: Actor) -> Explanation:
    """Since when the team holds the grant, and from whom."""
    about = columns_of(type(row))
    if found.rule == "P2":
        held = grant_table("record_grant").objects.filter(content_object_id=getattr(row, about["record"]))
    else:
        held = grant_table("child_grant").objects.filter(content_object_id=getattr(row, about["child"]), category=str(row.category))
    held = held.filter(_in_date(), group_id=actor.team, level__gte=int(level_of(type(row)))).select_related("granting_agency")
    grant = held.order_by("-valid_from").first()
    if grant is None:
        return found
    return replace(found, says=f"{found.says[:-1]}, by {grant.granting_agency.name} since {_day(grant.valid_from)}.")


def _day(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


def _cited(found: Explanation, row: Model, actor: Actor) -> Explanation:
    """The agreement line that carries it, and its last day."""
    line = (
        Share.objects.filter(
            _in_date(),
            max_marking__gte=row.marking,
            owner_id=row.owner_id,
            recipient_key__in=actor.recipient_keys,
            category=str(row.category),
            purpose=str(actor.purpose),
            level__gte=int(level_of(type(row))),
        )
        .select_related("agreement")
        .order_by("scope", "-level", "pk")
        .first()
    )
    if line is None:
        return found
    ends = _day(line.valid_to) if line.valid_to else ""
    says = f"{found.says[:-1]}: {line.agreement.number}, {line.agreement.title}" + (f", to {ends}." if ends else ".")
    return replace(found, says=says, agreement=line.agreement.number, ends_on=ends)


REASONS = {"P2": _given, "P3": _given, "P4": _cited}


def sentences(told: Explanation, actor: Actor) -> list[str]:
    """The whole answer to "Why can I see this?": in which capacity, by which reason, with which duties, and that it is recorded."""
    capacity = f"You act as {actor.name}, {actor.team_name}, {actor.agency_name}."
    return [capacity, told.says, *told.duties, "Your visit is recorded, and the agency that holds this can see it."]
