"""The test database: made by the owner from the migrations, used as the app logins, emptied after each test."""

import hashlib
import os
from contextlib import contextmanager
from datetime import datetime, timedelta
from fcntl import LOCK_EX, flock
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from agencies.access.walls import seal, text_of
from safeguarding import embedded
from tests.access.rows.models import Detail

ROOT = Path(__file__).resolve().parent.parent
ALIASES = ("default", "audit", "owner", "builder")
CLOCK = """
create table sg.test_clock (shift interval not null, fixed timestamptz);
insert into sg.test_clock values ('0', null);
grant select on sg.test_clock to public;
create or replace function sg.app_now() returns timestamptz language sql stable parallel safe
  as $$ select coalesce(fixed, now() + shift) from sg.test_clock $$;
"""
SWOLLEN = 1_000_000  # bytes
KEPT = {"django_migrations", "django_content_type", "auth_permission", "test_clock"}


def builder(name: str) -> psycopg.Connection:
    """A superuser's connection, for making and emptying worlds; no assertion about access is ever made on it."""
    return psycopg.connect(embedded.with_database(settings.BUILDER, name), autocommit=True, options="-c search_path=sg")


def _print() -> str:
    """What the schema depends on; a change of it makes a new template."""
    files = [*ROOT.glob("*/migrations/*.py"), ROOT / "docker" / "logins.sql", *ROOT.glob("agencies/access/*.py"), Path(__file__)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()[:12]


def _point_at(name: str) -> None:
    for alias in settings.DATABASES:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
        settings.DATABASES[alias]["NAME"] = name


def _make_template(name: str) -> None:
    embedded.prepare_database(settings.BUILDER, name)
    _point_at(name)
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    with connections["owner"].schema_editor() as editor:
        editor.create_model(Detail)
        for statement in text_of(Detail):
            editor.execute(statement, params=None)
        seal(editor.execute, Detail._meta.db_table)
        editor.execute(
            'create trigger inherit_seal before insert on "rows_detail" for each row execute function sg.inherit_seal()', params=None
        )
    with builder(name) as connection:
        connection.execute(CLOCK)
    for alias in settings.DATABASES:
        connections[alias].close()


def make(worker: str) -> str:
    """A database of this worker's own, copied from a template that is kept until the schema changes."""
    template, mine = f"template_{_print()}", f"test_{worker}_{os.environ.get('PYTEST_XDIST_TESTRUNUID', str(os.getpid()))[:8]}"
    folder = ROOT / ".data" / "test"
    with (folder / "template.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        with builder("postgres") as admin:
            if not admin.execute("select 1 from pg_database where datname = %s", [template]).fetchone():
                _make_template(template)
            admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(mine)))
            admin.execute(sql.SQL("create database {} template {} owner sg_owner").format(*map(sql.Identifier, (mine, template))))
            admin.execute(sql.SQL("alter database {} set search_path = sg").format(sql.Identifier(mine)))
    _point_at(mine)
    return mine


def drop(name: str) -> None:
    """The run is over: its database goes, the template stays."""
    for connection in connections.all(initialized_only=True):
        connection.close()
    with builder("postgres") as admin:
        admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def empty(name: str) -> None:
    """Take every row out again, past triggers and references. From tables that are nearly empty, deleting is ten times faster than
    truncating; what deleted rows have swollen is truncated.
    """
    with builder(name) as connection:
        rows = connection.execute(
            "select schemaname, tablename, pg_table_size(format('%%I.%%I', schemaname, tablename)::regclass) > %s from pg_tables"
            " where schemaname in ('sg', 'audit')",
            [SWOLLEN],
        ).fetchall()
        emptied = [
            sql.SQL("truncate {} restart identity cascade" if swollen else "delete from {}").format(sql.Identifier(schema, table))
            for schema, table, swollen in rows
            if table not in KEPT
        ]
        unguarded = sql.SQL("set local session_replication_role = replica")
        clock = sql.SQL("update sg.test_clock set shift = '0', fixed = null")
        with connection.transaction():
            connection.execute(sql.SQL("; ").join([unguarded, *emptied, clock]))


@contextmanager
def building():
    """Put rows in place past every wall, committed: for setting a scene, never for judging one."""
    default = connections["default"]
    before = default.settings_dict["USER"]
    default.close()
    default.settings_dict["USER"] = "postgres"

    def build(row):
        row.save(force_insert=True)
        return row

    try:
        yield build
    finally:
        default.close()
        default.settings_dict["USER"] = before


class Clock:
    """Moves the database's clock, and with it the web's stamp."""

    def __init__(self, name: str, patch) -> None:
        self.name, self.shift = name, timedelta(0)
        real = patch.real_now
        patch.now(lambda: real() + self.shift)

    def set(self, at: datetime) -> datetime:
        """Let it be `at` now; time runs on from there."""
        with builder(self.name) as connection:
            connection.execute("update sg.test_clock set shift = %s - now()", [at])
            self.shift = connection.execute("select shift from sg.test_clock").fetchone()[0]
        return at

    def freeze(self, at: datetime) -> None:
        """Let the database's clock stand at `at`: for the last second of a right."""
        with builder(self.name) as connection:
            connection.execute("update sg.test_clock set fixed = %s", [at])

    def forward(self, **delta) -> None:
        with builder(self.name) as connection:
            connection.execute("update sg.test_clock set shift = shift + %s", [timedelta(**delta)])
            self.shift = connection.execute("select shift from sg.test_clock").fetchone()[0]


@contextmanager
def job_login():
    """Run a block as a worker would: on the jobs login."""
    default, job = connections["default"], settings.DATABASES["job"]
    before = default.settings_dict["USER"], default.settings_dict["PASSWORD"]
    default.close()
    default.settings_dict.update(USER=job["USER"], PASSWORD=job["PASSWORD"])
    try:
        yield
    finally:
        default.close()
        default.settings_dict.update(USER=before[0], PASSWORD=before[1])


def reset_connections() -> None:
    """Nothing of one test's transaction or context reaches the next."""
    for connection in connections.all(initialized_only=True):
        connection.close()
