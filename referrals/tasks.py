"""An index: the sweeps of this floor."""

from referrals.drafts.tasks import pass_terms
from referrals.escalation.tasks import climb_overdue
from referrals.missing.tasks import come_of_age, pass_marks
from referrals.patterns.tasks import look_for_patterns

__all__ = ["climb_overdue", "come_of_age", "look_for_patterns", "pass_marks", "pass_terms"]
