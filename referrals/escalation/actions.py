"""Time ran out: an overdue duty becomes the business of one more person."""

from datetime import datetime

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Cover, Membership, Team, User
from agencies.notices import actions as notices
from agencies.words import Role
from referrals.clocks import Clock, local_day
from referrals.duties.models import Duty
from referrals.duties.rules import Rung
from referrals.escalation import rules


@transaction.atomic
def climb(*, duty: Duty, by: Actor, at: datetime) -> None:
    """One rung up, once, as notices with the rung in their key. A rung where nobody stands passes to the duty's team."""
    step = rules.climb(Clock[duty.clock], duty.due_at, duty.stage, at)
    if step:
        for team, user in _people(step.who, duty.team, at):
            notices.tell(key=f"duty:{duty.pk}:{step.stage}", kind="duty.overdue", team=team, user=user, about=duty, by=by, at=at)
        duty.stage = step.stage
        trail.record(verb="escalation.climb", about=duty, by=by, at=at, stage=step.stage, who=str(step.who))
    duty.climbs_at = step.next_at if step else rules.next_climb(Clock[duty.clock], duty.due_at, duty.stage)
    duty.save(update_fields=["stage", "climbs_at"])


def _people(who: Rung, team: Team, at: datetime) -> list[tuple[Team, User | None]]:
    """Whom the rung means today: the covering people, the team's managers, the agency's, the agency's desk."""
    today = local_day(at)
    seats = Membership.objects.current(on=today).filter(user__is_active=True).select_related("user", "team")
    found: list[tuple[Team, User | None]] = []
    if who == Rung.DEPUTY:
        cover = Cover.objects.filter(team=team, starts_on__lte=today, ends_on__gte=today).select_related("covered_by")
        found = [(team, row.covered_by) for row in cover]
    elif who == Rung.TEAM_MANAGER:
        found = [(team, seat.user) for seat in seats.filter(team=team, role=Role.MANAGER)]
    elif who == Rung.SERVICE_MANAGER:
        found = [(seat.team, seat.user) for seat in seats.filter(team__agency=team.agency_id, role=Role.MANAGER)]
    elif who == Rung.PARTNERSHIP:
        found = [(Team.objects.desk_of(team.agency_id), None)]
    return found or [(team, None)]
