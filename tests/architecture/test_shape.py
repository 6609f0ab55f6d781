"""The house keeps its shape because the build holds it, not because somebody remembers."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

from agencies.access.walls import guarded_models
from tests.architecture.code import ROOT, shelf, sources

PEOPLE = {"Agency", "Area", "Team", "User", "Membership", "Cover", "TeamHours", "Holiday", "LocalSetting"}  # not whom they look after
SHARING = {"Agreement", "AgreementLine", "Share", "LegalGateway"}  # why agencies may share: open to all of them
WALLED_BY_HAND = {"AlertSetting", "Notice", "Event", "Exposure"}  # they follow their recipient, their owner and their employer
GRANTS = {"ChildTeamGrant", "ChildNamedAccess", "ChildExclusion", "ChildGlass", "RecordTeamGrant", "RecordNamedAccess"}  # the rules' own
PLAIN = PEOPLE | SHARING | WALLED_BY_HAND | GRANTS | {"Heartbeat", "Pass"}


def test_imports_fall_and_judgement_is_pure():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_every_model_is_guarded_or_on_the_short_list():
    ours = {model for label in ("agencies", "referrals") for model in apps.get_app_config(label).get_models()}
    assert {model.__name__ for model in ours - set(guarded_models())} - {"User_groups"} <= PLAIN


def rooms_of(name: str) -> list[str]:
    """The rooms of one floor, lowest first, as the import contract has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    [layers] = [contract["layers"] for contract in contracts if contract["name"] == name]
    return [room for layer in reversed(layers) for room in layer.split(" | ")]


STORIES = {"referrals": "The casework story reads forwards", "agencies": "Trust is built from the ground"}


def keys_of(floor: str):
    """Every key from a model of the floor to a model of ours, with the rooms at its two ends."""
    for model in apps.get_app_config(floor).get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey | ManyToManyField) and field.related_model._meta.app_label in STORIES:
                yield model, field, model.__module__.split(".")[1], field.related_model.__module__.split(".")


@pytest.mark.parametrize("floor", STORIES)
def test_keys_point_to_their_own_or_an_earlier_room(floor):
    order = rooms_of(STORIES[floor])
    wrong = [
        f"{model.__name__}.{field.name}"
        for model, field, here, (there_floor, there, *_) in keys_of(floor)
        if (order.index(there) > order.index(here) if there_floor == floor else floor == "agencies")
    ]
    assert wrong == []


# A way back from a row is for a later room that walks it; else it would be an import in disguise.
WALKED_BACK = {
    "AgreementLine.agreement": "lines",
    "Team.agency": "teams",
    "Membership.user": "memberships",
    "Membership.team": "memberships",
}


@pytest.mark.parametrize("floor", STORIES)
def test_a_key_leaves_no_way_back_unless_somebody_walks_it(floor):
    ways = {f"{model.__name__}.{field.name}": field.remote_field for model, field, *_ in keys_of(floor) if not model._meta.auto_created}
    back = {name: way.related_name for name, way in ways.items() if not way.hidden}
    assert back == {name: word for name, word in WALKED_BACK.items() if name in ways}
    text = "\n".join(ast.unparse(tree) for path, tree in sources().items() if not path.endswith("/models.py"))
    assert [word for word in back.values() if not re.search(rf"\b{word}\b", text)] == []


def test_a_key_names_the_class_and_never_a_string():
    found = [
        f"{path}:{node.lineno}"
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("ForeignKey", "OneToOneField", "ManyToManyField")
        for what in [*node.args[:1], *(word.value for word in node.keywords if word.arg == "to")]
        if isinstance(what, ast.Constant) or ast.unparse(what) not in (*CLASSES, "settings.AUTH_USER_MODEL")
    ]
    assert found == []


CLASSES = {model.__name__ for model in apps.get_models()}


PLAIN_WRITES = {"create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "save"}
WRITES = PLAIN_WRITES | {f"a{name}" for name in PLAIN_WRITES}
WRITERS = {"actions", "trail", "sweeps", "migrations", "region", "management", "founding"}


def writes_in(tree: ast.Module) -> list[ast.Call]:
    """Calls that write a row, whatever they are called on: a manager, a row, a model just made, a form or a serializer.

    A call of an action says who does it and when. A session is saved by Django, and is no record.
    """
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [call for call in calls if call.func.attr in WRITES and not {"by", "at"} <= {word.arg for word in call.keywords}]


def test_only_actions_the_trail_and_the_sweeps_write():
    wrong = [
        f"{path}:{call.lineno}"
        for path, tree in sources().items()
        if not (shelf(path) in WRITERS or path.split("/")[1] in WRITERS or Path(path).stem in WRITERS)
        for call in writes_in(tree)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "line",
    [
        "Child.objects.create(reference='K')",
        "row.save()",
        "row.delete()",
        "Child(reference='K').save(force_insert=True)",
        "rows.filter(pk=1).update(done_at=None)",
        "form.save()",
        "serializer.save(by=by)",
        "Note.objects.bulk_create([note])",
        "await row.asave()",
    ],
)
def test_a_write_is_known_whatever_it_is_called_on(line):
    assert len(writes_in(ast.parse(line))) == 1


def test_a_call_of_an_action_is_no_write_of_the_door():
    assert writes_in(ast.parse("actions.save(form=form, words=words, by=self.by, at=self.at)")) == []


def test_only_the_context_makes_an_actor():
    makers = {
        path
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Actor"
    }
    assert makers == {"agencies/access/context.py"}


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
