"""A flag as a person reads it: the rule in plain words, the events that were counted, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from agencies.actor import Actor
from referrals.children.models import Child
from referrals.children.presenters import identities_of, name_of
from referrals.missing import rules
from referrals.missing.models import Episode
from referrals.patterns.codes import ANSWERED, ANSWERS
from referrals.patterns.models import Flag

LABELS = {row.code: row.label for row in ANSWERS}
SIZE, LATEST = 25, 3


@dataclass
class Shown:
    """A flag with what belongs to it, as far as the reader may see."""

    flag: Flag
    name: str
    events: list[Episode]
    answer: str

    @property
    def unseen(self) -> int:
        """How many of the events that were counted this reader does not get."""
        return len(self.flag.event_ids) - len(self.events)

    @property
    def latest(self) -> list[Episode]:
        """As many as a list shows: the last ones."""
        return self.events[-LATEST:]

    @property
    def earlier(self) -> int:
        return len(self.events) - len(self.latest)


def shown(flags: Iterable[Flag], by: Actor) -> list[Shown]:
    """Flags with names and events: three queries, however many."""
    flags = list(flags)
    children = {flag.child_id for flag in flags}
    identities = identities_of(children, by)
    references = {child.pk: child.reference for child in Child.objects.filter(pk__in=children)}
    keys = {UUID(key) for flag in flags for key in flag.event_ids}
    episodes = {str(row.pk): row for row in Episode.objects.filter(pk__in=keys)}
    return [
        Shown(
            flag,
            name_of(identities.get(flag.child_id)) or references.get(flag.child_id, "a child whose file you may not see"),
            [episodes[key] for key in flag.event_ids if key in episodes],
            LABELS.get(flag.answer, ""),
        )
        for flag in flags
    ]


@dataclass
class Beside:
    """Another child in the same pattern, whom the reader may see: her flag and the absence that it counts."""

    flag: Flag
    name: str
    episode: Episode


def beside(flag: Flag, by: Actor) -> list[Beside]:
    """The others of a pattern of several children whom this reader may see. Who may not see a child gets no row of hers."""
    if flag.meeting_place is None:
        return []
    others = {other.completed_by: other for other in Flag.objects.filter(meeting_place=flag.meeting_place).exclude(child=flag.child_id)}
    episodes = {row.pk: row for row in Episode.objects.filter(pk__in=[flag.completed_by, *others])}
    own = episodes.pop(flag.completed_by, None)
    if own is None:
        return []
    met = [row for row in episodes.values() if rules.overlap(rules.Times(*own.times()), rules.Times(*row.times()))]
    identities = identities_of({row.child_id for row in met}, by)
    references = {child.pk: child.reference for child in Child.objects.filter(pk__in=[row.child_id for row in met])}
    named = [(others[row.pk], name_of(identities.get(row.child_id)) or references.get(row.child_id, ""), row) for row in met]
    return [Beside(*one) for one in named if one[1]]


def raised_by(kind: str) -> str:
    """What a notice of flags says: which rules, the most pressing first."""
    numbers = kind.removeprefix("flag.RM-").split("+")
    named = ", ".join(f"RM-{number}" for number in numbers)
    return f"A flag was raised: {named}" if len(numbers) == 1 else f"Flags were raised by one event: {named}"


def flags_of(show: str, after: str) -> tuple[list[Flag], str]:
    """One page of open or of answered flags, newest first, and where the next page begins; empty on the last."""
    rows = Flag.objects.filter(answered_at__isnull=show != ANSWERED)
    flags = list(rows.page(order="raised_at", after=_place(after), size=SIZE + 1))
    if len(flags) <= SIZE:
        return flags, ""
    last = flags[SIZE - 1]
    return flags[:SIZE], f"{last.raised_at.isoformat()}_{last.pk}"


def _place(after: str) -> tuple[datetime, UUID] | None:
    """Where the page before ended. An address that was typed wrongly begins at the newest."""
    moment, _, key = after.partition("_")
    try:
        return datetime.fromisoformat(moment), UUID(key)
    except ValueError:
        return None
