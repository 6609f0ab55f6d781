"""The plain evaluator gives the answers of the signed table, and settles what section 13 settles."""

import ast
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.access.cases import CASES, NOW, TODAY, Case, key, world_of
from tests.access.oracle import decide, may_write
from tests.access.worlds import (
    EXISTENCE,
    FULL,
    MARKING_N,
    NOTHING,
    REDACTED,
    ChildGrant,
    Named,
    RecordGrant,
    RoleTemplate,
    Session,
    ShareLine,
    World,
    record_of,
)

BASE = world_of("")
SINCE = TODAY - timedelta(days=1)
CSC, NORTHSHIRE, NHS = 1, 2, 4
T1, T2, T4 = 1, 2, 4


def ask(world: World, who: str, team: int, record: str, purpose: str = "safeguarding"):
    return decide(world, Session(key(who), team, purpose), record_of(world, key(record)))


def writes(world: World, who: str, team: int, record: str, **wish: int) -> bool:
    return may_write(world, Session(key(who), team, "safeguarding"), record_of(world, key(record)), **wish)


def adding(world: World, **rows: object) -> World:
    return replace(world, **{name: (*getattr(world, name), row) for name, row in rows.items()})


def with_person(world: World, who: str, **changes: object) -> World:
    return replace(world, users=tuple(replace(u, **changes) if u.key == key(who) else u for u in world.users))


def with_role(world: World, who: str, role: str, template: RoleTemplate) -> World:
    rows = tuple(replace(m, role=role) if m.user == key(who) else m for m in world.memberships)
    return replace(world, memberships=rows, roles=world.roles | {role: template})


def with_record(world: World, name: str, **changes: object) -> World:
    return replace(world, records=tuple(replace(r, **changes) if r.key == key(name) else r for r in world.records))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.row} {case.who} {case.record_name}")
def test_every_row_of_the_signed_table_is_answered_as_signed(case: Case):
    world = world_of(case.row)
    decision = decide(world, case.session, record_of(world, case.record), case.now)
    assert (decision.level, decision.rule, decision.obligations, decision.lookup_only) == (
        case.level,
        case.rule,
        case.obligations,
        case.lookup_only,
    ), case.why


def test_the_table_holds_all_fifty_nine_rows():
    assert sorted({int(case.row.rstrip("ab")) for case in CASES}) == list(range(1, 60))


def test_a_glass_opens_an_address_only_to_reach_the_child_now():
    other_reason = replace(BASE, glasses=tuple(replace(g, reason_reach_now=False) for g in BASE.glasses))
    assert ask(BASE, "Cara", 3, "R9").level == FULL
    assert ask(other_reason, "Cara", 3, "R9").level == NOTHING
    assert ask(other_reason, "Cara", 3, "R3").level == FULL


@pytest.mark.parametrize("category", ["criminal", "intelligence", "legal", "source", "rhi", "health_sensitive", "education"])
def test_a_glass_never_opens_what_is_not_on_its_list(category):
    world = with_record(BASE, "R3", category=category, marking=1)
    assert ask(world, "Cara", 3, "R3").level == NOTHING


@pytest.mark.parametrize(("namer", "level"), [(NORTHSHIRE, FULL), (CSC, EXISTENCE)])
def test_naming_opens_handling_c_only_in_records_of_the_naming_agency(namer, level):
    world = adding(BASE, named=Named(key("Asha"), key("K1"), namer, SINCE))
    assert ask(world, "Asha", T1, "R7").level == level


def test_clearance_two_alone_does_not_open_a_protected_address():
    cleared = with_person(BASE, "Asha", clearance=2)
    desk = with_role(cleared, "Asha", "desk", RoleTemplate(frozenset({"address"}), address_desk=True))
    assert ask(cleared, "Asha", T1, "R10").level == EXISTENCE
    assert ask(desk, "Asha", T1, "R10").level == FULL
    assert ask(with_person(desk, "Asha", clearance=1), "Asha", T1, "R10").level == EXISTENCE


def test_outside_the_owner_a_protected_address_is_read_by_named_people_only():
    cleared = with_person(BASE, "Ben", clearance=2)
    line = ShareLine(CSC, "kind:police", "address", "safeguarding", FULL, 2, SINCE, TODAY)
    assert ask(adding(cleared, record_grants=RecordGrant(T2, key("R10"), FULL, SINCE)), "Ben", T2, "R10").level == EXISTENCE
    assert ask(adding(cleared, child_grants=ChildGrant(T2, key("K1"), "address", FULL, SINCE)), "Ben", T2, "R10").level == NOTHING
    assert ask(adding(cleared, lines=line), "Ben", T2, "R10").level == EXISTENCE
    assert ask(adding(cleared, named=Named(key("Ben"), key("K1"), CSC, SINCE)), "Ben", T2, "R10").level == FULL


def test_a_missing_unit_lists_episodes_through_a_line_for_missing_search():
    line = ShareLine(NORTHSHIRE, "kind:council@2", "missing", "missing_search", REDACTED, MARKING_N, SINCE, TODAY)
    decision = ask(adding(BASE, lines=line), "Gita", 7, "R2", "missing_search")
    assert (decision.enumerable, decision.rule) == (REDACTED, "P4")


def test_a_line_does_not_serve_its_own_owner():
    line = ShareLine(CSC, "kind:council", "safeguarding", "safeguarding", FULL, 2, SINCE, TODAY)
    assert ask(adding(with_person(BASE, "Asha", clearance=0), lines=line), "Asha", T1, "R13").level == REDACTED


def test_a_one_off_grant_is_no_link():
    world = world_of("55")
    asked_once = replace(world, child_grants=tuple(replace(g, basis="request") for g in world.child_grants))
    assert ask(world, "Omar", 10, "R1").level == REDACTED
    assert ask(asked_once, "Omar", 10, "R1").lookup_only


def test_an_owner_with_a_forgotten_open_glass_raises_no_alarm():
    glass = replace(BASE.glasses[0], user=key("Asha"))
    decision = ask(adding(BASE, glasses=glass), "Asha", T1, "R1")
    assert (decision.rule, decision.obligations) == ("P1", frozenset())


def test_a_link_shows_the_stub_of_a_sealed_child_to_a_team_that_some_permit_lets_in():
    link = ChildGrant(T2, key("K3"), "identity", EXISTENCE, SINCE, TODAY, "involvement")
    decision = ask(adding(BASE, child_grants=link), "Ben", T2, "R20")
    assert (decision.level, decision.rule) == (EXISTENCE, "P4")


def test_writing_needs_the_own_record_in_full_and_a_writing_role():
    assert writes(BASE, "Asha", T1, "R1")
    assert not writes(BASE, "Asha", T1, "R10")
    assert not writes(BASE, "Ivy", T1, "R1")
    assert not writes(BASE, "Asha", T1, "R5")
    assert not writes(BASE, "Lena", T1, "R1")
    assert not writes(BASE, "Nia", 9, "R20")


def test_a_grant_with_write_lets_another_agency_write_until_it_ends():
    grant = RecordGrant(T4, key("R1"), FULL, SINCE, TODAY, write=True)
    assert not writes(BASE, "Dev", T4, "R1")
    assert writes(adding(BASE, record_grants=grant), "Dev", T4, "R1")
    assert not writes(adding(BASE, record_grants=replace(grant, ends_on=SINCE)), "Dev", T4, "R1")
    assert not writes(adding(BASE, record_grants=replace(grant, level=REDACTED)), "Dev", T4, "R1")
    assert writes(adding(BASE, child_grants=ChildGrant(T4, key("K1"), "safeguarding", FULL, SINCE, write=True)), "Dev", T4, "R1")


def test_owner_marking_and_legal_hold_bind_every_writer():
    reviewer = with_role(BASE, "Asha", "reviewer", replace(BASE.roles["social_worker"], reviewer=True))
    assert not writes(BASE, "Asha", T1, "R1", owner=NHS)
    assert writes(BASE, "Asha", T1, "R9", marking=2)
    assert not writes(BASE, "Asha", T1, "R9", marking=MARKING_N)
    assert writes(reviewer, "Asha", T1, "R9", marking=MARKING_N)
    held = with_record(BASE, "R1", legal_hold=True)
    assert not writes(held, "Asha", T1, "R1")
    assert ask(held, "Asha", T1, "R1").level == FULL


def test_a_glass_counts_from_the_instant_it_is_opened():
    record = record_of(BASE, key("R3"))
    opened = BASE.glasses[0].opened_at
    session = Session(key("Cara"), 3, "safeguarding")
    assert decide(BASE, session, record, opened).level == FULL
    assert decide(BASE, session, record, opened - timedelta(microseconds=1)).level == EXISTENCE


def test_a_day_ends_at_midnight_in_london():
    session, record = Session(key("Finn"), 6, "safeguarding"), record_of(BASE, key("R2"))
    ends = NOW.replace(month=6, day=15)
    summer = replace(BASE, record_grants=(RecordGrant(6, key("R2"), FULL, SINCE, ends.date()),))
    assert decide(summer, session, record, ends.replace(hour=22, minute=59)).level == FULL
    assert decide(summer, session, record, ends.replace(hour=23, minute=0)).level == NOTHING


@pytest.mark.parametrize("name", ["oracle", "oracle_rules", "worlds", "cases", "situations", "spoilers", "strategies", "nudges"])
def test_the_second_opinion_shares_nothing_with_the_rule_table(name):
    tree = ast.parse((Path(__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
    froms = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert not {module for module in froms | plain if module.split(".")[0] in ("agencies", "referrals", "safeguarding", "django")}
