"""An absence that is over, and that nobody reported while it lasted: the silence is itself a concern."""

from datetime import datetime

from referrals.children.codes import is_offered
from referrals.clocks import local_day
from referrals.missing.codes import NOT_REPORTED
from referrals.missing.rules.absences import Times, objections_to_report


def objections_to_past(times: Times, not_reported: str, words: str, at: datetime) -> list[str]:
    """Why this absence cannot be recorded as over. Empty when it can."""
    reasons = objections_to_report(times, at, retrospective=True)
    if not times.returned_at:
        reasons.append("Give the time at which the child was home. A child who is not home yet is reported missing now.")
    if not is_offered(NOT_REPORTED, not_reported, local_day(at)):
        reasons.append("Say why nobody reported it: choose from the list.")
    if not_reported == "other" and not words.strip():
        reasons.append("Say in words why nobody reported it.")
    return reasons
