"""A child is found away from home: who may say that they collect her, and until when nobody has."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """How a hand-over stands. It is open, and red, until somebody of the home area has accepted it."""

    OPEN = "open"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    LATE = "late"
    HOME = "home"


@dataclass(frozen=True)
class Standing:
    """What the hand-over rests on: found, home, and the last answer with the time by which she is collected."""

    found_at: datetime | None
    returned_at: datetime | None = None
    answer: str = ""
    collect_by: datetime | None = None


def state_of(known: Standing, at: datetime) -> State:
    """Declined is not answered: it stays open, and says by whom. Accepted and not collected in time is late."""
    if known.returned_at:
        return State.HOME
    if known.answer == "ACCEPTED":
        return State.LATE if known.collect_by and known.collect_by < at else State.ACCEPTED
    return State.DECLINED if known.answer == "DECLINED" else State.OPEN


def objections_to_answering(known: Standing, *, answers_for_child: bool) -> list[str]:
    """Why nobody can answer now, or why it is not for this agency to answer."""
    reasons = []
    if known.found_at is None:
        reasons.append("The child is not found yet. There is nobody to hand over.")
    if known.returned_at:
        reasons.append("The child is home. There is nothing to hand over any more.")
    if not answers_for_child:
        reasons.append("Only the authority that answers for the child accepts or declines. Ring their desk.")
    return reasons


def objections_to_accepting(known: Standing, *, answers_for_child: bool, collects: str, collect_by: datetime, at: datetime) -> list[str]:
    """Why this acceptance cannot be recorded: it names a person, and a time that is still to come."""
    reasons = objections_to_answering(known, answers_for_child=answers_for_child)
    if not collects.strip():
        reasons.append("Say who collects the child: a name and a phone.")
    if collect_by <= at:
        reasons.append("The time by which the child is collected is still to come.")
    return reasons


def objections_to_declining(known: Standing, *, answers_for_child: bool, words: str) -> list[str]:
    reasons = objections_to_answering(known, answers_for_child=answers_for_child)
    if not words.strip():
        reasons.append("Say why you decline, and who should collect the child instead.")
    return reasons
