"""Ratios in one run: a list as people get it, against the same question without row security. Never a bare time."""

import statistics
from collections.abc import Callable
from time import perf_counter

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from agencies.access.context import acting, resolve
from agencies.directory.models import Membership
from agencies.words import Kind, Purpose
from referrals.missing.models import Episode
from safeguarding.region.write import owner

READERS = {"force": Kind.POLICE, "council": Kind.COUNCIL, "school": Kind.SCHOOL, "charity": Kind.CHARITY}
ROUNDS, WARM = 30, 3


def median_ms(work: Callable[[], object]) -> float:
    """The median of thirty rounds, in milliseconds, after three that do not count."""
    times = []
    for turn in range(ROUNDS + WARM):
        start = perf_counter()
        work()
        times.append((perf_counter() - start) * 1000 if turn >= WARM else None)
    return statistics.median(time for time in times if time is not None)


class Command(BaseCommand):
    help = "Compare the newest 50 episodes through the rules with the same question past them, for four kinds of reader."

    def handle(self, *args, **options):
        if not Membership.objects.exists():
            raise CommandError("There is nobody in this database. Load a region first: manage.py load_region")
        with owner() as plain:
            plain.autocommit = True
            plain.execute("set search_path = sg")
            for name, kind in READERS.items():
                self._compare(name, kind, plain)

    def _compare(self, name: str, kind: str, plain) -> None:
        seats = Membership.objects.filter(team__agency__kind=kind, user__is_active=True, ended_at=None).exclude(
            role__in=["administrator", "data_protection"]
        )
        seat = seats.order_by("pk").first()
        with acting(resolve(user=seat.user_id, team=seat.team_id, purpose=Purpose.SAFEGUARDING)):
            newest = Episode.objects.order_by("-last_seen_at")[:50]
            text, values = newest.query.sql_with_params()
            ours = median_ms(lambda: list(newest.all()))
            rows = len(newest)
            connection.ensure_connection()
            walled = median_ms(lambda: connection.connection.execute(text, values).fetchall())
        by_hand = median_ms(lambda: plain.execute(text, values).fetchall())
        self.stdout.write(
            f"{name:<8} {rows:>3} rows: page through the rules {ours / by_hand:5.2f} x, the statement alone {walled / by_hand:5.2f} x, "
            "of the same statement without row security"
        )
