"""A small partnership written down as plain rows: who works where, what is held about whom, and what was agreed.

Agencies and teams carry whole numbers; people, children and records carry UUIDs. Levels are 0 nothing, 1 existence,
2 redacted, 3 full. Markings are 0 N, 1 R, 2 V. Handling is '', 'P' or 'C'. Seals are 0 none, 1 stub, 2 hidden.
An `ends_on` of None means no end was set.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

NOTHING, EXISTENCE, REDACTED, FULL = range(4)
MARKING_N, MARKING_R, MARKING_V = range(3)
SEAL_NONE, SEAL_STUB, SEAL_HIDDEN = range(3)

PURPOSES = ("safeguarding", "direct_care", "crime", "missing_search", "audit", "subject_access")
PLAIN_CATEGORIES = ("identity", "address", "education", "health", "criminal", "safeguarding", "missing", "intelligence", "legal")
FINER_CATEGORIES = ("referral", "source", "decision", "plan", "rhi", "health_sensitive", "adult_risk", "housing")
CATEGORIES = PLAIN_CATEGORIES + FINER_CATEGORIES
BASES = ("involvement", "request", "submission", "originator")


@dataclass(frozen=True)
class RoleTemplate:
    """What a role may read and write; the address desk and the reviewer are the two special duties the rules name."""

    categories: frozenset[str] = frozenset()
    write_categories: frozenset[str] = frozenset()
    address_desk: bool = False
    reviewer: bool = False


@dataclass(frozen=True)
class Agency:
    key: int
    kind: str
    area: str
    statutory: bool
    nation: str = "England"


@dataclass(frozen=True)
class Team:
    """A team of one agency; `seat` is 'mash' or 'front_door' where its members sit at the partnership's entrance, else ''."""

    key: int
    agency: int
    seat: str = ""
    area: str | None = None


@dataclass(frozen=True)
class User:
    key: UUID
    active: bool = True
    clearance: int = 0


@dataclass(frozen=True)
class Membership:
    user: UUID
    team: int
    role: str
    starts_on: date
    ends_on: date | None = None
    ended: bool = False


@dataclass(frozen=True)
class Child:
    key: UUID
    seal: int = SEAL_NONE


@dataclass(frozen=True)
class Record:
    """One row of one category. `seal` is its own flag only; `opted_out` says its owner's service left the look-up."""

    key: UUID
    child: UUID
    owner: int
    category: str
    marking: int = MARKING_N
    handling: str = ""
    seal: int = SEAL_NONE
    opted_out: bool = False
    legal_hold: bool = False


@dataclass(frozen=True)
class ShareLine:
    """One line of a ratified agreement. `recipient` reads agency:<key>, kind:<kind>, kind:<kind>@<area> or seat:mash@<area>."""

    owner: int
    recipient: str
    category: str
    purpose: str
    level: int
    max_marking: int
    starts_on: date
    ends_on: date | None
    scope: str = "any"
    revoked: bool = False
    agreement: int = 1


@dataclass(frozen=True)
class ChildGrant:
    team: int
    child: UUID
    category: str
    level: int
    starts_on: date
    ends_on: date | None = None
    basis: str = "request"
    write: bool = False


@dataclass(frozen=True)
class RecordGrant:
    team: int
    record: UUID
    level: int
    starts_on: date
    ends_on: date | None = None
    write: bool = False


@dataclass(frozen=True)
class Named:
    """A person named on a child by `agency`, whose own records are the only ones of handling C that the naming opens."""

    user: UUID
    child: UUID
    agency: int
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class RecordNamed:
    """A person named on one record for one purpose, with the originator's approval."""

    user: UUID
    record: UUID
    purpose: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class Exclusion:
    """A conflict of interest: either `user` or `team` is set."""

    child: UUID
    user: UUID | None = None
    team: int | None = None


@dataclass(frozen=True)
class Glass:
    """An open break-glass from `opened_at` up to, not including, `until`."""

    user: UUID
    child: UUID
    opened_at: datetime
    until: datetime
    reason_reach_now: bool = False


@dataclass(frozen=True)
class Session:
    """Who asks, in which acting team, and why; any of the three may be missing."""

    user: UUID | None
    team: int | None
    purpose: str | None


@dataclass(frozen=True)
class World:
    """Everything the rules may look at, at the instant `now`. `questions` are the pairs the world was built to ask."""

    now: datetime
    roles: dict[str, RoleTemplate] = field(hash=False)
    agencies: tuple[Agency, ...] = ()
    teams: tuple[Team, ...] = ()
    users: tuple[User, ...] = ()
    memberships: tuple[Membership, ...] = ()
    children: tuple[Child, ...] = ()
    records: tuple[Record, ...] = ()
    lines: tuple[ShareLine, ...] = ()
    child_grants: tuple[ChildGrant, ...] = ()
    record_grants: tuple[RecordGrant, ...] = ()
    named: tuple[Named, ...] = ()
    record_named: tuple[RecordNamed, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    glasses: tuple[Glass, ...] = ()
    questions: tuple[tuple[Session, UUID], ...] = ()


def record_of(world: World, key: UUID) -> Record:
    """The record with this key."""
    return next(record for record in world.records if record.key == key)
