"""A Redis and a service of the test's own, and a caseload whose every flag, duty and notice is known beforehand."""

import tempfile
from pathlib import Path

import pytest

from tests.chaos.caseload import Caseload
from tests.chaos.harness import Redis, Service, production_clock


@pytest.fixture
def folder():
    """Short, because paths of sockets are."""
    with tempfile.TemporaryDirectory(prefix="sg-") as path:
        yield Path(path)


@pytest.fixture
def broker(folder):
    server = Redis(folder).start()
    yield server
    server.kill()


@pytest.fixture
def service(cast, database, broker, folder):
    with production_clock(database):
        running = Service(database, broker, folder)
        yield running
        running.stop()


@pytest.fixture
def caseload(cast, database):
    return Caseload(cast, database)
