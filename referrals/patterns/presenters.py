"""A flag as a person reads it: the rule in plain words, the events that were counted, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from agencies.actor import Actor
from referrals.children.models import Child
from referrals.children.presenters import identities_of, name_of
from referrals.missing.models import Episode
from referrals.patterns.codes import ANSWERED, ANSWERS
from referrals.patterns.models import Flag

LABELS = {row.code: row.label for row in ANSWERS}
SIZE = 25


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
