"""Who is in the region, written down: areas, agencies, teams with their groups, people with their seats, and the bank holidays."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.auth.models import Group

from agencies.directory.models import Agency, Area, Holiday, Membership, Team, User
from agencies.directory.rules import bank_holidays
from agencies.words import Nation
from referrals.clocks import Holidays, local_day
from safeguarding.region.agencies import AGENCIES, AREAS, DESK, DOMAIN, PEOPLE, TEAMS, PersonOf
from safeguarding.region.write import Rows

FIRST_YEAR, LAST_YEAR, YEARS_BACK = 2024, 2028, 3
SEATED = timedelta(days=900)
LEFT = timedelta(days=40)


@dataclass
class Region:
    """The keys by which everything that follows names an agency, a team, a person or a place, and the moment it is all seen from."""

    seed: int
    at: datetime
    rows: Rows
    permissions: dict[str, int]
    areas: dict[str, int] = field(default_factory=dict)
    agencies: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    linked: set[tuple[str, UUID]] = field(default_factory=set)
    gateways: dict[str, int] = field(default_factory=dict)
    lines: dict[tuple[str, str, str], tuple[int, int]] = field(default_factory=dict)
    holidays: Holidays = field(default_factory=lambda: Holidays({}))

    @property
    def today(self) -> date:
        return local_day(self.at)


def key_of(seed: int, *what: object) -> UUID:
    """The same key for the same thing of the same seed."""
    return UUID(bytes=hashlib.sha256(repr((seed, *what)).encode()).digest()[:16], version=4)


def assemble(region: Region, password: str) -> None:
    """Everybody takes their place. `password` is stored as it comes, so it is a hash or unusable."""
    _places(region)
    _bodies(region)
    for person in PEOPLE:
        _person(region, person, password)
    _holidays(region)


def _places(region: Region) -> None:
    for place in AREAS:
        region.areas[place.code] = region.rows.add(Area, **place._asdict())


def _bodies(region: Region) -> None:
    rows = region.rows
    for number, agency in enumerate(AGENCIES, start=1):
        body = {"name": agency.name, "kind": agency.kind, "nation": agency.nation, "statutory": agency.statutory}
        region.agencies[agency.key] = rows.add(Agency, **body, desk_phone=f"{DESK}{number:03}")
        for area in agency.areas:
            rows.add(Agency.areas.through, agency_id=region.agencies[agency.key], area_id=region.areas[area])
    for number, team in enumerate(TEAMS, start=1):
        region.teams[team.key] = rows.add(Group, name=f"{team.agency}: {team.name}")
        rows.add(
            Team,
            group_id=region.teams[team.key],
            agency_id=region.agencies[team.agency],
            name=team.name,
            kind=team.kind,
            seat=team.seat,
            seat_area_id=region.areas[team.seat_area] if team.seat_area else None,
            phone=f"{DESK}{100 + number}",
            email=f"{team.key.replace('_', '-')}@{team.agency.replace('_', '-')}.{DOMAIN}",
        )


def _person(region: Region, person: PersonOf, password: str) -> None:
    agency = next(team.agency for team in TEAMS if team.key == person.team)
    number = len(region.people)
    region.people[person.username] = region.rows.add(
        User,
        id=key_of(region.seed, "person", person.username),
        username=person.username,
        password=password,
        full_name=person.name,
        email=f"{person.username}@{agency.replace('_', '-')}.{DOMAIN}",
        phone=f"07700 900{number:03}",
        clearance=person.clearance,
        is_active=person.state != "closed",
        date_joined=region.at - SEATED,
        demo_note=person.note,
    )
    for team, role in filter(None, ((person.team, person.role), person.also)):
        _seat(region, person, team, role)


def _seat(region: Region, person: PersonOf, team: str, role: str) -> None:
    left = person.state == "left"
    region.rows.add(
        Membership,
        user_id=region.people[person.username],
        team_id=region.teams[team],
        role=role,
        starts_on=region.today - SEATED,
        ends_on=region.today - LEFT if left else None,
        ended_at=region.at - LEFT if left else None,
    )
    if not left:
        region.rows.add(User.groups.through, user_id=region.people[person.username], group_id=region.teams[team])


def _holidays(region: Region) -> None:
    years: dict[int, set[date]] = defaultdict(set)
    first, last = min(FIRST_YEAR, region.at.year - YEARS_BACK), max(LAST_YEAR, region.at.year + 1)
    for on, name in sorted(bank_holidays(first, last).items()):
        years[on.year].add(on)
        for nation in Nation:
            region.rows.add(Holiday, nation=nation, on=on, name=name)
    table = {year: frozenset(days) for year, days in years.items()}
    region.holidays = Holidays(dict.fromkeys(Nation, table))
