"""Why can I see this? The rule that filtered the row, what it rests on, and the words for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import DateField, Func, Model, Q

from agencies.access import policy
from agencies.access.compile import Holds, columns_of, grant_table, level_of
from agencies.actor import Actor
from agencies.agreements.models import Share
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
    evidence = _Evidence([(row, told.rule) for row, told in zip(judged, found, strict=True)], actor)
    return [evidence.added_to(told, row) for row, told in zip(judged, found, strict=True)]


def _seen(row: Model, actor: Actor) -> Explanation:
    """As the list decided: by the cheapest permit at the level of the table."""
    clause = next((clause for clause in policy.PERMITS if clause.rule == row.seen_under), None)
    return granted(clause, level_of(type(row)), sealed=_is_past_seal(row, actor)) if clause else NOTHING


def _is_past_seal(row: Model, actor: Actor) -> bool:
    """Asked of a sealed row alone: a pointer to it may be seen by who is not named."""
    if row.seal < Seal.STUB:
        return False
    return type(row).objects.filter(Holds(type(row), policy.NAMED_PAST_SEAL, actor), pk=row.pk).exists()


def _in_date() -> Q:
    """In force today by the database's clock, as the rules ask: what has ended is no reason."""
    today = Func(function="sg.app_today", output_field=DateField())
    return Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))


def _day(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


class _Evidence:
    """What the rules of these rows rest on, one query a kind: grants on records, grants on children, lines of agreements."""

    def __init__(self, seen: list[tuple[Model, str]], actor: Actor) -> None:
        under = {rule: [row for row, by in seen if by == rule] for rule in ("P2", "P3", "P4")}
        self.records = self._grants("record_grant", "record", under["P2"], actor)
        self.children = self._grants("child_grant", "child", under["P3"], actor)
        self.lines = self._lines(under["P4"], actor)

    @staticmethod
    def _grants(table: str, column: str, rows: list[Model], actor: Actor) -> list[Any]:
        if not rows:
            return []
        keys = {_key(row, column) for row in rows}
        held = grant_table(table).objects.filter(_in_date(), group_id=actor.team, content_object_id__in=keys)
        return list(held.select_related("granting_agency").order_by("-valid_from"))

    @staticmethod
    def _lines(rows: list[Model], actor: Actor) -> list[Share]:
        if not rows:
            return []
        to_me = {"recipient_key__in": actor.recipient_keys, "purpose": str(actor.purpose)}
        lines = Share.objects.filter(_in_date(), owner_id__in={row.owner_id for row in rows}, **to_me)
        return list(lines.select_related("agreement__gateway").order_by("scope", "-level", "pk"))

    def added_to(self, found: Explanation, row: Model | None) -> Explanation:
        """The words with since when and from whom a grant is held, or which agreement carries it and until when."""
        if found.rule == "P4":
            return _cited(found, next((line for line in self.lines if _carries(line, row)), None))
        if found.rule == "P2":
            return _given(found, [grant for grant in self.records if grant.content_object_id == _key(row, "record")], row)
        if found.rule == "P3":
            held = [grant for grant in self.children if grant.content_object_id == _key(row, "child")]
            return _given(found, [grant for grant in held if grant.category == str(row.category)], row)
        return found


def _key(row: Model, column: str) -> Any:
    return getattr(row, columns_of(type(row))[column])


def _carries(line: Share, row: Model) -> bool:
    is_about = line.owner_id == row.owner_id and line.category == str(row.category)
    return is_about and line.max_marking >= row.marking and line.level >= level_of(type(row))


def _given(found: Explanation, held: list[Any], row: Model) -> Explanation:
    grant = next((grant for grant in held if grant.level >= level_of(type(row))), None)
    if grant is None:
        return found
    return replace(found, says=f"{found.says[:-1]}, by {grant.granting_agency.name} since {_day(grant.valid_from)}.")


def _cited(found: Explanation, line: Share | None) -> Explanation:
    if line is None:
        return found
    number, ends = line.agreement.number, _day(line.valid_to) if line.valid_to else ""
    says = f"{found.says[:-1]}: {number}, {line.agreement.title}" + (f", to {ends}." if ends else ".")
    gateway = line.agreement.gateway.code if line.agreement.gateway else ""
    return replace(found, says=says, agreement=number, gateway=gateway, ends_on=ends)


def sentences(told: Explanation, actor: Actor) -> list[str]:
    """The whole answer to "Why can I see this?": in which capacity, by which reason, with which duties, and that it is recorded."""
    capacity = f"You act as {actor.name}, {actor.team_name}, {actor.agency_name}."
    return [capacity, told.says, *told.duties, "Your visit is recorded, and the agency that holds this can see it."]
