"""Missing now: one card per child, six queries however many there are."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from agencies.actor import Actor
from agencies.words import Category
from referrals.children.codes import label
from referrals.children.models import Child, Identity
from referrals.children.presenters import age_of, identities_of, name_of
from referrals.information.models import Summary
from referrals.missing import rules
from referrals.missing.models import Episode, RiskBand
from referrals.profiles.codes import RISK_BANDS

WINDOW = timedelta(days=84)
SUMMARIES = 50
ENDINGS = {1: "st", 2: "nd", 3: "rd"}


@dataclass
class Card:
    """One child who is missing now, or found and not yet home."""

    episode: Episode
    child: Child
    identity: Identity | None
    name: str
    age: str
    set_band: RiskBand | None
    times: str
    is_first: bool
    is_ours: bool
    at: datetime

    @property
    def band(self) -> str:
        return self.set_band.band if self.set_band else ""

    @property
    def band_text(self) -> str:
        return label(RISK_BANDS, self.band)

    @property
    def review_is_over(self) -> bool:
        """Nobody has looked at the band again by the time that was set."""
        return rules.is_review_over(self.set_band, self.at)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    return f"{number}{'th' if 10 < number % 100 < 14 else ENDINGS.get(number % 10, 'th')}"


def cards_of(episodes: Iterable[Episode], by: Actor, at: datetime) -> list[Card]:
    """Cards in the order given. An episode whose child the reader may not know of has none."""
    episodes = list(episodes)
    keys = [episode.child_id for episode in episodes]
    children = {child.pk: child for child in Child.objects.filter(pk__in=keys)}
    identities, bands, (ever, lately) = identities_of(keys, by), current_bands(episodes), _counts(keys, at)
    return [
        Card(
            episode,
            child,
            identities.get(child.pk),
            name_of(identities.get(child.pk)),
            age_of(identities.get(child.pk), at),
            bands.get(episode.pk),
            f"{ordinal(lately[child.pk])} time in 12 weeks" if lately[child.pk] > 1 else "",
            ever[child.pk] == 1,
            episode.owner_id == by.agency,
            at,
        )
        for episode in episodes
        if (child := children.get(episode.child_id))
    ]


@dataclass(frozen=True)
class Told:
    """A child who is missing now, known to this reader by the holder's summary alone."""

    child: Child
    name: str
    text: str


def told_of(by: Actor) -> list[Told]:
    """Children missing now of whose episode the reader gets the summary and not the whole: two queries."""
    whole = Episode.objects.open().filter(record_id=OuterRef("record_id"))
    rows = Summary.objects.filter(~Exists(whole), category=Category.MISSING, goes_on=True)
    rows = list(rows.select_related("child").order_by("written_at", "pk")[:SUMMARIES])
    identities = identities_of([row.child_id for row in rows], by)
    return [Told(row.child, name_of(identities.get(row.child_id)), row.text) for row in rows]


def _counts(children: list[UUID], at: datetime) -> tuple[Counter, Counter]:
    """How often each child was missing: ever, and in the last twelve weeks, this time included."""
    ever, lately = Counter(), Counter()
    for episode in Episode.objects.counted().filter(child__in=children):
        ever[episode.child_id] += 1
        lately[episode.child_id] += episode.last_seen_at >= at - WINDOW or episode.returned_at is None
    return ever, lately


def current_bands(episodes: Iterable[Episode]) -> dict[UUID, RiskBand]:
    """The band that holds, by episode."""
    bands: dict[UUID, list[RiskBand]] = defaultdict(list)
    for row in RiskBand.objects.filter(episode__in=[episode.pk for episode in episodes]):
        bands[row.episode_id].append(row)
    return {key: band for key, rows in bands.items() if (band := rules.current_band(rows))}
