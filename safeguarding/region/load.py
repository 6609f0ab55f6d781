"""The whole region: the ground, the agreements, the stories, then as many children as are asked for."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import datetime

import psycopg

from safeguarding.region import agreements, children, episodes, ground, referrals, stories
from safeguarding.region.aside import indexes_and_keys_aside
from safeguarding.region.ground import Region
from safeguarding.region.write import Rows, Writer

AT_A_TIME, IN_ONE_TRANSACTION, LARGE = 1000, 5000, 20_000
EMPTY = """
select not exists (select from referrals_child) and not exists (select from agencies_agency) and not exists (select from agencies_user)
"""
CODENAMES = ("discover_child", "summary_child", "view_child", "discover_record", "summary_record", "view_record")


class NotEmpty(Exception):
    """The database has people or children in it already."""


def make(region: Region, count: int, password: str) -> Iterator[int]:
    """All rows of the region, a thousand children at a time; yields how many children each part has."""
    ground.assemble(region, password)
    agreements.sign(region)
    told = stories.tell(region)
    yield told
    for start in range(told, count, AT_A_TIME):
        stop = min(count, start + AT_A_TIME)
        for number in range(start, stop):
            grow(region, number, count)
        yield stop - start


def grow(region: Region, number: int, among: int) -> None:
    """One child of the crowd, with whatever happened to her."""
    child = children.draw(region, number, among)
    children.put(region, child)
    if episodes.goes_missing(child, child.age(region.today)):
        episodes.happen(region, child)
    referrals.happen(region, child)


def load(connection: psycopg.Connection, *, seed: int, count: int, at: datetime, password: str, tell: Callable[[int], None]) -> int:
    """Write the region into an empty database. Returns the number of rows. Up to 5,000 children it is all or nothing."""
    if not connection.execute(EMPTY).fetchone()[0]:
        raise NotEmpty
    found = connection.execute("select codename, id from auth_permission where codename = any (%s)", [list(CODENAMES)])
    region, writer = Region(seed=seed, at=at, rows=Rows(), permissions=dict(found)), Writer(connection)
    with indexes_and_keys_aside(connection) if count > LARGE else nullcontext():
        _write(region, writer, make(region, count, password), tell)
    return writer.written


def _write(region: Region, writer: Writer, parts: Iterator[int], tell: Callable[[int], None]) -> None:
    waiting = 0
    for part in parts:
        writer.write(region.rows.take())
        waiting += part
        if waiting >= IN_ONE_TRANSACTION:
            writer.connection.commit()
            waiting = 0
        tell(part)
    writer.set_counters(region.rows.counters)
    writer.connection.commit()
