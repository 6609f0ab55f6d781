"""Time ran out: an overdue duty becomes the business of one more person."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Team, User
from agencies.notices import actions as notices
from referrals.clocks import WORKING, Clock, next_climb
from referrals.duties import actions as duties
from referrals.duties.models import Duty
from referrals.escalation import rules


@transaction.atomic
def climb(*, duty: Duty, by: Actor, at: datetime) -> None:
    """One rung up, once: the rung stands in the key of what is told. A rung where nobody stands passes to the next at once.

    After the last rung there is no next look: the duty stays, overdue and red, until somebody has done it.
    """
    clock = Clock[duty.clock]
    hours = duties.hours_of(duty.team, at) if clock.value.pace in WORKING else None
    step = rules.climb(clock, duty.due_at, duty.stage, at, hours)
    if step:
        duty.stage, people = _first_with_somebody(duty, step.stage, at)
        _tell(duty, people, by, at)
        trail.record(verb="escalation.climb", about=duty, by=by, at=at, stage=duty.stage, told=sorted(map(str, people)))
    duty.climbs_at = next_climb(clock, duty.due_at, duty.stage, hours)
    duty.save(update_fields=["stage", "climbs_at"])


def _first_with_somebody(duty: Duty, stage: int, at: datetime) -> tuple[int, set[UUID]]:
    steps = rules.steps_from(Clock[duty.clock], stage)
    for step in steps:
        people = duties.may_know(duties.standing_on(step.who, duty.team, at), child=duty.child_id, seal=duty.seal, at=at)
        if people:
            return step.stage, people
    return steps[-1].stage, set()


def _tell(duty: Duty, people: set[UUID], by: Actor, at: datetime) -> None:
    """Each person of the rung; where the whole ladder is empty, the agency's desk. While the team is not there, whoever is on call too."""
    told: dict[str, Any] = {"key": f"duty:{duty.pk}:{duty.stage}", "kind": "duty.overdue", "about": duty, "by": by, "at": at}
    for user in User.objects.filter(pk__in=people).only("pk"):
        notices.tell(**told, team=duty.team, user=user)
    desk = None if people else Team.objects.desk_of(duty.agency_id)
    on_call = duties.on_call_for(Clock[duty.clock], duty.team, at)
    for team in {team for team in (desk, on_call) if team}:
        notices.tell(**told, team=team)
