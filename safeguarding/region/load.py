"""The whole region: the ground, the agreements, the stories, then as many children as are asked for."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from multiprocessing import get_context

import django
import psycopg

from referrals.children.models import ChildTeamGrant
from referrals.information.models import RecordTeamGrant
from safeguarding.region.aside import indexes_and_keys_aside
from safeguarding.region.ground import Region
from safeguarding.region.grow import begin, crowd
from safeguarding.region.write import Rows, Table, Writer

AT_A_TIME, IN_ONE_TRANSACTION, LARGE, AHEAD = 1000, 5000, 20_000, 6
GRANTS_OF_A_CHILD = 100
EMPTY = """
select not exists (select from referrals_child) and not exists (select from agencies_agency) and not exists (select from agencies_user)
"""
CODENAMES = ("discover_child", "summary_child", "view_child", "discover_record", "summary_record", "view_record")
Part = tuple[int, list[Table]]


class NotEmpty(Exception):
    """The database has people or children in it already."""


def load(connection: psycopg.Connection, *, seed: int, count: int, at: datetime, password: str, tell: Callable[[int], None]) -> int:
    """Write the region into an empty database. Returns the number of rows. Up to 5,000 children it is all or nothing."""
    if not connection.execute(EMPTY).fetchone()[0]:
        raise NotEmpty
    found = connection.execute("select codename, id from auth_permission where codename = any (%s)", [list(CODENAMES)])
    region, writer = Region(seed=seed, at=at, rows=Rows(), permissions=dict(found)), Writer(connection)
    with indexes_and_keys_aside(connection) if count > LARGE else nullcontext():
        told = begin(region, password)
        writer.write(region.rows.take())
        tell(told)
        _write(writer, _crowds(region, told, count), tell)
        grants = dict.fromkeys((ChildTeamGrant, RecordTeamGrant), max(told, count) * GRANTS_OF_A_CHILD)
        writer.set_counters(region.rows.counters | grants)
        connection.commit()
    return writer.written


def _write(writer: Writer, parts: Iterable[Part], tell: Callable[[int], None]) -> None:
    """A transaction of a few thousand children: keeping absences apart locks each child until its end."""
    waiting = 0
    for size, tables in parts:
        writer.write(tables)
        waiting += size
        if waiting >= IN_ONE_TRANSACTION:
            writer.connection.commit()
            waiting = 0
        tell(size)


def _crowds(region: Region, first: int, count: int) -> Iterator[Part]:
    """The crowd, a thousand at a time and in order; a large one is made by other processes while this one writes."""
    ranges = [(start, min(count, start + AT_A_TIME), count) for start in range(first, count, AT_A_TIME)]
    facts = replace(region, rows=Rows())
    if count <= LARGE:
        yield from (part(facts, *some) for some in ranges)
        return
    with _helpers() as pool:
        waiting = deque()
        for some in ranges:
            waiting.append(pool.submit(part, facts, *some))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def part(region: Region, start: int, stop: int, among: int) -> Part:
    """One part of the crowd, as the text that the database reads. Its grants have numbers of their own, whoever makes them."""
    region.rows.counters = dict.fromkeys((ChildTeamGrant, RecordTeamGrant), start * GRANTS_OF_A_CHILD)
    crowd(region, start, stop, among)
    return stop - start, region.rows.take()


@contextmanager
def _helpers() -> Iterator[Executor]:
    workers = max(2, (os.cpu_count() or 2) - 1)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        yield pool
