"""Loads a world of the oracle into PostgreSQL and asks the service the same questions, three ways."""

from collections import defaultdict
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction

from agencies.access.compile import visible_to
from agencies.access.context import NotAMember, acting, resolve
from agencies.access.explain import NOTHING, explain
from agencies.access.policy import RoleTemplate
from agencies.actor import Actor
from agencies.agreements.models import Agreement, Share
from agencies.directory.models import Agency, Area, Membership, Team, User
from agencies.words import Purpose
from referrals.children.models import Child, ChildExclusion, ChildGlass, ChildNamedAccess, ChildTeamGrant
from referrals.information.models import Record, RecordNamedAccess, RecordTeamGrant, Summary
from tests.access.judging import evaluate
from tests.access.rows.models import Detail
from tests.access.worlds import World
from tests.database import building

TABLES = {1: Record, 2: Summary, 3: Detail}


def roles_of(world: World) -> dict[str, RoleTemplate]:
    """The world's roles, in the service's own form."""
    return {name: RoleTemplate(role.categories, role.write_categories, role.address_desk) for name, role in world.roles.items()}


def fitted(world: World) -> World:
    """As the service keeps it: an agency leaves the look-up with all its records, and there is no legal hold yet."""
    out = {record.owner for record in world.records if record.opted_out}
    return replace(world, records=tuple(replace(record, opted_out=record.owner in out, legal_hold=False) for record in world.records))


def load(world: World) -> None:
    """Every row of the world, committed."""
    with building():
        _people(world)
        _rows(world)
        _rights(world)


def _people(world: World) -> None:
    codes = sorted({str(a.area) for a in world.agencies} | {str(t.area) for t in world.teams if t.area})
    areas = {code: Area(code=code, name=code, kind="authority", nation="england") for code in codes}
    Area.objects.bulk_create(areas.values())
    out = {record.owner for record in world.records if record.opted_out}
    agencies = [
        Agency(pk=a.key, name=f"Agency {a.key}", kind=a.kind, nation="england", statutory=a.statutory, lookup_opt_out=a.key in out)
        for a in world.agencies
    ]
    Agency.objects.bulk_create(agencies)
    for agency, row in zip(agencies, world.agencies, strict=True):
        agency.areas.add(areas[str(row.area)])
    Group.objects.bulk_create(Group(pk=t.key, name=f"Team {t.key}") for t in world.teams)
    Team.objects.bulk_create(
        Team(group_id=t.key, agency_id=t.agency, name=f"Team {t.key}", kind="casework", seat=t.seat, seat_area=areas.get(str(t.area)))
        for t in world.teams
    )
    User.objects.bulk_create(
        User(pk=u.key, username=str(u.key), full_name="Somebody", clearance=u.clearance, is_active=u.active) for u in world.users
    )
    Membership.objects.bulk_create(
        Membership(
            user_id=m.user, team_id=m.team, role=m.role, starts_on=m.starts_on, ends_on=m.ends_on, ended_at=world.now if m.ended else None
        )
        for m in world.memberships
    )


def _rows(world: World) -> None:
    anybody = world.agencies[0].key
    Child._base_manager.bulk_create(
        Child(pk=c.key, reference=uuid4().hex[:14], responsible_id=anybody, owner_id=anybody, registered_at=world.now, seal=c.seal)
        for c in world.children
    )
    for record in world.records:
        same = {
            "child_id": record.child,
            "owner_id": record.owner,
            "category": record.category,
            "marking": record.marking,
            "handling": record.handling,
            "seal": record.seal,
        }
        Record(pk=record.key, kind="row", **same).save(force_insert=True)
        Summary(pk=record.key, record_id=record.key, text="", written_at=world.now, **same).save(force_insert=True)
        Detail(pk=record.key, record_id=record.key, **same).save(force_insert=True)


def _rights(world: World) -> None:
    _grants(world)
    for line in world.lines:
        if not line.revoked:
            _share(line)
    for n in world.named:
        _named(ChildNamedAccess(user_id=n.user, child_id=n.child, naming_agency_id=n.agency), n)
    for n in world.record_named:
        _named(RecordNamedAccess(user_id=n.user, record_id=n.record, purpose=n.purpose), n)
    ChildExclusion.objects.bulk_create(
        ChildExclusion(user_id=e.user, team_id=e.team, child_id=e.child, reason="") for e in world.exclusions
    )
    ChildGlass.objects.bulk_create(
        ChildGlass(user_id=g.user, child_id=g.child, opened_at=g.opened_at, until=g.until, reach_now=g.reason_reach_now, reason="")
        for g in world.glasses
    )


def _grants(world: World) -> None:
    granted = {"reason": "", "granting_agency_id": world.agencies[0].key, "granted_at": world.now}
    child = granted | {"permission": Permission.objects.get(codename="discover_child")}
    rows = [ChildTeamGrant(**child, **_terms(g), content_object_id=g.child, category=g.category, basis=g.basis) for g in world.child_grants]
    ChildTeamGrant.objects.bulk_create(rows, ignore_conflicts=True)
    record = granted | {"permission": Permission.objects.get(codename="discover_record")}
    RecordTeamGrant.objects.bulk_create(
        RecordTeamGrant(**record, **_terms(g), content_object_id=g.record, basis=f"b{n}") for n, g in enumerate(world.record_grants)
    )


def _terms(grant) -> dict:
    return {
        "group_id": grant.team,
        "level": grant.level,
        "may_write": grant.write,
        "valid_from": grant.starts_on,
        "valid_to": grant.ends_on,
    }


def _share(line) -> None:
    agreement, _ = Agreement.objects.get_or_create(
        number=f"{line.agreement}", defaults={"title": "", "owner_id": line.owner, "valid_from": line.starts_on}
    )
    Share.objects.create(
        agreement=agreement,
        owner_id=line.owner,
        recipient_key=line.recipient,
        category=line.category,
        purpose=line.purpose,
        level=line.level,
        max_marking=line.max_marking,
        scope=line.scope,
        valid_from=line.starts_on,
        valid_to=line.ends_on,
    )


def _named(row, dates) -> None:
    row.valid_from, row.valid_to, row.reason = dates.starts_on, dates.ends_on, ""
    row.save()


@dataclass(frozen=True)
class Answers:
    """What one session gets: keys by threshold from the list and from the walls, what it may alter, and the reasons given."""

    lists: dict[int, set[UUID]]
    walls: dict[int, set[UUID]]
    writable: set[UUID]
    reasons: dict
    on_page: dict


STRANGER = Answers(defaultdict(set), defaultdict(set), set(), defaultdict(lambda: NOTHING), defaultdict(dict))


def answers(world: World, sessions) -> dict:
    """For each session what the service answers, as the app login where walls stand and past them where the list filters alone."""
    actors = {session: actor for session in sessions if (actor := _actor(session))}
    within = {session: _within(actor) for session, actor in actors.items()}
    with building():
        past = {session: _past(actor) for session, actor in actors.items()}
    return {session: Answers(**within[session], **past[session]) if session in actors else STRANGER for session in sessions}


def _actor(session) -> Actor | None:
    try:
        return resolve(user=session.user, team=session.team, purpose=Purpose(session.purpose))
    except (NotAMember, ValueError):
        return None


def _within(actor: Actor) -> dict:
    with acting(actor):
        return {
            "walls": {level: {row.pk for row in model._base_manager.all()} for level, model in TABLES.items()},
            "on_page": {level: {row.pk: _told(row, actor) for row in model.objects.all()} for level, model in TABLES.items()},
            "writable": _altered(),
        }


def _told(row, actor: Actor) -> tuple:
    """What the page says of a row: the rule that let it through, the same rule explained, and what it obliges to."""
    told = explain(row, actor)
    return row.seen_under, told.rule, told.level, told.obligations


def _altered() -> set[UUID]:
    """The rows that an update reaches, taken back at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update rows_detail set marking = marking returning id")
        altered = {key for (key,) in cursor.fetchall()}
        transaction.set_rollback(True)
    return altered


def _past(actor: Actor) -> dict:
    lists = {
        level: set(model._base_manager.filter(visible_to(model, actor)).values_list("pk", flat=True)) for level, model in TABLES.items()
    }
    return {"lists": lists, "reasons": evaluate(Detail._base_manager.all(), Detail, actor)}
