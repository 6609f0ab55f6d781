"""The thing is done, or another team takes it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Team
from agencies.notices import actions as notices
from agencies.refusals import refuse_if
from referrals import clocks
from referrals.duties import rules
from referrals.duties.models import Duty


@transaction.atomic
def discharge(*, about: Any, clock: clocks.Clock, by: Actor, at: datetime) -> None:
    """The thing is done: every open duty of this clock about it is closed."""
    for duty in Duty.objects.open().filter(about_id=about.pk, clock=clock.name).select_for_update(of=("self",)):
        _close(duty, by, at)
        trail.record(verb="duties.discharge", about=duty, by=by, at=at)


@transaction.atomic
def done(*, duty: Duty, by: Actor, at: datetime) -> None:
    """A person of the agency that bears it says that it is done."""
    duty = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    clock = clocks.Clock[duty.clock]
    refuse_if(rules.objections_to_discharge(clock, done_at=duty.done_at, bears=duty.agency_id == by.agency))
    _close(duty, by, at)
    trail.record(verb="duties.done", about=duty, by=by, at=at)


@transaction.atomic
def settle(*, child: UUID, event: UUID, asked: Collection[str], by: Actor, at: datetime) -> None:
    """What flags ask for by this event was counted again. A duty that none asks for any more ends, and nobody has done it; one that
    ended so and is asked for after all is owed again, by the time of before.
    """
    owed = Duty.objects.filter(child=child, event_id=event, about_kind="Flag").select_for_update(of=("self",))
    for duty in owed.filter(done_at=None).exclude(clock__in=asked):
        _put(duty, done_at=at)
        trail.record(verb="duties.end", about=duty, by=by, at=at)
    for duty in owed.filter(done_by=None, clock__in=asked).exclude(done_at=None):
        _put(duty, done_at=None)
        trail.record(verb="duties.resume", about=duty, by=by, at=at)


def _put(duty: Duty, *, done_at: datetime | None) -> None:
    duty.done_at = done_at
    duty.save(update_fields=["done_at"])


def _close(duty: Duty, by: Actor, at: datetime) -> None:
    duty.done_at, duty.done_by_id = at, by.user
    duty.save(update_fields=["done_at", "done_by"])


@transaction.atomic
def hand_over(*, duty: Duty, team: Team, by: Actor, at: datetime) -> None:
    """Another team of the same agency takes the duty, and nobody there has it in hand yet; the time by which it is due stays."""
    duty = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    same_agency, same_team = team.agency_id == duty.agency_id, team.pk == duty.team_id
    refuse_if(rules.objections_to_hand_over(done_at=duty.done_at, same_agency=same_agency, same_team=same_team))
    duty.team, duty.held_at, duty.held_by_id = team, None, None
    duty.save(update_fields=["team", "held_at", "held_by"])
    notices.tell(key=f"duty:{duty.pk}:to:{team.pk}", kind="duty.handed_over", team=team, about=duty, by=by, at=at)
    trail.record(verb="duties.hand_over", about=duty, by=by, at=at, team=team.pk)
