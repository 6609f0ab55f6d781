"""Opening a record at its three levels: that it is held, what readers get, and who else may see it."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import QuerySet

from agencies.access.grounds import Ground, ground_of
from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Team
from agencies.words import Basis, Category, Level, Marking
from referrals.children.models import Child
from referrals.clocks import local_day
from referrals.information.models import Record, RecordTeamGrant, Summary

CODENAMES = {Level.EXISTENCE: "discover_record", Level.REDACTED: "summary_record", Level.FULL: "view_record"}


def open_record(
    *, child: Child, category: Category, kind: str, by: Actor, marking: Marking = Marking.NORMAL, key: UUID | None = None
) -> Record:
    """The pointer that a record is held. The detail row that follows takes the same key."""
    return Record.objects.create(id=key or uuid4(), child=child, owner_id=by.agency, category=category, kind=kind, marking=marking)


@transaction.atomic
def summarise(*, record: Record, text: str, goes_on: bool = False, by: Actor, at: datetime) -> None:
    """Write, or write again, what readers get who do not get the whole; and whether what it tells of still goes on."""
    changed = Summary.objects.filter(record=record).update(text=text, written_at=at, goes_on=goes_on)
    if not changed:
        Summary.objects.create(
            record=record,
            child_id=record.child_id,
            owner_id=record.owner_id,
            category=record.category,
            marking=record.marking,
            text=text,
            written_at=at,
            goes_on=goes_on,
        )


@transaction.atomic
def grant(*, record: Record, team: Team, level: Level, basis: Basis, reason: str, by: Actor, at: datetime) -> None:
    """Give one team sight of one record, from today, without an end unless it is withdrawn."""
    ground = _put_grant(record, team, {"level": level, "basis": basis, "reason": reason}, by, at)
    more = {"team": team.pk, "shared_level": int(level), "handed": ground.handed(team, reason)}
    trail.record(verb="information.grant", about=record, by=by, at=at, action="disclosure", **more)


@transaction.atomic
def lend(*, record: Record, team: Team, until: date, reason: str, by: Actor, at: datetime) -> None:
    """Let a team work in one record as its owner does, until a day: it was asked to."""
    terms = {"level": Level.FULL, "basis": Basis.REQUEST, "reason": reason, "may_write": True, "valid_to": until}
    ground = _put_grant(record, team, terms, by, at)
    _granted(record, team, by).filter(valid_from=local_day(at), basis=Basis.REQUEST).update(valid_to=until)
    more = {"team": team.pk, "until": until.isoformat(), "handed": ground.handed(team, reason)}
    trail.record(verb="information.lend", about=record, by=by, at=at, action="disclosure", **more)


def _put_grant(record: Record, team: Team, terms: dict[str, Any], by: Actor, at: datetime) -> Ground:
    """The grant with the agreement and the power it rests on, which are returned."""
    ground = ground_of(giver=by.agency, team=team, category=str(record.category), on=local_day(at))
    permission = Permission.objects.get(content_type__app_label="referrals", codename=CODENAMES[terms["level"]])
    giver = {"granted_by_id": by.user, "granting_agency_id": by.agency, "granted_at": at, "valid_from": local_day(at)}
    given = RecordTeamGrant(permission=permission, group_id=team.pk, content_object=record, **giver, **terms, **vars(ground))
    RecordTeamGrant.objects.bulk_create([given], ignore_conflicts=True)
    return ground


@transaction.atomic
def withdraw(*, record: Record, team: Team, by: Actor, at: datetime) -> None:
    """The team sees nothing more of the record through what it was granted, from this moment."""
    _granted(record, team, by).update(valid_to=local_day(at) - timedelta(days=1))
    trail.record(verb="information.withdraw", about=record, by=by, at=at, team=team.pk)


def _granted(record: Record, team: Team, by: Actor) -> QuerySet[RecordTeamGrant]:
    return RecordTeamGrant.objects.filter(group_id=team.pk, content_object=record, granting_agency_id=by.agency)
