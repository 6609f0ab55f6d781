"""What holds for every door: who reads changes nothing and is noted; no page is lost. What lists hold: test_lists.py."""

import re
from hashlib import sha256

import pytest

from agencies.access.walls import guarded_models
from agencies.audit.models import Event
from tests import scene as scenes
from tests.addresses import UNREAD, addresses, is_listed, unused
from tests.architecture.code import ROOT
from tests.database import builder, building

LED_TO_BY_THEMSELVES = {
    "account_*": "the package's own pages lead to one another",
    "mfa_*": "the package's own pages lead to one another",
    "livez": "asked by the container",
    "readyz": "asked by the container",
    "jobs": "asked by whoever watches the service",
}


@pytest.fixture
def scene(cast, clock):
    return scenes.set_up(cast, clock)


def print_of_the_casework():
    """Every row under the rule table, drafts and notices too."""
    whole = sha256()
    with building():
        for model in guarded_models():
            whole.update(repr(list(model._base_manager.order_by("pk").values())).encode())
    return whole.hexdigest()


def read():
    return [address for address in addresses() if "get" in address.methods and not is_listed(address.name, UNREAD)]


def test_every_address_that_answers_to_reading_is_read():
    assert unused(UNREAD) == []
    assert all(address.name for address in addresses())
    assert len(read()) > 70
    assert {"crossings:list", "episodes-detail", "oversight:agreement", "why-detail"} <= {address.name for address in read()}


@pytest.mark.parametrize("who", ["Ben", "Max", "Ella", "Hugo", "Ivy", "Joan", "Adil"])
def test_whatever_is_read_leaves_the_casework_as_it_was_and_the_trail_longer(scene, web, database, who):
    client, before = web(who), print_of_the_casework()
    with builder(database) as log:
        for address in read():
            noted = log.execute(f"select count(*) from {Event._meta.db_table}").fetchone()
            answer = client.get(address.filled(scene))
            longer = log.execute(f"select count(*) from {Event._meta.db_table}").fetchone() > noted
            assert longer and answer.status_code in (200, 302, 403, 404), (address.name, answer.status_code)
    assert print_of_the_casework() == before


def words_of_the_project():
    paths = [
        *ROOT.glob("templates/**/*.*"),
        *ROOT.glob("agencies/**/*.py"),
        *ROOT.glob("referrals/**/*.py"),
        *ROOT.glob("safeguarding/**/*.py"),
    ]
    return {path: path.read_text(encoding="utf-8") for path in paths}


BY_DJANGO = {"400.html", "403.html", "404.html", "500.html"}
BY_PACKAGES = ("account/", "allauth/", "mfa/", "django/forms/")  # found under the name that the package asks for


def test_no_template_is_left_over():
    words = words_of_the_project()
    names = [path.relative_to(ROOT / "templates").as_posix() for path in words if path.is_relative_to(ROOT / "templates")]
    ours = [name for name in names if name not in BY_DJANGO and not name.startswith(BY_PACKAGES)]
    assert [name for name in ours if not any(name in text for path, text in words.items() if not path.as_posix().endswith(name))] == []


def test_every_page_is_led_to_from_somewhere():
    words = "\n".join(words_of_the_project().values())
    pages = [address.name for address in addresses() if not address.is_api and not is_listed(address.name, LED_TO_BY_THEMSELVES)]
    assert [name for name in pages if not re.search(rf"[\"']{name}[\"']", words)] == []
