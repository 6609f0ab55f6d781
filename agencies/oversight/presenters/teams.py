"""When an agency's teams work, who is on call for them, and who covers for whom."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from agencies.actor import Actor
from agencies.directory.codes import WEEKDAYS
from agencies.directory.models import Cover, Membership, Team, TeamHours
from agencies.words import Role


@dataclass(frozen=True)
class TeamShown:
    """A team with its hours as they stand today; without a row the usual ones of a hub hold. `seats` of those who may arrange cover."""

    team: Team
    hours: TeamHours | None
    covers: list[Cover]
    seats: list[Membership]

    @property
    def days(self) -> list[str]:
        return [name for code, name in WEEKDAYS if self.hours and code in self.hours.days]


def arranged_by(by: Actor) -> QuerySet[Team]:
    """The teams whose hours and cover this person arranges: the agency's for an administrator, for a manager the own one."""
    own = Q(agency=by.agency) if by.role == Role.ADMINISTRATOR else Q(pk=by.team)
    return Team.objects.filter(own).order_by("name")


def teams_of(by: Actor, at: datetime) -> list[TeamShown]:
    today, teams = localdate(at), list(arranged_by(by))
    hours = {row.team_id: row for row in TeamHours.objects.of_teams(teams, on=today)}
    covers = list(Cover.objects.of_agency(by.agency, on=today).order_by("ends_on", "pk"))
    seats = list(Membership.objects.of_agency(by.agency).current(on=today).exclude(user=by.user).order_by("user__full_name", "pk"))
    return [
        TeamShown(
            team,
            hours.get(team.pk),
            [row for row in covers if row.team_id == team.pk],
            [seat for seat in seats if seat.team_id == team.pk],
        )
        for team in teams
    ]
