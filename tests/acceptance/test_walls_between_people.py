"""Acceptance rows about who gets nothing, and about two people who report the same child at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.auth.models import Group
from django.db import connection, connections

from agencies.access.context import acting, resolve
from agencies.access.walls import guarded_models
from agencies.directory.models import Membership, Team, User
from agencies.refusals import Refused
from agencies.words import Purpose, Role
from referrals.children.models import Child
from referrals.missing import actions, rules
from referrals.missing.models import Episode
from tests import scene as scenes
from tests.database import building
from tests.factories import child_of

LISTS = ["/my-work/", "/missing/", "/referrals/", "/risk-list/", "/flags/"]
ROOMS = ["duties", "drafts", "notices", "episodes", "missing-summaries", "referrals", "flags", "risk-list"]


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


def test_at_63_a_new_user_without_a_link_gets_empty_lists_and_404(newcomer, client):
    scene, user, team = newcomer
    actor = resolve(user=user.pk, team=team.pk, purpose=Purpose.SAFEGUARDING)
    with acting(actor), connection.cursor() as cursor:
        for model in guarded_models():
            cursor.execute(f'select count(*) from "{model._meta.db_table}"')
            held = cursor.fetchone()[0]
            assert (model.__name__, held, model.objects.count()) == (model.__name__, 0, 0)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert [client.get(address).status_code for address in LISTS] == [200] * len(LISTS)
    assert "7Q2MX" not in "".join(client.get(address).content.decode() for address in LISTS)
    assert [rows_of(client.get(f"/api/{room}/")) for room in ROOMS] == [[]] * len(ROOMS)
    direct = [f"/children/{scene.child}/", f"/missing/{scene.open_episode}/", f"/referrals/{scene.referral}/", f"/flags/{scene.flag}/"]
    assert [client.get(address).status_code for address in direct] == [404] * len(direct)
    by_key = {"child-files": scene.child, "episodes": scene.open_episode, "referrals": scene.referral, "flags": scene.flag}
    assert [client.get(f"/api/{room}/{key}/").status_code for room, key in by_key.items()] == [404] * len(by_key)


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
