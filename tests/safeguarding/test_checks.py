"""Better no service than one without walls."""

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.checks import run_checks
from django.db import connections

from safeguarding import checks, embedded
from tests.database import builder, reset_connections

FIXED_CLOCK = "is not the production text"


@pytest.fixture
def production_clock(database):
    """The tests move the clock through a function of their own; here it is as a deployment has it."""
    with builder(database) as connection:
        ours = connection.execute("select pg_get_functiondef('sg.app_now()'::regprocedure)").fetchone()[0]
        make = "create or replace function sg.app_now() returns timestamptz language sql stable parallel safe as $$ select now() $$"
        connection.execute(make)
        yield
        connection.execute(ours)


@pytest.fixture
def superuser(database):
    """The web, set up with the login that may do everything."""
    reset_connections()
    before = connections["default"].settings_dict["USER"]
    connections["default"].settings_dict["USER"] = "postgres"
    yield
    reset_connections()
    connections["default"].settings_dict["USER"] = before


def test_as_it_is_meant_to_be_it_starts(production_clock):
    assert checks.objections_to_starting() == []
    checks.refuse_to_start_if_unsafe()


def test_a_login_that_could_bypass_the_walls_does_not_start(production_clock, superuser):
    assert checks.objections_to_starting()[:2] == [
        "The login postgres can bypass row security.",
        "The login postgres is a member of another login of the service.",
    ]
    with pytest.raises(SystemExit, match="The service does not start. The login postgres can bypass row security."):
        checks.refuse_to_start_if_unsafe()


def test_a_wall_that_is_not_the_tables_does_not_start(production_clock, database):
    with builder(database) as connection:
        held = connection.execute("select obj_description(oid, 'pg_policy') from pg_policy where polname = 'deny' limit 1").fetchone()[0]
        table, oid = connection.execute("select polrelid::regclass::text, oid from pg_policy where polname = 'deny' limit 1").fetchone()
        connection.execute(f"comment on policy deny on {table} is 'policy-sha256:older'")
        found = checks.objections_to_starting()
        connection.execute(f"comment on policy deny on {table} is '{held}'")
    assert found == [f"The policies of {table.removeprefix('sg.')} are not those of the rule table. Migrate, or deploy the code that fits."]
    assert oid


def test_a_clock_that_somebody_moved_does_not_start(database):
    assert any(FIXED_CLOCK in reason for reason in checks.objections_to_starting())


def test_a_short_key_does_not_start(settings):
    settings.SECRET_KEY = "short"
    assert checks.objections_to_starting() == ["SECRET_KEY is shorter than 50 characters."]


def test_letters_that_would_stand_in_the_log_do_not_start_and_do_not_go_live(settings):
    settings.EMAIL_BACKEND, settings.IS_DEMO = checks.CONSOLE, False
    settings.INSECURE_HTTP, settings.REQUIRE_SECOND_FACTOR = False, True
    assert checks.objections_to_starting() == [checks.LETTERS_IN_THE_LOG]
    assert [error.msg for error in checks.nothing_of_the_demonstration_is_left_on(None)] == [checks.LETTERS_IN_THE_LOG]
    settings.IS_DEMO = True
    assert checks.LETTERS_IN_THE_LOG not in checks.objections_to_starting()


def test_a_database_without_the_schema_says_what_to_run(database, settings):
    name = f"{database}_bare"
    with psycopg.connect(embedded.with_database(django_settings.BUILDER, "postgres"), autocommit=True) as admin:
        admin.execute(f"drop database if exists {name}")
        admin.execute(f"create database {name}")
        reset_connections()
        for alias in ("default", "audit"):
            connections[alias].settings_dict["NAME"] = name
        found = checks.objections_to_starting()
        reset_connections()
        for alias in ("default", "audit"):
            connections[alias].settings_dict["NAME"] = database
        admin.execute(f"drop database {name}")
    assert found == ["The schema is missing. Run: manage.py migrate --database owner"] * 2


def sentences(**kwargs):
    return {message.msg for message in run_checks(**kwargs) if message.id.startswith("safeguarding.")}


def test_the_private_servers_are_not_for_others(settings):
    settings.IS_PRIVATE, settings.ALLOWED_HOSTS = True, ["safeguarding.example"]
    assert any("private servers" in sentence for sentence in sentences())
    settings.ALLOWED_HOSTS = ["localhost"]
    assert not any("private servers" in sentence for sentence in sentences())


def test_a_deployment_is_told_what_of_the_demonstration_is_left_on(settings):
    settings.IS_DEMO, settings.INSECURE_HTTP, settings.REQUIRE_SECOND_FACTOR, settings.SECRET_KEY = True, True, False, "short"
    assert len(checks.nothing_of_the_demonstration_is_left_on(None)) == 4
    settings.IS_DEMO, settings.INSECURE_HTTP, settings.REQUIRE_SECOND_FACTOR, settings.SECRET_KEY = False, False, True, "k" * 50
    assert checks.nothing_of_the_demonstration_is_left_on(None) == []


def test_pages_without_their_style_sheet_are_noticed(settings, tmp_path):
    settings.ROOT, settings.STATIC_ROOT = tmp_path, tmp_path
    assert "static/app.css is missing. Run: make assets" in sentences()
    (tmp_path / "staticfiles.json").touch()
    assert "static/app.css is missing. Run: make assets" not in sentences()
