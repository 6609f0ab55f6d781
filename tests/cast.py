"""The people of every story, their teams and agreements, and one child each way.

Asha, social worker; Nia, hub lead; Ivy, clerk; Max, manager; Lena, excluded; Kit, inactive; Joan, data protection (Northford council).
Ben, officer, and Hugo, analyst (Northshire police). Cara, officer (Southmoor police). Gita, social worker (Southmoor council).
Dev, nurse (NHS trust). Ella, safeguarding lead (school). Finn, charity, whose agreement has ended. Adil, administrator.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.models import Group, Permission
from django.db import connection

from agencies.access.context import acting, resolve
from agencies.actor import Actor
from agencies.agreements.models import Agreement, AgreementLine, Share
from agencies.directory.models import Agency, Area, Holiday, Membership, Team, User
from agencies.directory.rules import bank_holidays
from agencies.words import Category, Kind, Nation, Purpose, Role
from referrals.children.models import ChildExclusion, ChildTeamGrant
from tests.database import building

AGENCIES = {
    "northford": ("Northford Council", Kind.COUNCIL, "northford", True),
    "southmoor": ("Southmoor Council", Kind.COUNCIL, "southmoor", True),
    "northshire_police": ("Northshire Police", Kind.POLICE, "northshire", True),
    "southmoor_police": ("Southmoor Police", Kind.POLICE, "southmoor_force", True),
    "trust": ("Northshire NHS Trust", Kind.HEALTH, "northford", True),
    "school": ("Hill School", Kind.SCHOOL, "northford", False),
    "charity": ("Lantern Youth", Kind.CHARITY, "northford", False),
}
TEAMS = {
    "front_door": ("northford", "Front door", "front_door", "front_door"),
    "casework": ("northford", "Casework one", "casework", ""),
    "governance": ("northford", "Information governance", "governance", ""),
    "response": ("northshire_police", "Response", "response", ""),
    "missing_desk": ("northshire_police", "Missing person team", "missing", ""),
    "intelligence": ("northshire_police", "Intelligence", "intelligence", ""),
    "southmoor_response": ("southmoor_police", "Response", "response", ""),
    "southmoor_door": ("southmoor", "Front door", "front_door", "front_door"),
    "nurses": ("trust", "Safeguarding nurses", "safeguarding", ""),
    "hill": ("school", "Safeguarding team", "safeguarding", ""),
    "lantern": ("charity", "Youth workers", "partner", ""),
    "police_governance": ("northshire_police", "Information governance", "governance", ""),
}
PEOPLE = {
    "Asha": ("casework", Role.PRACTITIONER, 1),
    "Nia": ("front_door", Role.HUB_LEAD, 1),
    "Max": ("front_door", Role.MANAGER, 1),
    "Ivy": ("casework", Role.CLERK, 0),
    "Lena": ("casework", Role.PRACTITIONER, 1),
    "Kit": ("casework", Role.PRACTITIONER, 1),
    "Joan": ("governance", Role.DATA_PROTECTION, 0),
    "Adil": ("governance", Role.ADMINISTRATOR, 0),
    "Ben": ("response", Role.OFFICER, 1),
    "Hugo": ("intelligence", Role.ANALYST, 2),
    "Pia": ("police_governance", Role.DATA_PROTECTION, 0),
    "Cara": ("southmoor_response", Role.OFFICER, 1),
    "Gita": ("southmoor_door", Role.PRACTITIONER, 1),
    "Dev": ("nurses", Role.HEALTH_PRACTITIONER, 1),
    "Ella": ("hill", Role.SAFEGUARDING_LEAD, 1),
    "Finn": ("lantern", Role.VOLUNTEER, 0),
}
FULL, SUMMARY, EXISTENCE = 3, 2, 1
LINES = [
    (
        "northford",
        "kind:police",
        {Category.IDENTITY: (FULL, "any"), Category.REFERRAL: (SUMMARY, "linked"), Category.ADDRESS: (FULL, "linked")},
    ),
    ("northford", "kind:school", {Category.IDENTITY: (FULL, "linked"), Category.MISSING: (SUMMARY, "linked")}),
    ("northford", "kind:health", {Category.IDENTITY: (FULL, "linked"), Category.MISSING: (SUMMARY, "linked")}),
    ("northshire_police", "kind:council", {Category.IDENTITY: (FULL, "any"), Category.MISSING: (FULL, "any")}),
    ("northshire_police", "kind:police", {Category.IDENTITY: (FULL, "any"), Category.MISSING: (FULL, "any")}),
    ("northshire_police", "kind:school", {Category.IDENTITY: (FULL, "linked"), Category.MISSING: (SUMMARY, "linked")}),
    ("southmoor_police", "kind:council", {Category.IDENTITY: (FULL, "any"), Category.MISSING: (FULL, "any")}),
    ("southmoor_police", "kind:police", {Category.IDENTITY: (FULL, "any"), Category.MISSING: (FULL, "any")}),
    ("school", "kind:council", {Category.IDENTITY: (FULL, "linked")}),
]


@dataclass
class Cast:
    """Whom a test can ask for by name."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)

    def user(self, who: str) -> User:
        return self.users[who]

    def team_of(self, who: str) -> Team:
        return self.teams[PEOPLE[who][0]]

    def agency_of(self, who: str) -> Agency:
        return self.team_of(who).agency

    def actor(self, who: str, *, purpose: Purpose = Purpose.SAFEGUARDING) -> Actor:
        return resolve(user=self.user(who).pk, team=self.team_of(who).pk, purpose=purpose)

    @contextmanager
    def acting(self, who: str, *, purpose: Purpose = Purpose.SAFEGUARDING) -> Iterator[Actor]:
        """Act as this person on the app login, in a transaction that commits."""
        with connection.cursor() as cursor:
            cursor.execute("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
            assert cursor.fetchone() == (False,), "a test that runs as owner or superuser proves nothing"
        with acting(self.actor(who, purpose=purpose)) as actor:
            yield actor

    def exclude(self, who: str, child: UUID) -> None:
        with building() as build:
            build(ChildExclusion(user=self.user(who), child_id=child, reason="Relative"))

    def link(self, team: str, child: UUID, *, until: date | None = None, since: date | None = None) -> None:
        """An involvement, as an enrolment or an allocation writes it."""
        with building() as build:
            build(
                ChildTeamGrant(
                    permission=Permission.objects.get(codename="discover_child"),
                    group_id=self.teams[team].pk,
                    content_object_id=child,
                    category=Category.IDENTITY,
                    level=1,
                    valid_from=since or date(2020, 1, 1),
                    valid_to=until,
                    basis="involvement",
                    reason="Known to the team",
                    granting_agency=self.teams[team].agency,
                    granted_at=datetime.fromisoformat("2020-01-01T00:00:00+00:00"),
                )
            )


def assemble(database: str) -> Cast:
    """Everybody takes their place; committed, so that every login sees them."""
    cast = Cast()
    with building() as build:
        for code, kind in (("northford", "authority"), ("southmoor", "authority"), ("northshire", "force"), ("southmoor_force", "force")):
            cast.areas[code] = build(Area(code=code, name=code.replace("_", " ").title(), kind=kind, nation=Nation.ENGLAND))
        for key, (name, kind, area, statutory) in AGENCIES.items():
            agency = build(Agency(name=name, kind=kind, nation=Nation.ENGLAND, statutory=statutory, desk_phone="01632 960 555"))
            agency.areas.add(cast.areas[area])
            cast.agencies[key] = agency
        for key, (agency, name, kind, seat) in TEAMS.items():
            group = build(Group(name=f"{agency}: {name}"))
            cast.teams[key] = build(
                Team(
                    group=group,
                    agency=cast.agencies[agency],
                    name=name,
                    kind=kind,
                    seat=seat,
                    email=f"{key}@{agency.replace('_', '-')}.example",
                )
            )
        for who, (team, role, clearance) in PEOPLE.items():
            _join(build, cast, who, team, role, clearance)
        _agree(build, cast)
        for on, name in bank_holidays(2025, 2028).items():
            build(Holiday(nation=Nation.ENGLAND, on=on, name=name))
            build(Holiday(nation=Nation.WALES, on=on, name=name))
    return cast


def _join(build, cast: Cast, who: str, team: str, role: str, clearance: int) -> None:
    user = User(
        username=who.lower(), full_name=f"{who} Example", email=f"{who.lower()}@people.example", clearance=clearance, is_active=who != "Kit"
    )
    user.set_unusable_password()
    cast.users[who] = build(user)
    build(Membership(user=user, team=cast.teams[team], role=role, starts_on=date(2020, 1, 1)))
    user.groups.add(cast.teams[team].group)


def _agree(build, cast: Cast) -> None:
    """Agreements in force since 2020; the charity's has ended, before any story begins."""
    for number, (owner, recipient, lines) in enumerate(
        [*LINES, ("northford", "kind:charity", {Category.IDENTITY: (FULL, "any")})], start=1
    ):
        last = date(2026, 4, 30) if recipient == "kind:charity" else date(2099, 12, 31)
        agreement = build(
            Agreement(
                number=f"ISA {number}",
                title="Sharing to keep children safe",
                owner=cast.agencies[owner],
                valid_from=date(2020, 1, 1),
                valid_to=last,
            )
        )
        for category, (level, scope) in lines.items():
            shared = {"recipient_key": recipient, "category": category, "purpose": "safeguarding", "level": level, "scope": scope}
            build(AgreementLine(agreement=agreement, **shared))
            build(
                Share(
                    agreement=agreement, owner=cast.agencies[owner], max_marking=0, valid_from=agreement.valid_from, valid_to=last, **shared
                )
            )
