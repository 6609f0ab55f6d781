"""Every page of the address map, for every kind of person: none breaks; those that open are sound at 320 and 1280 px."""

import re

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests import scene as scenes
from tests.browser import harness, nu
from tests.browser.harness import Visit

pytestmark = pytest.mark.xdist_group("browser")

ROOMS = {"oversight", "children", "duties", "intake", "decisions", "missing", "patterns", "meetings", "casefile"}
PEOPLE = ("Ben", "Cara", "Asha", "Nia", "Max", "Dev", "Ella", "Finn", "Ivy", "Hugo", "Joan", "Adil")
FRAGMENTS = {"missing:now_list", "children:resembling"}
MANUAL = {"docs": "/api/docs/", "docs_room": "/api/docs/episodes/"}
LIGHT = {"missing:now", "missing:record_return", "missing:returned"}
KEY_OF = {
    "missing:report": "child",
    "children": "child",
    "casefile": "child",
    "missing:returned": "home_episode",
    "missing": "open_episode",
    "patterns": "flag",
    "duties": "duty",
    "intake:receive": "child",
    "intake:check": "child",
    "intake": "referral",
    "decisions:read": "decision",
    "decisions": "referral",
}


def named(resolver=None, space="") -> dict[str, list[str]]:
    """Each page of our rooms by its name, with what its address asks for."""
    found = {}
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            found |= named(entry, entry.namespace or space)
        elif isinstance(entry, URLPattern) and entry.name and space in ROOMS:
            found[f"{space}:{entry.name}"] = re.findall(r"<(?:\w+:)?(\w+)>", str(entry.pattern))
    return found


def address(name: str, wants: list[str], scene: scenes.Scene) -> str | None:
    """The page's address in the scene; None where the scene has nothing for it."""
    if not wants:
        return reverse(name)
    room = name.split(":", maxsplit=1)[0]
    for key in (getattr(scene, KEY_OF.get(name, KEY_OF.get(room, "")), None), scene.seat, scene.agreement):
        try:
            return reverse(name, args=[key])
        except NoReverseMatch:
            continue
    return None


def addresses(scene: scenes.Scene) -> dict[str, str]:
    found = {name: address(name, wants, scene) for name, wants in named().items()} | MANUAL
    return {name: where for name, where in found.items() if where}


@pytest.fixture
def scene(cast, clock):
    return scenes.set_up(cast, clock)


def test_no_page_breaks_for_anybody_and_no_page_names_the_sealed_child(scene, web, tmp_path):
    pages, wrong = [], []
    for who in PEOPLE:
        client = web(who)
        for name, where in addresses(scene).items():
            answer = client.get(where)
            if answer.status_code >= 500 or "Canary" in answer.content.decode() or "SEALED-CANARY" in answer.content.decode():
                wrong.append(f"{who} {where} {answer.status_code}")
            if answer.status_code == 200 and name not in FRAGMENTS and b"<!DOCTYPE" in answer.content:
                wrong += [f"{where} is {len(answer.content)} bytes of HTML"] if len(answer.content) > harness.HTML else []
                pages.append(tmp_path / f"{who}-{name.replace(':', '-')}.html")
                pages[-1].write_bytes(answer.content)
    assert wrong == []
    assert len(pages) > 60
    assert nu.faults(pages) == []


@pytest.mark.parametrize("who", PEOPLE)
def test_pages_are_sound_at_both_widths(scene, web, service, chromium, who):
    client, wrong = web(who), []
    opening = {name: where for name, where in addresses(scene).items() if name not in FRAGMENTS and client.get(where).status_code == 200}
    for width in (320, 1280):
        window = Visit(chromium, width=width)
        window.sign_in(service, client)
        for name, where in opening.items():
            window.open(service + where)
            budget = harness.RETURN_PAGE if name in LIGHT else harness.FIRST_VIEW
            wrong += [f"{width} {where}: {fault}" for fault in window.faults()]
            wrong += [f"{where}: {words}"] if (words := window.too_heavy(budget)) else []
        window.close()
    assert wrong == []
