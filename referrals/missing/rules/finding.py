"""What is told of how a child was found: with whom, with what, how far away, and how the child explains it."""

from collections.abc import Collection
from datetime import datetime

from referrals.children.codes import is_offered
from referrals.clocks import local_day
from referrals.missing.codes import CARRIED, EXPLAINED, FACTORS, FOUND_WITH, NOTHING


def objections_to_findings(
    carried: Collection[str],
    found_with: str,
    explained: str,
    at: datetime,
    *,
    strangers: bool = False,
    own: bool = False,
) -> list[str]:
    """Why this cannot be kept. Empty when it can; whatever was not asked is left empty."""
    reasons, day = [], local_day(at)
    if any(not is_offered(CARRIED, thing, day) for thing in carried):
        reasons.append("Choose what the child carried from the list.")
    if NOTHING in carried and len(carried) > 1:
        reasons.append("Nothing of this stands alone.")
    if found_with and not is_offered(FOUND_WITH, found_with, day):
        reasons.append("Choose from the list with whom the child was.")
    if explained and not is_offered(EXPLAINED, explained, day):
        reasons.append("Choose from the list whether the child explains it.")
    return reasons + objections_to_companions(strangers=strangers, own=own)


def objections_to_companions(*, strangers: bool, own: bool) -> list[str]:
    reasons = ["One of the children named as companions is not among those you may see."] if strangers else []
    return [*reasons, "A child is not their own companion."] if own else reasons


def objections_to_factors(factors: Collection[str], at: datetime) -> list[str]:
    """Why these reasons for going cannot be kept. Empty when they can."""
    known = all(is_offered(FACTORS, factor, local_day(at)) for factor in factors)
    return [] if known else ["Choose from the list what drives the child away, and what draws."]
