"""The tray: what a team must do, overdue first, computed when somebody looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from agencies.actor import Actor
from referrals.children.codes import label
from referrals.children.models import Identity
from referrals.children.presenters import identities_of, name_of
from referrals.clocks import Clock
from referrals.duties import rules
from referrals.duties.codes import ASKED
from referrals.duties.models import Duty, Query

SHOWN = 20

# Where a duty that ends by its deed is done: the page, by the key of which row, and the words of the link.
DEED_PAGES = {
    Clock.RETURN_INTERVIEW: ("interviews:begin", "pk", "Record it"),
    Clock.ASK_CARERS: ("interviews:begin", "pk", "Record it"),
    Clock.ACCEPT_CHILD: ("crossings:read", "about_id", "Accept or decline"),
    Clock.COLLECT_CHILD: ("crossings:read", "about_id", "Who collects"),
}


@dataclass(frozen=True)
class Item:
    """One duty as a person reads it."""

    duty: Duty
    title: str
    is_overdue: bool
    can_be_done: bool
    name: str = ""
    waits: Query | None = None

    @property
    def waits_for(self) -> str:
        """What an answer is awaited on, in words."""
        return label(ASKED, self.waits.asked).lower() if self.waits else ""

    @property
    def awaited(self) -> str:
        """What was waited for, as a sentence."""
        return f"You waited for {self.waits_for}." if self.waits else "No answer is awaited here."

    @property
    def may_wait(self) -> bool:
        return rules.may_wait(Clock[self.duty.clock]) and not self.waits

    @property
    def deed(self) -> dict[str, str] | None:
        """The way to the deed that ends this duty: address and words."""
        page, key, words = DEED_PAGES.get(Clock[self.duty.clock], ("", "", ""))
        return {"url": reverse(page, args=[getattr(self.duty, key)]), "words": words} if page else None


def item_of(duty: Duty, at: datetime, name: str = "", waits: Query | None = None) -> Item:
    clock = Clock[duty.clock]
    can_be_done = not rules.objections_to_discharge(clock, done_at=duty.done_at, bears=True)
    title = rules.title_of(clock, duty.team.agency.nation)
    return Item(duty, title, rules.is_overdue(duty.due_at, duty.done_at, at), can_be_done, name, waits)


def waits_of(duties: Iterable[Duty], at: datetime) -> dict[UUID, Query]:
    """The answers that these duties wait for at this moment."""
    rows = Query.objects.filter(duty__in=[duty.pk for duty in duties], answered_at=None, until__gt=at)
    return {row.duty_id: row for row in rows}


def tray_of(by: Actor, at: datetime, page: int = 1) -> tuple[list[Item], int]:
    """One page of my team's open duties, the longest overdue first, and how many there are in all."""
    mine = Duty.objects.open().filter(team=by.team)
    rows = longest_overdue(mine, page=page)
    items = items_of(rows, identities_of({duty.child_id for duty in rows}, by), waits_of(rows, at), at)
    return items, count_of(mine, rows, page=page)


def count_of(every: QuerySet, rows: list, *, page: int, shown: int = SHOWN) -> int:
    """How many there are in all: the database is asked only where one page does not tell."""
    return len(rows) if page == 1 and len(rows) < shown else every.count()


def longest_overdue(duties: QuerySet, *, shown: int = SHOWN, page: int = 1) -> list[Duty]:
    """One page of these duties, the longest overdue first."""
    return list(duties.select_related("child", "team__agency", "held_by").order_by("due_at", "pk")[(page - 1) * shown : page * shown])


def items_of(duties: Iterable[Duty], identities: dict[UUID, Identity], waits: dict[UUID, Query], at: datetime) -> list[Item]:
    """These duties with the child's name as far as the reader may see it, and the answers that they wait for."""
    return [item_of(duty, at, name_of(identities.get(duty.child_id)), waits.get(duty.pk)) for duty in duties]
