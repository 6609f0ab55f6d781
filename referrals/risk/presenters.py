"""One line per child, for every list of children: who she is, the last twelve weeks, and whether she is missing now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from referrals.children.models import Child, Identity
from referrals.children.presenters import age_of, name_of
from referrals.clocks import local_day
from referrals.missing.models import Episode

DAYS = 84
Strip = list[tuple[date, str, tuple[str, ...]]]


@dataclass
class Line:
    """A child in a list, as far as the reader may see her."""

    child: Child
    identity: Identity | None
    episodes: list[Episode]
    strip: Strip
    age: str = ""
    reasons: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return name_of(self.identity)

    @property
    def missing_days(self) -> int:
        return sum(state == "missing" for _, state, _ in self.strip)

    @property
    def open_episode(self) -> Episode | None:
        return next((episode for episode in self.episodes if episode.returned_at is None), None)


def strip_of(episodes: Iterable[Episode], at: datetime, days: int = DAYS) -> Strip:
    """The last local days, 84 unless more are asked for: missing, away with whereabouts known, or here; a mark on a day of injury."""
    today = local_day(at)
    states, marks = {}, {}
    for episode in episodes:
        first, last = local_day(episode.last_seen_at), local_day(episode.returned_at or at)
        for n in range((last - first).days + 1):
            states.setdefault(first + timedelta(days=n), "away" if episode.council_type == "A" else "missing")
        if episode.found_at and episode.hurt in ("minor", "care"):
            marks[local_day(episode.found_at)] = ("injury",)
    shown = [today - timedelta(days=days - 1 - n) for n in range(days)]
    return [(day, states.get(day, ""), marks.get(day, ())) for day in shown]


def lines_of(children: Iterable[Child], identities: dict[UUID, Identity], at: datetime) -> list[Line]:
    """The lines of these children in the order given: one query, however many there are."""
    children, episodes = list(children), defaultdict(list)
    keys = [child.pk for child in children]
    recent = Episode.objects.counted().filter(child__in=keys, last_seen_at__gte=at - timedelta(days=DAYS + 60))
    for episode in recent.order_by("-last_seen_at"):
        episodes[episode.child_id].append(episode)
    ages = {key: age_of(identity, at) for key, identity in identities.items()}
    return [
        Line(child, identities.get(child.pk), episodes[child.pk], strip_of(episodes[child.pk], at), ages.get(child.pk, ""))
        for child in children
    ]
