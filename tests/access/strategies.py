"""Random worlds built around the edges of the rules, from a seed or from Hypothesis, and the questions to ask of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from hypothesis import strategies as st

from tests.access.situations import AGENCIES, DAY, KINDS, ROLES, TEAMS, Draft, drafted
from tests.access.spoilers import spoiled
from tests.access.worlds import (
    PURPOSES,
    Child,
    ChildGrant,
    Exclusion,
    Glass,
    Membership,
    Named,
    Record,
    RecordGrant,
    RecordNamed,
    Session,
    ShareLine,
    User,
    World,
    record_of,
)

INSTANTS = (
    datetime(2026, 3, 10, 10, 0, tzinfo=UTC),
    datetime(2026, 6, 15, 23, 30, tzinfo=UTC),  # already the 16th in London
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),  # the hour the clocks go forward
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # the hour that comes twice
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
)
RULE_MIX = (
    ("P1",) * 19 + ("P2",) * 12 + ("P3",) * 15 + ("P4",) * 18 + ("P5",) * 9 + ("P6",) * 10 + ("P7",) * 7 + ("P7r",) * 6 + ("none",) * 2
)


@dataclass
class Builder:
    """Writes drafts into the rows of a world; keys count up from a base, so that a seed always gives the same world."""

    rnd: Random
    now: datetime
    base: int
    count: int = 0
    users: list[User] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    lines: list[ShareLine] = field(default_factory=list)
    child_grants: list[ChildGrant] = field(default_factory=list)
    record_grants: list[RecordGrant] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    record_named: list[RecordNamed] = field(default_factory=list)
    exclusions: list[Exclusion] = field(default_factory=list)
    glasses: list[Glass] = field(default_factory=list)
    questions: list[tuple[Session, UUID]] = field(default_factory=list)

    def key(self) -> UUID:
        self.count += 1
        return UUID(int=(self.base << 80) + self.count, version=4)

    def chance(self, percent: int) -> bool:
        return self.rnd.randrange(100) < percent

    def add(self, draft: Draft) -> None:
        """The draft's person, record and facts, and the question itself."""
        session = Session(self.person(draft), draft.team.key, draft.purpose)
        record = self.record(draft)
        self.permit(draft, session.user, record)
        self.surround(draft, session.user, record)
        self.questions.append((session, record.key))
        if self.chance(20):
            self.questions.append(self.neighbour(session, record))

    def person(self, draft: Draft) -> UUID:
        user = User(self.key(), draft.active, draft.clearance)
        self.users.append(user)
        if draft.rejoined:
            before = draft.member_from - 100 * DAY
            self.memberships.append(Membership(user.key, draft.team.key, "manager", before, before + 50 * DAY, ended=True))
        self.memberships.append(Membership(user.key, draft.team.key, draft.role, draft.member_from, draft.member_to, draft.member_ended))
        return user.key

    def record(self, draft: Draft) -> Record:
        if not self.children or draft.child_seal or not self.chance(25):
            self.children.append(Child(self.key(), draft.child_seal))
            child = self.children[-1]
        else:
            child = self.rnd.choice(self.children)
        secrecy = (draft.marking, draft.handling, draft.record_seal, draft.opted_out, draft.legal_hold)
        self.records.append(Record(self.key(), child.key, draft.owner, draft.category, *secrecy))
        return self.records[-1]

    def permit(self, draft: Draft, user: UUID, record: Record) -> None:
        """The fact by which the draft's rule is meant to let its person in."""
        person = self.key() if draft.stranger else user
        if draft.stranger:
            self.users.append(User(person, clearance=2))
        span = {"starts_on": draft.starts, "ends_on": draft.ends}
        if draft.rule == "P2":
            self.record_grants.append(RecordGrant(draft.fact_team, record.key, draft.level, write=draft.write, **span))
        elif draft.rule == "P3":
            grant = ChildGrant(draft.fact_team, record.child, draft.fact_category, draft.level, write=draft.write, **span)
            self.child_grants.append(grant)
        elif draft.rule == "P4":
            self.lines.append(self.line(draft))
        elif draft.rule == "P5":
            self.glasses.append(Glass(person, record.child, draft.opened, draft.until, draft.reach_now))
        elif draft.rule == "P7":
            self.named.append(Named(person, record.child, draft.named_by, **span))
        elif draft.rule == "P7r":
            self.record_named.append(RecordNamed(person, record.key, draft.fact_purpose, **span))

    def line(self, draft: Draft) -> ShareLine:
        return ShareLine(
            owner=draft.owner,
            recipient=draft.recipient,
            category=draft.fact_category,
            purpose=draft.fact_purpose,
            level=draft.level,
            max_marking=draft.max_marking,
            starts_on=draft.starts,
            ends_on=draft.ends,
            scope=draft.scope,
            revoked=draft.revoked,
            agreement=len(self.lines) + 1,
        )

    def surround(self, draft: Draft, user: UUID, record: Record) -> None:
        """What else the draft asks for: a line to the owner's own kind, a link, a name beside the rule, an exclusion."""
        if draft.own_line:
            draft.recipient, draft.max_marking = f"kind:{KINDS[draft.team.agency].kind}", 2
            draft.fact_purpose = draft.purpose or "safeguarding"
            self.lines.append(self.line(draft))
        if draft.link_basis:
            since = min(draft.today, draft.link_to or draft.today) - 10 * DAY
            grant = ChildGrant(draft.team.key, record.child, "identity", 1, since, draft.link_to, draft.link_basis)
            self.child_grants.append(grant)
        if draft.also_named == "child":
            self.named.append(Named(user, record.child, draft.owner, draft.today, draft.today))
        if draft.also_named == "record":
            self.record_named.append(RecordNamed(user, record.key, draft.purpose or "safeguarding", draft.today, draft.today))
        if draft.excluded == "user":
            self.exclusions.append(Exclusion(record.child, user=user))
        if draft.excluded == "team":
            self.exclusions.append(Exclusion(record.child, team=draft.team.key))

    def neighbour(self, session: Session, record: Record) -> tuple[Session, UUID]:
        """A question next to the one just set up: another team, purpose, person or record."""
        way = self.rnd.randrange(4)
        if way == 0:
            return Session(session.user, self.rnd.choice(TEAMS).key, session.purpose), record.key
        if way == 1:
            return Session(session.user, session.team, self.rnd.choice(PURPOSES)), record.key
        if way == 2:
            return self.rnd.choice(self.questions)[0], record.key
        return session, self.rnd.choice(self.records).key

    def world(self) -> World:
        names = ("users", "memberships", "children", "records", "lines", "child_grants", "record_grants", "named", "record_named")
        rows = {name: tuple(getattr(self, name)) for name in (*names, "exclusions", "glasses", "questions")}
        return World(self.now, dict(ROLES), AGENCIES, TEAMS, **rows)


def built(rnd: Random, size: int, base: int) -> World:
    """A world of `size` set-up questions and a fifth as many neighbours."""
    now = rnd.choice(INSTANTS) + timedelta(days=rnd.choice((0, 0, 1, 200)))
    builder = Builder(rnd, now, base)
    for _ in range(size):
        builder.add(spoiled(drafted(rnd.choice(RULE_MIX), now, rnd), rnd))
    return builder.world()


def random_world(seed: int, size: int = 60) -> World:
    """The world of this seed, for long runs without Hypothesis."""
    return built(Random(seed), size, seed)


def worlds(*, smallest: int = 1, largest: int = 8) -> st.SearchStrategy[World]:
    """Worlds for Hypothesis, which shrinks them towards few, plain, allowed questions."""
    return st.builds(built, st.randoms(use_true_random=False), st.integers(smallest, largest), st.just(0))


def decisions_of(world: World) -> Iterator[tuple[Session, Record]]:
    """The questions the world was built to ask: a third to a half of them are allowed."""
    for session, key in world.questions:
        yield session, record_of(world, key)


def every_pair_of(world: World) -> Iterable[tuple[Session, Record]]:
    """Every session asked about every record, as a list sweep does; nearly all of them get nothing."""
    sessions = dict.fromkeys(session for session, _ in world.questions)
    return ((session, record) for session in sessions for record in world.records)
