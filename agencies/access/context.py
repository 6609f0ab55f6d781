"""Resolves who is acting, once, and carries it: for Python in a context variable, for the database in settings of the transaction."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID, uuid4

from django.db import connection, transaction

from agencies.access.compile import policy_version
from agencies.access.policy import ROLES, SYSTEMS
from agencies.actor import Actor
from agencies.directory.models import Team
from agencies.words import Purpose

_current: ContextVar[Actor | None] = ContextVar("acting", default=None)


class NoContext(Exception):
    """Somebody asked for guarded rows before it was settled who is asking."""


class NotAMember(Exception):
    """The person has no seat in that team today, or is not active."""


def current() -> Actor:
    """The actor on whose behalf this code runs. Raises `NoContext` outside `acting`."""
    actor = _current.get()
    if actor is None:
        raise NoContext("Guarded rows are read inside acting(...) alone.")
    return actor


def _array(values) -> str:
    return "{" + ",".join(sorted(f'"{value}"' for value in values)) + "}"


def settings_of(actor: Actor) -> dict[str, str]:
    """The facts of an actor as the settings that the database policies read."""
    plain = {"user": actor.user, "team": actor.team, "agency": actor.agency, "request": actor.request}
    sets = {name: getattr(actor, name) for name in ("categories", "writes", "recipient_keys", "named", "excluded", "glass", "glass_reach")}
    flags = {"seat": actor.seat, "statutory": actor.statutory, "address_desk": actor.address_desk}
    return (
        {name: "" if value is None else str(value) for name, value in plain.items()}
        | {name: _array(values) for name, values in sets.items()}
        | {name: "true" if value else "false" for name, value in flags.items()}
        | {"role": actor.role, "purpose": str(actor.purpose), "clearance": str(actor.clearance), "system": actor.system}
    )


def _put(values: dict[str, str]) -> None:
    calls = ", ".join(["set_config(%s, %s, true)"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute("select " + calls, [part for name, value in values.items() for part in (f"sg.{name}", value)])


def _held(names: list[str]) -> dict[str, str]:
    calls = ", ".join(["current_setting(%s, true)"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute("select " + calls, [f"sg.{name}" for name in names])
        return {name: value or "" for name, value in zip(names, cursor.fetchone(), strict=True)}


@contextmanager
def _settings(values: dict[str, str]) -> Iterator[None]:
    """Put settings for a block and restore the outer ones; after an error the savepoint's rollback restores them."""
    with transaction.atomic():
        before = _held(list(values))
        _put(values)
        yield
        if not connection.needs_rollback:
            _put(before)


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """Run a block as this actor, in a transaction; nested use restores the outer actor on leaving."""
    token = _current.set(actor)
    try:
        with _settings(settings_of(actor)):
            yield actor
    finally:
        _current.reset(token)


def call(function: str, **arguments) -> None:
    """Ask a function of the database that does what no row policy allows: it checks the context itself and answers neutrally."""
    named = ", ".join(f"{name} => %s" for name in arguments)
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}({named})", list(arguments.values()))


def ask(function: str, **arguments) -> list[tuple]:
    """What a function of the database answers, row by row. It checks the context itself and answers strangers with nothing."""
    named = ", ".join(f"{name} => %s" for name in arguments)
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {function}({named})", list(arguments.values()))
        return cursor.fetchall()


FACTS = """
select u.full_name, u.clearance, m.role, t.name, t.seat, coalesce(s.code::text, ''), a.id, a.name, a.kind, a.statutory,
       coalesce((select array_agg(x.code::text) from agencies_area x join agencies_agency_areas y on y.area_id = x.id
                 where y.agency_id = a.id), '{}'),
       sg.my_children('named'), sg.my_children('excluded'), sg.my_children('glass'), sg.my_children('glass_reach')
from agencies_user u
join agencies_membership m on m.user_id = u.id and m.ended_at is null
     and m.starts_on <= sg.app_today() and (m.ends_on is null or m.ends_on >= sg.app_today())
join agencies_team t on t.group_id = m.team_id
join agencies_agency a on a.id = t.agency_id
left join agencies_area s on s.id = t.seat_area_id
where u.id = %s and t.group_id = %s and u.is_active
"""


def _recipient_keys(agency: int, kind: str, areas: list[str], hub_area: str) -> frozenset[str]:
    """Every name under which an agreement line may mean this seat; `hub_area` is set for a seat at a multi-agency hub alone."""
    keys = {f"agency:{agency}", f"kind:{kind}"} | {f"kind:{kind}@{area}" for area in areas}
    return frozenset(keys | ({f"seat:mash@{hub_area}"} if hub_area else set()))


def recipient_keys_of(team: Team) -> frozenset[str]:
    """Every name under which an agreement line may mean this team, as for a person who sits in it."""
    agency, hub = team.agency, team.seat == "mash" and team.seat_area
    return _recipient_keys(agency.pk, agency.kind, [area.code for area in agency.areas.all()], hub.code if hub else "")


def resolve(*, user: UUID, team: int, purpose: Purpose, request: UUID | None = None) -> Actor:
    """The actor for a person in one of their teams, by today's memberships. Raises `NotAMember`."""
    with _settings({"user": str(user), "team": str(team)}), connection.cursor() as cursor:
        cursor.execute(FACTS, [user, team])
        row = cursor.fetchone()
    if row is None:
        raise NotAMember("This person has no seat in this team today.")
    name, clearance, role, team_name, seat, seat_area, agency, agency_name, kind, statutory, areas, named, excluded, glass, reach = row
    template = ROLES[role]
    return Actor(
        user=user,
        name=name,
        team=team,
        team_name=team_name,
        agency=agency,
        agency_name=agency_name,
        kind=kind,
        role=role,
        purpose=purpose,
        request=request or uuid4(),
        clearance=clearance,
        statutory=statutory,
        seat=bool(seat),
        address_desk=template.address_desk,
        categories=template.reads,
        writes=template.writes,
        recipient_keys=_recipient_keys(agency, kind, areas, seat_area if seat == "mash" else ""),
        named=frozenset(named),
        excluded=frozenset(excluded),
        glass=frozenset(glass),
        glass_reach=frozenset(reach),
        policy_version=policy_version(),
    )


def system(name: str) -> Actor:
    """A named job. It reads and writes the categories that the table lists for it, and no narrative."""
    categories = frozenset(map(str, SYSTEMS[name]))
    return Actor(
        user=None,
        name=name,
        team=None,
        agency=None,
        agency_name="",
        kind="",
        role="system",
        purpose=Purpose.SAFEGUARDING,
        request=uuid4(),
        categories=categories,
        writes=categories,
        system=name,
        policy_version=policy_version(),
    )


def for_purpose(actor: Actor, purpose: Purpose) -> Actor:
    """The same actor for another purpose."""
    return dataclasses.replace(actor, purpose=purpose)
