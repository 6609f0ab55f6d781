"""Leave a sign of life, and a line of what was done."""

from agencies.audit.models import Heartbeat, Pass
from agencies.audit.trail import database_now


def beat(sweep: str, *, taken: int = 0, failed: int = 0, seconds: float = 0) -> None:
    """Called at the end of a pass that went through, and never of one that broke off: silence is the alarm.

    A pass that found nothing to do leaves the sign of life alone.
    """
    now = database_now()
    sign = Heartbeat(sweep=sweep, last_ok_at=now, taken=taken, failed=failed)
    Heartbeat.objects.bulk_create([sign], update_conflicts=True, unique_fields=["sweep"], update_fields=["last_ok_at", "taken", "failed"])
    if taken:
        Pass.objects.create(sweep=sweep, ended_at=now, milliseconds=round(seconds * 1000), taken=taken, failed=failed)
