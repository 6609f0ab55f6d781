"""A flag as a person reads it: the rule in plain words, the events that were counted, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from agencies.actor import Actor
from referrals.missing.models import Episode
from referrals.missing.presenters import identities_of, name_of
from referrals.patterns.codes import ANSWERS
from referrals.patterns.models import Flag
from referrals.patterns.rules import RULES, Rule

LABELS = {row.code: row.label for row in ANSWERS}
SHOWN = 100


@dataclass
class Shown:
    """A flag with what belongs to it, as far as the reader may see."""

    flag: Flag
    name: str
    rule: Rule | None
    events: list[Episode]
    answer: str


def shown(flags: Iterable[Flag], by: Actor) -> list[Shown]:
    """Flags with names and events: two queries, however many."""
    flags = list(flags)
    identities = identities_of({flag.child_id for flag in flags}, by)
    keys = {UUID(key) for flag in flags for key in flag.event_ids}
    episodes = {row.pk: row for row in Episode.objects.filter(pk__in=keys)}
    rules = {rule.number: rule for rule in RULES}
    return [
        Shown(
            flag,
            name_of(identities.get(flag.child_id)),
            rules.get(flag.rule),
            [episodes[UUID(key)] for key in flag.event_ids if UUID(key) in episodes],
            LABELS.get(flag.answer, ""),
        )
        for flag in flags
    ]


def open_first() -> list[Flag]:
    return list(Flag.objects.select_related("child").order_by("-answered_at", "-raised_at")[:SHOWN])
