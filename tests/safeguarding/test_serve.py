"""One command runs the whole service on one machine, and says clearly what it does."""

import os
import socket
import subprocess
import sys
import threading
from configparser import RawConfigParser
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from safeguarding.management.commands import serve


@pytest.fixture(params=["127.0.0.1", "::1"])
def taken(request):
    with socket.socket(socket.AF_INET6 if ":" in request.param else socket.AF_INET) as listener:
        try:
            listener.bind((request.param, 0))
        except OSError:
            pytest.skip("this machine speaks one family alone")
        listener.listen()
        yield listener.getsockname()[1]


@contextmanager
def answering(body: bytes, status: int):
    """Somebody's web at a port of this machine."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        yield server.server_port
        thread.join()


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


def test_a_family_that_the_machine_does_not_speak_takes_no_port(monkeypatch, taken):
    def unspoken(self, address):
        raise OSError(serve.errno.EADDRNOTAVAIL, "no such address here")

    monkeypatch.setattr(serve.socket.socket, "bind", unspoken)
    assert serve.free_port(taken) == taken


@pytest.mark.parametrize(
    ("body", "status", "who"),
    [
        (b'{"status": "ready", "instance": "me"}', 200, serve.OURS),
        (b'{"status": "not migrated", "instance": "me"}', 503, ""),
        (b'{"status": "ready", "instance": "the other checkout"}', 200, serve.ANOTHER),
        (b'{"status": "ready"}', 200, serve.ANOTHER),
        (b"[]", 200, serve.ANOTHER),
        (b"<h1>Hello</h1>", 404, serve.ANOTHER),
    ],
)
def test_only_the_web_of_this_start_is_taken_for_ours(body, status, who):
    with answering(body, status) as port:
        assert serve.who_answers(port, "me") == who


def test_where_nobody_answers_it_waits():
    assert serve.who_answers(serve.free_port(18000), "me") == ""


@pytest.fixture
def started(monkeypatch):
    """Supervisors that run until they are ended; this test's own signals and environment stay as they are."""
    processes = []

    def start(command, **_):
        processes.append(SimpleNamespace(command=command, code=None))
        processes[-1].poll = processes[-1].wait = lambda mine=processes[-1]: mine.code
        processes[-1].terminate = lambda mine=processes[-1]: setattr(mine, "code", 0)
        return processes[-1]

    monkeypatch.setattr(serve.subprocess, "Popen", start)
    monkeypatch.setattr(serve.signal, "signal", lambda name, handler: None)
    monkeypatch.setenv("PUBLIC_ADDRESS", "")
    monkeypatch.setenv("SAFEGUARDING_INSTANCE", "")
    return processes


def test_a_port_that_another_start_took_in_the_same_moment_is_left_to_it(monkeypatch, started, tmp_path):
    """Both looked, and both found it free; the other one listened first."""
    said = StringIO()
    monkeypatch.setattr(serve, "free_port", lambda wanted: wanted)
    monkeypatch.setattr(serve, "who_answers", lambda port, instance: serve.ANOTHER if port == 8000 else serve.OURS)
    serve.Command(stdout=said)._run(tmp_path, 8000)
    assert [process.code for process in started] == [0, 0]
    assert os.environ["PUBLIC_ADDRESS"] == "http://localhost:8001"
    assert said.getvalue().startswith("Port 8000 is taken; using 8001 instead.\nOpen http://localhost:8001/")


def test_a_second_signal_does_not_fall_into_the_stopping(monkeypatch):
    handled = {}
    monkeypatch.setattr(serve.signal, "signal", handled.__setitem__)
    with pytest.raises(KeyboardInterrupt):
        serve.interrupt()
    assert handled == dict.fromkeys(serve.SIGNALS, serve.signal.SIG_IGN)


def test_where_nothing_but_others_answer_it_gives_up_and_quotes_its_own_web(monkeypatch, started, tmp_path):
    (tmp_path / "web.log").write_text("cannot listen\n")
    monkeypatch.setattr(serve, "free_port", lambda wanted: wanted)
    monkeypatch.setattr(serve, "who_answers", lambda port, instance: serve.ANOTHER)
    with pytest.raises(CommandError, match="cannot listen"):
        serve.Command()._run(tmp_path, 8000)
    assert len(started) == serve.TRIES


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


def test_a_web_that_died_is_quoted(tmp_path, monkeypatch):
    (tmp_path / "web.log").write_text("one\ntwo\n")
    with subprocess.Popen([sys.executable, "-c", ""]) as supervisor:
        supervisor.wait()
        monkeypatch.setenv("SAFEGUARDING_INSTANCE", "me")
        with pytest.raises(CommandError, match="(?s)The web does not answer.*two"):
            serve.Command()._wait(supervisor, tmp_path, serve.free_port(18000))
