"""From nothing to the running story: schema, synthetic region, sign-ins, then the whole service."""

import os

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from agencies.directory.models import User


class Command(BaseCommand):
    help = "Prepare and run the demonstration on invented children."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--children", type=int, default=2000)

    def handle(self, *args, **options):
        call_command("migrate", database="owner", verbosity=0)
        if not User.objects.exists():
            self.stdout.write("Making a fictional region. This happens once.")
            call_command("load_region", children=options["children"])
        self._sign_ins()
        connections.close_all()
        call_command("serve", port=options["port"])

    def _sign_ins(self):
        self.stdout.write(f"\nEvery demo sign-in has the password: {settings.DEMO_PASSWORD}\n")
        for user in User.objects.exclude(demo_note="").order_by("username"):
            self.stdout.write(f"  {user.username:<12} {user.full_name:<24} {user.demo_note}")
        self.stdout.write("")
