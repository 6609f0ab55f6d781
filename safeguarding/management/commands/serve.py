"""Web, worker, beat and second heart together, each started again when it dies, until Ctrl-C."""

import errno
import json
import os
import secrets
import shlex
import signal
import socket
import subprocess
import sys
import time
from fcntl import LOCK_EX, LOCK_NB, flock
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from safeguarding import embedded
from safeguarding.checks import refuse_to_start_if_unsafe

HEAD = """[supervisord]
nodaemon=true
{user}logfile={folder}/supervisor.log
pidfile={folder}/supervisor.pid
childlogdir={folder}
loglevel=warn

[group:service]
programs={names}
"""
PROGRAM = """
[program:{name}]
command={command}
directory={root}
environment={environment}
stopwaitsecs=40
killasgroup=true
stdout_logfile={folder}/{name}.log
redirect_stderr=true
"""
JOB = 'SAFEGUARDING_LOGIN="job",REMAP_SIGTERM="SIGQUIT"'
PATIENCE = 60  # seconds for the first answer
UNSPOKEN = (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL)
OURS, ANOTHER = "ours", "another"
TRIES = 5
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def free_port(wanted: int) -> int:
    """The wanted port, or the next one that nobody listens on, by either meaning of "localhost": a browser tries both."""
    for port in range(wanted, wanted + 50):
        if _is_free(socket.AF_INET, "127.0.0.1", port) and _is_free(socket.AF_INET6, "::1", port):
            return port
    raise CommandError(f"No port from {wanted} to {wanted + 49} is free. Give another one in PORT.")


def _is_free(family: socket.AddressFamily, address: str, port: int) -> bool:
    """Of a family that this machine does not speak nobody can listen."""
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
    except OSError as error:
        return error.errno in UNSPOKEN
    return True


def programs(port: int, folder: Path, *, redis: bool) -> dict[str, tuple[list[str], str]]:
    """What runs: its command and its environment. Without Redis the second heart does the work alone."""
    web = ["gunicorn", "safeguarding.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    web += ["--timeout", "30", "--graceful-timeout", "20", "--no-control-socket", "--preload"]
    found = {
        "web": (["-m", *web], 'SAFEGUARDING_LOGIN="web"'),
        "heart": (["manage.py", "heart"], JOB),
    }
    if redis:
        celery = ["-m", "celery", "-A", "safeguarding"]
        found["worker"] = ([*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"], JOB)
        found["beat"] = ([*celery, "beat", "--loglevel", "WARNING", "--schedule", str(folder / "beat-schedule")], JOB)
    return found


def configuration(port: int, folder: Path) -> str:
    """The supervisor's file. It reads per cent signs as its own, so those of paths are doubled. One group stops all at once."""

    def safe(words) -> str:
        return str(words).replace("%", "%%")

    running = programs(port, folder, redis=bool(settings.REDIS_URL))
    head = HEAD.format(user="user=root\n" if os.getuid() == 0 else "", folder=safe(folder), names=",".join(running))
    return head + "".join(
        PROGRAM.format(
            name=name,
            command=safe(shlex.join([sys.executable, *command])),
            environment=environment,
            root=safe(settings.ROOT),
            folder=safe(folder),
        )
        for name, (command, environment) in running.items()
    )


def end_orphan(folder: Path) -> None:
    """A supervisor whose starter was killed still holds its port: end it, and nothing but it."""
    note = folder / "supervisor.pid"
    try:
        process = psutil.Process(int(note.read_text()))
        if str(folder / "supervisor.conf") in process.cmdline():
            process.terminate()
            process.wait(60)
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return


def who_answers(port: int, instance: str) -> str:
    """Who is ready at this port: this start's own web with its database behind it, another program, or nobody yet."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": "localhost"})
        answer = connection.getresponse()
        told = json.loads(answer.read())
        is_ours = isinstance(told, dict) and told.get("instance") == instance
        return (OURS if answer.status == 200 else "") if is_ours else ANOTHER
    except OSError:
        return ""
    except (ValueError, HTTPException):
        return ANOTHER
    finally:
        connection.close()


def interrupt(*_) -> None:
    """Once: a second signal in the middle of the first one's stopping would leave it half done."""
    for name in SIGNALS:
        signal.signal(name, signal.SIG_IGN)
    raise KeyboardInterrupt


def last_words(folder: Path) -> str:
    words = (folder / "web.log").read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
    return "\n".join(["The web does not answer. Its last words, from web.log in the data folder:", *words])


def end(supervisor: subprocess.Popen) -> None:
    """Stop all that it runs, whatever signals come meanwhile."""
    for name in SIGNALS:
        signal.signal(name, signal.SIG_IGN)
    if supervisor.poll() is None:
        supervisor.terminate()
        supervisor.wait()


class Command(BaseCommand):
    help = "Run the whole service on this machine."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *args, **options):
        folder = settings.DATA
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "serve.lock").open("w") as lock:
            try:
                flock(lock, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                raise CommandError("The service already runs from this folder. Stop it with Ctrl-C where it was started.") from None
            end_orphan(folder)
            refuse_to_start_if_unsafe()
            self._serve(folder, options["port"])

    def _serve(self, folder: Path, wanted: int) -> None:
        if not settings.REDIS_URL:
            self.stdout.write("There is no Redis here: the second heart does the automatic checks alone, every 30 seconds.")
        try:
            self._run(folder, wanted)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping. What was committed stays.")
        finally:
            self._stop_servers(folder)

    def _run(self, folder: Path, wanted: int) -> None:
        """Until it is stopped. Between looking for a port and listening on it another start may take it: then the next one is ours."""
        port = wanted
        for _ in range(TRIES):
            port = free_port(port)
            supervisor = self._start(folder, port)
            try:
                if self._wait(supervisor, folder, port):
                    self._tell(wanted, port)
                    supervisor.wait()
                    return
            finally:
                end(supervisor)
            port += 1
        raise CommandError(last_words(folder))

    def _start(self, folder: Path, port: int) -> subprocess.Popen:
        os.environ |= {"PUBLIC_ADDRESS": f"http://localhost:{port}", "SAFEGUARDING_INSTANCE": secrets.token_hex(8)}
        config = folder / "supervisor.conf"
        config.write_text(configuration(port, folder), encoding="utf-8")
        for name in SIGNALS:  # the first too: whoever is started in the background ignores it
            signal.signal(name, interrupt)
        command = [sys.executable, "-m", "supervisor.supervisord", "-n", "-s", "-c", str(config)]
        # A session of its own: Ctrl-C reaches this process alone, which then stops everything in order.
        return subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL)

    def _wait(self, supervisor: subprocess.Popen, folder: Path, port: int) -> bool:
        """Whether our own web answers in the end. False as soon as somebody else does."""
        stop = time.monotonic() + PATIENCE
        while not (found := who_answers(port, os.environ["SAFEGUARDING_INSTANCE"])):
            if supervisor.poll() is not None or time.monotonic() > stop:
                raise CommandError(last_words(folder))
            time.sleep(0.2)
        return found == OURS

    def _tell(self, wanted: int, port: int) -> None:
        if port != wanted:
            self.stdout.write(f"Port {wanted} is taken; using {port} instead.")
        self.stdout.write(self.style.SUCCESS(f"Open http://localhost:{port}/  (Ctrl-C stops everything and loses nothing)"))
        self.stdout.flush()

    def _stop_servers(self, folder: Path) -> None:
        if settings.IS_PRIVATE:
            embedded.stop(folder)
        elif settings.IS_REDIS_PRIVATE:
            embedded.stop_redis(folder)
