"""Hand-overs: children found away from home whom somebody must fetch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from agencies.actor import Actor
from agencies.directory.models import Agency, User
from referrals.children.codes import label
from referrals.children.models import Child
from referrals.children.presenters import identities_of, name_of
from referrals.crossings import codes, rules
from referrals.crossings.actions import standing_of
from referrals.crossings.models import Handover
from referrals.missing.actions.rows import found_elsewhere
from referrals.missing.models import Episode

WORDS = {
    rules.State.OPEN: ("Nobody has accepted", "red"),
    rules.State.DECLINED: ("Declined: nobody has accepted", "red"),
    rules.State.ACCEPTED: ("Accepted", "green"),
    rules.State.LATE: ("Accepted, and not collected in time", "red"),
    rules.State.HOME: ("Home", "grey"),
}


@dataclass(frozen=True)
class Crossing:
    """One child found away from home, with what the home authority answered."""

    episode: Episode
    child: Child
    name: str
    home: Agency
    holder: Agency
    state: rules.State
    says: str
    colour: str
    last: Handover | None
    answers: list[dict[str, Any]]

    @property
    def is_open(self) -> bool:
        return self.state in (rules.State.OPEN, rules.State.DECLINED, rules.State.LATE)


def open_crossings(by: Actor, at: datetime) -> list[Crossing]:
    """Everybody found away from home and not home yet, as far as the reader may see: whom nobody accepted first, then the longest."""
    found = Episode.objects.open().exclude(found_at=None).select_related("found_area").order_by("found_at", "pk")
    rows = _crossings(found_elsewhere(found), by, at)
    return sorted(rows, key=lambda row: not row.is_open)


def crossing_of(episode: Episode, by: Actor, at: datetime) -> Crossing | None:
    """The hand-over of one episode; None where the child may not be known to the reader."""
    return next(iter(_crossings([episode], by, at)), None)


def _crossings(episodes: list[Episode], by: Actor, at: datetime) -> list[Crossing]:
    keys = {episode.child_id for episode in episodes}
    children = {child.pk: child for child in Child.objects.select_related("responsible").filter(pk__in=keys)}
    identities, holders = identities_of(keys, by), Agency.objects.in_bulk({episode.owner_id for episode in episodes})
    answers: dict[UUID, list[Handover]] = {}
    for row in Handover.objects.filter(episode__in=episodes).select_related("team__agency").order_by("-answered_at", "pk"):
        answers.setdefault(row.episode_id, []).append(row)
    people = User.objects.in_bulk({row.answered_by_id for rows in answers.values() for row in rows})
    return [
        _crossing(episode, child, name_of(identities.get(child.pk)), holders[episode.owner_id], answers.get(episode.pk, []), people, at)
        for episode in episodes
        if (child := children.get(episode.child_id))
    ]


def _crossing(
    episode: Episode, child: Child, name: str, holder: Agency, rows: list[Handover], people: dict[UUID, User], at: datetime
) -> Crossing:
    last = rows[0] if rows else None
    state = rules.state_of(standing_of(episode, last), at)
    says, colour = WORDS[state]
    return Crossing(episode, child, name, child.responsible, holder, state, says, colour, last, _answers(rows, people))


def _answers(rows: Iterable[Handover], people: dict[UUID, User]) -> list[dict[str, Any]]:
    return [
        {
            "title": label(codes.ANSWERS, row.answer),
            "at": row.answered_at,
            "who": f"{people[row.answered_by_id].full_name}, {row.team.name}, {row.team.agency.name}",
            "text": row.words or row.collects,
        }
        for row in rows
    ]
