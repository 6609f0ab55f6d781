"""Who may see which record, worked out slowly and plainly from the words of access.md 5.3, 5.4, 6 and 13.

It shares no code and no table with agencies.access, so that a misreading there shows as a difference here.
Levels: 0 nothing, 1 existence, 2 redacted, 3 full.
"""

# Where the words are silent or could be read twice, this reading was taken:
#
#  1 dates       A date rule compares with the London calendar date of the instant asked about. First and last day count.
#                A glass counts from the instant it is opened up to, not including, its limit.
#  2 context     No user, no acting team, no purpose, or a purpose that is not one of the six: D0, own records included (case 36).
#  3 membership  In force when not marked ended and today lies within its dates. Of several rows for one person and team any row in
#                force counts; a world holds at most one. An earlier, ended row lends nothing to the present one.
#  4 D1          Looks at the person and at the acting team, not at the person's other teams.
#  5 seal        The stricter of the record's own flag and its child's. Hidden on either is hidden.
#  6 named       Passes D2 and D2s: a P7 row in date, or a P7r row in date for this record and this purpose ("its seal" taken to
#                include the child's seal as copied to the row).
#  7 alert-owner Added whenever a named person gets any level on a sealed row, stub or hidden, by P7 or P7r or any other permit.
#  8 D2s seat    A front-door or MASH seat anywhere, not only in the child's area. The cap gives nothing by itself: a permit must reach.
#  9 link        An in-date involvement grant to the acting team on the record's child, of whatever category and level.
# 10 caps        "Role lacks category: 1" is the lower of 1 and the permit's own level. "Not C", "not V", "N only", "marking <= max"
#                and P3's "V only if cleared" make the permit give nothing at all.
# 11 P2          Has no cap for R without clearance: somebody chose this very record for this team.
# 12 P4          Clearance plays no part; the line's own maximum does. A line never serves its own owner, who has P1 (6.1: "the line
#                serves other agencies of that kind"). Several lines: each capped on its own, the best counts.
# 13 roles       P5, P6, P7 and P7r are not capped by the role's categories (cases 31 and 57).
# 14 P5          The capability is checked when the glass is opened, not at each look; a glass follows its person into any capacity
#                and purpose. Finer codes stay outside. An address needs the reason "need to reach the child now" (13, item 1).
# 15 P6          "Statutory body" is a property of the agency, not of the role. Handling P is a handling code too.
# 16 P7 and C    On a record of handling C owned by another agency than the naming one P7 gives nothing, but still passes the seal.
# 17 R5          A protected address is category address marked V. For it only clearance 2 together with the address desk role in the
#                owner agency counts as cleared: P1 and P2 stop at 1, P3 gives nothing, and a P4 line gives 1 at most (13, item 4).
# 18 no-onward   Owed by P2 at level 2 or 3; at existence there is nothing to pass on (cases 19 and 27).
# 19 log-search  Owed by P6. P7 and P7r on an unsealed record owe nothing (case 57).
# 20 level 0     Owes nothing; its rule is the deny that applied, or '' when simply no permit reached.
# 21 writing     Like reading, stopped by D0, D1, D2 and D2s. By grant: the grant must itself reach 3 after its caps and carry write;
#                then the role's own writing categories are not asked for. P4 to P7r never write.

from dataclasses import dataclass
from datetime import datetime

from tests.access.oracle_rules import Subject, first, in_dates, is_named, p1, p2, p3, permits, seal_ceiling, seal_of
from tests.access.worlds import EXISTENCE, FULL, NOTHING, PURPOSES, REDACTED, SEAL_HIDDEN, SEAL_NONE, Record, Session, World

RULES = ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P7r")


@dataclass(frozen=True)
class Decision:
    """The level, the cheapest permit that reaches it (or the deny), what is owed, and the level a list may show."""

    level: int
    rule: str
    obligations: frozenset[str]
    enumerable: int

    @property
    def lookup_only(self) -> bool:
        """True where a look-up may answer and a list may not."""
        return self.level > self.enumerable


def decide(world: World, session: Session | None, record: Record, now: datetime | None = None) -> Decision:
    """What this session gets of this record at `now` (the world's instant unless said otherwise)."""
    now = now or world.now
    level = highest(world, session, record, now, enumerable=False)
    enumerable = highest(world, session, record, now, enumerable=True)
    if level == NOTHING:
        return Decision(NOTHING, denied_by(world, session, record, now), frozenset(), NOTHING)
    subject = subject_of(world, session, now)
    rule = cheapest(permits(world, subject, record, now), level)
    owed = set(obligations_of(rule, level))
    if seal_of(world, record) != SEAL_NONE and is_named(world, subject, record, now):
        owed.add("alert-owner")
    return Decision(level, rule, frozenset(owed), enumerable)


def told_at(world: World, session: Session, record: Record, level: int, now: datetime) -> tuple[str, frozenset[str]] | None:
    """The rule and the duties named to whoever meets the record in a list of this level; None where it does not stand there."""
    if not visible_at(world, session, record, level, now, enumerable=True):
        return None
    subject = subject_of(world, session, now)
    rule = cheapest(permits(world, subject, record, now) | {"P6": NOTHING}, level)
    sealed = seal_of(world, record) != SEAL_NONE and is_named(world, subject, record, now)
    return rule, frozenset(obligations_of(rule, level)) | ({"alert-owner"} if sealed else frozenset())


def highest(world: World, session: Session | None, record: Record, now: datetime, *, enumerable: bool) -> int:
    """The highest threshold at which the record is visible."""
    found = NOTHING
    for threshold in (EXISTENCE, REDACTED, FULL):
        if visible_at(world, session, record, threshold, now, enumerable=enumerable):
            found = threshold
    return found


def visible_at(
    world: World, session: Session | None, record: Record, threshold: int, now: datetime | None = None, *, enumerable: bool = True
) -> bool:
    """Whether the record shows at this threshold; `enumerable` leaves out the look-up rule P6, as every list must."""
    now = now or world.now
    if denied_by(world, session, record, now) in ("D0", "D1", "D2"):
        return False
    subject = subject_of(world, session, now)
    if seal_ceiling(world, subject, record, now) < threshold:
        return False
    for rule, level in permits(world, subject, record, now).items():
        if enumerable and rule == "P6":
            continue
        if level >= threshold:
            return True
    return False


def may_write(
    world: World,
    session: Session | None,
    record: Record,
    now: datetime | None = None,
    *,
    owner: int | None = None,
    marking: int | None = None,
) -> bool:
    """Rule W: whether the session may alter the record, and set its owner or marking to the values given."""
    now = now or world.now
    subject = subject_of(world, session, now)
    if denied_by(world, session, record, now) or seal_ceiling(world, subject, record, now) < FULL:
        return False
    if record.legal_hold or owner not in (None, record.owner):
        return False
    if marking is not None and marking < record.marking and not subject.role.reviewer:
        return False
    if p1(subject, record) == FULL and record.category in subject.role.write_categories:
        return True
    return p2(world, subject, record, now, writing=True) == FULL or p3(world, subject, record, now, writing=True) == FULL


def denied_by(world: World, session: Session | None, record: Record, now: datetime) -> str:
    """The first deny that applies, '' for none. D2s is named only where it leaves nothing."""
    subject = subject_of(world, session, now)
    if subject is None:
        return "D0"
    for exclusion in world.exclusions:
        if exclusion.child == record.child and (exclusion.user == subject.user.key or exclusion.team == subject.team.key):
            return "D1"
    if is_named(world, subject, record, now):
        return ""
    if seal_of(world, record) == SEAL_HIDDEN:
        return "D2"
    return "D2s" if seal_ceiling(world, subject, record, now) == NOTHING else ""


def subject_of(world: World, session: Session | None, now: datetime) -> Subject | None:
    """D0: nobody at all unless an active person acts for a team they belong to today, for a purpose that exists."""
    if session is None or session.purpose not in PURPOSES:
        return None
    user = first(world.users, session.user)
    team = first(world.teams, session.team)
    if user is None or team is None or not user.active:
        return None
    for row in world.memberships:
        if row.user == user.key and row.team == team.key and not row.ended and in_dates(row, now):
            return Subject(user, team, first(world.agencies, team.agency), world.roles[row.role], session.purpose)
    return None


def cheapest(levels: dict[str, int], level: int) -> str:
    """The first permit, in the fixed order, that reaches the level."""
    for rule in RULES:
        if levels[rule] >= level:
            return rule
    return ""


def obligations_of(rule: str, level: int) -> tuple[str, ...]:
    """What a permit asks in return."""
    if rule == "P2" and level >= REDACTED:
        return ("no-onward",)
    return {"P4": ("cite-agreement",), "P5": ("alert-dpo", "review-glass", "banner"), "P6": ("log-search",)}.get(rule, ())
