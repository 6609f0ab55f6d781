"""The Celery app and the whole timetable, one line per sweep. Celery is an alarm clock: no message carries anything."""

import os
from datetime import timedelta

from celery import Celery
from celery.signals import after_task_publish, beat_init, heartbeat_sent, worker_init
from django.utils.module_loading import import_string

from safeguarding import life
from safeguarding.environment import redis_address

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeguarding.settings")

SECONDS_15, HOUR, DAY = timedelta(seconds=15), timedelta(hours=1), timedelta(days=1)
# Under each task's name: where it is, how often it is woken, and under which name it leaves its sign of life.
SWEEPS = {
    "missing.pass_marks": ("referrals.missing.tasks.pass_marks", SECONDS_15, "missing.marks"),
    "missing.come_of_age": ("referrals.missing.tasks.come_of_age", SECONDS_15, "missing.birthdays"),
    "patterns.look_for_patterns": ("referrals.patterns.tasks.look_for_patterns", SECONDS_15, "patterns.look"),
    "escalation.climb_overdue": ("referrals.escalation.tasks.climb_overdue", SECONDS_15, "escalation.ladder"),
    "notices.deliver": ("agencies.notices.tasks.deliver", SECONDS_15, "notices.relay"),
    "drafts.pass_terms": ("referrals.drafts.tasks.pass_terms", HOUR, "drafts.unsent"),
    "audit.make_partitions": ("agencies.audit.tasks.make_partitions", DAY, "audit.partitions"),
}


class Settings:
    """As measured: a message may be lost or doubled at any moment, a page never waits for Redis, a worker never gives up."""

    broker_url = (redis_address() or "memory://").replace("unix://", "redis+socket://")
    imports = ["agencies.tasks", "referrals.tasks"]
    task_acks_late = task_reject_on_worker_lost = task_ignore_result = True
    worker_prefetch_multiplier, result_backend, accept_content = 1, None, ["json"]
    task_soft_time_limit, task_time_limit, worker_max_tasks_per_child = 20, 30, 500
    broker_connection_retry_on_startup, broker_connection_max_retries = True, None
    broker_transport_options = {
        "visibility_timeout": 120,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 1,
        "socket_connect_timeout": 1,
        "health_check_interval": 10,
        "max_retries": 0,
    }
    worker_soft_shutdown_timeout = 20
    task_publish_retry = worker_enable_remote_control = worker_send_task_events = False
    worker_hijack_root_logger = False
    timezone = "UTC"
    beat_schedule = {
        name: {"task": name, "schedule": every, "options": {"expires": every.total_seconds()}} for name, (_, every, _) in SWEEPS.items()
    }


app = Celery("safeguarding", task_cls="safeguarding.workers:Sweep")
app.config_from_object(Settings)


@worker_init.connect
def refuse_if_unsafe(**kwargs) -> None:
    """Found by name: this module is read before Django is."""
    import_string("safeguarding.checks.refuse_to_start_if_unsafe")()


# A worker signs at each turn of the loop that takes messages; a beat, and nobody else, at each wake-up that Redis has taken.
heartbeat_sent.connect(life.sign, weak=False)


@beat_init.connect
def sign_at_each_wake_up(**kwargs) -> None:
    after_task_publish.connect(life.sign, weak=False)
