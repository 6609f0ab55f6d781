"""To which group an alert belongs, and what speaks against a choice."""

from datetime import date

from agencies.notices.codes import BY_CODE, GROUPS, Group


def group_of(kind: str) -> Group:
    """The first group that fits. What fits none is about the team's duties."""
    return next((group for group in GROUPS if kind.startswith(group.kinds)), BY_CODE["duties"])


def objections_to_choosing(group: Group, *, by_mail: bool, until: date | None, on: date) -> list[str]:
    """Why this cannot be chosen. Empty when it can."""
    reasons = []
    if group.is_statutory and not by_mail:
        reasons.append("This must reach you: it cannot be muted.")
    if until and until < on:
        reasons.append("The last day is today or later.")
    return reasons
