"""The few words in which access rules are written, and folding away what is already known (pure).

A rule is a tree over three kinds of fact: the row that is looked at (`Attr`), the person who looks (`Ctx`) and
rows of the grant tables (`Has`, in which `Outer` reaches back to the row that is looked at).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Node = Any


@dataclass(frozen=True)
class Attr:
    name: str


@dataclass(frozen=True)
class Outer:
    name: str


@dataclass(frozen=True)
class Ctx:
    name: str


@dataclass(frozen=True)
class Today:
    """The local day by the database's clock."""


@dataclass(frozen=True)
class Yes:
    """Always true."""


@dataclass(frozen=True)
class No:
    """Never true."""


@dataclass(frozen=True)
class Cmp:
    """`left op right`, op one of = <> <= >= < >; the right side may be a plain value."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True)
class In:
    """`item` is one of `many`: a fact that is a set, or a tuple of plain values."""

    item: Node
    many: Node


@dataclass(frozen=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    part: Node


@dataclass(frozen=True)
class Has:
    """There is a row in one of the registered grant tables for which `where` holds."""

    table: str
    where: Node


YES, NO = Yes(), No()


def all_of(*parts: Node) -> Node:
    return And(tuple(parts))


def any_of(*parts: Node) -> Node:
    return Or(tuple(parts))


def is_(name: str, value: Node) -> Cmp:
    return Cmp("=", Attr(name), value)


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
}


def _plain(value: Node) -> bool:
    return not isinstance(value, Attr | Outer | Ctx | Today)


def _settle(node: And | Or) -> Node:
    stop, skip = (NO, YES) if isinstance(node, And) else (YES, NO)
    kept = []
    for part in node.parts:
        if part == stop:
            return stop
        if part != skip:
            kept.append(part)
    if not kept:
        return skip
    return kept[0] if len(kept) == 1 else type(node)(tuple(kept))


def _value(node: Node, facts: Mapping[str, Any], row: Mapping[str, Any], *, inside: bool) -> Node:
    if isinstance(node, Ctx):
        return facts.get(node.name, node)
    known = isinstance(node, Outer) if inside else isinstance(node, Attr)
    return row.get(node.name, node) if known else node


def fold(node: Node, facts: Mapping[str, Any], row: Mapping[str, Any], *, inside: bool = False) -> Node:
    """The same rule with known facts put in: `facts` of the person, `row` of the table (its constant columns).

    A rule that can no longer hold becomes `NO`, one that always holds `YES`; both are left out of and/or.
    Inside `Has` the plain attributes belong to the grant table, so only `Outer` is looked up in `row`.
    """
    if isinstance(node, And | Or):
        return _settle(type(node)(tuple(fold(part, facts, row, inside=inside) for part in node.parts)))
    if isinstance(node, Not):
        part = fold(node.part, facts, row, inside=inside)
        return {YES: NO, NO: YES}.get(part, Not(part))
    if isinstance(node, Has):
        where = NO if node.table in row.get("absent_tables", ()) else fold(node.where, facts, row, inside=True)
        return NO if where == NO else Has(node.table, where)
    if isinstance(node, Cmp):
        return _compared(node.op, *(_value(side, facts, row, inside=inside) for side in (node.left, node.right)))
    if isinstance(node, In):
        return _member(*(_value(side, facts, row, inside=inside) for side in (node.item, node.many)))
    return node


def _compared(op: str, left: Node, right: Node) -> Node:
    if not (_plain(left) and _plain(right)):
        return Cmp(op, left, right)
    known = left is not None and right is not None and _COMPARE[op](left, right)
    return YES if known else NO


def _member(item: Node, many: Node) -> Node:
    if _plain(many) and (not many or _plain(item)):
        return YES if many and item in many else NO
    return In(item, many)
