"""Somebody has it in hand; or it waits for an answer that was asked for, until a time and no longer."""

from datetime import datetime

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.refusals import refuse_if
from referrals.clocks import Clock, next_climb
from referrals.duties import rules
from referrals.duties.actions.giving import hours_of
from referrals.duties.models import Duty, Query


@transaction.atomic
def acknowledge(*, duty: Duty, by: Actor, at: datetime) -> None:
    """A person says that they have it in hand; colleagues and whoever is told next read who. It stays due, and an overdue one climbs."""
    duty = _locked(duty)
    ours, mine = duty.agency_id == by.agency, duty.held_by_id == by.user
    refuse_if(rules.objections_to_taking(done_at=duty.done_at, is_ours=ours, is_mine=mine))
    duty.held_at, duty.held_by_id = at, by.user
    duty.save(update_fields=["held_at", "held_by"])
    trail.record(verb="duties.acknowledge", about=duty, by=by, at=at)


@transaction.atomic
def ask(*, duty: Duty, asked: str, until: datetime, by: Actor, at: datetime) -> None:
    """The duty waits for an answer: the next rung is told after that at the earliest. The time by which it is due stays."""
    duty = _locked(duty)
    is_open = Query.objects.filter(duty=duty, answered_at=None, until__gt=at).exists()
    said = {"done_at": duty.done_at, "is_open": is_open, "bears": duty.agency_id == by.agency}
    refuse_if(rules.objections_to_query(Clock[duty.clock], asked, until, at, **said))
    _close(duty, at, by)
    who = {"team_id": duty.team_id, "agency_id": duty.agency_id, "child_id": duty.child_id, "asked_by_id": by.user}
    Query.objects.create(duty=duty, asked=asked, asked_at=at, until=until, **who)
    duty.climbs_at = max(duty.climbs_at, until) if duty.climbs_at else None
    duty.save(update_fields=["climbs_at"])
    trail.record(verb="duties.ask", about=duty, by=by, at=at, asked=asked, until=until.isoformat())


@transaction.atomic
def answered(*, duty: Duty, by: Actor, at: datetime) -> None:
    """The answer is there: the ladder goes on from where it would stand."""
    duty = _locked(duty)
    refuse_if(rules.objections_to_answer(is_awaited=_close(duty, at, by), bears=duty.agency_id == by.agency))
    duty.climbs_at = next_climb(Clock[duty.clock], duty.due_at, duty.stage, hours_of(duty.team, at))
    duty.save(update_fields=["climbs_at"])
    trail.record(verb="duties.answered", about=duty, by=by, at=at)


def _close(duty: Duty, at: datetime, by: Actor) -> bool:
    """What was awaited is awaited no more; also a query whose own end is over."""
    return bool(Query.objects.filter(duty=duty, answered_at=None).update(answered_at=at, answered_by_id=by.user))


def _locked(duty: Duty) -> Duty:
    return Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
