"""What a sight rests on: the line of an agreement, or the grant, that carried it. Looked up for a whole answer at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import DateField, Func, IntegerField, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from agencies.access.compile import columns_of, grant_table, level_of
from agencies.actor import Actor
from agencies.agreements.models import Share
from agencies.audit.trail import Shown


class Sight(NamedTuple):
    """A row as it left the database, with what the rule that let it through looks at in its line or grant."""

    child: UUID
    owner: int
    category: str
    level: int
    rule: str
    marking: int = 0
    record: UUID | None = None


class Held(NamedTuple):
    """A grant or a line in force today, as far as it is a reason. `about` is the record, the child or the owner that it opens."""

    rule: str
    about: str
    category: str
    level: int
    max_marking: int
    scope: str
    number: int
    since: date
    until: date | None
    giver: str
    agreement: str | None
    title: str | None
    gateway: str | None

    def carries(self, sight: Sight) -> bool:
        is_marked_within = self.rule != "P4" or self.max_marking >= sight.marking
        return self.level >= sight.level and self.category in ("", sight.category) and is_marked_within


def sight_of(row: Model) -> Sight:
    rule, columns = getattr(row, "seen_under", ""), columns_of(type(row))
    more = {"P4": lambda: {"marking": row.marking}, "P2": lambda: {"record": getattr(row, columns["record"])}}
    child = getattr(row, columns["child"])
    return Sight(child, row.owner_id, str(row.category), int(level_of(type(row))), rule, **more.get(rule, dict)())


def _opened(sight: Sight) -> tuple[str, str] | None:
    """What its reason must be about. The other rules rest on nothing but who asks."""
    about = {"P2": sight.record, "P3": sight.child, "P4": sight.owner}.get(sight.rule)
    return (sight.rule, str(about)) if about is not None else None


class Evidence:
    """What sights rest on. One query answers for everything that was seen so far; what is known is not asked again."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.seen: list[Sight] = []
        self.known: dict[tuple[str, str], list[Held]] = {}

    def learn(self, sights: Iterable[Sight] = ()) -> None:
        unknown = {_opened(sight) for sight in (*self.seen, *sights)} - {None} - self.known.keys()
        found: dict[tuple[str, str], list[Held]] = defaultdict(list)
        if unknown:
            first, *others = (_rows(rule, {about for of, about in unknown if of == rule}, self.actor) for rule in {of for of, _ in unknown})
            for row in first.union(*others, all=True):
                found[row[:2]].append(Held(*row))
        for what in unknown:
            self.known[what] = sorted(found[what], key=_nearest_first)

    def of(self, sight: Sight) -> Held | None:
        """The grant or the line that carried it."""
        return next((held for held in self.known.get(_opened(sight), ()) if held.carries(sight)), None)

    def cited(self) -> dict[Sight, Shown]:
        """Everything seen, each once, as the trail keeps it: with its agreement and its power."""
        self.learn()
        return {sight: Shown(*sight[:5], *_paper(self.of(sight))) for sight in dict.fromkeys(self.seen)}


def _paper(held: Held | None) -> tuple[str, str]:
    return (held.agreement or "", held.gateway or "") if held else ("", "")


def _nearest_first(held: Held) -> tuple:
    """Of lines the one that needs no link, then the fullest; of grants the newest."""
    return (held.scope, -held.level, held.number) if held.rule == "P4" else (-held.since.toordinal(), held.number)


def _in_date() -> Q:
    """In force today by the database's clock, as the rules ask: what has ended is no reason."""
    today = Func(function="sg.app_today", output_field=DateField())
    return Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))


def _rows(rule: str, about: set[str], actor: Actor) -> QuerySet:
    """The columns of `Held`, of one kind of reason."""
    if rule == "P4":
        to_me = {"recipient_key__in": actor.recipient_keys, "purpose": str(actor.purpose)}
        lines = Share.objects.filter(_in_date(), owner_id__in=map(int, about), **to_me)
        return _columns(lines, rule, "owner_id", "category", "max_marking", "scope", giver="owner", gateway="agreement__gateway")
    table, category = ("record_grant", _text("")) if rule == "P2" else ("child_grant", "category")
    grants = grant_table(table).objects.filter(_in_date(), group_id=actor.team, content_object_id__in=about)
    unmarked = Value(0, output_field=IntegerField())
    return _columns(grants, rule, "content_object_id", category, unmarked, _text(""), giver="granting_agency", gateway="gateway")


def _text(value: str) -> Cast:
    return Cast(Value(value), TextField())


def _columns(rows: QuerySet, rule: str, about: str, *own: Any, giver: str, gateway: str) -> QuerySet:
    category, max_marking, scope = own
    plain = ("pk", "valid_from", "valid_to", f"{giver}__name", "agreement__number", "agreement__title", f"{gateway}__code")
    return rows.order_by().values_list(_text(rule), Cast(about, TextField()), category, "level", max_marking, scope, *plain)


_shared: ContextVar[Evidence | None] = ContextVar("evidence", default=None)


@contextmanager
def gathering(actor: Actor) -> Iterator[Evidence]:
    """Explanations within this block and the trail at its end share what they find out."""
    token = _shared.set(Evidence(actor))
    try:
        yield _shared.get()
    finally:
        _shared.reset(token)


def evidence_for(actor: Actor) -> Evidence:
    shared = _shared.get()
    return shared if shared and shared.actor == actor else Evidence(actor)
