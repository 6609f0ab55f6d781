"""Cards and pages about episodes, as far as the reader may see: who, since when, how often, and what to do next."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from agencies.actor import Actor
from agencies.directory.models import Agency, User
from referrals.children.codes import label
from referrals.children.models import Child, Identity
from referrals.missing import codes
from referrals.missing.models import Episode, EpisodeNarrative, RiskBand, Sighting

WINDOW = timedelta(days=84)
SHOWN = 50
CHIPS = 4
ENDINGS = {1: "st", 2: "nd", 3: "rd"}


@dataclass
class Card:
    """One child who is missing now."""

    episode: Episode
    child: Child
    identity: Identity | None
    band: str
    band_text: str
    times: str
    is_first: bool

    @property
    def name(self) -> str:
        return name_of(self.identity)


def name_of(identity: Identity | None) -> str:
    """The name in the order of the file; empty where it is not held here."""
    return " ".join(filter(None, [identity.given_names, identity.family_name])) or identity.known_as if identity else ""


def identities_of(children: Iterable[UUID], by: Actor) -> dict[UUID, Identity]:
    """One visible identity per child: the reader's own agency's before another's."""
    found: dict[UUID, Identity] = {}
    for identity in Identity.objects.filter(child__in=list(children)).order_by("recorded_at", "pk"):
        if identity.child_id not in found or identity.owner_id == by.agency:
            found[identity.child_id] = identity
    return found


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    return f"{number}{'th' if 10 < number % 100 < 14 else ENDINGS.get(number % 10, 'th')}"


def cards_of(by: Actor, at: datetime) -> list[Card]:
    """Everybody missing now whom the reader may see, the longest absence first: five queries, however many."""
    episodes = list(Episode.objects.open().order_by("last_seen_at", "pk")[:SHOWN])
    keys = [episode.child_id for episode in episodes]
    children = {child.pk: child for child in Child.objects.filter(pk__in=keys)}
    identities, bands = identities_of(keys, by), current_bands(episodes)
    earlier, recent = Counter(), Counter()
    for other in Episode.objects.filter(child__in=keys):
        earlier[other.child_id] += 1
        recent[other.child_id] += other.last_seen_at >= at - WINDOW
    return [
        Card(
            episode,
            children[episode.child_id],
            identities.get(episode.child_id),
            bands.get(episode.pk, ""),
            label(codes.RISK_BANDS, bands[episode.pk]) if episode.pk in bands else "",
            f"{ordinal(recent[episode.child_id])} time in 12 weeks" if earlier[episode.child_id] > 1 else "",
            earlier[episode.child_id] == 1,
        )
        for episode in episodes
        if episode.child_id in children
    ]


def current_bands(episodes: Iterable[Episode]) -> dict[UUID, str]:
    """The band that holds, by episode."""
    rows = RiskBand.objects.filter(episode__in=[episode.pk for episode in episodes]).order_by("set_at")
    return {row.episode_id: row.band for row in rows}


@dataclass
class EpisodePage:
    """One episode with everything beside it that the reader may see."""

    episode: Episode
    child: Child | None
    identity: Identity | None
    holder: Agency
    facts: list[dict[str, Any]]
    bands: list[dict[str, Any]] = field(default_factory=list)
    sightings: list[dict[str, Any]] = field(default_factory=list)
    words: list[dict[str, Any]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return name_of(self.identity)


def page_of(episode: Episode, by: Actor) -> EpisodePage:
    bands = list(RiskBand.objects.filter(episode=episode).order_by("-set_at"))
    sightings = list(Sighting.objects.filter(episode=episode).order_by("-seen_at"))
    words = list(EpisodeNarrative.objects.filter(episode=episode).order_by("-written_at"))
    people = User.objects.in_bulk(
        {row.set_by_id for row in bands} | {row.recorded_by_id for row in sightings} | {row.written_by_id for row in words}
    )
    agencies = Agency.objects.in_bulk({episode.owner_id, *(row.owner_id for row in (*sightings, *words))})
    return EpisodePage(
        episode,
        Child.objects.filter(pk=episode.child_id).first(),
        identities_of([episode.child_id], by).get(episode.child_id),
        agencies[episode.owner_id],
        facts_of(episode),
        [{"title": label(codes.RISK_BANDS, row.band), "at": row.set_at, "who": people[row.set_by_id], "text": row.reason} for row in bands],
        [
            {"title": row.place, "at": row.seen_at, "who": f"{people[row.recorded_by_id]}, {agencies[row.owner_id]}", "text": row.words}
            for row in sightings
        ],
        [
            {
                "title": label(codes.NARRATIVES, row.kind),
                "at": row.written_at,
                "who": f"{people[row.written_by_id]}, {agencies[row.owner_id]}",
                "text": row.words,
            }
            for row in words
        ],
    )


def facts_of(episode: Episode) -> list[dict[str, Any]]:
    """The five times, each for itself, and what was found."""
    harms = ", ".join(label(codes.HARMS, code) for code in episode.harms)
    return [
        {"key": "Last seen", "at": episode.last_seen_at, "value": episode.last_seen_place},
        {"key": "Found to be missing", "at": episode.discovered_at, "value": ""},
        {"key": "Reported", "at": episode.reported_at, "value": "afterwards" if episode.is_retrospective else ""},
        {"key": "Found", "at": episode.found_at, "value": episode.found_place},
        {"key": "Home", "at": episode.returned_at, "value": label(codes.DESTINATIONS, episode.destination) if episode.destination else ""},
        {"key": "Hurt or unwell", "at": None, "value": label(codes.HURT, episode.hurt) if episode.hurt else ""},
        {"key": "Harm while missing", "at": None, "value": harms},
    ]


def places_before(child: UUID) -> list[str]:
    """Where this child was found before, the latest first, as chips; only from episodes the reader may see."""
    rows = Episode.objects.filter(child=child).exclude(found_place="").order_by("-last_seen_at")[:20]
    seen = defaultdict(int)
    for row in rows:
        seen[row.found_place] += 1
    return list(seen)[:CHIPS]
