"""The rule table as a Django expression, as policy text, as an explanation. One tree, one writer of SQL."""

import hashlib
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from django.apps import apps
from django.db.models import BooleanField, CharField, Expression, Model

from agencies.access import policy
from agencies.access.tree import NO, YES, And, Attr, Cmp, Ctx, Has, In, No, Node, Not, Or, Outer, Today, Yes, all_of, fold
from agencies.actor import Actor
from agencies.words import Level

SET_TYPES = {"categories": "text[]", "writes": "text[]", "recipient_keys": "text[]"}
FACTS = ("user", "team", "agency", "purpose", "clearance", "seat", "statutory", "address_desk")
SETS = ("categories", "writes", "recipient_keys", "named", "excluded", "glass", "glass_reach")
CTX_FUNCTION = "(select sg.ctx_{})"


@cache
def grant_table(name: str) -> type[Model]:
    """The model that registered itself under this name with `access_table`."""
    return next(model for model in apps.get_models() if getattr(model, "access_table", None) == name)


@cache
def child_table() -> type[Model]:
    """The one guarded model whose own key is the child's: key and reference."""
    return next(model for model in apps.get_models() if getattr(model, "access_columns", {}).get("child") == "id")


def facts_of(actor: Actor) -> dict[str, Any]:
    """The person's facts under the names that the rules use."""
    plain = {name: getattr(actor, name) for name in FACTS}
    return plain | {"purpose": str(actor.purpose)} | {name: frozenset(getattr(actor, name)) for name in SETS}


def columns_of(model: type[Model]) -> dict[str, str]:
    """Where the row keeps each fact that the rules ask for."""
    return {"child": "child_id", "owner": "owner_id", "category": "category", "record": "record_id"} | getattr(model, "access_columns", {})


def known_of(model: type[Model]) -> dict[str, Any]:
    """What is the same for every row of the table: its category where the class names one, and the grant tables it has no key to."""
    has_record = any(field.attname == columns_of(model)["record"] for field in model._meta.concrete_fields)
    known: dict[str, Any] = {"absent_tables": () if has_record else ("record_grant", "record_name")}
    category = getattr(model, "category", None)
    if isinstance(category, str):
        known["category"] = str(category)
    return known


def level_of(model: type[Model]) -> Level:
    return Level(model.level)


class Writer:
    """Writes one folded rule as SQL over one table alias. With `literal` the values travel as parameters."""

    def __init__(self, model: type[Model], alias: str) -> None:
        self.alias, self.columns = alias, columns_of(model)
        self.params: list[Any] = []

    def value(self, node: Node, inner: tuple[str, dict[str, str]] | None, cast: str = "") -> str:
        if isinstance(node, Attr) and inner:
            return f'{inner[0]}."{inner[1].get(node.name, node.name)}"'
        if isinstance(node, Attr | Outer):
            return f'{self.alias}."{self.columns.get(node.name, node.name)}"'
        if isinstance(node, Ctx):
            return CTX_FUNCTION.format(node.name + "()")
        if isinstance(node, Today):
            return "(select sg.app_today())"
        return self.constant(node, cast)

    def constant(self, value: Any, cast: str) -> str:
        self.params.append(value)
        return "%s" + cast

    def sql(self, node: Node, inner: tuple[str, dict[str, str]] | None = None) -> str:
        if isinstance(node, Yes):
            return "true"
        if isinstance(node, No):
            return "false"
        if isinstance(node, And | Or):
            word = " and " if isinstance(node, And) else " or "
            return "(" + word.join(self.sql(part, inner) for part in node.parts) + ")"
        if isinstance(node, Not):
            return f"(not {self.sql(node.part, inner)})"
        if isinstance(node, Has):
            return self.exists(node)
        return self.member(node, inner) if isinstance(node, In) else self.compare(node, inner)

    def compare(self, node: Cmp, inner: tuple[str, dict[str, str]] | None) -> str:
        left = self.value(node.left, inner)
        return f"{left} is null" if node.right is None else f"{left} {node.op} {self.value(node.right, inner)}"

    def member(self, node: In, inner: tuple[str, dict[str, str]] | None) -> str:
        item = self.value(node.item, inner)
        kind = SET_TYPES.get(getattr(node.many, "name", ""), "uuid[]")
        if isinstance(node.many, Ctx):
            return f"{item} = any ({self.value(node.many, inner)}::{kind})"
        many = sorted(node.many, key=str)
        kind = "text[]" if isinstance(many[0], str) else "uuid[]"
        return f"{item} = any ({self.constant(list(many), '')}::{kind})"

    def exists(self, node: Has) -> str:
        model = grant_table(node.table)
        alias = f"a{len(node.table)}"
        where = self.sql(node.where, (alias, getattr(model, "access_columns", {"owner": "owner_id"})))
        return f'exists (select 1 from "{model._meta.db_table}" {alias} where {where})'


class Holds(Expression):
    """A rule about the rows of a guarded table, with this actor's facts put in, as a true/false expression."""

    def __init__(self, model: type[Model], node: Node, actor: Actor) -> None:
        super().__init__(output_field=BooleanField())
        self.model, self.actor = model, actor
        self.node = fold(node, facts_of(actor), known_of(model))

    def __repr__(self) -> str:
        return f"Holds({self.model.__name__})"

    @cached_property
    def identity(self) -> tuple:
        return (type(self), self.model, self.node)

    def as_sql(self, compiler, connection):
        writer = Writer(self.model, compiler.quote_name_unless_alias(compiler.query.get_initial_alias()))
        sql = writer.sql(self.node)
        return sql, writer.params


class Rule(Expression):
    """The cheapest permit that lets this actor see the row at the table's level, as its code."""

    def __init__(self, model: type[Model], actor: Actor) -> None:
        super().__init__(output_field=CharField())
        facts, known, level = facts_of(actor), known_of(model), level_of(model)
        folded = [(clause.rule, fold(clause.at_least(level), facts, known)) for clause in policy.PERMITS if clause.enumerable]
        self.model, self.clauses = model, [(rule, node) for rule, node in folded if node != NO]

    def __repr__(self) -> str:
        return f"Rule({self.model.__name__})"

    @cached_property
    def identity(self) -> tuple:
        return (type(self), self.model, tuple(self.clauses))

    def as_sql(self, compiler, connection):
        writer = Writer(self.model, compiler.quote_name_unless_alias(compiler.query.get_initial_alias()))
        branches = [f"when {writer.sql(node)} then '{rule}'" for rule, node in self.clauses]
        return ("case " + " ".join(branches) + " else '' end" if branches else "''::text"), writer.params


def visible_to(model: type[Model], actor: Actor) -> Holds:
    """The table's own rule at the table's own level."""
    return Holds(model, rule_of(model), actor)


def rule_of(model: type[Model]) -> Node:
    """When a row of the table is visible: by the rule table, or for rows without content by their addressee or owner."""
    if model.shape == "about":
        return policy.visible(level_of(model))
    denied, seen = policy.PLAIN_SHAPES[model.shape]
    return all_of(Not(denied), seen)


def policy_sql(model: type[Model], node: Node) -> str:
    """The rule as policy text: what the table knows is folded in, what the person knows is read from the context."""
    writer = Writer(model, f'"{model._meta.db_table}"')
    text = writer.sql(fold(node, {}, known_of(model)))
    return text % tuple(_quoted(value) for value in writer.params)


def _quoted(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "array[" + ", ".join(_quoted(item) for item in value) + "]"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def walls_of(model: type[Model]) -> Iterator[tuple[str, str, str, str]]:
    """Each policy of a guarded table: its name, what it governs, USING and WITH CHECK."""
    someone = Not(Cmp("=", Ctx("user"), None))
    if model.shape == "about":
        denied, seen = policy.denies(level_of(model)), policy.permits(level_of(model))
        added, changed = policy.MAY_ADD, policy.MAY_CHANGE
    else:
        denied, seen = policy.PLAIN_SHAPES[model.shape]
        added, changed = (YES if model.shape == "addressed" else seen), seen
    yield "permit_select", "permissive for select to sg_app", policy_sql(model, seen), ""
    yield "permit_insert", "permissive for insert to sg_app", "", policy_sql(model, added)
    yield "permit_update", "permissive for update to sg_app", policy_sql(model, changed), policy_sql(model, changed)
    yield "deny", "restrictive for all to sg_app", policy_sql(model, all_of(someone, Not(denied))), ""
    if model.jobs:
        job = policy_sql(model, In(Attr("category"), Ctx("categories")) if model.shape == "about" else YES)
        yield "job", "permissive for all to sg_job", f"((select sg.ctx_system()) <> '' and {job})", ""


def checksum(model: type[Model]) -> str:
    return hashlib.sha256(repr(list(walls_of(model))).encode()).hexdigest()[:16]


@cache
def policy_version() -> str:
    """A short hash of the whole rule table, kept with every event so that old decisions stay explicable."""
    rules = [(clause.rule, repr(clause.existence), repr(clause.redacted), repr(clause.full)) for clause in policy.PERMITS]
    roles = [(role, sorted(template.reads), sorted(template.writes)) for role, template in sorted(policy.ROLES.items())]
    return hashlib.sha256(repr((rules, repr(policy.denies(1)), repr(policy.denies(3)), roles)).encode()).hexdigest()[:12]
