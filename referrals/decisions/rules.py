"""What a threshold decision needs. It is made once, by a person, with a reason; a change of mind is another decision."""

from dataclasses import dataclass
from datetime import datetime

from referrals.decisions.codes import ACUTE, OUTCOMES

LEVELS = range(1, 5)
CONFIRM = "The child is missing now. A manager confirms this outcome with a reason before it is saved."
ONCE = "This referral is already decided. A change of mind is a new decision on new information."


@dataclass(frozen=True)
class Proposal:
    """What somebody is about to decide. `confirmation` is a manager's reason where a rule asks for one."""

    outcome: str
    level: int
    reason: str
    confirmation: str = ""


def objections_to_deciding(
    proposal: Proposal, *, received_at: datetime, decided_at: datetime | None, missing_now: bool = False, at: datetime
) -> list[str]:
    """Why this cannot be decided. Empty when it can. `decided_at` is set when the referral was decided before."""
    reasons = []
    if decided_at:
        reasons.append(ONCE)
    if at < received_at:
        reasons.append("A referral cannot be decided before it was received.")
    if not proposal.reason.strip():
        reasons.append("Say why, so that the sender and the next reader understand.")
    reasons += _objections_to_outcome(proposal)
    if missing_now and is_below_threshold(proposal.outcome) and not proposal.confirmation.strip():
        reasons.append(CONFIRM)
    return reasons


def _objections_to_outcome(proposal: Proposal) -> list[str]:
    outcome = OUTCOMES.get(proposal.outcome)
    reasons = []
    if proposal.level not in LEVELS:
        reasons.append("Choose a level from 1 to 4.")
    if outcome is None:
        reasons.append("Choose an outcome from the list.")
    if outcome is None or proposal.level not in LEVELS:
        return reasons
    if outcome.is_below and proposal.level == ACUTE:
        reasons.append("Level 4 and an outcome below the threshold contradict each other.")
    if proposal.level < outcome.lowest_level:
        reasons.append(f"{outcome.label} is an outcome of level {outcome.lowest_level}.")
    return reasons


def is_below_threshold(outcome: str) -> bool:
    """Below the statutory threshold. It is not an end point: the child is looked at again."""
    return outcome in OUTCOMES and OUTCOMES[outcome].is_below


def words_for_sender(outcome: str, why: str) -> str:
    """What the sender reads, in paragraphs: what was decided, why, and what happens next."""
    row = OUTCOMES[outcome]
    return "\n\n".join((f"What was decided: {row.told}", f"Why: {why.strip()}", f"What happens next: {next_step(outcome)}"))


def next_step(outcome: str) -> str:
    """The step that the outcome opens, with its time."""
    opens = OUTCOMES[outcome].opens
    if opens is None:
        return "nothing is asked of you. Ring us when something changes."
    term = opens.value
    return f"{term.title.lower()}, within {term.amount} {term.basis}."
