"""What must hold in every world, whatever its facts, and that the random worlds stand where the rules turn."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from hypothesis import HealthCheck, given, settings

from tests.access.nudges import nudged
from tests.access.oracle import RULES, decide, may_write, visible_at
from tests.access.oracle_rules import LONDON
from tests.access.strategies import decisions_of, every_pair_of, random_world, worlds
from tests.access.worlds import (
    FULL,
    SEAL_HIDDEN,
    SEAL_STUB,
    ChildGrant,
    Exclusion,
    Glass,
    Named,
    Record,
    RecordGrant,
    RecordNamed,
    Session,
    ShareLine,
    World,
)

every_world = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
DATED = ("lines", "child_grants", "record_grants", "named", "record_named", "memberships")


def levels(world: World) -> list[tuple[int, int]]:
    decisions = [decide(world, session, record) for session, record in every_pair_of(world)]
    return [(decision.level, decision.enumerable) for decision in decisions]


def adding(world: World, name: str, row: object) -> World:
    return replace(world, **{name: (*getattr(world, name), row)})


def denied(world: World, session: Session, record: Record) -> Iterator[World]:
    """The world with one more reason to refuse, each in turn."""
    yield adding(world, "exclusions", Exclusion(record.child, user=session.user))
    yield adding(world, "exclusions", Exclusion(record.child, team=session.team))
    for seal in (SEAL_STUB, SEAL_HIDDEN):
        yield replace(world, children=tuple(replace(c, seal=max(c.seal, seal)) if c.key == record.child else c for c in world.children))
        yield replace(world, records=tuple(replace(r, seal=max(r.seal, seal)) if r.key == record.key else r for r in world.records))
    yield replace(world, users=tuple(replace(u, active=False) if u.key == session.user else u for u in world.users))
    yield replace(world, memberships=tuple(replace(m, ended=True) if m.user == session.user else m for m in world.memberships))


def permitted(world: World, session: Session, record: Record) -> Iterator[World]:
    """The world with one more reason to allow, each in turn."""
    today = world.now.astimezone(LONDON).date()
    agency = next(team.agency for team in world.teams if team.key == session.team)
    purpose = session.purpose or "safeguarding"
    yield adding(world, "record_grants", RecordGrant(session.team, record.key, FULL, today, today))
    yield adding(world, "child_grants", ChildGrant(session.team, record.child, record.category, FULL, today, today, "involvement"))
    yield adding(world, "lines", ShareLine(record.owner, f"agency:{agency}", record.category, purpose, FULL, 2, today, today))
    yield adding(world, "glasses", Glass(session.user, record.child, world.now, world.now + timedelta(seconds=1), reason_reach_now=True))
    yield adding(world, "named", Named(session.user, record.child, record.owner, today, today))
    yield adding(world, "record_named", RecordNamed(session.user, record.key, purpose, today, today))


def renamed(value: object) -> object:
    """The same rows, last first, under other keys."""
    if isinstance(value, UUID):
        return uuid5(NAMESPACE_OID, str(value))
    if isinstance(value, tuple):
        return tuple(renamed(item) for item in reversed(value))
    if is_dataclass(value):
        return replace(value, **{f.name: renamed(getattr(value, f.name)) for f in fields(value)})
    return value


def renamed_world(world: World) -> World:
    """Questions keep their order, so that answers can be compared one by one."""
    questions = tuple((renamed(session), renamed(key)) for session, key in world.questions)
    return replace(renamed(replace(world, questions=())), questions=questions)


@every_world
@given(worlds(largest=5))
def test_one_more_deny_never_raises_a_level(world):
    before = levels(world)
    for session, record in decisions_of(world):
        for stricter in denied(world, session, record):
            assert all(new <= old for pair in zip(levels(stricter), before, strict=True) for new, old in zip(*pair, strict=True))


@every_world
@given(worlds(largest=5))
def test_one_more_permit_never_lowers_a_level(world):
    before = levels(world)
    for session, record in decisions_of(world):
        for wider in permitted(world, session, record):
            assert all(new >= old for pair in zip(levels(wider), before, strict=True) for new, old in zip(*pair, strict=True))


@every_world
@given(worlds())
def test_what_has_expired_counts_as_deleted(world):
    yesterday = world.now.astimezone(LONDON).date() - timedelta(days=1)
    long_ago = yesterday - timedelta(days=400)
    for name in DATED:
        expired = replace(world, **{name: tuple(replace(row, starts_on=long_ago, ends_on=yesterday) for row in getattr(world, name))})
        assert levels(expired) == levels(replace(world, **{name: ()}))
    lapsed = replace(world, glasses=tuple(replace(glass, until=world.now) for glass in world.glasses))
    assert levels(lapsed) == levels(replace(world, glasses=()))


@every_world
@given(worlds())
def test_no_context_means_nothing(world):
    for session, record in decisions_of(world):
        halves = [
            replace(session, user=None),
            replace(session, team=None),
            replace(session, purpose=None),
            replace(session, purpose="other"),
        ]
        for half in (None, *halves):
            decision = decide(world, half, record)
            assert (decision.level, decision.rule, decision.obligations) == (0, "D0", frozenset())
            assert not may_write(world, half, record)


@every_world
@given(worlds())
def test_what_shows_at_a_level_shows_at_every_lower_one(world):
    for session, record in every_pair_of(world):
        for listed in (True, False):
            shown = [visible_at(world, session, record, threshold, enumerable=listed) for threshold in (1, 2, 3)]
            assert shown == sorted(shown, reverse=True)


@every_world
@given(worlds())
def test_keys_and_the_order_of_rows_do_not_matter(world):
    other = renamed_world(world)
    before = [decide(world, *pair) for pair in decisions_of(world)]
    assert [decide(other, *pair) for pair in decisions_of(other)] == before


@every_world
@given(worlds())
def test_nobody_writes_what_they_do_not_read_in_full(world):
    for session, record in every_pair_of(world):
        assert not may_write(world, session, record) or decide(world, session, record).level == FULL


@every_world
@given(worlds())
def test_only_the_lookup_rule_separates_a_lookup_from_a_list(world):
    for session, record in every_pair_of(world):
        decision = decide(world, session, record)
        assert decision.lookup_only == (decision.rule == "P6")


def test_random_worlds_stand_where_the_rules_turn():
    asked = [(world, *pair) for world in map(random_world, range(20)) for pair in decisions_of(world)]
    decisions = [decide(*question) for question in asked]
    by_level = Counter(decision.level for decision in decisions)
    assert 1 - by_level[0] / len(asked) >= 0.30
    assert min(by_level[level] / len(asked) for level in range(4)) >= 0.10
    assert {decision.rule for decision in decisions} == {*RULES, "D0", "D1", "D2", "D2s", ""}
    sample = list(zip(asked, decisions, strict=True))[::5]
    flips = sum(any(decide(*other).level != decision.level for other in nudged(*question)) for question, decision in sample)
    assert flips / len(sample) >= 0.05
