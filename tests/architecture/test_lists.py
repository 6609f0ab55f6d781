"""A list holds exactly the rows that open one by one: every list of the API, and every page that lists the same rows as links."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from agencies.access import policy
from agencies.agreements.models import Agreement
from agencies.audit.models import Event
from agencies.directory.models import Membership
from agencies.notices.models import Notice
from agencies.words import Category
from referrals.casefile.presenters.work import FEW, NEWS
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.drafts.models import Draft
from referrals.duties.models import Duty
from referrals.information.models import Summary
from referrals.intake.models import Referral
from referrals.missing.models import Episode
from referrals.patterns.models import Flag
from tests import scene as scenes
from tests.addresses import UNREAD, Address, addresses, is_listed, named, unused
from tests.database import building

PEOPLE = ("Ben", "Cara", "Asha", "Nia", "Max", "Dev", "Ella", "Finn", "Ivy", "Hugo", "Joan", "Adil")
NOT_OF_ROWS = {
    "acting-list": "one's own seats, before there is anybody to ask the rules for",
    "rules-list": "a table of the source, the same for everybody",
    "jobs-list": "the timetable, the same for everybody who runs it",
    "alerts-list": "kinds of alerts, each with one's own choice",
    "alert-health-list": "counts of alerts under each rule, of nobody in particular",
    "teams-list": "the teams of one's own agency, with their hours",
}
NO_LIST = {
    "oversight:alerts": "kinds of alerts, each with one's own choice",
    "oversight:teams": "the teams of one's own agency, with their hours",
    "patterns:health": "counts of alerts under each rule, of nobody in particular",
    "automatic": "the timetable, the same for everybody who runs it",
    "patterns:rules": "a table of the source, the same for everybody",
    "children:find": "asks for words, and lists whom they mean: tests/referrals/children",
    "children:register": "a form",
    "oversight:join": "a form",
    "missing:now_list": "the part of Missing now that is fetched again",
}


@dataclass(frozen=True)
class Listed:
    """Which rows a list is about, where each opens (nothing: the rows themselves are asked), and how the answer names them.

    `most` is how many the list shows at once, where it has no second page.
    """

    rows: Any
    belongs: Callable[[Any, Any], bool]
    names: Callable[[Any], list]
    opens: str = ""
    key: str = "pk"
    most: int = 1000
    asks: tuple = ()


def is_on_the_list(child, by) -> bool:
    """Missing now, with an open flag, or with a duty that was not done in time, as far as this reader may see each."""
    return (
        Episode.objects.open().filter(child=child).exists()
        or Flag.objects.unanswered().filter(child=child).exists()
        or Duty.objects.overdue(at=scenes.START + scenes.timedelta(days=14)).filter(child=child).exists()
    )


def ids(said):
    return [row["id"] for row in said]


def events_in(said):
    return [row["key"] for row in said["events"]]


ALL_DAYS = (("first", "2020-01-01"), ("last", "2100-12-31"))  # the log goes by the true clock, whatever the day of the scene
LISTS = {
    "looks-list": Listed(Event, lambda row, by: True, events_in, "looks-detail", asks=ALL_DAYS),
    "my-looks-list": Listed(Event, lambda row, by: row.actor == by.user, events_in, "looks-detail"),
    "seats-list": Listed(Membership, lambda row, by: row.ended_at is None, lambda said: ids(said["seats"]), "oversight:change_role"),
    "agreements-list": Listed(Agreement, lambda row, by: True, ids, "agreements-detail"),
    "duties-list": Listed(Duty, lambda row, by: row.done_at is None and row.team_id == by.team, ids),
    "drafts-list": Listed(Draft, lambda row, by: row.used_at is None, lambda said: [row["draft"] for row in said]),
    "referrals-list": Listed(
        Referral,
        lambda row, by: row.decided_at is None or by.agency in (row.owner_id, row.sender_id),
        lambda said: [row["referral"]["id"] for row in said],
        "referrals-detail",
    ),
    "episodes-list": Listed(Episode, lambda row, by: row.returned_at is None, lambda said: ids(said["episodes"]), "episodes-detail"),
    "missing-summaries-list": Listed(
        Summary,
        lambda row, by: row.category == Category.MISSING and row.goes_on,
        lambda said: [row["record"] for row in said["summaries"]],
        key="record_id",
    ),
    "hand-overs-list": Listed(
        Episode,
        lambda row, by: row.found_at and row.returned_at is None,
        lambda said: [row["episode"] for row in said],
        "hand-overs-detail",
    ),
    "interviews-list": Listed(
        Duty,
        lambda row, by: row.clock == Clock.RETURN_INTERVIEW.name and row.done_at is None and row.team_id == by.team,
        lambda said: [row["duty"] for row in said["owed"]],
    ),
    "flags-list": Listed(Flag, lambda row, by: row.answered_at is None, lambda said: ids(said["flags"]), "flags-detail"),
    "risk-list-list": Listed(Child, is_on_the_list, lambda said: [row["child"] for row in said["children"]], "child-files-detail"),
    "notices-list": Listed(
        Notice,
        lambda row, by: row.acknowledged_at is None and (row.kind in NEWS or row.kind.startswith("flag.")),
        ids,
        most=FEW,
    ),
}
# On which page the same rows stand, and to which address the link of each leads.
PAGES = {
    "missing:now": ("episodes-list", "missing:read"),
    "intake:referrals": ("referrals-list", "intake:read"),
    "patterns:flags": ("flags-list", "patterns:read"),
    "meetings:risk_list": ("risk-list-list", "casefile:child"),
    "crossings:list": ("hand-overs-list", "crossings:read"),
    "casefile:my_work": ("duties-list", "duties:hand_over"),
    "oversight:agreements": ("agreements-list", "oversight:agreement"),
}
# Where the links open, and are not those of the list: why.
ONLY_OPENED = {
    "interviews:list": ("interviews:read", "a row without an interview leads to the form that opens one"),
    "oversight:people": ("oversight:cover", "one's own seat stands there without a link"),
    "oversight:looks": ("oversight:event", "the second look at the log shows the first"),
    "oversight:my_looks": ("oversight:event", "the second look at the log shows the first"),
}


@pytest.fixture
def scene(cast, clock):
    return scenes.set_up(cast, clock)


def plain_lists(*, api: bool):
    found = [address for address in addresses() if "get" in address.methods and not address.wants and address.is_api == api]
    return {address.name for address in found if not is_listed(address.name, UNREAD | NOT_OF_ROWS | NO_LIST)}


def test_no_list_is_left_out():
    assert set(LISTS) == plain_lists(api=True)
    assert set(PAGES) | set(ONLY_OPENED) == plain_lists(api=False)
    assert unused(NOT_OF_ROWS) == unused(NO_LIST) == []


def belonging(listed: Listed, rows: list, cast: Any, who: str, client: Any) -> set[str]:
    """The keys of those rows that the list is about and that open for this reader."""
    with cast.acting(who) as by:
        mine = [row for row in rows if listed.belongs(row, by) and (listed.opens or type(row).objects.filter(pk=row.pk).exists())]
    return {str(getattr(row, listed.key)) for row in mine if not listed.opens or opens(named(listed.opens), row, client)}


def opens(door: Address, row: Any, client: Any) -> bool:
    """Through the door of one row; a referral may open as a pointer or as a summary too, which no list holds."""
    answer = client.get("/" + re.sub(r"<[^>]+>", str(row.pk), door.path))
    return answer.status_code == 200 and (not door.is_api or answer.json().get("referral", True) is not None)


def keys_on(client: Any, name: str, listed: Listed) -> list[str] | None:
    """What the list of the API names, page after page; None where the reader's role has no such list."""
    path, found, after = "/" + named(name).path, [], ""
    while True:
        answer = client.get(path, dict(listed.asks) | ({"after": after} if after else {}))
        if answer.status_code == 403:
            return None
        said = answer.json()
        found += map(str, listed.names(said))
        after = said.get("after") if isinstance(said, dict) else ""
        if not after:
            return found


@pytest.mark.parametrize("who", PEOPLE)
def test_a_list_holds_exactly_the_rows_that_open_one_by_one(scene, web, cast, who):
    client, wrong = web(who), []
    for name, listed in LISTS.items():
        with building():
            rows = list(listed.rows._base_manager.all())
        said = keys_on(client, name, listed)
        if said is None:
            continue
        expected, known = belonging(listed, rows, cast, who, client), {str(getattr(row, listed.key)) for row in rows}
        shown = [key for key in said if key in known]
        is_right = set(shown) <= expected and len(shown) == len(set(shown)) == min(len(expected), listed.most)
        wrong += [] if is_right and rows else [(name, set(shown) ^ expected)]
    assert wrong == []


def linked(client: Any, page: str, leads: str) -> set[str]:
    """The keys in the links of one page that lead to this address."""
    pattern = re.sub(r"<[^>]+>", "([0-9a-f-]+)", "/" + named(leads).path)
    return set(re.findall(f'href="{pattern}"', client.get("/" + named(page).path, dict(ALL_DAYS)).text))


def has(cast: Any, who: str, *doors: str) -> bool:
    return all(cast.actor(who).role in policy.VERBS[named(door).door.verb] for door in doors)


def that_open(client: Any, leads: str, keys: set[str]) -> set[str]:
    return {key for key in keys if client.get("/" + re.sub(r"<[^>]+>", key, named(leads).path)).status_code == 200}


@pytest.mark.parametrize("who", PEOPLE)
def test_a_page_links_to_exactly_the_rows_of_its_list_and_each_link_opens(scene, web, cast, who):
    client, wrong = web(who), []
    for page, (name, leads) in PAGES.items():
        if has(cast, who, page, leads):
            found, said = linked(client, page, leads), set(keys_on(client, name, LISTS[name]))
            wrong += [] if found == said == that_open(client, leads, found) else [(page, found ^ said)]
    for page, (leads, _) in ONLY_OPENED.items():
        if has(cast, who, page, leads):
            found = linked(client, page, leads)
            wrong += [] if found == that_open(client, leads, found) else [page]
    assert wrong == []


def test_somebody_is_linked_to_something_on_every_page(scene, web, cast):
    pages = {page: leads for page, (_, leads) in PAGES.items()} | {page: leads for page, (leads, _) in ONLY_OPENED.items()}
    empty = [
        page
        for page, leads in pages.items()
        if not any(linked(web(who), page, leads) for who in ("Max", "Asha", "Ben", "Joan", "Adil") if has(cast, who, page, leads))
    ]
    assert empty == []
