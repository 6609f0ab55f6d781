"""Writes the trail. A deed is part of its own transaction; looks and refusals go out on a login of their own."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, connections, transaction

from agencies.actor import Actor
from agencies.words import Outcome

COLUMNS = [
    *("key", "actor", "actor_name", "team", "agency", "role", "verb", "action", "resource_kind", "resource_id", "child_id", "owner_agency"),
    *("level", "rule", "agreement", "purpose", "gateway", "justification", "recipients", "outcome", "policy_version", "request_id", "salt"),
    "detail",
]
INSERT = f"insert into audit.event ({', '.join(COLUMNS)}) values ({', '.join(['%s'] * len(COLUMNS))})"
SHOWN_COLUMNS = ["event_key", "actor", "agency", "child_id", "owner_agency", "category", "level", "rule"]
EXPOSE = f"insert into audit.exposure ({', '.join(SHOWN_COLUMNS)}) values ({', '.join(['%s'] * len(SHOWN_COLUMNS))})"
Shown = tuple[UUID, int, str, int, str]


def database_now() -> datetime:
    """The time by the database's clock, which no caller can move; fixed within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select sg.app_now()")
        return cursor.fetchone()[0]


@dataclass
class Look:
    """What one request looked at, kept until just before the answer leaves."""

    actor: Actor
    verb: str
    action: str = "consultation"
    resource: Any = None
    outcome: Outcome = Outcome.DONE
    agreement: str = ""
    justification: str = ""
    detail: dict[str, Any] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)


def _child_of(row: Any) -> UUID | None:
    if row is None:
        return None
    return row.pk if getattr(row, "access_columns", {}).get("child") == "id" else getattr(row, "child_id", None)


def _key_of(look: Look) -> UUID | None:
    """The key of the row, or the key that was asked for in vain. Rows of the ground are numbered: their number stands in the detail."""
    key = getattr(look.resource, "pk", None) or look.detail.get("asked_for", "")
    try:
        return UUID(str(key))
    except ValueError:
        return None


def _level_of(about: Any) -> int | None:
    level = getattr(type(about), "level", None)
    return int(level) if isinstance(level, int) else None


def _row(look: Look) -> list[Any]:
    actor, about = look.actor, look.resource
    number = {"number": about.pk} if isinstance(getattr(about, "pk", None), int) else {}
    return [
        uuid4(),
        actor.user,
        actor.name,
        actor.team,
        actor.agency,
        actor.role,
        look.verb,
        look.action,
        type(about).__name__ if about is not None else None,
        _key_of(look),
        _child_of(about),
        getattr(about, "owner_id", None),
        _level_of(about),
        getattr(about, "seen_under", None),
        look.agreement or None,
        str(actor.purpose),
        None,
        look.justification or None,
        None,
        int(look.outcome),
        actor.policy_version,
        actor.request,
        secrets.token_bytes(16),
        json.dumps(look.detail | number, default=str),
    ]


def _insert(cursor: Any, look: Look) -> None:
    row = _row(look)
    cursor.execute(INSERT, row)
    exposures = sorted({(row[0], look.actor.user, look.actor.agency, *shown) for shown in look.shown}, key=repr)
    if exposures:
        cursor.executemany(EXPOSE, exposures)


def record(*, verb: str, about: Any, by: Actor, at: datetime, action: str = "alteration", **detail: Any) -> None:
    """Note a deed in its own transaction: if the deed is undone, so is its note. `at` is when it was done, by the door's clock."""
    look = Look(actor=by, verb=verb, action=action, resource=about, detail=detail | {"at": at.isoformat()})
    with connection.cursor() as cursor:
        _insert(cursor, look)


def commit(looks: Iterable[Look]) -> None:
    """Write looks and refusals on the audit login, in one transaction. Any failure is the caller's to answer with 503."""
    with transaction.atomic(using="audit"), connections["audit"].cursor() as cursor:
        for look in looks:
            _insert(cursor, look)
