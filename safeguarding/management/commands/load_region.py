"""A fictional region from a seed: agencies, people, agreements, and as many invented children as are wanted."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from referrals.clocks import utc
from safeguarding.region.load import NotEmpty, load
from safeguarding.region.write import owner

MOST = 1_000_000


class Command(BaseCommand):
    help = "Fill an empty database with a fictional region. The same seed and time make the same rows."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--children", type=int, default=2000, help=f"up to {MOST:,}")
        parser.add_argument(
            "--at", type=datetime.fromisoformat, help="the moment it is all seen from, as 2026-11-24T12:00+00:00; default now"
        )

    def handle(self, *args, **options):
        if not 0 <= options["children"] <= MOST:
            raise CommandError(f"Give a number of children from 0 to {MOST:,}: there are no more numbers that belong to nobody.")
        # The demonstration's password is printed in its manual: nobody signs in with it anywhere else.
        password = make_password(settings.DEMO_PASSWORD if settings.IS_DEMO else None)
        with owner() as connection, tqdm(total=options["children"], unit=" children", disable=options["verbosity"] == 0) as bar:
            at = options["at"] or connection.execute("select sg.app_now()").fetchone()[0]
            try:
                written = load(connection, seed=options["seed"], count=options["children"], at=utc(at), password=password, tell=bar.update)
            except NotEmpty:
                raise CommandError("This database has people or children in it already. Load a region into an empty one.") from None
        self.stdout.write(f"{written:,} rows written.")
