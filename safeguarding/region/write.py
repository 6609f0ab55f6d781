"""Rows of every table in the order they are made, and their bulk writing by the owner's login."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import models
from psycopg import sql

Row = tuple[Any, ...]


class Shape(NamedTuple):
    """The columns of one table in order: the names of the fields, and what stands in them where nothing is said."""

    columns: tuple[str, ...]
    plain: dict[str, Any]
    json: tuple[str, ...]
    counted: bool

    def row(self, values: dict[str, Any]) -> Row:
        for name in self.json:
            if name in values:
                values[name] = json.dumps(values[name], ensure_ascii=False)
        row = tuple((self.plain | values).values())
        if len(row) != len(self.columns):
            raise KeyError(f"No such columns: {sorted(values.keys() - self.plain.keys())}")
        return row


def _plain_value(field: models.Field) -> Any:
    if field.has_default() and not field.primary_key:
        value = field.get_default()
        return json.dumps(value) if isinstance(field, models.JSONField) else value
    return "" if isinstance(field, models.CharField | models.TextField) and not field.null else None


@cache
def shape_of(model: type[models.Model]) -> Shape:
    fields = model._meta.concrete_fields
    return Shape(
        tuple(field.column for field in fields),
        {field.attname: _plain_value(field) for field in fields},
        tuple(field.attname for field in fields if isinstance(field, models.JSONField)),
        isinstance(model._meta.pk, models.AutoField),
    )


class Table(NamedTuple):
    """Rows of one table as COPY reads them."""

    name: str
    columns: tuple[str, ...]
    size: int
    text: bytes


ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class _Spelling(dict):
    """How a value of each type is spelled; a kind of a known type is spelled like it."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        self[kind] = next(self[base] for base in kind.__mro__[1:] if base in self)
        return self[kind]


SPELLING = _Spelling(
    {
        type(None): lambda _: "\\N",
        bool: lambda value: "t" if value else "f",
        int: lambda value: int.__repr__(value),
        str: lambda value: str.translate(value, ESCAPES),
        UUID: str,
        date: lambda value: value.isoformat(),
    }
)


def text_of(rows: list[Row]) -> bytes:
    """Rows in the text format of COPY."""
    return "".join("\t".join([SPELLING[type(value)](value) for value in row]) + "\n" for row in rows).encode()


class Rows:
    """What is to be written, by table. Tables keep the order in which they were first used, so that a child comes before her records."""

    def __init__(self) -> None:
        self.tables: dict[type[models.Model], list[Row]] = {}
        self.counters: dict[type[models.Model], int] = {}

    def add(self, model: type[models.Model], **values: Any) -> Any:
        """One row, from the names of the fields as the database has them (`child_id`); returns its key."""
        shape = shape_of(model)
        key = model._meta.pk.attname
        if shape.counted:
            values[key] = self.counters[model] = self.counters.get(model, 0) + 1
        self.tables.setdefault(model, []).append(shape.row(values))
        return values[key]

    def take(self) -> list[Table]:
        """The rows so far, as text; the numbering goes on."""
        taken, self.tables = self.tables, {}
        return [Table(model._meta.db_table, shape_of(model).columns, len(rows), text_of(rows)) for model, rows in taken.items()]

    def digest(self) -> str:
        """The same for the same rows in the same order."""
        rows = ((model._meta.db_table, row) for model, rows in self.tables.items() for row in rows)
        return hashlib.sha256("\n".join(map(repr, rows)).encode()).hexdigest()


class Writer:
    """Copies rows into a database that the owner's login has opened, past the policies and through every trigger."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection, self.written = connection, 0

    def write(self, tables: list[Table]) -> None:
        for table in tables:
            columns = sql.SQL(", ").join(map(sql.Identifier, table.columns))
            statement = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table.name), columns)
            with self.connection.cursor() as cursor, cursor.copy(statement) as copy:
                copy.write(table.text)
            self.written += table.size

    def set_counters(self, counters: dict[type[models.Model], int]) -> None:
        """The next row that the service makes gets the next number."""
        for model, last in counters.items():
            self.connection.execute(
                "select setval(pg_get_serial_sequence(%s, %s), %s)", [model._meta.db_table, model._meta.pk.column, last]
            )


@contextmanager
def owner() -> Iterator[psycopg.Connection]:
    """The owner's login as itself: it may pass row policies, as the role that it takes for migrations may not."""
    entry = settings.DATABASES["owner"]
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    with psycopg.connect(**{name: entry[key] for name, key in names.items() if entry[key]}) as connection:
        yield connection
