"""What holds for every door: who reads changes nothing and is noted; a list holds what opens row by row; no page is lost."""

import re
from hashlib import sha256

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from agencies.access.walls import guarded_models
from agencies.audit.models import Event
from referrals.intake.models import Referral
from referrals.missing.models import Episode
from referrals.patterns.models import Flag
from tests import scene as scenes
from tests.architecture.code import ROOT
from tests.database import building

PEOPLE = ("Ben", "Cara", "Asha", "Nia", "Max", "Dev", "Ella", "Finn", "Ivy", "Hugo", "Joan", "Adil")
ONES_OWN_SEATS = {"oversight:act_as", "acting-list"}  # before there is anybody to note
OURS = {"casefile", "children", "decisions", "drafts", "duties", "intake", "interviews", "meetings", "missing", "oversight", "patterns"}


def addresses(resolver=None, space="", lead=""):
    """Every named address of the rooms and of the API, as (name, pattern)."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, entry.namespace or space, lead + str(entry.pattern))
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{space}:{entry.name}" if space else entry.name, lead + str(entry.pattern)


def rooms_of_the_api():
    found = {name for name, pattern in addresses() if name.endswith("-list") and "<" not in pattern}
    return sorted(found - ONES_OWN_SEATS)


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


def reads(scene):
    keys = {
        "children": scene.child,
        "casefile": scene.child,
        "patterns": scene.flag,
        "duties": scene.duty,
        "intake": scene.referral,
        "decisions": scene.decided,
        "missing": scene.open_episode,
        "interviews": scene.interview,
    }
    one = [
        (name, keys[room])
        for name, pattern in addresses()
        if (room := name.partition(":")[0]) in keys and pattern.count("<") == 1 and "api/" not in pattern
    ]
    none = {name for name, pattern in addresses() if name.partition(":")[0] in OURS and "<" not in pattern and "api/" not in pattern}
    pages = [reverse(name, args=[key]) for name, key in one] + [reverse(name) for name in sorted(none - ONES_OWN_SEATS)]
    return pages + [reverse(name) for name in rooms_of_the_api()]


@pytest.mark.parametrize("who", ["Ben", "Max", "Ella", "Hugo", "Ivy", "Joan", "Adil"])
def test_whatever_is_read_leaves_the_casework_as_it_was_and_the_trail_longer(scene, web, who):
    client, before = web(who), print_of_the_casework()
    for address in reads(scene):
        with building():
            noted = Event.objects.count()
        answer = client.get(address)
        with building():
            longer = Event.objects.count() > noted
        assert longer or answer.status_code in (302, 405), (address, answer.status_code)
    assert print_of_the_casework() == before


LISTS = {
    "/api/episodes/": (Episode, lambda row: row.returned_at is None, lambda said: [row["id"] for row in said["episodes"]]),
    "/api/referrals/": (Referral, lambda row: True, lambda said: [row["referral"]["id"] for row in said]),
    "/api/flags/": (Flag, lambda row: row.answered_at is None, lambda said: [row["id"] for row in said["flags"]]),
}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("path", LISTS)
def test_a_list_holds_exactly_the_rows_that_open_one_by_one(scene, web, who, path):
    client, (model, belongs, keys_of) = web(who), LISTS[path]
    answer = client.get(path)
    if answer.status_code == 403:
        return
    with building():
        rows = list(model._base_manager.all())
    whole = {str(row.pk) for row in rows if belongs(row) and is_whole(client.get(f"{path}{row.pk}/"))}
    assert rows
    assert set(keys_of(answer.json())) == whole


def is_whole(answer):
    """Answered, and with more than that it is held: a referral may be a pointer or a summary only."""
    return answer.status_code == 200 and answer.json().get("referral", True) is not None


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
    ours = [name for name, _ in addresses() if name.partition(":")[0] in OURS]
    assert [name for name in ours if not re.search(rf"[\"']{name}[\"']", words)] == []
