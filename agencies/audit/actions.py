"""Leave a sign of life."""

from agencies.audit.models import Heartbeat
from agencies.audit.trail import database_now


def beat(sweep: str, *, taken: int = 0, failed: int = 0) -> None:
    """Called at the end of a pass that went through, and never of one that broke off: silence is the alarm."""
    sign = Heartbeat(sweep=sweep, last_ok_at=database_now(), taken=taken, failed=failed)
    Heartbeat.objects.bulk_create([sign], update_conflicts=True, unique_fields=["sweep"], update_fields=["last_ok_at", "taken", "failed"])
