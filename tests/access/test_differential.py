"""List, wall, explanation and an oracle written from the prose by other hands: the same answer, threshold by threshold."""

import pytest

from agencies.access import context
from tests.access import bridge, cases
from tests.access.oracle import decide, visible_at
from tests.access.strategies import random_world
from tests.access.worlds import record_of


def agree(world, questions, now, monkeypatch):
    """Compare every answer; returns how many decisions were made."""
    monkeypatch.setattr(context, "ROLES", bridge.roles_of(world))
    found = bridge.answers(world, {session for session, _ in questions})
    for session, key in questions:
        record = record_of(world, key)
        lists, walls, reasons, told_on_page = found[session]
        for level in (1, 2, 3):
            expected = visible_at(world, session, record, level, now, enumerable=True)
            assert (key in lists[level]) is expected, ("list", level, session, record)
            assert (key in walls[level]) is expected, ("wall", level, session, record)
        said, told = decide(world, session, record, now), reasons[key]
        assert (int(told.level), told.rule if told.level else "", told.obligations) == (
            said.level,
            said.rule if said.level else "",
            said.obligations,
        ), ("explanation", session, record)
        if said.level == 3:
            seen_under, page = told_on_page[key]
            assert (seen_under, page.rule, page.obligations) == (said.rule, said.rule, said.obligations), ("page", session, record)
    return len(questions)


@pytest.mark.parametrize("case", cases.CASES, ids=lambda case: f"{case.row}-{case.who}-{case.record_name}")
def test_the_decision_table_holds(database, clock, monkeypatch, case):
    world = bridge.fitted(cases.world_of(case.row))
    bridge.load(world)
    clock.freeze(case.now)
    agree(world, [(case.session, case.record)], case.now, monkeypatch)


@pytest.mark.parametrize("seed", range(12))
def test_random_worlds_agree_at_every_threshold(database, clock, monkeypatch, seed):
    world = bridge.fitted(random_world(seed, size=60))
    bridge.load(world)
    clock.freeze(world.now)
    assert agree(world, list(world.questions), world.now, monkeypatch) > 0
