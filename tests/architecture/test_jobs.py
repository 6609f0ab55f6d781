"""A message is an alarm clock and no promise: it carries nothing, and whatever is due is a row."""

import ast
from datetime import timedelta

import pytest

from safeguarding.celery import SWEEPS, app
from tests.architecture.code import sources

TASKS = {path: tree for path, tree in sources().items() if path.endswith("/tasks.py") and path.count("/") == 2}
PROMISES = {"apply_async", "delay", "retry", "countdown", "eta", "rate_limit", "crontab", "autoretry_for"}


def shared_tasks():
    for path, tree in TASKS.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.decorator_list:
                yield path, node


def test_a_task_is_named_after_its_room_and_its_verb_and_takes_no_argument():
    for path, node in shared_tasks():
        [decorator] = node.decorator_list
        [name] = [keyword.value.value for keyword in decorator.keywords if keyword.arg == "name"]
        assert name == f"{path.split('/')[1]}.{node.name}"
        assert not ast.dump(node.args).count("arg(")


def test_every_task_is_in_the_timetable_and_in_its_floors_index():
    named = {f"{path.split('/')[1]}.{node.name}" for path, node in shared_tasks()}
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if not name.startswith("celery.")}
    assert named == set(SWEEPS) == ours == set(app.conf.beat_schedule)


def _promise(node) -> str:
    """What a piece of code asks of Celery that Celery cannot keep. To say `retry=False` asks nothing."""
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.keyword) and not (isinstance(node.value, ast.Constant) and node.value.value is False):
        return node.arg or ""
    return ""


def test_nothing_in_the_code_asks_celery_to_keep_a_promise():
    ours = {path: tree for path, tree in sources().items() if path != "safeguarding/private_redis.py"}  # it asks Redis itself
    found = [f"{path}: {_promise(node)}" for path, tree in ours.items() for node in ast.walk(tree) if _promise(node) in PROMISES]
    assert found == []
    imports = [node for tree in sources().values() for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    taken = {alias.name for node in imports if node.module.split(".")[0] == "celery" for alias in node.names}
    assert taken == {
        "Celery",
        "Request",
        "Task",
        "state",
        "shared_task",
        "current_app",
        "worker_init",
        "heartbeat_sent",
        "beat_init",
        "after_task_publish",
    }


def test_every_wake_up_expires_before_the_next_and_no_schedule_is_a_calendar():
    for line in app.conf.beat_schedule.values():
        assert isinstance(line["schedule"], timedelta)
        assert line["options"]["expires"] <= line["schedule"].total_seconds()
    unhurried = {"audit.partitions", "drafts.unsent"}
    assert {every for _, every, by in SWEEPS.values() if by not in unhurried} == {timedelta(seconds=15)}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("task_acks_late", True),
        ("task_reject_on_worker_lost", True),
        ("task_ignore_result", True),
        ("worker_prefetch_multiplier", 1),
        ("result_backend", None),
        ("accept_content", ["json"]),
        ("task_soft_time_limit", 20),
        ("task_time_limit", 30),
        ("worker_max_tasks_per_child", 500),
        ("broker_connection_retry_on_startup", True),
        ("broker_connection_max_retries", None),
        ("task_publish_retry", False),
        ("worker_enable_remote_control", False),
        ("worker_send_task_events", False),
        ("worker_soft_shutdown_timeout", 20),
        ("timezone", "UTC"),
    ],
)
def test_celery_is_set_as_measured(name, value):
    assert getattr(app.conf, name) == value


def test_a_page_waits_a_second_for_redis_and_asks_once():
    options = app.conf.broker_transport_options
    assert (options["socket_timeout"], options["socket_connect_timeout"], options["max_retries"]) == (1, 1, 0)
    assert (options["visibility_timeout"], options["health_check_interval"]) == (120, 10)


def test_actions_and_rules_know_no_tasks_and_wait_for_no_commit():
    found = [
        path
        for path, tree in sources().items()
        if path.endswith(("actions.py", "rules.py")) or "/actions/" in path or "/rules/" in path
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr == "on_commit")
        or (isinstance(node, ast.ImportFrom) and node.module and ("celery" in node.module or node.module.endswith((".tasks", ".sweeps"))))
    ]
    assert found == []


def test_no_sweep_has_a_lower_bound_in_time():
    """Due is what is due: a query with a time above which rows are looked for would forget what was missed."""
    lower = [
        f"{path}:{node.lineno}"
        for path, tree in sources().items()
        if path.endswith("models.py")
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.name in ("to_climb", "to_count", "past_mark", "to_send")
        for node in ast.walk(function)
        if isinstance(node, ast.keyword) and node.arg and node.arg.endswith(("__gt", "__gte", "__range"))
    ]
    assert lower == []
