"""What a service on servers of one's own needs before anybody can sign in: powers to share, bank holidays, and the partnership."""

import tomllib
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connections, transaction
from django.utils.timezone import localdate

from safeguarding import founding


class Command(BaseCommand):
    help = "Add powers to share and bank holidays, and the agencies, teams and people of a list. Adds only: safe to run at each release."

    def add_arguments(self, parser):
        parser.add_argument(
            "list", nargs="?", type=Path, help="a TOML file with [[areas]] and [[agencies]]; docker/partnership.toml shows one"
        )

    def handle(self, *args, **options):
        with transaction.atomic(using=founding.OWNER):
            with connections[founding.OWNER].cursor() as cursor:
                cursor.execute("select sg.app_now()")
                [at] = cursor.fetchone()
            founding.add_reference(localdate(at), self.stdout.write)
            if options["list"]:
                self._add(options["list"], at)

    def _add(self, path: Path, at) -> None:
        try:
            founding.add_partnership(tomllib.loads(path.read_text(encoding="utf-8")), at, self.stdout.write)
        except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
            raise CommandError(f"{path} cannot be read: {error}") from None
        except founding.NotUnderstood as error:
            raise CommandError(f"Nothing was added. {error.args[0]}") from None
