"""Every page of the address map, for every kind of person: none breaks; those that open are sound at 320 and 1280 px."""

import pytest

from tests import scene as scenes
from tests.addresses import Address, addresses
from tests.browser import harness, nu
from tests.browser.harness import Visit

pytestmark = pytest.mark.xdist_group("browser")

PEOPLE = ("Ben", "Cara", "Asha", "Nia", "Max", "Dev", "Ella", "Finn", "Ivy", "Hugo", "Joan", "Adil")
FRAGMENTS = {"missing:now_list"}
ELSEWHERE = {
    "account_": "signing in: test_account.py",
    "mfa_": "the second factor: test_account.py",
    "home": "leads on to the first page of one's role",
    "livez": "answers a machine",
    "readyz": "answers a machine",
    "jobs": "answers a machine",
    "children:resembling": "a part of the page Register a child, only posted: test_resembling.py",
    "drafts:": "posted while somebody types, and to begin afresh: test_missing.py",
    "oversight:printed": "posted when somebody prints: test_printing.py",
    "run_now": "a button of the automatic checks, only posted",
    "casefile:acknowledge": "a button of My work, only posted",
}
MANUAL = {"docs", "docs_room"}
LIGHT = {"missing:now", "missing:record_return", "missing:returned"}


def walked() -> list[Address]:
    """Each page by its name, with what its address asks for. The API answers data; its manual is pages."""
    return [address for address in addresses() if not address.is_api or address.name in MANUAL]


def pages() -> list[Address]:
    """Those of them that this matrix walks."""
    return [address for address in walked() if not address.name.startswith(tuple(ELSEWHERE))]


def places_of(scene: scenes.Scene) -> dict[str, str]:
    """The address of each page in the scene, which has something for every page."""
    return {address.name: address.filled(scene) for address in pages()}


@pytest.fixture
def scene(cast, clock):
    return scenes.set_up(cast, clock)


def test_every_address_is_walked_or_answered_for_elsewhere():
    names = [address.name for address in walked()]
    assert [beginning for beginning in ELSEWHERE if not any(name.startswith(beginning) for name in names)] == []
    assert len(pages()) > 40
    assert all(names)


def test_every_page_opens_for_somebody_breaks_for_nobody_and_never_names_the_sealed_child(scene, web, tmp_path):
    files, wrong, opened = [], [], set()
    for who in PEOPLE:
        client = web(who)
        for name, where in places_of(scene).items():
            answer = client.get(where)
            if answer.status_code >= 500 or "Canary" in answer.text or "SEALED-CANARY" in answer.text:
                wrong.append(f"{who} {where} {answer.status_code}")
            if answer.status_code == 200:
                opened.add(name)
                wrong += [f"{where} is {len(answer.content)} bytes of HTML"] if len(answer.content) > harness.HTML else []
                files += _kept(tmp_path / f"{who}-{name.replace(':', '-')}.html", answer) if name not in FRAGMENTS else []
    assert wrong == []
    assert {address.name for address in pages()} - opened == set()
    assert nu.faults(files) == []


def _kept(file, answer):
    file.write_bytes(answer.content)
    return [file]


@pytest.mark.parametrize("who", PEOPLE)
def test_pages_are_sound_at_both_widths_and_light_at_a_later_view(scene, web, service, chromium, who):
    client = web(who)
    places = [where for name, where in places_of(scene).items() if name not in FRAGMENTS and client.get(where).status_code == 200]
    assert [fault for width in (320, 1280) for fault in _walked(chromium, service, client, places, width)] == []


def _walked(chromium, service, client, places, width) -> list[str]:
    """Each page after another in one window, which has the frame of the pages already."""
    window, found = Visit(chromium, width=width), []
    window.sign_in(service, client)
    window.page.goto(service + places[-1])
    for where in places:
        window.open(service + where, until="load")
        found += [f"{width} {where}: {fault}" for fault in (*window.faults(), window.too_heavy(harness.LATER_VIEW)) if fault]
    window.close()
    return found


def test_every_page_is_light_in_a_window_that_has_loaded_nothing_before(scene, web, service, chromium):
    heavy, clients = [], {who: web(who) for who in PEOPLE}
    for name, where in places_of(scene).items():
        client = next((client for client in clients.values() if client.get(where).status_code == 200), None)
        if client and name not in FRAGMENTS:
            heavy += _first_view(chromium, service, client, where, harness.RETURN_PAGE if name in LIGHT else harness.FIRST_VIEW)
    assert heavy == []


def _first_view(chromium, service, client, where, budget) -> list[str]:
    window = Visit(chromium)
    window.sign_in(service, client)
    window.open(service + where)
    found = [f"{where}: {words}"] if (words := window.too_heavy(budget)) else []
    window.close()
    return found
