"""An index: the sweeps of this floor."""

from agencies.audit.tasks import make_partitions
from agencies.notices.tasks import deliver

__all__ = ["deliver", "make_partitions"]
