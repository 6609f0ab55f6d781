"""Fixtures for every test.

`database`  the worker's own database, used as the app login; emptied after each test that asks for `db_clean`.
`clock`     moves the database's clock and the web's stamp: clock.set(instant), clock.forward(hours=1).
`cast`      the people of tests/cast.py, committed, with teams, agreements and one child each way.
`as_(who)`  acts as a person of the cast: `with as_("Asha") as asha: Record.objects...`
`web(who)`  a signed-in test client of a person of the cast, acting for their first team.
`job_login` run a block on the jobs login, as a worker would.
"""

import pytest
from django.test import Client
from django.utils import timezone

from safeguarding import middleware
from tests import cast as casting
from tests import database as databases


@pytest.fixture(scope="session", autouse=True)
def django_db_setup():
    """Ours replaces pytest-django's: the owner makes the database, the app login uses it."""


@pytest.fixture(scope="session")
def made_database(worker_id, django_db_blocker):
    with django_db_blocker.unblock():
        name = databases.make(worker_id)
        yield name
        databases.drop(name)


@pytest.fixture
def database(made_database, django_db_blocker):
    """A clean database; whatever the test leaves is taken out again."""
    with django_db_blocker.unblock():
        databases.reset_connections()
        yield made_database
        databases.reset_connections()
        databases.empty(made_database)


class _Web:
    real_now = staticmethod(timezone.now)

    def __init__(self, monkeypatch):
        self.monkeypatch = monkeypatch

    def now(self, function):
        class Stamped:
            now = staticmethod(function)

        self.monkeypatch.setattr(middleware, "timezone", Stamped)


@pytest.fixture
def clock(database, monkeypatch):
    return databases.Clock(database, _Web(monkeypatch))


@pytest.fixture
def cast(database):
    return casting.assemble(database)


@pytest.fixture
def as_(cast):
    return cast.acting


@pytest.fixture
def web(cast):
    """A browser without a browser: signed in, acting for the person's first team."""

    def client_for(who: str) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(cast.user(who), backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["acting_team"] = cast.team_of(who).pk
        session.save()
        return client

    return client_for


@pytest.fixture
def job_login():
    return databases.job_login
