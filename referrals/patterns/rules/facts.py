"""What the rules may know: absences, interviews and a birthday as plain values. No name, no address, no narrative."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from referrals.clocks import Clock, local_day
from referrals.missing.rules import Times, overlap

POLICE = ""


@dataclass(frozen=True)
class Event:
    """An absence: whose, since when, of which council type, and how it ended. A child who is not looked after has no council type."""

    episode_id: UUID
    child_id: UUID
    at: datetime
    kind: str = POLICE
    reported_at: datetime | None = None
    found_at: datetime | None = None
    returned_at: datetime | None = None
    is_retrospective: bool = False
    found_place: str = ""
    found_area: str = ""
    home_areas: frozenset[str] = frozenset()
    miles_away: float | None = None
    is_explained: bool = False
    hurt: str = ""
    harms: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()
    with_now: str = ""
    found_with: str = ""
    companions: frozenset[str] = frozenset()
    red: frozenset[str] = frozenset()

    @property
    def times(self) -> Times:
        return Times(self.at, None, self.reported_at, self.found_at, self.returned_at)

    def overlaps(self, other: "Event") -> bool:
        """Whether the two were away at the same time."""
        return overlap(self.times, other.times)


@dataclass(frozen=True)
class Interview:
    """What became of one return interview, by the episode that it is about, and since when that is known."""

    episode_id: UUID
    returned_at: datetime
    outcome: str
    known_at: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """All that is known about one child at one moment. `others` are absences of other children that may be told of beside hers."""

    events: tuple[Event, ...]
    at: datetime | None = None
    born_on: date | None = None
    interviews: tuple[Interview, ...] = ()
    others: tuple[Event, ...] = ()

    def event_of(self, episode_id: UUID) -> Event | None:
        """The child's own event of that episode. None where it is marked as recorded in error, or was moved to another child."""
        return next((event for event in self.events if event.episode_id == episode_id), None)


@dataclass(frozen=True)
class Finding:
    """A rule came true with one event. `episode_ids` are the child's own events that were counted, first to last.

    `occasion` tells the marks of one long absence apart; `since` is the mark. `meeting_place` is what an event shares with another
    child's: it names neither.
    """

    rule: str
    version: int
    child_id: UUID
    completed_by: UUID
    episode_ids: tuple[UUID, ...]
    says: str
    clocks: tuple[Clock, ...]
    occasion: int = 0
    since: datetime | None = None
    meeting_place: str = ""

    @property
    def key(self) -> tuple[str, UUID, UUID, int]:
        """By this a flag is raised once, however often the events are counted."""
        return self.rule, self.child_id, self.completed_by, self.occasion


def span(first: date, last: date) -> str:
    """One day or two, in words."""
    return f"on {in_words(last)}" if first == last else f"from {in_words(first)} to {in_words(last)}"


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def day_of(moment: datetime) -> str:
    return in_words(local_day(moment))
