"""List, wall, explanation and an oracle written from the prose by other hands: the same answer, threshold by threshold."""

import pytest
from hypothesis import HealthCheck, given, settings

from agencies.access import context
from tests import database as databases
from tests.access import bridge, cases, shipped
from tests.access.oracle import decide, may_write, told_at, visible_at
from tests.access.strategies import every_pair_of, random_world, worlds
from tests.access.worlds import record_of

made_by_hypothesis = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def told_roles(monkeypatch):
    """The service with the roles of a world instead of its own, so that the rules are tried on more roles than are shipped."""
    return lambda world: monkeypatch.setattr(context, "ROLES", bridge.roles_of(world))


def agree(world, questions, now):
    """Compare every answer; returns how many decisions were made."""
    questions = list(questions)
    found = bridge.answers(world, {session for session, _ in questions})
    for session, record in questions:
        key, got = record.key, found[session]
        for level in (1, 2, 3):
            expected = visible_at(world, session, record, level, now, enumerable=True)
            assert (key in got.lists[level]) is expected, ("list", level, session, record)
            assert (key in got.walls[level]) is expected, ("wall", level, session, record)
            assert got.on_page[level].get(key) == page_of(world, session, record, level, now), ("page", level, session, record)
        said, told = decide(world, session, record, now), got.reasons[key]
        assert (int(told.level), told.rule if told.level else "", told.obligations) == (
            said.level,
            said.rule if said.level else "",
            said.obligations,
        ), ("explanation", session, record)
        assert (key in got.writable) is may_write(world, session, record, now), ("write", session, record)
    return len(questions)


def page_of(world, session, record, level, now):
    """What a page of this level's table must say of the record; None where it must not stand there."""
    told = told_at(world, session, record, level, now)
    return told and (told[0], told[0], level, told[1])


@pytest.mark.parametrize("case", cases.CASES, ids=lambda case: f"{case.row}-{case.who}-{case.record_name}")
def test_the_decision_table_holds(database, clock, told_roles, case):
    world = bridge.fitted(cases.world_of(case.row))
    bridge.load(world)
    clock.freeze(case.now)
    told_roles(world)
    agree(world, [(case.session, record_of(world, case.record))], case.now)


@pytest.mark.parametrize("case", cases.CASES, ids=lambda case: f"{case.row}-{case.who}-{case.record_name}")
def test_the_decision_table_holds_for_the_roles_that_are_shipped(database, clock, case):
    world = shipped.put_into(bridge.fitted(cases.world_of(case.row)))
    record = record_of(world, case.record)
    bridge.load(world)
    clock.freeze(case.now)
    agree(world, [(case.session, record)], case.now)
    said = decide(world, case.session, record, case.now)
    assert (said.level, said.rule, said.obligations) == (case.level, case.rule, case.obligations)


@pytest.mark.parametrize("seed", range(12))
def test_every_person_and_every_record_of_a_random_world_agree_at_every_threshold(database, clock, told_roles, seed):
    world = bridge.fitted(random_world(seed, size=60))
    bridge.load(world)
    clock.freeze(world.now)
    told_roles(world)
    assert agree(world, every_pair_of(world), world.now) > 2000


@made_by_hypothesis
@given(world=worlds())
def test_worlds_made_by_hypothesis_agree_at_every_threshold(database, clock, told_roles, world):
    databases.reset_connections()
    databases.empty(database)
    world = bridge.fitted(world)
    bridge.load(world)
    clock.freeze(world.now)
    told_roles(world)
    agree(world, every_pair_of(world), world.now)
