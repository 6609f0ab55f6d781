"""When a duty is overdue, who may end it, and who hears of it when nobody did."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from referrals.clocks import Clock

DEEDS: Mapping[Clock, str] = {
    Clock.LOCATE_CHILD: "This duty ends when the return is recorded.",
    Clock.RISK_REVIEW: "This duty ends when the risk band is set again, or when the child is home.",
    Clock.ACCEPT_CHILD: "This duty ends when the hand-over is accepted, or when the child is home.",
    Clock.COLLECT_CHILD: "This duty ends when the return is recorded.",
    Clock.RETURN_INTERVIEW: "This duty ends when the return interview is recorded. Open the interview from My work.",
    Clock.ASK_CARERS: "This duty ends when what parents or carers know is recorded with the return interview.",
    Clock.DECIDE_REFERRAL: "This duty ends when the referral is decided.",
}


class Rung(StrEnum):
    """Who is told next. Each rung is told once; the duty stays with its bearer all the while."""

    BEARER = "bearer"
    DEPUTY = "deputy"
    TEAM_MANAGER = "team_manager"
    SERVICE_MANAGER = "service_manager"
    PARTNERSHIP = "partnership"


RUNGS = tuple(Rung)


def who_climbs(stage: int) -> Rung:
    """Who is told when a duty reaches this stage. Stage 0 is the bearer alone; above the last rung there is nobody."""
    return RUNGS[min(max(stage, 0), len(RUNGS) - 1)]


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
