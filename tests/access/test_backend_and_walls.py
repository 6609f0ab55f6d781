"""What stands behind the doors: permissions asked of Django, an unfinished page, the words of a wall, and a broker that is gone."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory
from rest_framework.permissions import BasePermission

from agencies.access import sweeps
from agencies.access.backend import Denied, PolicyBackend
from agencies.access.guard import GuardedPage
from agencies.access.walls import Wall, guarded_models, text_of
from referrals.children.models import Child, Identity
from tests.factories import child_of


def may(actor, perm, row=None, user=None):
    return PolicyBackend().has_perm(SimpleNamespace(pk=user or actor.user), perm, row)


def test_a_permission_asked_of_django_is_a_verb_of_the_table_for_the_person_who_acts(cast):
    with cast.acting("Ben") as ben:
        assert may(ben, "missing.report")
        assert not may(ben, "decisions.decide")
        assert not may(ben, "auth.add_user")
        assert not may(ben, "missing.report", user=cast.user("Cara").pk)


def test_a_permission_on_a_row_holds_where_the_row_is_visible(cast):
    mine, sealed = (child_of(cast, "northford", name, "Moss", reference=name, seal=seal) for name, seal in (("KAI", 0), ("MIA", 2)))
    with cast.acting("Nia") as nia:
        assert may(nia, "casefile.child", mine)
        assert not may(nia, "casefile.child", sealed)


def test_an_api_view_that_says_nothing_is_closed():
    assert issubclass(Denied, BasePermission)
    assert Denied().has_permission(None, None) is False


def test_a_page_that_names_no_verb_does_not_open():
    class Unfinished(GuardedPage):
        def get(self, request):
            return HttpResponse("")

    with pytest.raises(ImproperlyConfigured, match="names its verb"):
        Unfinished.as_view()(RequestFactory().get("/"))


def test_a_wall_says_what_it_raises_and_changes_no_state():
    wall = Wall("referrals_child", ["select 1"])
    assert wall.describe() == "Raise the wall around referrals_child"
    assert wall.state_forwards("referrals", None) is None


@pytest.mark.parametrize("model", guarded_models(), ids=lambda model: model.__name__)
def test_the_words_of_a_wall_force_it_and_take_away_before_they_give(model):
    text = text_of(model)
    table = f'"{model._meta.db_table}"'
    assert f"alter table {table} force row level security" in text
    taken, given = text.index(f"revoke all on {table} from public, sg_app, sg_job"), [line for line in text if " to sg_app" in line]
    assert text.index(given[-1]) > taken
    assert any(line.startswith("grant") and line.endswith("to sg_job") for line in text) == bool(model.jobs)


def test_what_was_once_said_is_never_written_over():
    appended = [model for model in guarded_models() if getattr(model, "append_only", False)]
    assert appended
    for model in appended:
        assert f'grant select, insert on "{model._meta.db_table}" to sg_app' in text_of(model)
    assert f'grant select, insert, update on "{Identity._meta.db_table}" to sg_app' in text_of(Identity)


class TestNudges:
    @pytest.fixture(autouse=True)
    def at_once(self, monkeypatch, settings):
        settings.REDIS_URL = "redis://nowhere"
        monkeypatch.setattr(sweeps._Broker, "silent_until", 0.0)
        monkeypatch.setattr(sweeps.transaction, "on_commit", lambda send, robust: send())

    def test_without_a_broker_nobody_is_asked(self, settings, monkeypatch):
        settings.REDIS_URL = ""
        monkeypatch.setattr(sweeps.current_app, "send_task", lambda *_, **__: pytest.fail("asked"))
        sweeps.nudge("missing.marks")

    def test_a_broker_that_failed_is_left_alone_for_a_while(self, monkeypatch):
        asked = []

        def gone(name, **_):
            asked.append(name)
            raise ConnectionError

        monkeypatch.setattr(sweeps.current_app, "send_task", gone)
        with pytest.raises(ConnectionError):
            sweeps.nudge("missing.marks")
        sweeps.nudge("missing.marks")
        assert asked == ["missing.marks"]


def test_a_sweep_ends_when_its_time_is_over_and_says_how_far_it_came(monkeypatch):
    told = []
    monkeypatch.setattr(sweeps, "is_in_step", lambda by: True)
    monkeypatch.setattr(sweeps, "_step", lambda *_: True)
    monkeypatch.setattr(sweeps, "beat", lambda by, **done: told.append(done))
    assert sweeps.sweep(None, by="missing.marks", seconds=0.01, row=Child) > 0
    assert told[0]["failed"] == 0
