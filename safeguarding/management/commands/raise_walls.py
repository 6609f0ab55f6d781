"""Freeze the rule table into a migration: policy text and checksum of every guarded table that has drifted."""

from pathlib import Path

from django.apps import apps
from django.core.management.base import BaseCommand

from agencies.access.walls import guarded_models, text_of

HEAD = '"""The policies of the rule table, frozen. Made by raise_walls; never edited by hand."""\n\n'
BODY = """from django.db import migrations

from agencies.access.walls import Wall


class Migration(migrations.Migration):
    dependencies = [("referrals", "{before}")]
    operations = [
{walls}
    ]
"""


class Command(BaseCommand):
    help = "Write the walls of every guarded table into a new migration of the casework floor."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the new migration's name, as 0002_walls")
        parser.add_argument("before", help="the migration that it follows")

    def handle(self, *args, **options):
        walls = [self._wall(model._meta.db_table, text_of(model)) for model in guarded_models()]
        folder = Path(apps.get_app_config("referrals").path) / "migrations"
        (folder / f"{options['name']}.py").write_text(HEAD + BODY.format(before=options["before"], walls="\n".join(walls)))
        self.stdout.write(f"{len(walls)} walls written.")

    def _wall(self, name, statements):
        lines = "".join(f"                {statement!r},\n" for statement in statements)
        return f"        Wall(\n            {name!r},\n            [\n{lines}            ],\n        ),"
