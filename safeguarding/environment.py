"""The few readers of the environment: typed values, secrets also from files, addresses of databases."""

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from environs import Env

env = Env()
AS_THE_JOBS = {"heart", "stuck", "bench_patterns"}  # commands that read and write what sweeps do, and nothing as a person


def given(name: str) -> bool:
    """Whether NAME or NAME_FILE is set."""
    return bool(env.str(name, "") or env.str(f"{name}_FILE", ""))


def secret(name: str, default: str | None = None) -> str:
    """A value from NAME, or from the file that NAME_FILE names."""
    path = env.str(f"{name}_FILE", "")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return env.str(name) if default is None else env.str(name, default)


def database(name: str, **more: Any) -> dict[str, Any]:
    """A Django database entry from an address such as postgresql://login:word@host:5432/name?sslmode=verify-full.

    `host` and `port` may stand in the query, for sockets. Other words of the query go to the driver.
    A word of PASSWORD, or of the file in PASSWORD_FILE, named after the address, wins over the one in the address.
    """
    parts = urlsplit(secret(name))
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host, port = query.pop("host", parts.hostname or ""), query.pop("port", str(parts.port or ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": secret(f"{name}_PASSWORD", unquote(parts.password or "")),
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": query | more.pop("OPTIONS", {}),
    } | more


def redis_address() -> str:
    """Where the wake-ups go, with the word of REDIS_PASSWORD or its file put in. Empty where there is no Redis."""
    address, word = secret("REDIS_URL", ""), secret("REDIS_PASSWORD", "")
    return address.replace("://", f"://:{quote(word, safe='')}@", 1) if address and word else address


def kept_secret(folder: Path) -> str:
    """A secret key of this data folder's own, made once."""
    key = folder / "secret_key"
    key.parent.mkdir(parents=True, exist_ok=True)
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(64), encoding="utf-8")
    return key.read_text(encoding="utf-8")


def login_for(command: str) -> str:
    """As which login a command of manage.py asks, where nobody says."""
    return "job" if command in AS_THE_JOBS else "web"
