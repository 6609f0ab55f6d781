"""Joining, leaving, cover and local settings. The only writer of group membership: seat and group change in the same transaction."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory import rules
from agencies.directory.models import Cover, LocalSetting, Membership, Team, TeamHours, User
from agencies.refusals import refuse_if
from agencies.words import Role


def _administers(by: Actor, team: Team) -> bool:
    return by.role == Role.ADMINISTRATOR and by.agency == team.agency_id


def _arranges(by: Actor, team: Team) -> bool:
    """Cover and hours are a manager's business in the team itself, too."""
    return _administers(by, team) or (by.role == Role.MANAGER and by.team == team.pk)


def _hand(by: Actor, user: User, team: Team) -> rules.Hand:
    return rules.Hand(own=by.user == user.pk, administers=_administers(by, team))


def _open(user: User, team: Team, role: str, starts_on: date, ends_on: date | None) -> Membership:
    user.groups.add(team.group)
    return Membership.objects.create(user=user, team=team, role=role, starts_on=starts_on, ends_on=ends_on)


def _end(seat: Membership, at: datetime) -> Membership:
    seat = Membership.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    refuse_if(["This seat has ended already."] if seat.ended_at else [])
    seat.ended_at = at
    seat.save(update_fields=["ended_at"])
    seat.user.groups.remove(seat.team.group)
    return seat


@transaction.atomic
def join(*, user: User, team: Team, role: str, starts_on: date, ends_on: date | None = None, by: Actor, at: datetime) -> Membership:
    """Give a person a seat in a team, from a day on. A seat that ran out by its own last day is closed first."""
    on = localdate(at)
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    held = Membership.objects.filter(user=user, team=team, ended_at=None).first()
    ran_out = held is not None and held.ends_on is not None and held.ends_on < on
    refuse_if(
        rules.objections_to_joining(
            _hand(by, user, team),
            active=user.is_active,
            seated=held is not None and not ran_out,
            starts_on=starts_on,
            ends_on=ends_on,
            on=on,
        )
    )
    if ran_out:
        _end(held, at)
    seat = _open(user, team, role, starts_on, ends_on)
    trail.record(verb="directory.join", about=user, by=by, at=at, team=team.pk, role=role)
    return seat


@transaction.atomic
def leave(*, seat: Membership, by: Actor, at: datetime) -> None:
    """End a seat now. What the person could see through it is gone with the next request."""
    refuse_if(rules.objections_to_changing_seats(_hand(by, seat.user, seat.team)))
    seat = _end(seat, at)
    trail.record(verb="directory.leave", about=seat.user, by=by, at=at, team=seat.team_id, role=seat.role)


@transaction.atomic
def change_role(*, seat: Membership, role: str, by: Actor, at: datetime) -> Membership:
    """The old seat ends and a new one begins, so that the past stays as it was."""
    refuse_if(rules.objections_to_changing_seats(_hand(by, seat.user, seat.team)))
    refuse_if(["This person has that role already."] if seat.role == role else [])
    old = _end(seat, at)
    new = _open(old.user, old.team, role, max(old.starts_on, localdate(at)), old.ends_on)
    trail.record(verb="directory.change_role", about=old.user, by=by, at=at, team=old.team_id, role=role, was=old.role)
    return new


@transaction.atomic
def cover(*, away: User, covered_by: User, team: Team, starts_on: date, ends_on: date, by: Actor, at: datetime) -> Cover:
    """Somebody answers for somebody else in a team, until a day."""
    on = localdate(at)
    seated = Membership.objects.current(on=on).filter(team=team, user__in=[away, covered_by]).count()
    same = away == covered_by
    refuse_if(
        rules.objections_to_cover(
            arranges=_arranges(by, team),
            same=same,
            both_seated=seated == (1 if same else 2),
            starts_on=starts_on,
            ends_on=ends_on,
            on=on,
        )
    )
    row = Cover.objects.create(away=away, covered_by=covered_by, team=team, starts_on=starts_on, ends_on=ends_on)
    trail.record(verb="directory.cover", about=away, by=by, at=at, team=team.pk, covered_by=covered_by.pk, until=ends_on.isoformat())
    return row


@transaction.atomic
def set_locally(*, name: str, value: Any, valid_from: date, by: Actor, at: datetime) -> LocalSetting:
    """A number or a switch of the actor's own agency, from a day on. What held before that day stays on file; a day has one value."""
    refuse_if(rules.objections_to_setting(manages=by.role == Role.MANAGER, valid_from=valid_from, on=localdate(at)))
    held = LocalSetting.objects.filter(agency=by.agency, name=name, valid_from__lte=valid_from).order_by("-valid_from").first()
    row, _ = LocalSetting.objects.update_or_create(agency_id=by.agency, name=name, valid_from=valid_from, defaults={"value": value})
    change = {"setting": name, "value": value, "was": held.value if held else None, "valid_from": valid_from.isoformat()}
    trail.record(verb="directory.set_locally", about=None, by=by, at=at, **change)
    return row


@transaction.atomic
def set_hours(*, team: Team, week: rules.Week, on_call: Team | None, valid_from: date, by: Actor, at: datetime) -> TeamHours:
    """When a team works from a day on, and who is on call for it. What held before that day stays on file; a day has one set."""
    own, same = on_call is None or on_call.agency_id == team.agency_id, on_call == team
    said = {"arranges": _arranges(by, team), "own_agency": own, "same_team": same, "valid_from": valid_from, "on": localdate(at)}
    refuse_if(rules.objections_to_hours(week, **said))
    kept = {"opens": week.opens, "closes": week.closes, "days": week.days, "on_call": on_call}
    row, _ = TeamHours.objects.update_or_create(team=team, valid_from=valid_from, defaults=kept)
    change: dict[str, Any] = {
        "opens": week.opens.isoformat(),
        "closes": week.closes.isoformat(),
        "days": week.days,
        "on_call": on_call and on_call.pk,
    }
    trail.record(verb="directory.set_hours", about=None, by=by, at=at, team=team.pk, valid_from=valid_from.isoformat(), **change)
    return row
