"""Time ran out: an overdue duty becomes the business of one more person."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Cover, Membership, Team, User
from agencies.notices import actions as notices
from agencies.words import Role, Seal
from referrals.children.models import ChildExclusion, ChildNamedAccess
from referrals.clocks import Clock, local_day, next_climb
from referrals.duties.models import Duty
from referrals.duties.rules import Rung
from referrals.escalation import rules


@transaction.atomic
def climb(*, duty: Duty, by: Actor, at: datetime) -> None:
    """One rung up, once: the rung stands in the key of what is told. A rung where nobody stands passes to the next at once.

    After the last rung there is no next look: the duty stays, overdue and red, until somebody has done it.
    """
    clock = Clock[duty.clock]
    step = rules.climb(clock, duty.due_at, duty.stage, at)
    if step:
        duty.stage, people = _first_with_somebody(duty, step.stage, at)
        _tell(duty, people, by, at)
        trail.record(verb="escalation.climb", about=duty, by=by, at=at, stage=duty.stage, told=sorted(map(str, people)))
    duty.climbs_at = next_climb(clock, duty.due_at, duty.stage)
    duty.save(update_fields=["stage", "climbs_at"])


def _first_with_somebody(duty: Duty, stage: int, at: datetime) -> tuple[int, set[UUID]]:
    steps = rules.steps_from(Clock[duty.clock], stage)
    for step in steps:
        people = _may_know(duty, _standing_on(step.who, duty, at), at)
        if people:
            return step.stage, people
    return steps[-1].stage, set()


def _tell(duty: Duty, people: set[UUID], by: Actor, at: datetime) -> None:
    """Each person of the rung; where the whole ladder is empty, the agency's desk."""
    key, kind = f"duty:{duty.pk}:{duty.stage}", "duty.overdue"
    for user in User.objects.filter(pk__in=people).only("pk"):
        notices.tell(key=key, kind=kind, team=duty.team, user=user, about=duty, by=by, at=at)
    if not people:
        notices.tell(key=key, kind=kind, team=Team.objects.desk_of(duty.agency_id), about=duty, by=by, at=at)


def _standing_on(rung: Rung, duty: Duty, at: datetime) -> set[UUID]:
    """Who the directory says stands there today: who covers in the team, its managers, the agency's other managers, its hub leads."""
    today = local_day(at)
    if rung == Rung.DEPUTY:
        cover = Cover.objects.filter(team=duty.team_id, starts_on__lte=today, ends_on__gte=today, covered_by__is_active=True)
        return set(cover.values_list("covered_by_id", flat=True))
    seats = Membership.objects.current(on=today).filter(user__is_active=True, team__agency=duty.agency_id)
    if rung == Rung.TEAM_MANAGER:
        seats = seats.filter(role=Role.MANAGER, team=duty.team_id)
    elif rung == Rung.SERVICE_MANAGER:
        seats = seats.filter(role=Role.MANAGER).exclude(team=duty.team_id)
    else:
        seats = seats.filter(role=Role.HUB_LEAD)
    return set(seats.values_list("user_id", flat=True))


def _may_know(duty: Duty, people: set[UUID], at: datetime) -> set[UUID]:
    """Without those who have a conflict of interest, and about a sealed child those alone who are named on her."""
    today = local_day(at)
    barred = ChildExclusion.objects.filter(child=duty.child_id, ended_at=None)
    people = people - set(barred.filter(user__isnull=False).values_list("user_id", flat=True))
    teams = barred.filter(team__isnull=False).values_list("team_id", flat=True)
    people -= set(Membership.objects.current(on=today).filter(team__in=list(teams)).values_list("user_id", flat=True))
    if duty.seal >= Seal.STUB:
        named = ChildNamedAccess.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), child=duty.child_id, valid_from__lte=today)
        people &= set(named.values_list("user_id", flat=True))
    return people
