"""Web, worker, beat and second heart together, each started again when it dies, until Ctrl-C."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from safeguarding import embedded

HEAD = """[supervisord]
nodaemon=true
{user}logfile={folder}/supervisor.log
pidfile={folder}/supervisor.pid
childlogdir={folder}
loglevel=warn
"""
PROGRAM = """
[program:{name}]
command={command}
directory={root}
environment={environment}
stopwaitsecs=30
stopasgroup=true
killasgroup=true
stdout_logfile={folder}/{name}.log
redirect_stderr=true
"""
JOB = 'SAFEGUARDING_LOGIN="job",REMAP_SIGTERM="SIGQUIT"'


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
    raise SystemExit(f"No port from {wanted} to {wanted + 49} is free. Give another with --port.")


def programs(port: int, *, redis: bool) -> dict[str, tuple[str, str]]:
    """What runs: its command and its environment. Without Redis the second heart does the work alone."""
    python = sys.executable
    gunicorn = f"{python} -m gunicorn safeguarding.wsgi --bind 127.0.0.1:{port} --workers 2 --threads 4 --timeout 30 --no-control-socket"
    found = {"web": (gunicorn, 'SAFEGUARDING_LOGIN="web"'), "heart": (f"{python} manage.py heart", JOB)}
    if redis:
        celery = f"{python} -m celery -A safeguarding"
        found["worker"] = (f"{celery} worker --concurrency 2 --loglevel WARNING --without-gossip --without-mingle", JOB)
        found["beat"] = (f"{celery} beat --loglevel WARNING --schedule {{folder}}/beat-schedule", JOB)
    return found


class Command(BaseCommand):
    help = "Run the whole service on this machine."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *args, **options):
        folder = Path(os.environ.get("SAFEGUARDING_DATA", settings.ROOT / ".data")).resolve()
        folder.mkdir(exist_ok=True)
        port = free_port(options["port"])
        if port != options["port"]:
            self.stdout.write(f"Port {options['port']} is taken; using {port} instead.")
        if not settings.REDIS_URL:
            self.stdout.write("There is no Redis here: the second heart does the automatic checks alone, every 30 seconds.")
        os.environ["PUBLIC_ADDRESS"] = f"http://localhost:{port}"
        config = folder / "supervisor.conf"
        config.write_text(self._config(folder, port), encoding="utf-8")
        self.stdout.write(self.style.SUCCESS(f"Open http://localhost:{port}/  (Ctrl-C stops everything and loses nothing)"))
        self.stdout.flush()
        self._run(config, folder)

    def _config(self, folder: Path, port: int) -> str:
        head = HEAD.format(user="user=root\n" if os.getuid() == 0 else "", folder=folder)
        blocks = [
            PROGRAM.format(name=name, command=command.format(folder=folder), environment=environment, root=settings.ROOT, folder=folder)
            for name, (command, environment) in programs(port, redis=bool(settings.REDIS_URL)).items()
        ]
        return head + "".join(blocks)

    def _run(self, config: Path, folder: Path) -> None:
        supervisor = subprocess.Popen([sys.executable, "-m", "supervisor.supervisord", "-n", "-s", "-c", str(config)])
        try:
            supervisor.wait()
        except KeyboardInterrupt:
            self.stdout.write("Stopping. What was committed stays.")
            supervisor.wait()
        finally:
            if os.environ.get("SAFEGUARDING_PRIVATE") == "true":
                embedded.stop(folder)
