"""When a duty is overdue, who may end it or take it, and when its ladder waits for an answer."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from agencies.words import Nation
from referrals.clocks import WORKING, Clock
from referrals.duties.codes import ASKED

LONGEST_QUERY = timedelta(days=7)
WELSH: Mapping[Clock, str] = {Clock.RETURN_INTERVIEW: "Debrief after a return"}

DEEDS: Mapping[Clock, str] = {
    Clock.LOCATE_CHILD: "This duty ends when the return is recorded.",
    Clock.RISK_REVIEW: "This duty ends when the risk band is set again, or when the child is home.",
    Clock.ACCEPT_CHILD: "This duty ends when the hand-over is accepted, or when the child is home.",
    Clock.COLLECT_CHILD: "This duty ends when the return is recorded.",
    Clock.RETURN_INTERVIEW: "This duty ends when the return interview is recorded. Open the interview from My work.",
    Clock.ASK_CARERS: "This duty ends when what parents or carers know is recorded with the return interview.",
    Clock.DECIDE_REFERRAL: "This duty ends when the referral is decided.",
}


def title_of(clock: Clock, nation: str) -> str:
    """What the duty is called there: in Wales the talk after a return is a debrief."""
    return WELSH.get(clock, clock.value.title) if nation == Nation.WALES else clock.value.title


def is_overdue(due_at: datetime, done_at: datetime | None, at: datetime) -> bool:
    """Computed when somebody looks. At the due instant itself there is still time."""
    return done_at is None and at > due_at


def is_late(due_at: datetime, done_at: datetime | None, at: datetime) -> bool:
    """Whether it was done after its time, or is not done and the time is over."""
    return (done_at or at) > due_at


def objections_to_discharge(clock: Clock | None = None, *, done_at: datetime | None, bears: bool) -> list[str]:
    """Why this duty cannot be marked as done. `bears`: the actor's agency bears it. Some end by their deed, never by a word."""
    reasons = [DEEDS[clock]] if clock and clock in DEEDS else []
    if done_at:
        reasons.append("This duty is already done.")
    if not bears:
        reasons.append("Only the agency that bears a duty can mark it as done.")
    return reasons


def objections_to_hand_over(*, done_at: datetime | None, same_agency: bool, same_team: bool) -> list[str]:
    """Why this duty cannot be handed to that team. The time by which it is due stays."""
    reasons = []
    if done_at:
        reasons.append("This duty is already done.")
    if not same_agency:
        reasons.append("A duty stays within the agency that bears it.")
    if same_team:
        reasons.append("That team bears the duty already.")
    return reasons


def objections_to_taking(*, done_at: datetime | None, is_ours: bool, is_mine: bool) -> list[str]:
    """Why this person cannot say that they have the duty in hand."""
    reasons = []
    if done_at:
        reasons.append("This duty is already done.")
    if not is_ours:
        reasons.append("Only the agency that bears a duty takes it in hand.")
    if is_mine:
        reasons.append("You have this duty in hand already.")
    return reasons


def may_wait(clock: Clock) -> bool:
    """Whether a recorded query holds the ladder. What is urgent, and what a child's safety hangs on, waits for no answer."""
    return clock.value.pace in WORKING


NOT_BORNE = "Only the agency that bears a duty records what it waits for."


def objections_to_query(
    clock: Clock, asked: str, until: datetime, at: datetime, *, done_at: datetime | None, is_open: bool, bears: bool = True
) -> list[str]:
    """Why the ladder of this duty cannot wait for an answer. `is_open`: one is awaited already. The due time never moves."""
    reasons = [] if bears else [NOT_BORNE]
    if done_at:
        reasons.append("This duty is already done.")
    if not may_wait(clock):
        reasons.append("This duty does not wait for an answer. Go on without it, and record that it was not there.")
    if is_open:
        reasons.append("An answer is awaited already. Record it first.")
    if asked not in {row.code for row in ASKED}:
        reasons.append("Choose what was asked from the list.")
    if not at < until <= at + LONGEST_QUERY:
        reasons.append("Give a time within the next seven days. After that the ladder goes on, answered or not.")
    return reasons


def objections_to_answer(*, is_awaited: bool, bears: bool) -> list[str]:
    """Why no answer can be recorded here."""
    reasons = [] if bears else [NOT_BORNE]
    if not is_awaited:
        reasons.append("No answer is awaited here.")
    return reasons
