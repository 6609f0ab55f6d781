"""The second heart: the same timetable and the same sweeps, with Python and PostgreSQL alone."""

import logging
import time
from importlib import import_module

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from agencies.access.sweeps import newest_first
from safeguarding import life
from safeguarding.celery import SWEEPS
from safeguarding.checks import refuse_to_start_if_unsafe

logger = logging.getLogger(__name__)


def one_pass() -> None:
    """Call every sweep once, each from the end where the workers do not begin. One that raises does not stop the next.

    A pass in which nothing went through is no sign of life.
    """
    close_old_connections()
    done = 0
    for name, (path, *_) in SWEEPS.items():
        module, _, function = path.rpartition(".")
        try:
            with newest_first():
                getattr(import_module(module), function)()
            done += 1
        except Exception:
            logger.exception("A sweep failed in the second heart", extra={"sweep": name})
    if done:
        life.sign()


class Command(BaseCommand):
    help = "Walk the timetable every 30 seconds without Redis and Celery."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="one pass, then stop")
        parser.add_argument("--every", type=float, default=30, help="seconds between two passes")

    def handle(self, *args, **options):
        if settings.LOGIN != "job":
            raise CommandError("The second heart works on the jobs login alone: set SAFEGUARDING_LOGIN to job, or leave it away.")
        refuse_to_start_if_unsafe()
        one_pass()
        while not options["once"]:
            time.sleep(options["every"])
            one_pass()
