"""Acceptance rows about who gets nothing, and about two people who report the same child at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.auth.models import Group
from django.db import connection, connections

from agencies.access import policy
from agencies.access.context import acting, resolve
from agencies.access.walls import guarded_models
from agencies.directory.models import Membership, Team, User
from agencies.refusals import Refused
from agencies.words import Purpose, Role
from referrals.children.models import Child
from referrals.missing import actions, rules
from referrals.missing.models import Episode
from tests import scene as scenes
from tests.addresses import UNREAD, addresses, is_listed
from tests.database import building
from tests.factories import child_of

ABOUT_NO_CHILD = {
    "acting-list": "one's own seats",
    "alerts-list": "kinds of alerts, each with one's own choice",
    "agreements-list": "what one's agency shares and receives, about nobody in particular",
    "my-looks-list": "one's own looks, of which there are none at a child",
    "rules-list": "a table of the source, the same for everybody",
}
ONES_OWN = {"alerts-detail", "oversight:choose"}  # which alerts one gets by mail: the key is a kind of alert
NAMED = (
    "Arden",
    "Jake",
    "Mia",
    "Hart",
    "Sami",
    "Reed",
    "3D8WK",
    "6N4XD",
    "CANARY",
)  # the first reference is the example on the search page
JSON = {"content_type": "application/json"}


def rows_of(answer):
    """The rows of an API list, whichever way it counts its pages."""
    said = answer.json()
    return said if isinstance(said, list) else next(rows for rows in said.values() if isinstance(rows, list))


@pytest.fixture
def newcomer(cast, clock):
    """A new agency user in a team without any link, beside a child with a little of everything."""
    scene = scenes.set_up(cast, clock)
    with building() as build:
        team = build(Team(group=build(Group(name="new")), agency=cast.agencies["charity"], name="New team", kind="partner"))
        user = build(User(username="newcomer", full_name="New Comer"))
        build(Membership(user=user, team=team, role=Role.VOLUNTEER, starts_on=scenes.START.date()))
    return scene, user, team


@pytest.fixture
def stranger(newcomer, client):
    client.force_login(newcomer[1], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def may(address, method):
    """Whether a volunteer may do at all what stands behind the address."""
    verb = address.door.verbs[address.view.actions[method]] if address.is_api else address.door.verb
    return Role.VOLUNTEER in policy.VERBS[verb]


def guarded(*, with_key):
    return [address for address in addresses() if bool(address.wants) == with_key and not is_listed(address.name, UNREAD)]


def test_at_63_to_a_new_user_without_a_link_no_table_has_a_row(newcomer):
    _, user, team = newcomer
    with acting(resolve(user=user.pk, team=team.pk, purpose=Purpose.SAFEGUARDING)), connection.cursor() as cursor:
        for model in guarded_models():
            cursor.execute(f'select count(*) from "{model._meta.db_table}"')
            held = cursor.fetchone()[0]
            assert (model.__name__, held, model.objects.count()) == (model.__name__, 0, 0)


def test_at_63_a_new_user_without_a_link_gets_nobody_on_any_page(newcomer, stranger):
    pages = [address for address in guarded(with_key=False) if not address.is_api and "get" in address.methods]
    answers = {address.name: stranger.get("/" + address.path) for address in pages}
    assert {address.name: answers[address.name].status_code for address in pages} == {
        address.name: 200 if may(address, "get") else 403 for address in pages
    }
    assert [(name, word) for name, answer in answers.items() for word in NAMED if word in answer.text] == []
    assert len(pages) > 15


def test_at_63_a_new_user_without_a_link_gets_empty_lists(newcomer, stranger):
    lists = [address for address in guarded(with_key=False) if address.is_api and "get" in address.methods]
    asked = [address for address in lists if address.name not in ABOUT_NO_CHILD]
    answers = {address.name: stranger.get("/" + address.path) for address in asked}
    assert [name for name, answer in answers.items() if answer.status_code == 200 and rows_of(answer)] == []
    assert [address.name for address in asked if answers[address.name].status_code != (200 if may(address, "get") else 403)] == []
    assert len(asked) > 12


def test_at_63_to_a_new_user_without_a_link_no_key_leads_anywhere(newcomer, stranger):
    scene, wrong = newcomer[0], []
    for address in [address for address in guarded(with_key=True) if address.name not in ONES_OWN]:
        for method in address.methods:
            status = getattr(stranger, method)(address.filled(scene), **({} if method == "get" else JSON)).status_code
            wrong += [] if status == (404 if may(address, method) else 403) else [(address.name, method, status)]
    assert wrong == []


def test_at_63_to_a_new_user_without_a_link_no_record_of_any_kind_can_be_explained(newcomer, stranger):
    with building():
        kinds = [model for model in guarded_models() if model.shape == "about"]
        keys = [(model.__name__.lower(), row.pk) for model in kinds for row in model._base_manager.all()[:3]]
    assert {"child", "episode", "referral", "decision", "interview", "flag", "identity"} <= {kind for kind, _ in keys}
    assert [kind for kind, key in keys if stranger.get(f"/api/why/{kind}/{key}/").status_code != 404] == []


def test_at_48_of_two_officers_who_report_at_once_exactly_one_opens_an_episode(cast, clock):
    child = child_of(cast, "northford", "Jake", "Arden", reference="JAKE").pk
    seen = scenes.START
    at, together = clock.set(seen + timedelta(hours=1)), Barrier(2)

    def report(who: str) -> str:
        try:
            with cast.acting(who) as officer:
                row = Child.objects.get(pk=child)
                together.wait(timeout=10)
                told = actions.Report(rules.Times(seen, None, at), "Bus station", band="MEDIUM", band_reason="First checks")
                actions.report(child=row, told=told, by=officer, at=at)
            return "opened"
        except Refused as refused:
            return refused.reasons[0]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(report, ("Ben", "Cara")))
    assert answers[1] == "opened"
    assert "Northford Council" in answers[0]
    with building():
        assert Episode._base_manager.filter(child=child).count() == 1
