"""One command runs the whole service on one machine, and says clearly what it does."""

import os
import socket
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from safeguarding.management.commands import serve


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def written(settings, folder, redis):
    settings.REDIS_URL = redis
    parser = RawConfigParser()
    parser.read_string(serve.configuration(8000, Path(folder)))
    return parser


def test_a_taken_port_is_passed_over(taken):
    assert serve.free_port(taken) > taken


def test_a_free_port_is_taken_as_it_is(taken):
    free = serve.free_port(taken)
    assert serve.free_port(free) == free


def test_when_no_port_is_free_it_says_which_ones_were_tried(monkeypatch):
    def nobody_may(*_):
        raise OSError

    monkeypatch.setattr(serve.socket.socket, "bind", nobody_may)
    with pytest.raises(CommandError, match="No port from 8000 to 8049 is free"):
        serve.free_port(8000)


def test_web_and_sweeps_run_under_logins_of_their_own(settings):
    found = written(settings, "/a/folder", "redis://here")
    assert found["group:service"]["programs"].split(",") == ["web", "heart", "worker", "beat"]
    logins = {name: found[f"program:{name}"]["environment"].split(",")[0] for name in ("web", "heart", "worker", "beat")}
    assert logins == {"web": 'SAFEGUARDING_LOGIN="web"', **dict.fromkeys(["heart", "worker", "beat"], 'SAFEGUARDING_LOGIN="job"')}


def test_without_redis_the_heart_does_the_work_alone(settings):
    assert written(settings, "/a/folder", "")["group:service"]["programs"] == "web,heart"


def test_the_supervisor_opens_no_port_of_its_own(settings):
    assert not [name for name in written(settings, "/a/folder", "redis://here").sections() if "http" in name or "rpc" in name]


def test_a_per_cent_sign_in_a_path_is_kept(settings):
    assert written(settings, "/100 %", "")["program:web"]["stdout_logfile"] == "/100 %%/web.log"


def test_a_folder_serves_once(settings, tmp_path):
    settings.DATA = tmp_path
    with (tmp_path / "serve.lock").open("w") as lock:
        serve.flock(lock, serve.LOCK_EX)
        with pytest.raises(CommandError, match="The service already runs from this folder"):
            call_command("serve")


def test_what_a_killed_start_left_behind_is_ended_and_nothing_else(tmp_path):
    mine, other = (
        subprocess.Popen([sys.executable, "-c", "input()", word], stdin=subprocess.PIPE)
        for word in (str(tmp_path / "supervisor.conf"), "other")
    )
    note = tmp_path / "supervisor.pid"
    serve.end_orphan(tmp_path)
    note.write_text(str(other.pid))
    serve.end_orphan(tmp_path)
    note.write_text(str(mine.pid))
    serve.end_orphan(tmp_path)
    assert mine.poll() is not None
    assert other.poll() is None
    for process in (mine, other):
        process.communicate(b"\n")


def test_an_unsafe_service_says_why_and_starts_nothing(settings, tmp_path):
    command = [sys.executable, "manage.py", "serve"]
    unsafe = {**os.environ, "SECRET_KEY": "short", "DJANGO_SETTINGS_MODULE": "safeguarding.settings", "SAFEGUARDING_DATA": str(tmp_path)}
    done = subprocess.run(command, cwd=settings.ROOT, env=unsafe, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("The service does not start. SECRET_KEY is shorter than 50 characters.")
    assert [path.name for path in tmp_path.iterdir()] == ["serve.lock"]


def test_a_web_that_died_is_quoted(tmp_path):
    (tmp_path / "web.log").write_text("one\ntwo\n")
    with subprocess.Popen([sys.executable, "-c", ""]) as supervisor:
        supervisor.wait()
        with pytest.raises(CommandError, match="(?s)The web does not answer.*two"):
            serve.Command()._wait_and_tell(supervisor, tmp_path, serve.free_port(18000))
