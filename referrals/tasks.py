"""An index: the sweeps of this floor."""

from referrals.escalation.tasks import climb_overdue
from referrals.missing.tasks import pass_marks
from referrals.patterns.tasks import look_for_patterns

__all__ = ["climb_overdue", "look_for_patterns", "pass_marks"]
