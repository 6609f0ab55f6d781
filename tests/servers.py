"""Loaded before anything else: private servers for the test run, and their addresses in the environment."""

import os
from pathlib import Path

from safeguarding import embedded

ROOT = Path(__file__).resolve().parent.parent
ADDRESSES = embedded.start(ROOT / ".data" / "test", fast=True)

(ROOT / ".data" / "static").mkdir(parents=True, exist_ok=True)  # the static files' middleware warns of a folder that is not there
os.environ.update(
    {
        "DJANGO_SETTINGS_MODULE": "tests.settings",  # the Celery app, imported with the package above, has already named the service's own
        "DATABASE_URL": ADDRESSES.web,
        "DATABASE_URL_OWNER": ADDRESSES.owner,
        "DATABASE_URL_JOB": ADDRESSES.job,
        "DATABASE_URL_AUDIT": ADDRESSES.audit,
        "REDIS_URL": ADDRESSES.redis or "",
        "REQUIRE_SECOND_FACTOR": "false",
        "INSECURE_HTTP": "true",
        "SECRET_KEY": "only-for-tests-and-therefore-long-enough-to-pass-the-check",
    }
)
