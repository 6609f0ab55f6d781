"""Web, worker, beat and second heart together, each started again when it dies, until Ctrl-C."""

import os
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


def free_port(wanted: int) -> int:
    """The wanted port, or the next one that nobody listens on."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CommandError(f"No port from {wanted} to {wanted + 49} is free. Give another one in PORT.")


def programs(port: int, folder: Path, *, redis: bool) -> dict[str, tuple[list[str], str]]:
    """What runs: its command and its environment. Without Redis the second heart does the work alone."""
    web = ["gunicorn", "safeguarding.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    found = {
        "web": (["-m", *web, "--timeout", "30", "--graceful-timeout", "20", "--no-control-socket"], 'SAFEGUARDING_LOGIN="web"'),
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


def is_ready(port: int) -> bool:
    """Whether the web answers, with its database behind it."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def interrupt(*_) -> None:
    raise KeyboardInterrupt


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
        port = free_port(wanted)
        if port != wanted:
            self.stdout.write(f"Port {wanted} is taken; using {port} instead.")
        if not settings.REDIS_URL:
            self.stdout.write("There is no Redis here: the second heart does the automatic checks alone, every 30 seconds.")
        os.environ["PUBLIC_ADDRESS"] = f"http://localhost:{port}"
        config = folder / "supervisor.conf"
        config.write_text(configuration(port, folder), encoding="utf-8")
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # the first too: whoever is started in the background ignores it
            signal.signal(name, interrupt)
        command = [sys.executable, "-m", "supervisor.supervisord", "-n", "-s", "-c", str(config)]
        # A session of its own: Ctrl-C reaches this process alone, which then stops everything in order.
        supervisor = subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL)
        try:
            self._wait_and_tell(supervisor, folder, port)
            supervisor.wait()
        except KeyboardInterrupt:
            self.stdout.write("\nStopping. What was committed stays.")
        finally:
            self._stop(supervisor, folder)

    def _wait_and_tell(self, supervisor: subprocess.Popen, folder: Path, port: int) -> None:
        stop = time.monotonic() + PATIENCE
        while not is_ready(port):
            if supervisor.poll() is not None or time.monotonic() > stop:
                words = (folder / "web.log").read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
                raise CommandError("\n".join(["The web does not answer. Its last words, from web.log in the data folder:", *words]))
            time.sleep(0.2)
        self.stdout.write(self.style.SUCCESS(f"Open http://localhost:{port}/  (Ctrl-C stops everything and loses nothing)"))
        self.stdout.flush()

    def _stop(self, supervisor: subprocess.Popen, folder: Path) -> None:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        if supervisor.poll() is None:
            supervisor.terminate()
            supervisor.wait()
        if settings.IS_PRIVATE:
            embedded.stop(folder)
        elif settings.IS_REDIS_PRIVATE:
            embedded.stop_redis(folder)
