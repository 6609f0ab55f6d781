"""Managers that raise without a context, hand out only what the actor may see, and note every child they hand out."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection
from django.db.models import F, Manager, Model, QuerySet

from agencies.access.compile import Rule, visible_to
from agencies.access.context import current
from agencies.access.evidence import Evidence, Sight, gathering, sight_of
from agencies.access.tree import NO
from agencies.audit.trail import Look, Shown

shown: ContextVar[list[Sight] | None] = ContextVar("shown", default=None)


@contextmanager
def noting(look: Look) -> Iterator[None]:
    """Whatever child's row leaves the database in this block is put down in the look, with the agreement and power it rests on.

    Where the block fails nobody is shown anything, and the transaction may answer no more questions: then the rows alone.
    """
    with gathering(look.actor) as evidence:
        token = shown.set(evidence.seen)
        try:
            yield
            _cite(look, evidence)
        except BaseException:
            look.shown += [Shown(*sight[:5]) for sight in evidence.seen]
            raise
        finally:
            shown.reset(token)


def _cite(look: Look, evidence: Evidence) -> None:
    known = {} if connection.needs_rollback else evidence.cited()
    look.shown += [known.get(sight, Shown(*sight[:5])) for sight in dict.fromkeys(evidence.seen)]
    if hasattr(look.resource, "seen_under") and (row := known.get(sight_of(look.resource))):
        look.agreement, look.gateway = row.agreement or look.agreement, row.gateway or look.gateway


@contextmanager
def weighing() -> Iterator[None]:
    """Rows that leave the database in this block are weighed here and handed to nobody, unless `hand_out` does it afterwards."""
    token = shown.set(None)
    try:
        yield
    finally:
        shown.reset(token)


def hand_out(rows: Iterable[Any]) -> list[Any]:
    """These rows were weighed, and are shown now."""
    rows = list(rows)
    for row in rows:
        _note(row)
    return rows


def _note(row: Any) -> None:
    """Remember that this child's row left the database, for the trail of the request."""
    seen = shown.get()
    if seen is None or not isinstance(row, Model) or row.shape != "about":
        return
    seen.append(sight_of(row))


class GuardedQuerySet(QuerySet):
    """Rows under the rule table. Whatever is fetched as rows is noted; counts and updates hand out nobody."""

    def _fetch_all(self):
        fresh = self._result_cache is None
        super()._fetch_all()
        if fresh:
            for row in self._result_cache:
                _note(row)

    def iterator(self, chunk_size=None):
        for row in super().iterator(chunk_size):
            _note(row)
            yield row

    def _values(self, *fields, **expressions):
        raise TypeError("Guarded rows are handed out as rows, so that the trail can name the child.")

    def keys(self, column: str = "pk"):
        """The keys alone, for use inside another query: they never leave the database."""
        return super()._values(column)

    def best(self, rank: Callable[[Any], float | None], *, size: int) -> list:
        """The rows that rank highest. The others were weighed and handed to nobody, so the trail names only these."""
        with weighing():
            ranked = [(rank(row), row) for row in self]
        chosen = sorted((pair for pair in ranked if pair[0] is not None), key=lambda pair: pair[0], reverse=True)[:size]
        return hand_out(row for _, row in chosen)

    def page(self, *, order: str, after: tuple | None = None, size: int = 50):
        """One page in a fixed order, newest first, after the (value, key) pair of the page before."""
        rows = self.order_by(F(order).desc(), "-pk")
        if after:
            value, key = after
            rows = rows.filter(**{f"{order}__lte": value}).exclude(**{order: value, "pk__gte": key})
        return rows[:size]


class GuardedManager(Manager.from_queryset(GuardedQuerySet)):
    """`Model.objects`: already only what the actor may see."""

    def get_queryset(self):
        actor, rows = current(), super().get_queryset()
        if actor.is_system:
            return rows
        visible = visible_to(self.model, actor)
        if visible.node == NO:
            return rows.none()  # nothing that this person holds could open a row: the database is not asked
        rows = rows.filter(visible)
        return rows.annotate(seen_under=Rule(self.model, actor)) if self.model.shape == "about" else rows
