"""Writes the trail. A deed is part of its own transaction; looks and refusals go out on a login of their own."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
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
SHOWN_COLUMNS = ["event_key", "actor", "agency", "child_id", "owner_agency", "category", "level", "rule", "agreement", "gateway"]
EXPOSE = f"insert into audit.exposure ({', '.join(SHOWN_COLUMNS)}) values ({', '.join(['%s'] * len(SHOWN_COLUMNS))})"


class Shown(NamedTuple):
    """A child that a look showed: whose row, of which kind, how fully, under which rule, agreement and power."""

    child: UUID
    owner: int
    category: str
    level: int
    rule: str
    agreement: str = ""
    gateway: str = ""


def database_now() -> datetime:
    """The time by the database's clock, which no caller can move; fixed within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select sg.app_now()")
        return cursor.fetchone()[0]


@dataclass(frozen=True)
class Handed:
    """To whom a deed hands something: agencies, teams or the lines of an agreement; under which agreement and power, where it rests on one.

    `justification` is why, as the doer gave it, and never a word about the child.
    """

    recipients: Iterable[Any] = ()
    agreement: str = ""
    gateway: str = ""
    justification: str = ""


TO_NOBODY = Handed()


@dataclass
class Look:
    """What one request looked at, kept until just before the answer leaves."""

    actor: Actor
    verb: str
    action: str = "consultation"
    resource: Any = None
    outcome: Outcome = Outcome.DONE
    agreement: str = ""
    gateway: str = ""
    justification: str = ""
    recipients: Iterable[Any] = ()
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


def _owner_of(about: Any) -> int | None:
    """Whose the row is: its owner's, the agency's that bears it, or, where an earlier event is meant, theirs whose row that was about."""
    return next((held for name in ("owner_id", "agency_id", "owner_agency") if (held := getattr(about, name, None))), None)


def _recipient(who: Any) -> dict[str, Any]:
    """An agency or a team by its number, with the name that it had then; whom the line of an agreement means, by the line's own key."""
    if isinstance(who, str):
        return {"kind": "line", "key": who}
    team = {"agency": who.agency_id} if hasattr(who, "agency_id") else {}
    return {"kind": type(who).__name__.lower(), "number": who.pk, "name": who.name} | team


def _row(look: Look) -> list[Any]:
    actor, about = look.actor, look.resource
    number = {"number": about.pk} if isinstance(getattr(about, "pk", None), int) else {}
    recipients = [_recipient(who) for who in look.recipients]
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
        _owner_of(about),
        _level_of(about),
        getattr(about, "seen_under", None),
        look.agreement or None,
        str(actor.purpose),
        look.gateway or None,
        look.justification or None,
        json.dumps(recipients) if recipients else None,
        int(look.outcome),
        actor.policy_version,
        actor.request,
        secrets.token_bytes(16),
        json.dumps(look.detail | number, default=str),
    ]


def _insert(cursor: Any, look: Look) -> None:
    row = _row(look)
    cursor.execute(INSERT, row)
    looker = (row[0], look.actor.user, look.actor.agency)
    exposures = sorted({(*looker, *shown[:5], shown.agreement or None, shown.gateway or None) for shown in look.shown}, key=repr)
    if exposures:
        cursor.executemany(EXPOSE, exposures)


def record(
    *, verb: str, about: Any, by: Actor, at: datetime, action: str = "alteration", handed: Handed = TO_NOBODY, **detail: Any
) -> None:
    """Note a deed in its own transaction: if the deed is undone, so is its note. `at` is when it was done, by the door's clock."""
    write(Look(actor=by, verb=verb, action=action, resource=about, detail=detail | {"at": at.isoformat()}, **vars(handed)))


def write(look: Look) -> None:
    """Write one look in the transaction that is open: what cannot be written undoes it."""
    with connection.cursor() as cursor:
        _insert(cursor, look)


def commit(looks: Iterable[Look]) -> None:
    """Write looks and refusals on the audit login, in one transaction. Any failure is the caller's to answer with 503."""
    with transaction.atomic(using="audit"), connections["audit"].cursor() as cursor:
        for look in looks:
            _insert(cursor, look)
