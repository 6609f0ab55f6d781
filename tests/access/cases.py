"""The decision table of decisions.toml, read into worlds and rows for tests."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from tests.access.oracle_rules import LONDON
from tests.access.worlds import (
    Agency,
    Child,
    ChildGrant,
    Exclusion,
    Glass,
    Membership,
    Named,
    Record,
    RecordGrant,
    RecordNamed,
    RoleTemplate,
    Session,
    ShareLine,
    Team,
    User,
    World,
)

TABLE = tomllib.loads((Path(__file__).parent / "decisions.toml").read_text(encoding="utf-8"))
NOW: datetime = TABLE["now"]
TODAY = NOW.astimezone(LONDON).date()
LEVELS = ("nothing", "existence", "redacted", "full")
MARKINGS = ("N", "R", "V")
SEALS = ("none", "stub", "hidden")
REACH_NOW = "need to reach the child now"
NAMESPACE = UUID("6f1d1b1e-1c5b-4a53-9c58-2f8f0c6f3a10")


@dataclass(frozen=True)
class Case:
    """One row of the table: who asks for which record, and what they must get."""

    row: str
    who: str
    record_name: str
    session: Session
    record: UUID
    now: datetime
    level: int
    rule: str
    obligations: frozenset[str]
    lookup_only: bool
    why: str


def key(name: str) -> UUID:
    """The key of a person, child or record of the table, the same in every run."""
    return uuid5(NAMESPACE, name)


def day(text: str | None) -> date | None:
    """'today-30' and its like as a date; no text, no date."""
    if text is None:
        return None
    named = {"yesterday": -1, "today": 0, "tomorrow": 1}
    offset = named[text] if text in named else int(text.removeprefix("today"))
    return TODAY + timedelta(days=offset)


def dates(fact: dict) -> dict:
    """When a fact holds: for a year already and without an end, unless it says so."""
    return {"starts_on": day(fact.get("from", "today-365")), "ends_on": day(fact.get("to"))}


def facts(name: str, row: str) -> list[dict]:
    """The facts of one kind that are there in this row."""
    return [fact for fact in TABLE[name] if row in fact.get("rows", [row])]


def agency_key(name: str) -> int:
    return TABLE["agencies"][name]["key"]


def team_key(name: str) -> int:
    return TABLE["teams"][name]["key"]


def recipient(text: str) -> str:
    """'agency:school' with the number of that agency; other forms as they are."""
    kind, _, name = text.partition(":")
    return f"agency:{agency_key(name)}" if kind == "agency" else text


def roles() -> dict[str, RoleTemplate]:
    return {name: RoleTemplate(frozenset(role["reads"]), frozenset(role["writes"])) for name, role in TABLE["roles"].items()}


def memberships() -> tuple[Membership, ...]:
    return tuple(
        Membership(key(name), team_key(work["team"]), work["role"], ended=work.get("ended", False), **dates(work))
        for name, person in TABLE["people"].items()
        for work in person["works"]
    )


def records() -> tuple[Record, ...]:
    return tuple(
        Record(
            key(name), key(row["child"]), agency_key(row["owner"]), row["category"], MARKINGS.index(row["marking"]), row.get("handling", "")
        )
        for name, row in TABLE["records"].items()
    )


def lines() -> tuple[ShareLine, ...]:
    return tuple(
        ShareLine(
            owner=agency_key(agreement["owner"]),
            recipient=recipient(agreement["recipient"]),
            category=line["category"],
            purpose=line.get("purpose", "safeguarding"),
            level=LEVELS.index(line["level"]),
            max_marking=MARKINGS.index(line["max_marking"]),
            scope=line.get("scope", "any"),
            revoked=agreement.get("revoked", False),
            agreement=agreement["number"],
            **dates(agreement),
        )
        for agreement in TABLE["agreements"]
        for line in agreement["lines"]
    )


def child_grants(row: str) -> tuple[ChildGrant, ...]:
    return tuple(
        ChildGrant(
            team=team_key(fact["team"]),
            child=key(fact["child"]),
            category=fact["category"],
            level=LEVELS.index(fact["level"]),
            basis=fact.get("basis", "request"),
            **dates(fact),
        )
        for fact in facts("child_grants", row)
    )


def glasses() -> tuple[Glass, ...]:
    return tuple(
        Glass(key(fact["who"]), key(fact["child"]), fact["opened"], fact["until"], fact["reason"] == REACH_NOW) for fact in TABLE["glasses"]
    )


def world_of(row: str) -> World:
    """The partnership of the table as it stands for this row."""
    return World(
        now=NOW,
        roles=roles(),
        agencies=tuple(Agency(a["key"], a["kind"], a["area"], a["statutory"]) for a in TABLE["agencies"].values()),
        teams=tuple(Team(t["key"], agency_key(t["agency"]), t.get("seat", ""), t.get("area")) for t in TABLE["teams"].values()),
        users=tuple(User(key(name), p.get("active", True), p["clearance"]) for name, p in TABLE["people"].items()),
        memberships=memberships(),
        children=tuple(Child(key(name), SEALS.index(child["seal"])) for name, child in TABLE["children"].items()),
        records=records(),
        lines=lines(),
        child_grants=child_grants(row),
        record_grants=tuple(
            RecordGrant(team_key(f["team"]), key(f["record"]), LEVELS.index(f["level"]), **dates(f)) for f in facts("record_grants", row)
        ),
        named=tuple(Named(key(f["who"]), key(f["child"]), agency_key(f["by"]), **dates(f)) for f in facts("named", row)),
        record_named=tuple(RecordNamed(key(f["who"]), key(f["record"]), f["purpose"], **dates(f)) for f in facts("record_named", row)),
        exclusions=tuple(Exclusion(key(f["child"]), user=key(f["who"])) for f in facts("exclusions", row)),
        glasses=glasses(),
    )


def case_of(row: dict) -> Case:
    team = row.get("team", TABLE["people"][row["who"]]["works"][0]["team"])
    return Case(
        row=row["row"],
        who=row["who"],
        record_name=row["record"],
        session=Session(key(row["who"]), team_key(team), row.get("purpose", "safeguarding") or None),
        record=key(row["record"]),
        now=NOW + timedelta(days=row.get("days_later", 0), minutes=row.get("minutes_later", 0)),
        level=LEVELS.index(row["result"]),
        rule=row["rule"],
        obligations=frozenset(row["owes"]),
        lookup_only=row.get("lookup_only", False),
        why=row["why"],
    )


CASES = tuple(case_of(row) for row in TABLE["rows"])
