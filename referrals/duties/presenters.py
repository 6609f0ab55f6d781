"""The tray: what a team must do, overdue first, computed when somebody looks."""

from dataclasses import dataclass
from datetime import datetime

from agencies.actor import Actor
from referrals.clocks import Clock
from referrals.duties import rules
from referrals.duties.models import Duty

SHOWN = 100


@dataclass(frozen=True)
class Item:
    """One duty as a person reads it."""

    duty: Duty
    title: str
    is_overdue: bool
    can_be_done: bool


def item_of(duty: Duty, at: datetime) -> Item:
    clock = Clock[duty.clock]
    can_be_done = not rules.objections_to_discharge(clock, done_at=duty.done_at, bears=True)
    return Item(duty, clock.value.title, rules.is_overdue(duty.due_at, duty.done_at, at), can_be_done)


def tray_of(by: Actor, at: datetime) -> list[Item]:
    """My team's open duties, the longest overdue first."""
    rows = Duty.objects.open().filter(team=by.team).select_related("child").order_by("due_at", "pk")[:SHOWN]
    return [item_of(duty, at) for duty in rows]
