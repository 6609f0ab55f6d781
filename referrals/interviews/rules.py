"""Judgements about a return home interview: what may be recorded when, what ends the duty, and who may hold it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from agencies.words import Kind, Nation
from referrals.children.codes import is_offered
from referrals.clocks import local, local_day
from referrals.interviews import codes

YES, NO, NONE = "Y", "N", "NA"
OFFERS = frozenset({codes.OFFERED, codes.ACCEPTED, codes.BOOKED, codes.COMPLETED, codes.BY_CHILD, codes.BY_PARENT, codes.NO_RESPONSE})
ACCEPTS = frozenset({codes.ACCEPTED, codes.BOOKED, codes.COMPLETED})
DECLINES = frozenset({codes.BY_CHILD, codes.BY_PARENT})
FOLLOWED = (codes.OFFERED, codes.ACCEPTED, codes.NO_RESPONSE, codes.NOT_POSSIBLE)
TOLD_WHY = DECLINES | {codes.NO_RESPONSE, codes.NOT_POSSIBLE}
ASKED_KINDS = frozenset({Kind.COUNCIL, Kind.CHARITY})
NOT_HELD = "The return interview has not been held yet."


@dataclass(frozen=True)
class Step:
    """What happened to the interview, and when. A change is another step; none is edited."""

    status: str
    at: datetime
    reason: str = ""


def status_of(steps: Sequence[Step], *, is_home: bool = True) -> str:
    """The status that holds: the last one recorded. Before the return nothing is due."""
    if not is_home:
        return codes.NOT_DUE
    return steps[-1].status if steps else codes.TO_OFFER


def answer_of(steps: Sequence[Step]) -> Step | None:
    """The last answer to an offer, whatever was tried since. None where nobody has answered yet."""
    return next((step for step in reversed(steps) if step.status in OFFERS - {codes.OFFERED}), None)


def is_ended(steps: Sequence[Step], *, carers_asked: bool = False) -> bool:
    """Whether the duty is done. Held ends it, and so does a reason that will not pass; a refusal does once the carers were asked.

    A child who is missing again is still owed this interview, and the next one besides.
    """
    last = steps[-1] if steps else None
    if last is None:
        return False
    if last.status in DECLINES:
        return carers_asked
    return last.status == codes.COMPLETED or (last.status == codes.NOT_POSSIBLE and last.reason != codes.MISSING_AGAIN)


def offered(steps: Sequence[Step], *, is_home: bool = True) -> str:
    """Annex A: was it offered after this return? Y as soon as an offer is recorded, NA where none can be made."""
    if any(step.status in OFFERS for step in steps):
        return YES
    return NONE if status_of(steps, is_home=is_home) in (codes.NOT_DUE, codes.NOT_POSSIBLE) else NO


def accepted(steps: Sequence[Step], *, is_home: bool = True) -> str:
    """Annex A: was it accepted? By the last answer that was given."""
    if status_of(steps, is_home=is_home) in (codes.NOT_DUE, codes.NOT_POSSIBLE):
        return NONE
    answers = [step.status for step in steps if step.status in OFFERS]
    return YES if answers and answers[-1] in ACCEPTS else NO


@dataclass(frozen=True)
class Known:
    """What a new step is judged against."""

    returned_at: datetime
    is_ended: bool = False
    is_held: bool = False


def objections_to_writer(*, owes: bool, asked: bool, owner: str) -> list[str]:
    """Why this person cannot record anything here. Empty for the authority that owes the interview and the team that it asked."""
    return [] if owes or asked else [f"Only {owner}, which owes this interview, or the team that it asked can record this."]


def objections_to_step(known: Known, status: str, happened_at: datetime, at: datetime, *, reason: str = "", words: str = "") -> list[str]:
    """Why this cannot be recorded of the interview. Empty when it can."""
    reasons = _objections_to_going_on(known) + _objections_to_time(known, happened_at, at)
    if not any(status == row.code for row in codes.STATUSES):
        reasons.append("Choose what happened from the list.")
    if status == codes.NOT_POSSIBLE and not is_offered(codes.REASONS, reason, local_day(at)):
        reasons.append("Choose why the interview is not possible.")
    if status in TOLD_WHY and not words.strip():
        reasons.append("Say what was said or tried, and by whom.")
    return reasons


def _objections_to_going_on(known: Known) -> list[str]:
    if known.is_held:
        return ["This interview is held and recorded."]
    return ["This interview is over. If the child talks after all, record it as held."] if known.is_ended else []


def _objections_to_time(known: Known, happened_at: datetime, at: datetime) -> list[str]:
    reasons = []
    if happened_at > at:
        reasons.append("This is recorded once it has happened.")
    if happened_at < known.returned_at:
        here = local(known.returned_at)
        reasons.append(f"The child came home at {here:%H:%M} on {here.day} {here:%b}. This cannot have been before.")
    return reasons


def objections_to_interviewer(name: str, tie: str) -> list[str]:
    """Why this person may not hold the interview: a child tells more to somebody who is no part of where they live."""
    reasons = []
    if not name.strip():
        reasons.append("Say who holds the interview.")
    if tie == codes.CARER:
        reasons.append("Whoever cares for the child cannot hold the interview. Choose somebody independent.")
    elif tie == codes.PLACEMENT:
        reasons.append("The allocated worker of the placement cannot hold the interview. Choose somebody independent.")
    elif tie != codes.INDEPENDENT:
        reasons.append("Say what ties the interviewer to the child.")
    return reasons


def objections_to_booking(known: Known, planned_at: datetime, name: str, tie: str, at: datetime) -> list[str]:
    """Why this interview cannot be booked. Empty when it can. A time after the 72 hours may be booked; it does not move them."""
    reasons = _objections_to_going_on(known)
    if planned_at <= at:
        reasons.append("This time is over. Record the interview as held, or give a time to come.")
    return reasons + objections_to_interviewer(name, tie)


def objections_to_completing(known: Known, held_at: datetime, at: datetime, *, words: str, safety: str) -> list[str]:
    """Why this interview cannot be recorded as held. It can also after a refusal: a child may think again."""
    reasons = ["This interview is held and recorded."] if known.is_held else []
    reasons += _objections_to_time(known, held_at, at)
    if not words.strip():
        reasons.append("Write what the child said, in the child’s own words.")
    if not safety.strip():
        reasons.append("Write what others must know to keep the child safe, without the child’s own words.")
    if words.strip() and words.strip() == safety.strip():
        reasons.append("The safety summary goes to police and partners. Write it apart from what the child said.")
    return reasons


def objections_to_carers(*, status: str, is_ended: bool, words: str) -> list[str]:
    """Why what the carers know cannot be recorded here. Empty when it can."""
    reasons = []
    if status not in DECLINES:
        reasons.append("Parents and carers are asked when the interview was refused. Record the refusal first.")
    elif is_ended:
        reasons.append("What they know is recorded already.")
    if not words.strip():
        reasons.append("Write what they know, or that they know nothing.")
    return reasons


def objections_to_delegating(known: Known, *, kind: str, same_agency: bool, same_team: bool, reason: str) -> list[str]:
    """Why this team cannot be asked to hold the interview. Whoever asks goes on to answer for it."""
    reasons = _objections_to_going_on(known)
    if same_agency:
        reasons.append("This is a team of your own agency. Hand the duty over in My work.")
    elif kind not in ASKED_KINDS:
        reasons.append("Ask the host authority, or a charity that holds interviews.")
    if same_team:
        reasons.append("This team is asked already.")
    if not reason.strip():
        reasons.append("Say why you ask them.")
    return reasons


def objections_to_taking_back(known: Known, *, is_asked: bool, reason: str) -> list[str]:
    """Why the interview cannot be taken back from whoever was asked to hold it. What they recorded stays on file."""
    reasons = _objections_to_going_on(known)
    if not is_asked:
        reasons.append("No other team is asked to hold this interview.")
    if not reason.strip():
        reasons.append("Say why you take it back.")
    return reasons


def called(nation: str) -> str:
    """What the talk after a return is called there."""
    return "Debrief" if nation == Nation.WALES else "Return interview"


def lines(text: str) -> list[str]:
    """What was mentioned, one a line; the same thing once."""
    said = [" ".join(line.split()) for line in text.splitlines()]
    return list(dict.fromkeys(line for line in said if line))


def objections_to_mentions(mentions: Collection[tuple[str, str]]) -> list[str]:
    """Why these cannot be kept as things mentioned. Empty when they can."""
    reasons = []
    if any(not any(kind == row.code for row in codes.MENTIONS) for kind, _ in mentions):
        reasons.append("A mention is of a person, a place, a phone or a vehicle.")
    if any(len(said) > 200 for _, said in mentions):
        reasons.append("Give each mention a line of its own, of at most 200 letters.")
    return reasons
