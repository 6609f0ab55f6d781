"""Asking the log: what the words in the search box mean, which events fit, page by page, and how many there are."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.crypto import salted_hmac

from agencies.access.compile import child_table
from agencies.access.context import ask
from agencies.audit.models import Event, EventQuerySet
from agencies.directory.models import Agency, User
from agencies.oversight.rules import Asked, Filters
from agencies.words import Outcome

SIZE = 25
COUNTED = 10_000


@dataclass
class Answer:
    """One page of events, where the next begins, how many there are in all; `asked` is None when the words mean nothing known."""

    asked: Asked | None
    events: list[Event] = field(default_factory=list)
    after: str = ""
    tally: dict[str, Any] = field(default_factory=dict)


def understood(words: str) -> Asked | None:
    """A child's key or reference, a person's name or username, or a job's name. None when nothing fits."""
    words = words.strip()
    if not words:
        return Asked()
    try:
        return Asked(child=UUID(words))
    except ValueError:
        pass
    for child, _ in ask("sg.children_in_the_log", wanted=[words.upper()], keys=[]):
        if _may_ask_about(child):
            return Asked(child=child)
    people = User.objects.filter(Q(username__iexact=words) | Q(full_name__icontains=words)).order_by("pk")[:SIZE]
    if people:
        return Asked(people=tuple(person.pk for person in people))
    return Asked(system=words) if "." in words else None


def _may_ask_about(child: UUID) -> bool:
    """A reference is answered where the reader's agency holds the child or has a trail of her; else nobody learns that it exists."""
    return child_table().objects.filter(pk=child).exists() or found(Asked(child=child), Filters()).exists()


def look_up(words: str, filters: Filters, after: str) -> Answer:
    """The answer to one question, for the page and for the API. Only one child's, one person's or one job's events are counted:

    counting all that an agency may see would read every event of the period.
    """
    asked = understood(words)
    if asked is None:
        return Answer(None)
    events = found(asked, filters)
    page, next_page = page_of(events, after)
    return Answer(asked, page, next_page, tally(events) if asked.kind != "everything" else {})


def trace_of(words: str, asked: Asked | None, filters: Filters) -> dict[str, Any]:
    """What the trail keeps of the question itself: its shape, keys, and a keyed hash where the words meant nothing known."""
    if asked is None:
        return {"searched": "unknown", "term": salted_hmac("oversight.looks", words, algorithm="sha256").hexdigest()[:32]}
    trace: dict[str, Any] = {"searched": asked.kind, "first": str(filters.first or ""), "last": str(filters.last or "")}
    if asked.child:
        trace["asked_for"] = str(asked.child)
    if asked.people:
        trace["people"] = [str(person) for person in asked.people]
    return trace | {name: value for name in ("verdict", "agency") if (value := getattr(filters, name)) is not None}


def found(asked: Asked, filters: Filters) -> EventQuerySet:
    """The events that fit, newest first, of those that the reader may see."""
    events = Event.objects.between(filters.since, filters.until)
    if asked.child:
        events = events.at_child(asked.child, since=filters.since, until=filters.until)
    if asked.people:
        events = events.filter(actor__in=asked.people)
    if asked.system:
        events = events.filter(actor=None, actor_name=asked.system)
    if filters.verdict is not None:
        events = events.filter(outcome=filters.verdict)
    if filters.agency is not None:
        events = events.filter(agency=filters.agency)
    return events.order_by("-at", "-id")


def page_of(events: EventQuerySet, after: str) -> tuple[list[Event], str]:
    """One page after the event that the address names, and the address's word for the next page or nothing."""
    at, _, number = after.partition("_")
    try:
        events = events.before(datetime.fromisoformat(at), int(number)) if after else events
    except ValueError:
        return [], ""
    page = list(events[: SIZE + 1])
    return page[:SIZE], _cursor_of(page[SIZE - 1]) if len(page) > SIZE else ""


def _cursor_of(event: Event) -> str:
    return f"{event.at.isoformat()}_{event.id}"


def tally(events: EventQuerySet) -> dict[str, Any]:
    """How many of the newest 10,000 events there are, by how many people, from which agencies, and how many were not done."""
    rows = list(events.values_list("agency", "actor", "outcome")[:COUNTED])
    by_agency = Counter(agency for agency, _, _ in rows)
    names = Agency.objects.in_bulk([agency for agency in by_agency if agency])
    return {
        "events": len(rows),
        "is_cut": len(rows) == COUNTED,
        "people": len({actor for _, actor, _ in rows if actor}),
        "not_done": sum(outcome != Outcome.DONE for _, _, outcome in rows),
        "agencies": [(names[agency].name if agency in names else "Automatic checks", count) for agency, count in by_agency.most_common()],
    }
