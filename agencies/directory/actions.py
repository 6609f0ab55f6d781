"""Joining, leaving and cover. The only writer of group membership: seat and group change in the same transaction."""

from datetime import date, datetime

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Cover, Membership, Team, User
from agencies.refusals import refuse_if
from agencies.words import Role


def _objections_to_joining(by: Actor, user: User, team: Team) -> list[str]:
    reasons = []
    if by.user == user.pk:
        reasons.append("Nobody gives themselves a seat. Ask another administrator.")
    if by.role != Role.ADMINISTRATOR or by.agency != team.agency_id:
        reasons.append("Only an administrator of the team's own agency can do this.")
    return reasons


@transaction.atomic
def join(*, user: User, team: Team, role: str, starts_on: date, by: Actor, at: datetime) -> Membership:
    """Give a person a seat in a team, from a day on."""
    refuse_if(_objections_to_joining(by, user, team))
    seat = Membership.objects.create(user=user, team=team, role=role, starts_on=starts_on)
    user.groups.add(team.group)
    trail.record(verb="directory.join", about=user, by=by, at=at, team=team.pk, role=role)
    return seat


@transaction.atomic
def leave(*, seat: Membership, by: Actor, at: datetime) -> None:
    """End a seat now. What the person could see through it is gone with the next request."""
    refuse_if(_objections_to_joining(by, seat.user, seat.team))
    seat.ended_at = at
    seat.save(update_fields=["ended_at"])
    seat.user.groups.remove(seat.team.group)
    trail.record(verb="directory.leave", about=seat.user, by=by, at=at, team=seat.team_id)


@transaction.atomic
def change_role(*, seat: Membership, role: str, by: Actor, at: datetime) -> Membership:
    """The old seat ends and a new one begins, so that the past stays as it was."""
    leave(seat=seat, by=by, at=at)
    return join(user=seat.user, team=seat.team, role=role, starts_on=at.date(), by=by, at=at)


@transaction.atomic
def cover(*, away: User, covered_by: User, team: Team, starts_on: date, ends_on: date, by: Actor, at: datetime) -> Cover:
    """Somebody answers for somebody else in a team, until a day."""
    row = Cover.objects.create(away=away, covered_by=covered_by, team=team, starts_on=starts_on, ends_on=ends_on)
    trail.record(verb="directory.cover", about=away, by=by, at=at, team=team.pk, until=ends_on.isoformat())
    return row
