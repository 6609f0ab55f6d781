"""What is asked of the log: by whom or about which child, and how it is narrowed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from agencies.oversight.codes import DEEDS, LOOKS

LOCAL = ZoneInfo("Europe/London")
USUAL_DAYS = 30
YEARS = range(1900, 2101)


@dataclass(frozen=True)
class Asked:
    """What the words in the search box mean: one child by key, some people, a named job; all empty means everything."""

    child: UUID | None = None
    people: tuple[UUID, ...] = ()
    system: str = ""

    @property
    def kind(self) -> str:
        return "child" if self.child else "people" if self.people else "job" if self.system else "everything"


@dataclass(frozen=True)
class Filters:
    """How the log is narrowed. Days are local, both included."""

    first: date | None = None
    last: date | None = None
    verdict: int | None = None
    agency: int | None = None

    @property
    def since(self) -> datetime | None:
        return datetime.combine(self.first, time(), LOCAL) if self.first else None

    @property
    def until(self) -> datetime | None:
        return datetime.combine(self.last + timedelta(days=1), time(), LOCAL) if self.last else None


def objections_to_day(day: date | None) -> list[str]:
    """Why the log is not searched from or until this day."""
    return [] if day is None or day.year in YEARS else [f"Give a year from {YEARS[0]} to {YEARS[-1]}."]


def deed_of(verb: str, action: str, detail: dict[str, Any]) -> str:
    """What was done, in the log's words: a look and the deed of the same verb are told apart, and paper from screen."""
    page = detail.get("page", verb)
    words = (LOOKS if action == "consultation" else DEEDS).get(page) or LOOKS.get(page) or DEEDS.get(page) or _as_it_is(page)
    return f"{words}, and printed it" if detail.get("printed") else words


def _as_it_is(verb: str) -> str:
    """A verb that the service has no more, in an old event: "Record return (missing)"."""
    room, _, deed = verb.partition(".")
    return f"{deed.replace('_', ' ').capitalize()} ({room})"
