"""What a referral needs so that somebody can act on it, and no more: a worry is never turned away for its form."""

from datetime import date, datetime
from uuid import UUID, uuid5

from referrals.children.codes import is_offered
from referrals.clocks import calendar_months, local_day
from referrals.intake.codes import HARM_PLACES, PARENT_KNOWS, SOURCES, USUAL_SOURCE

LONGEST = 20_000


def usual_source(kind: str) -> str:
    """The source code that a form offers first to an agency of this kind."""
    return USUAL_SOURCE.get(kind, "10")


def objections_to_receiving(
    *, source: str, worry: str, received_at: datetime, harm_place: str = "", parent_knows: str = "", at: datetime
) -> list[str]:
    """Why this cannot be received as a referral. Empty when it can."""
    reasons = []
    if not worry.strip():
        reasons.append("Say what you are worried about.")
    if len(worry) > LONGEST:
        reasons.append("This is too long to be read in time. Say what matters most, and offer the rest.")
    if received_at > at:
        reasons.append("A referral cannot be received in the future.")
    on = local_day(at)
    if not is_offered(SOURCES, source, on):
        reasons.append("Choose who is worried from the list.")
    if harm_place and not is_offered(HARM_PLACES, harm_place, on):
        reasons.append("Choose where the harm is from the list.")
    if parent_knows and not is_offered(PARENT_KNOWS, parent_knows, on):
        reasons.append("Choose whether the parents know from the list.")
    return reasons


def decision_key(referral: UUID) -> UUID:
    """The key under which the decision on a referral is kept: who sent it finds the answer, though not the decision's own rows."""
    return uuid5(referral, "decision")


def is_re_referral(last_received_on: date, received_on: date) -> bool:
    """A referral within 12 months of the last one about the same child; the anniversary itself still counts."""
    return last_received_on <= received_on <= calendar_months(last_received_on, 12)
