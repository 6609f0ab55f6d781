"""List, wall, explanation and an oracle written from the prose by other hands: the same answer, threshold by threshold."""

import pytest
from hypothesis import HealthCheck, given, settings

from agencies.access import context
from tests import database as databases
from tests.access import bridge, cases
from tests.access.oracle import decide, may_write, visible_at
from tests.access.strategies import every_pair_of, random_world, worlds
from tests.access.worlds import record_of

made_by_hypothesis = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


def agree(world, questions, now, monkeypatch):
    """Compare every answer; returns how many decisions were made."""
    monkeypatch.setattr(context, "ROLES", bridge.roles_of(world))
    questions = list(questions)
    found = bridge.answers(world, {session for session, _ in questions})
    for session, record in questions:
        key, got = record.key, found[session]
        for level in (1, 2, 3):
            expected = visible_at(world, session, record, level, now, enumerable=True)
            assert (key in got.lists[level]) is expected, ("list", level, session, record)
            assert (key in got.walls[level]) is expected, ("wall", level, session, record)
        said, told = decide(world, session, record, now), got.reasons[key]
        assert (int(told.level), told.rule if told.level else "", told.obligations) == (
            said.level,
            said.rule if said.level else "",
            said.obligations,
        ), ("explanation", session, record)
        if said.level == 3:
            seen_under, page = got.on_page[key]
            assert (seen_under, page.rule, page.obligations) == (said.rule, said.rule, said.obligations), ("page", session, record)
        assert (key in got.writable) is may_write(world, session, record, now), ("write", session, record)
    return len(questions)


@pytest.mark.parametrize("case", cases.CASES, ids=lambda case: f"{case.row}-{case.who}-{case.record_name}")
def test_the_decision_table_holds(database, clock, monkeypatch, case):
    world = bridge.fitted(cases.world_of(case.row))
    bridge.load(world)
    clock.freeze(case.now)
    agree(world, [(case.session, record_of(world, case.record))], case.now, monkeypatch)


@pytest.mark.parametrize("seed", range(12))
def test_every_person_and_every_record_of_a_random_world_agree_at_every_threshold(database, clock, monkeypatch, seed):
    world = bridge.fitted(random_world(seed, size=60))
    bridge.load(world)
    clock.freeze(world.now)
    assert agree(world, every_pair_of(world), world.now, monkeypatch) > 2000


@made_by_hypothesis
@given(world=worlds())
def test_worlds_made_by_hypothesis_agree_at_every_threshold(database, clock, monkeypatch, world):
    databases.reset_connections()
    databases.empty(database)
    world = bridge.fitted(world)
    bridge.load(world)
    clock.freeze(world.now)
    agree(world, every_pair_of(world), world.now, monkeypatch)
