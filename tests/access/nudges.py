"""The nearest neighbours of a question: the same one with a single attribute moved by one step."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from tests.access.worlds import PURPOSES, Record, Session, World

Question = tuple[World, Session, Record, datetime]
STEPS = (timedelta(days=1), timedelta(days=-1), timedelta(seconds=1), timedelta(seconds=-1))


def nudged(world: World, session: Session, record: Record) -> Iterator[Question]:
    """Every question one step away: in time, purpose, team, person, child or record."""
    for step in STEPS:
        yield world, session, record, world.now + step
    for purpose in PURPOSES:
        yield world, replace(session, purpose=purpose), record, world.now
    for clearance in range(3):
        yield replace(world, users=tuple(moved(world.users, session.user, clearance=clearance))), session, record, world.now
    yield replace(world, users=tuple(moved(world.users, session.user, active=True))), session, record, world.now
    for seal in range(3):
        yield replace(world, children=tuple(moved(world.children, record.child, seal=seal))), session, record, world.now
    yield replace(world, exclusions=()), session, record, world.now
    for changed in records_near(record):
        yield replace(world, records=tuple(changed if r.key == record.key else r for r in world.records)), session, changed, world.now


def moved(rows: tuple, key: object, **change: object) -> Iterator[object]:
    """The rows, with one of them changed."""
    return (replace(row, **change) if row.key == key else row for row in rows)


def records_near(record: Record) -> Iterator[Record]:
    """The record with another marking, handling, seal or opt-out."""
    for step in range(3):
        yield replace(record, marking=step)
        yield replace(record, seal=step)
        yield replace(record, handling=("", "P", "C")[step])
    yield replace(record, opted_out=not record.opted_out)
