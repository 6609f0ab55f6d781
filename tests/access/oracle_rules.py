"""What each permit gives on its own, and the facts about a subject and a record that the permits ask for.

The second half of the oracle: the precedence, and the readings taken where the words are silent, are in oracle.py.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.access.worlds import (
    EXISTENCE,
    FULL,
    MARKING_N,
    MARKING_R,
    MARKING_V,
    NOTHING,
    REDACTED,
    SEAL_HIDDEN,
    SEAL_NONE,
    Agency,
    Record,
    RoleTemplate,
    Team,
    User,
    World,
)

LONDON = ZoneInfo("Europe/London")
GLASS_CATEGORIES = ("identity", "address", "health", "safeguarding", "missing")


@dataclass(frozen=True)
class Subject:
    """A person in one acting capacity for one purpose, already past D0."""

    user: User
    team: Team
    agency: Agency
    role: RoleTemplate
    purpose: str


def permits(world: World, subject: Subject, record: Record, now: datetime) -> dict[str, int]:
    """What each permit gives on its own, after its own caps, in the order from cheapest to dearest."""
    return {
        "P1": p1(subject, record),
        "P2": p2(world, subject, record, now),
        "P3": p3(world, subject, record, now),
        "P4": p4(world, subject, record, now),
        "P5": p5(world, subject, record, now),
        "P6": p6(subject, record),
        "P7": p7(world, subject, record, now),
        "P7r": FULL if is_named_on_record(world, subject, record, now) else NOTHING,
    }


def p1(subject: Subject, record: Record) -> int:
    """The agency's own record."""
    if record.owner != subject.agency.key:
        return NOTHING
    level = FULL
    if not cleared(subject, record):
        level = REDACTED if record.marking == MARKING_R else EXISTENCE
    return capped_by_role(subject, record, level)


def p2(world: World, subject: Subject, record: Record, now: datetime, *, writing: bool = False) -> int:
    """A grant to the acting team on this very record."""
    best = NOTHING
    for grant in world.record_grants:
        if grant.record == record.key and grant.team == subject.team.key and in_dates(grant, now) and (grant.write or not writing):
            level = capped_by_role(subject, record, grant.level)
            if record.marking == MARKING_V and not cleared(subject, record):
                level = min(level, EXISTENCE)
            best = max(best, level)
    return best


def p3(world: World, subject: Subject, record: Record, now: datetime, *, writing: bool = False) -> int:
    """A grant to the acting team on the child for this category."""
    if record.handling == "C" or (record.marking == MARKING_V and not cleared(subject, record)):
        return NOTHING
    best = NOTHING
    for grant in world.child_grants:
        if (grant.child, grant.category, grant.team) != (record.child, record.category, subject.team.key):
            continue
        if not in_dates(grant, now) or (writing and not grant.write):
            continue
        level = capped_by_role(subject, record, grant.level)
        best = max(best, level if cleared(subject, record) else min(level, REDACTED))
    return best


def p4(world: World, subject: Subject, record: Record, now: datetime) -> int:
    """A line of an agreement in force from the record's owner to us, for this category and purpose."""
    if record.handling == "C" or record.owner == subject.agency.key:
        return NOTHING
    best = NOTHING
    for line in world.lines:
        if (line.owner, line.category, line.purpose) != (record.owner, record.category, subject.purpose):
            continue
        if line.revoked or not in_dates(line, now) or record.marking > line.max_marking or line.recipient not in recipient_keys(subject):
            continue
        if line.scope == "linked" and not is_linked(world, subject, record, now):
            continue
        level = capped_by_role(subject, record, line.level)
        best = max(best, min(level, EXISTENCE) if is_protected_address(record) else level)
    return best


def p5(world: World, subject: Subject, record: Record, now: datetime) -> int:
    """This person's own open break-glass for the child."""
    if record.category not in GLASS_CATEGORIES or record.handling == "C" or record.marking == MARKING_V:
        return NOTHING
    for glass in world.glasses:
        if (glass.user, glass.child) != (subject.user.key, record.child) or not glass.opened_at <= now < glass.until:
            continue
        if record.category != "address" or glass.reason_reach_now:
            return FULL
    return NOTHING


def p6(subject: Subject, record: Record) -> int:
    """A statutory body asking for safeguarding may learn that an ordinary record exists."""
    if not subject.agency.statutory or subject.purpose != "safeguarding":
        return NOTHING
    if record.marking != MARKING_N or record.handling != "" or record.opted_out:
        return NOTHING
    return EXISTENCE


def p7(world: World, subject: Subject, record: Record, now: datetime) -> int:
    """Named on the child; handling C opens only in the records of the agency that did the naming."""
    for row in world.named:
        if (row.user, row.child) != (subject.user.key, record.child) or not in_dates(row, now):
            continue
        if record.handling != "C" or row.agency == record.owner:
            return FULL
    return NOTHING


def is_named(world: World, subject: Subject, record: Record, now: datetime) -> bool:
    """Named on the child, or on this record for this purpose: either passes the seal."""
    for row in world.named:
        if row.user == subject.user.key and row.child == record.child and in_dates(row, now):
            return True
    return is_named_on_record(world, subject, record, now)


def is_named_on_record(world: World, subject: Subject, record: Record, now: datetime) -> bool:
    """P7r: one person, one record, one purpose."""
    for row in world.record_named:
        if (row.user, row.record, row.purpose) == (subject.user.key, record.key, subject.purpose) and in_dates(row, now):
            return True
    return False


def is_linked(world: World, subject: Subject, record: Record, now: datetime) -> bool:
    """The acting team is involved with the child today; a one-off grant is no link."""
    for grant in world.child_grants:
        if grant.team == subject.team.key and grant.child == record.child and grant.basis == "involvement" and in_dates(grant, now):
            return True
    return False


def seal_of(world: World, record: Record) -> int:
    """The stricter of the record's own seal and its child's."""
    return max(record.seal, first(world.children, record.child).seal)


def seal_ceiling(world: World, subject: Subject, record: Record, now: datetime) -> int:
    """The most a seal leaves to this subject: all, the stub, or nothing."""
    seal = seal_of(world, record)
    if seal == SEAL_NONE or is_named(world, subject, record, now):
        return FULL
    if seal == SEAL_HIDDEN:
        return NOTHING
    return EXISTENCE if subject.team.seat in ("mash", "front_door") or is_linked(world, subject, record, now) else NOTHING


def is_protected_address(record: Record) -> bool:
    """Class R5: an address marked V."""
    return record.category == "address" and record.marking == MARKING_V


def cleared(subject: Subject, record: Record) -> bool:
    """Clearance reaches the marking; for a protected address only at the owner's address desk."""
    if is_protected_address(record) and not (subject.role.address_desk and subject.agency.key == record.owner):
        return False
    return subject.user.clearance >= record.marking


def capped_by_role(subject: Subject, record: Record, level: int) -> int:
    """A role without the category learns at most that the record exists."""
    return level if record.category in subject.role.categories else min(level, EXISTENCE)


def recipient_keys(subject: Subject) -> list[str]:
    """Every way an agreement may address the acting team."""
    agency, team = subject.agency, subject.team
    keys = [f"agency:{agency.key}", f"kind:{agency.kind}", f"kind:{agency.kind}@{agency.area}"]
    if team.seat == "mash":
        keys.append(f"seat:mash@{team.area}")
    return keys


def in_dates(row: object, now: datetime) -> bool:
    """In force on the London date of `now`, first and last day included."""
    today: date = now.astimezone(LONDON).date()
    return row.starts_on <= today and (row.ends_on is None or today <= row.ends_on)


def first(rows: tuple, key: UUID | int | None) -> object | None:
    """The row with this key."""
    for row in rows:
        if row.key == key:
            return row
    return None
