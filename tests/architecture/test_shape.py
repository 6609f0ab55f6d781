"""The house keeps its shape because the build holds it, not because somebody remembers."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from agencies.access import policy
from agencies.access.guard import Guard
from agencies.access.walls import guarded_models
from tests.architecture.code import ROOT, functions, lines_of, shelf, sources

LAW_TABLES = {"agencies/access/policy.py", "referrals/clocks.py"}
PEOPLE = {
    "Agency",
    "Area",
    "Team",
    "User",
    "Membership",
    "Cover",
    "TeamHours",
    "Holiday",
    "LocalSetting",
}  # who people are, not whom they look after
SHARING = {"Agreement", "AgreementLine", "Share", "LegalGateway"}  # why agencies may share: open to all of them
WALLED_BY_HAND = {"AlertSetting", "Notice", "Event", "Exposure"}  # they follow their recipient, their owner and their employer
GRANTS = {"ChildTeamGrant", "ChildNamedAccess", "ChildExclusion", "ChildGlass", "RecordTeamGrant", "RecordNamedAccess"}  # the rules' own
PLAIN = PEOPLE | SHARING | WALLED_BY_HAND | GRANTS | {"Heartbeat", "Pass"}


def test_imports_fall_and_judgement_is_pure():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_no_file_is_longer_than_it_may_be():
    long = {
        path: lines_of(path) for path in sources() if lines_of(path) > (600 if path in LAW_TABLES or path.endswith("codes.py") else 250)
    }
    assert long == {}


def test_no_function_is_longer_than_forty_lines():
    long = [
        f"{path}:{node.name}"
        for path, tree in sources().items()
        for node in functions(tree)
        if node.end_lineno - node.body[0].lineno + 1 > 40
    ]
    assert long == []


def test_every_model_is_guarded_or_on_the_short_list():
    ours = {model for label in ("agencies", "referrals") for model in apps.get_app_config(label).get_models()}
    assert {model.__name__ for model in ours - set(guarded_models())} - {"User_groups"} <= PLAIN


def test_keys_point_to_their_own_or_an_earlier_room():
    story = (
        "drafts children duties information intake decisions missing interviews contexts risk patterns meetings "
        "crossings escalation casefile"
    )
    order = [*story.split()]
    wrong = []
    for model in apps.get_app_config("referrals").get_models():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey) and field.related_model._meta.app_label == "referrals":
                here, there = model.__module__.split(".")[1], field.related_model.__module__.split(".")[1]
                if order.index(there) > order.index(here):
                    wrong.append(f"{model.__name__}.{field.name}")
    assert wrong == []


WRITES = {"create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "save"}
WRITERS = {"actions", "trail", "sweeps", "migrations", "region", "management"}


def test_only_actions_the_trail_and_the_sweeps_write():
    wrong = []
    for path, tree in sources().items():
        if shelf(path) in WRITERS or path.split("/")[1] in WRITERS or Path(path).stem in WRITERS:
            continue
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in WRITES
                and "objects" in ast.dump(node.func)
            ):
                wrong.append(f"{path}:{node.lineno}")
    assert wrong == []


def test_only_the_context_makes_an_actor():
    makers = {
        path
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Actor"
    }
    assert makers == {"agencies/access/context.py"}


def _subclasses(kind):
    return {kind, *(found for child in kind.__subclasses__() for found in _subclasses(child))}


def _doors():
    return [
        door
        for door in _subclasses(Guard)
        if door.__module__.split(".")[0] in ("agencies", "referrals", "safeguarding") and door.__module__ != Guard.__module__
    ]


@pytest.fixture
def doors(settings):
    __import__(settings.ROOT_URLCONF)
    return _doors()


def _verbs_of(door) -> set[str]:
    return {door.verb, *getattr(door, "verbs", {}).values()} - {""}


def test_every_door_has_a_verb_of_the_table(doors):
    assert [door.__name__ for door in doors if not _verbs_of(door) <= set(policy.VERBS)] == []
    assert [door.__name__ for door in doors if not _verbs_of(door) and door.__dict__.get("template_name")] == []


def test_every_verb_of_the_table_is_used_by_a_door(doors):
    used = set().union(*(_verbs_of(door) for door in doors))
    assert set(policy.VERBS) - used == set()


RAW = {
    "agencies/access/context.py",
    "agencies/access/guard.py",
    "agencies/access/walls.py",
    "agencies/audit/trail.py",
    "agencies/audit/tasks.py",
}


def test_raw_sql_stays_where_it_belongs():
    found = {
        path
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("cursor", "raw", "extra") and path.startswith(("agencies", "referrals"))
    }
    assert found <= RAW


def test_nothing_asks_for_columns_of_guarded_rows_in_a_door():
    found = [
        f"{path}:{node.lineno}"
        for path, tree in sources().items()
        if path.startswith("referrals") and shelf(path) in ("views", "api", "presenters")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("values_list", "mark_safe", "csrf_exempt")
    ]
    assert found == []
