"""Who stands on a rung of the ladder today, and who of them may know of a child."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from agencies.directory.models import Cover, Membership, Team
from agencies.words import Role, Seal
from referrals.children.models import ChildExclusion, ChildNamedAccess
from referrals.clocks import Rung, local_day


def standing_on(rung: Rung, team: Team, at: datetime) -> set[UUID]:
    """Who the directory says stands there today: the team, who covers in it, its managers, the agency's other managers, its hub leads."""
    today = local_day(at)
    if rung == Rung.DEPUTY:
        cover = Cover.objects.filter(team=team, starts_on__lte=today, ends_on__gte=today, covered_by__is_active=True)
        return set(cover.values_list("covered_by_id", flat=True))
    seats = Membership.objects.current(on=today).filter(user__is_active=True, team__agency=team.agency_id)
    if rung == Rung.BEARER:
        seats = seats.filter(team=team)
    elif rung == Rung.TEAM_MANAGER:
        seats = seats.filter(role=Role.MANAGER, team=team)
    elif rung == Rung.SERVICE_MANAGER:
        seats = seats.filter(role=Role.MANAGER).exclude(team=team)
    else:
        seats = seats.filter(role=Role.HUB_LEAD)
    return set(seats.values_list("user_id", flat=True))


def may_know(people: set[UUID], *, child: UUID, seal: int, at: datetime) -> set[UUID]:
    """Without those who have a conflict of interest, and about a sealed child those alone who are named on her."""
    today = local_day(at)
    barred = ChildExclusion.objects.filter(child=child, ended_at=None)
    people = people - set(barred.filter(user__isnull=False).values_list("user_id", flat=True))
    teams = barred.filter(team__isnull=False).values_list("team_id", flat=True)
    people -= set(Membership.objects.current(on=today).filter(team__in=list(teams)).values_list("user_id", flat=True))
    if seal >= Seal.STUB:
        named = ChildNamedAccess.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), child=child, valid_from__lte=today)
        people &= set(named.values_list("user_id", flat=True))
    return people
