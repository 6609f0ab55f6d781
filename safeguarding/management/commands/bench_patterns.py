"""What the rules about missing children cost: all absences at once against one statement written by hand, and the sweep after new events.

The rules are timed as the sweep asks them, in this process; reading the rows is counted on both sides. Run it on a region of its own: the
events that it adds are counted for good.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from time import perf_counter
from uuid import uuid4

import psycopg
from django.core.management.base import BaseCommand
from psycopg.rows import namedtuple_row

from referrals.missing.models import Change
from referrals.patterns import rules
from referrals.patterns.tasks import look_for_patterns
from safeguarding.recount import FIRED
from safeguarding.region.write import Rows, Writer, owner

ALL = """
select e.id, e.child_id, e.last_seen_at, e.council_type, e.reported_at, e.found_at, e.returned_at, e.is_retrospective, e.found_place,
       a.code as found_area, home.codes, e.hurt, e.harms, e.with_now, i.born_on
from referrals_episode e left join agencies_area a on a.id = e.found_area_id
left join lateral (
    select array_agg(h.code) as codes from agencies_agency_areas l join agencies_area h on h.id = l.area_id
    where a.id is not null and h.kind = a.kind
      and l.agency_id in (e.owner_id, (select responsible_id from referrals_child c where c.id = e.child_id))) home on true
left join lateral (
    select born_on from referrals_identity i where i.child_id = e.child_id and born_on is not null
    order by recorded_at desc limit 1) i on true
order by e.child_id
"""
SOME = "select id, record_id, child_id, owner_id from referrals_episode where returned_at is not null order by md5(id::text || %s) limit %s"
WAITING = "select count(*) from referrals_change where counted_at is null and look_at <= sg.app_now() and quarantined_at is null"
TAKEN = {rule.number for rule in rules.RULES} - {"RM-13", "RM-14"}


class Command(BaseCommand):
    help = "Time the rules over every absence, and the sweep after so many new events."

    def add_arguments(self, parser):
        parser.add_argument("--events", type=int, default=1000)

    def handle(self, *args, events, **options):
        with owner() as connection:
            connection.autocommit = True
            connection.execute("set search_path = sg")
            [episodes] = connection.execute("select count(*) from referrals_episode").fetchone()
            by_hand, statement = _timed(lambda: sum(count for _, count in connection.execute(FIRED).fetchall()))
            at = connection.execute("select sg.app_now()").fetchone()[0]
            ours, found = _timed(lambda: sum(_findings(connection, at)))
            self.stdout.write(
                f"{episodes:,} absences: every rule {ours:.1f} s, {found:,} findings; one statement {statement:,} in "
                f"{by_hand:.1f} s; {ours / by_hand:.1f} x"
            )
            drained = _sweep(connection)
            _add(connection, events, at)
            taken = _sweep(connection)
            self.stdout.write(
                f"{events:,} new events: swept in {taken:.1f} s, {1000 * taken / events:.1f} ms each (before: {drained:.1f} s)"
            )


def _timed(work):
    began = perf_counter()
    result = work()
    return perf_counter() - began, result


def _findings(connection: psycopg.Connection, at: datetime) -> Iterator[int]:
    """How many findings each child has, by the same pure rules as in the sweep."""
    taken = [rule for rule in rules.RULES if rule.number in TAKEN]
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        for _, absences in groupby(cursor.stream(ALL), key=attrgetter("child_id")):
            own = list(absences)
            facts = rules.Facts(tuple(map(_event, own)), at=at, born_on=own[0].born_on)
            yield sum(len(rules.fired(rule, facts)) for rule in taken)


def _event(row) -> rules.Event:
    return rules.with_indicators(
        rules.Event(
            row.id,
            row.child_id,
            row.last_seen_at,
            row.council_type,
            reported_at=row.reported_at,
            found_at=row.found_at,
            returned_at=row.returned_at,
            is_retrospective=row.is_retrospective,
            found_place=row.found_place,
            found_area=row.found_area if row.codes else "",
            home_areas=frozenset(row.codes or ()),
            hurt=row.hurt,
            harms=frozenset(row.harms),
            with_now=row.with_now,
        )
    )


def _add(connection: psycopg.Connection, events: int, at: datetime) -> None:
    """So many absences are corrected now, all over the region."""
    rows, within = Rows(), ("episode_id", "record_id", "child_id", "owner_id")
    for keys in connection.execute(SOME, [at.isoformat(), events]).fetchall():
        rows.add(Change, id=uuid4(), **dict(zip(within, keys, strict=True)), kind="corrected", changed_at=at, look_at=at)
    Writer(connection).write(rows.take())


def _sweep(connection: psycopg.Connection) -> float:
    """Until nothing waits; a pass ends by itself after ten seconds."""
    began = perf_counter()
    while connection.execute(WAITING).fetchone()[0]:
        look_for_patterns()
    return perf_counter() - began
