"""Work every flag, duty and rung out anew, and say what differs. Whoever is on duty may run it at any time: it only reads."""

from time import perf_counter

from django.core.management.base import BaseCommand, CommandError

from safeguarding.recount import differences
from safeguarding.region.write import owner


class Command(BaseCommand):
    help = (
        "Compare flags, duties, rungs and notices with what the raw rows ask for. Prints keys and no name; ends with 1 where they differ."
    )

    def handle(self, *args, **options):
        began, total = perf_counter(), 0
        with owner() as reader:
            reader.read_only = True
            reader.execute("set search_path = sg")
            for number, line in differences(reader):
                total += number
                self.stdout.write(line)
        self.stdout.write(f"{total} differences, in {perf_counter() - began:.1f} seconds.")
        if total:
            raise CommandError("The rows differ from what they should be.")
