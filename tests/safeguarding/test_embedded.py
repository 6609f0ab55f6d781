"""The private servers: anybody starts them, in any folder, as often as they like, and stops them without loss."""

import os
import socket
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from safeguarding import embedded, private_redis

STANDING = """
select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication,
       (select count(*) from pg_roles other
        where other.rolname like 'sg\\_%' and other.oid <> me.oid and pg_has_role(me.oid, other.oid, 'member')),
       (select count(*) from pg_class where relowner = me.oid)
from pg_roles me where rolname = current_user
"""


@contextmanager
def servers(folder):
    try:
        yield embedded.start(folder, fast=True)
    finally:
        embedded.stop(folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("one")


@pytest.fixture(scope="module")
def addresses(folder):
    with servers(folder) as found:
        yield found


def ask(address, question):
    with psycopg.connect(address) as connection:
        return connection.execute(question).fetchone()


def test_a_second_start_finds_what_the_first_one_started(folder, addresses):
    began = ask(addresses.superuser, "select pg_postmaster_start_time()")
    assert embedded.start(folder) == addresses
    assert ask(addresses.superuser, "select pg_postmaster_start_time()") == began


def test_two_folders_side_by_side_have_servers_of_their_own(addresses, tmp_path):
    with servers(tmp_path) as other:
        assert not {*other} & {*addresses}
        assert ask(other.superuser, "select pg_postmaster_start_time()") != ask(addresses.superuser, "select pg_postmaster_start_time()")


def test_a_folder_of_any_name_will_do(tmp_path):
    odd = tmp_path / "it's a folder, with 100 % of the odd letters: ç $HOME" / ("deep " * 20)
    with servers(odd) as found:
        sockets = Path(parse_qs(urlsplit(found.web).query)["host"][0])
        assert ask(found.web, "select current_user::text") == ("sg_app",)
        assert sockets.stat().st_mode & 0o077 == 0
    assert not sockets.exists()


def test_what_was_committed_is_there_after_a_stop(tmp_path):
    with servers(tmp_path) as found, psycopg.connect(found.owner) as owner:
        owner.execute("set role sg_owner")
        owner.execute("create table sg.kept as select 1 as kept")
    with servers(tmp_path) as found:
        assert ask(found.superuser.replace("/postgres?", "/safeguarding?"), "select kept from sg.kept") == (1,)


def test_stopping_what_does_not_run_is_no_fault(tmp_path):
    embedded.stop(tmp_path)


def test_a_dead_servers_note_does_not_stop_the_next_start(tmp_path):
    with servers(tmp_path):
        note = (tmp_path / "postgres" / "postmaster.pid").read_text()
    (tmp_path / "postgres" / "postmaster.pid").write_text(note.replace(note.split("\n")[0], str(os.getpid()), 1))
    with servers(tmp_path) as found:
        assert ask(found.web, "select 1") == (1,)


@pytest.mark.parametrize("login", ["web", "job", "audit"])
def test_no_login_that_serves_can_pass_a_wall(addresses, login):
    assert ask(getattr(addresses, login), STANDING) == (False, 0, 0)


@pytest.mark.parametrize(("login", "seconds"), [("web", "10s"), ("job", "30s"), ("audit", "10s")])
def test_nobody_holds_a_row_or_a_connection_for_long(addresses, login, seconds):
    names = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "search_path"]
    found = ask(getattr(addresses, login), f"select {', '.join(f'current_setting({name!r})' for name in names)}")
    assert found == (seconds, "2s", "30s", "sg")


@pytest.mark.parametrize("login", ["web", "owner", "job", "audit"])
def test_the_servers_log_is_told_no_values(addresses, login):
    names = ["log_min_error_statement", "log_error_verbosity", "log_parameter_max_length_on_error"]
    found = ask(getattr(addresses, login), f"select {', '.join(f'current_setting({name!r})' for name in names)}")
    assert found == ("panic", "terse", "0")


def test_nobody_is_let_in_without_being_named(addresses):
    database = addresses.superuser.replace("/postgres?", "/safeguarding?")
    open_to_all = "select count(*) from pg_database, aclexplode(datacl) a where datname = current_database() and a.grantee = 0"
    assert ask(database, open_to_all) == (0,)
    assert ask(database, "select has_schema_privilege('public', 'public', 'usage'), has_schema_privilege('public', 'sg', 'usage')") == (
        False,
        False,
    )


def test_the_servers_listen_on_sockets_in_closed_folders_alone(folder, addresses):
    assert ask(addresses.superuser, "select current_setting('listen_addresses')") == ("",)
    sockets = [path for path in folder.rglob("*") if path.is_socket()] or [*folder.parent.rglob("redis.sock")]
    assert all(path.parent.stat().st_mode & 0o066 == 0 or path.stat().st_mode & 0o077 == 0 for path in sockets)


def test_an_address_changes_its_database_and_nothing_else():
    address = "postgresql://sg_app@/safeguarding?host=/a/socket&port=5432"
    assert embedded.with_database(address, "other") == "postgresql://sg_app@/other?host=/a/socket&port=5432"


def test_a_socket_that_nobody_serves_does_not_answer(tmp_path):
    dead = tmp_path / "redis.sock"
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(str(dead))
    assert not private_redis.answers(dead)
