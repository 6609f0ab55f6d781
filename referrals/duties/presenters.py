"""The tray: what a team must do, overdue first, computed when somebody looks."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from agencies.actor import Actor
from referrals.children.presenters import identities_of, name_of
from referrals.clocks import Clock
from referrals.duties import rules
from referrals.duties.models import Duty

SHOWN = 20

# Where a duty that ends by its deed is done: an address that takes the duty's key.
DEED_PAGES = {Clock.RETURN_INTERVIEW: "interviews:begin", Clock.ASK_CARERS: "interviews:begin"}


@dataclass(frozen=True)
class Item:
    """One duty as a person reads it."""

    duty: Duty
    title: str
    is_overdue: bool
    can_be_done: bool
    name: str = ""
    deed: str = ""


def item_of(duty: Duty, at: datetime, name: str = "") -> Item:
    clock = Clock[duty.clock]
    can_be_done = not rules.objections_to_discharge(clock, done_at=duty.done_at, bears=True)
    return Item(duty, clock.value.title, rules.is_overdue(duty.due_at, duty.done_at, at), can_be_done, name, DEED_PAGES.get(clock, ""))


def tray_of(by: Actor, at: datetime, page: int = 1) -> tuple[list[Item], int]:
    """One page of my team's open duties, the longest overdue first, and how many there are in all."""
    mine = Duty.objects.open().filter(team=by.team)
    return items_of(mine, by, at, page=page), mine.count()


def items_of(duties: QuerySet, by: Actor, at: datetime, *, shown: int = SHOWN, page: int = 1) -> list[Item]:
    """These duties with the child's name as far as the reader may see it, the longest overdue first."""
    rows = list(duties.select_related("child", "team").order_by("due_at", "pk")[(page - 1) * shown : page * shown])
    identities = identities_of({duty.child_id for duty in rows}, by)
    return [item_of(duty, at, name_of(identities.get(duty.child_id))) for duty in rows]
