"""Questions set up to be answered by one chosen rule, and the small changes that put each just on the wrong side of its edge."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from tests.access.cases import roles
from tests.access.oracle_rules import GLASS_CATEGORIES, LONDON
from tests.access.worlds import CATEGORIES, PURPOSES, Agency, RoleTemplate, Team

AGENCIES = (
    Agency(1, "council", "1", statutory=True),
    Agency(2, "police", "1", statutory=True),
    Agency(3, "police", "2", statutory=True),
    Agency(4, "health", "1", statutory=True),
    Agency(5, "school", "1", statutory=False),
    Agency(6, "charity", "1", statutory=False),
    Agency(7, "council", "2", statutory=True, nation="Wales"),
)
TEAMS = (
    Team(1, 1),
    Team(2, 2),
    Team(3, 3),
    Team(4, 4),
    Team(5, 5),
    Team(6, 6),
    Team(7, 7),
    Team(8, 1),
    Team(9, 2),
    Team(10, 1, "mash", "1"),
    Team(11, 2, "mash", "1"),
    Team(12, 7, "front_door", "2"),
    Team(13, 3, "mash", "2"),
)
ROLES = roles() | {
    "address_desk": RoleTemplate(frozenset({"identity", "address"}), frozenset({"address"}), address_desk=True),
    "legal_adviser": RoleTemplate(frozenset({"identity", "legal"}), frozenset({"legal"})),
    "manager": RoleTemplate(frozenset(CATEGORIES), frozenset(CATEGORIES), reviewer=True),
}
OWNERS = {team.key: team.agency for team in TEAMS}
KINDS = {agency.key: agency for agency in AGENCIES}
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass
class Draft:
    """One question before it is written into a world: who asks, of what, and the fact meant to let them in."""

    rule: str
    now: datetime
    team: Team
    role: str
    category: str
    owner: int
    clearance: int = 1
    active: bool = True
    member_from: date | None = None
    member_to: date | None = None
    member_ended: bool = False
    rejoined: bool = False
    purpose: str | None = "safeguarding"
    marking: int = 0
    handling: str = ""
    child_seal: int = 0
    record_seal: int = 0
    opted_out: bool = False
    legal_hold: bool = False
    level: int = 3
    starts: date | None = None
    ends: date | None = None
    write: bool = False
    fact_team: int = 0
    fact_purpose: str = "safeguarding"
    fact_category: str = ""
    recipient: str = ""
    max_marking: int = 0
    scope: str = "any"
    revoked: bool = False
    link_basis: str | None = None
    link_to: date | None = None
    opened: datetime | None = None
    until: datetime | None = None
    reach_now: bool = True
    stranger: bool = False
    named_by: int = 0
    also_named: str = ""
    excluded: str = ""
    own_line: bool = False

    @property
    def today(self) -> date:
        return self.now.astimezone(LONDON).date()


def drafted(rule: str, now: datetime, rnd: Random) -> Draft:
    """A question that `rule` is meant to answer, its dates taken from the edges of what still holds."""
    team = rnd.choice([t for t in TEAMS if rule != "P6" or KINDS[t.agency].statutory])
    role = rnd.choice(list(ROLES))
    owner = team.agency if rule == "P1" else rnd.choice([a.key for a in AGENCIES if a.key != team.agency])
    held = sorted(ROLES[role].categories)
    category = rnd.choice(held) if held and rnd.randrange(100) < 92 else rnd.choice(CATEGORIES)
    draft = Draft(rule, now, team, role, category, owner)
    draft.clearance = rnd.choice((1, 0, 2))
    draft.starts = draft.today - DAY * rnd.choice((30, 1, 0))
    draft.ends = rnd.choice((None, draft.today, draft.today + DAY, draft.today + 30 * DAY))
    draft.member_from = draft.today - DAY * rnd.choice((400, 0))
    draft.member_to = rnd.choice((None, draft.today, draft.today + 30 * DAY))
    draft.rejoined = rnd.randrange(100) < 5
    draft.level = rnd.choice((2, 1, 2, 2, 3, 3))
    draft.write = rnd.randrange(100) < 25
    draft.legal_hold = rnd.randrange(100) < 8
    draft.fact_team, draft.fact_category, draft.named_by = team.key, category, owner
    draft.opened = now - rnd.choice((0, 1, 3600)) * SECOND
    draft.until = now + rnd.choice((1, 3600)) * SECOND
    SHAPES[rule](draft, rnd)
    return draft


def shape_own(draft: Draft, rnd: Random) -> None:
    draft.marking = rnd.choice((0, 1, 1, 1, 2))
    draft.clearance = rnd.choice((0, 0, 1, 2))
    draft.handling = rnd.choice(("", "", "P", "C"))
    draft.purpose = rnd.choice(PURPOSES)
    if draft.role == "address_desk":
        draft.marking, draft.clearance = 2, rnd.choice((2, 1))


def shape_record_grant(draft: Draft, rnd: Random) -> None:
    draft.marking = rnd.choice((0, 1, 2))
    draft.handling = rnd.choice(("", "C"))


def shape_child_grant(draft: Draft, rnd: Random) -> None:
    draft.marking = rnd.choice((0, 1, 1, 2))
    draft.handling = rnd.choice(("", "P"))


def shape_line(draft: Draft, rnd: Random) -> None:
    agency = KINDS[draft.team.agency]
    forms = [f"agency:{agency.key}", f"kind:{agency.kind}", f"kind:{agency.kind}@{agency.area}"]
    if draft.team.seat == "mash":
        forms.append(f"seat:mash@{draft.team.area}")
    draft.recipient = rnd.choice(forms)
    draft.purpose = draft.fact_purpose = rnd.choice(("safeguarding", "safeguarding", "crime", "missing_search"))
    draft.max_marking = rnd.choice((0, 1, 2))
    draft.marking = rnd.randrange(draft.max_marking + 1)
    draft.handling = rnd.choice(("", "P"))
    if rnd.randrange(100) < 50:
        draft.scope, draft.link_basis, draft.link_to = "linked", "involvement", draft.ends


def shape_glass(draft: Draft, rnd: Random) -> None:
    draft.category = draft.fact_category = rnd.choice(GLASS_CATEGORIES)
    draft.marking = rnd.choice((0, 1))


def shape_lookup(draft: Draft, rnd: Random) -> None:
    draft.category = draft.fact_category = rnd.choice(CATEGORIES)


def shape_named(draft: Draft, rnd: Random) -> None:
    draft.marking = rnd.choice((0, 1, 2))
    draft.handling = rnd.choice(("", "C"))
    draft.child_seal = rnd.choice((0, 1, 2))
    draft.record_seal = rnd.choice((0, 0, 1, 2))
    if draft.rule == "P7r":
        draft.purpose = draft.fact_purpose = rnd.choice(PURPOSES)


def shape_nothing(draft: Draft, rnd: Random) -> None:
    draft.purpose = rnd.choice(("crime", "audit", "safeguarding"))
    draft.marking = rnd.choice((0, 1))


SHAPES: dict[str, Callable[[Draft, Random], None]] = {
    "P1": shape_own,
    "P2": shape_record_grant,
    "P3": shape_child_grant,
    "P4": shape_line,
    "P5": shape_glass,
    "P6": shape_lookup,
    "P7": shape_named,
    "P7r": shape_named,
    "none": shape_nothing,
}
