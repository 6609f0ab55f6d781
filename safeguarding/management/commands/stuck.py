"""The red list: rows that a sweep has given up on after eight tries, and the word that lets it try again."""

from django.core.management.base import BaseCommand

from agencies.access.context import acting, system
from agencies.access.sweeps import try_again
from agencies.audit.trail import Look, write
from referrals.drafts.models import Draft
from referrals.duties.models import Duty
from referrals.missing.models import Change, Episode

SWEPT = {
    "drafts.unsent": Draft.objects.without_words,
    "escalation.ladder": Duty.objects.all,
    "missing.marks": Episode.objects.all,
    "patterns.look": Change.objects.all,
}


class Command(BaseCommand):
    help = "Show what the automatic checks have given up on. With --again, once the cause is mended, they try again."

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="let the sweeps try these rows again")

    def handle(self, *args, **options):
        for sweep, swept in SWEPT.items():
            with acting(system(sweep)) as actor:
                rows = list(swept().filter(quarantined_at__isnull=False).order_by("quarantined_at"))
                for row in rows:
                    write(Look(actor=actor, verb=sweep, resource=row, detail={"red_list": True}))
                    self.stdout.write(f"{sweep}  {type(row).__name__} {row.pk}  given up {row.quarantined_at:%Y-%m-%d %H:%M} UTC")
                if options["again"]:
                    try_again(rows)
                    self.stdout.write(f"{sweep}: {len(rows)} will be tried again.")
