"""One episode with everything beside it, and what earlier ones tell."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agencies.actor import Actor
from agencies.directory.models import Agency, User
from referrals.children.codes import label
from referrals.children.models import Child
from referrals.children.presenters import bar_of, identities_of, name_of
from referrals.clocks import Clock, local, local_day
from referrals.duties.models import Duty
from referrals.missing import codes, rules
from referrals.missing.actions.rows import found_elsewhere
from referrals.missing.models import Companion, Episode, EpisodeCorrection, EpisodeNarrative, Reporter, RiskBand, Sighting
from referrals.missing.presenters.corrections import kind_of, readers_of, says
from referrals.missing.presenters.history import places_before
from referrals.profiles.codes import RISK_BANDS
from referrals.profiles.models import ProfileKept
from referrals.profiles.presenters import profiles_of

WRITERS = ("set_by_id", "recorded_by_id", "written_by_id", "corrected_by_id")
SOUGHT = ("clothing", "companions", "places", "circumstances")


@dataclass
class EpisodePage:
    """One episode as this reader may see it."""

    child: Child | None
    bar: dict[str, Any]
    holder: Agency
    facts: list[dict[str, Any]]
    places: list[str]
    bands: list[dict[str, Any]] = field(default_factory=list)
    sightings: list[dict[str, Any]] = field(default_factory=list)
    words: list[dict[str, Any]] = field(default_factory=list)
    interview: Duty | None = None
    band: RiskBand | None = None
    review_is_over: bool = False
    is_adult: bool = False
    corrections: list[dict[str, Any]] = field(default_factory=list)
    readers: list[dict[str, Any]] = field(default_factory=list)
    moved_from: Episode | None = None
    profiles: list[ProfileKept] = field(default_factory=list)


def page_of(episode: Episode, by: Actor, at: datetime) -> EpisodePage:
    bands = list(RiskBand.objects.filter(episode=episode).order_by("-set_at"))
    sightings = list(Sighting.objects.filter(episode=episode).order_by("-seen_at"))
    words = list(EpisodeNarrative.objects.filter(episode=episode).order_by("-written_at"))
    if not episode.found_at:
        words.sort(key=_looked_for_first)
    corrected = list(EpisodeCorrection.objects.filter(episode=episode).order_by("-corrected_at"))
    who = _Writers(bands, sightings, words, corrected, [episode])
    child = Child.objects.filter(pk=episode.child_id).first()
    identity = identities_of([episode.child_id], by).get(episode.child_id)
    return EpisodePage(
        child=child,
        bar=bar_of(child, identity, at) if child else {},
        holder=who.agencies[episode.owner_id],
        facts=[*facts_of(episode), *_companions_of(episode, by), *_told_by(episode)],
        places=[] if episode.found_at else places_before(episode.child_id),
        bands=[_item(label(RISK_BANDS, row.band), row.set_at, who.of(row, "set_by_id"), row.reason) for row in bands],
        sightings=[_item(row.place, row.seen_at, who.of(row, "recorded_by_id"), row.words) for row in sightings],
        interview=Duty.objects.filter(about_id=episode.pk, clock=Clock.RETURN_INTERVIEW.name).first() if episode.returned_at else None,
        band=(holds := rules.current_band(bands)),
        is_adult=bool(identity and identity.born_on and identity.born_on <= rules.born_for_eighteen(local_day(at))),
        review_is_over=rules.is_review_over(holds, at),
        corrections=[_item(kind_of(row), row.corrected_at, who.of(row, "corrected_by_id"), says(row)) for row in corrected],
        readers=readers_of(corrected),
        profiles=profiles_of(episode.child_id),
        moved_from=_wrong_record_of(episode) if corrected else None,
        words=[_item(label(codes.NARRATIVES, row.kind), row.written_at, who.of(row, "written_by_id"), row.words) for row in words],
    )


def _wrong_record_of(episode: Episode) -> Episode | None:
    """The record that was kept when this one took its place, for those who may still read it."""
    wrong = EpisodeCorrection.objects.filter(other=episode).keys("episode")
    return Episode.objects.filter(pk__in=wrong).exclude(child=episode.child_id).first()


def _looked_for_first(row: EpisodeNarrative) -> int:
    """What helps to find a child comes before what explains."""
    return SOUGHT.index(row.kind) if row.kind in SOUGHT else len(SOUGHT)


class _Writers:
    """The names of those who wrote, and of their agencies: two queries."""

    def __init__(self, *groups: Iterable[Any]) -> None:
        rows = [row for group in groups for row in group]
        keys = {getattr(row, name) for row in rows for name in WRITERS if hasattr(row, name)}
        self.people, self.agencies = User.objects.in_bulk(keys), Agency.objects.in_bulk({key for row in rows for key in _agencies(row)})

    def of(self, row: Any, column: str) -> str:
        return f"{self.people[getattr(row, column)].full_name}, {self.agencies[_agencies(row)[-1]].name}"


def _agencies(row: Any) -> list[int]:
    """Whose the row is, and then who wrote it where that is another agency."""
    return list(filter(None, [row.owner_id, getattr(row, "by_agency_id", None)]))


def _item(title: str, at: datetime, who: str, text: str) -> dict[str, Any]:
    return {"title": title, "at": at, "who": who, "text": text}


def facts_of(episode: Episode) -> list[dict[str, Any]]:
    """The five times, each for itself; then what was found. Of a child who is missing still, nothing is asked about the return."""
    went = [
        {"key": "Last seen", "at": episode.last_seen_at, "value": episode.last_seen_place},
        {"key": "Found to be missing", "at": episode.discovered_at},
        {"key": "Reported", "at": episode.reported_at, "value": "afterwards" if episode.is_retrospective else ""},
    ]
    if episode.factors:
        went.append({"key": "Drives and draws", "value": ", ".join(label(codes.FACTORS, code) for code in episode.factors)})
    if episode.not_reported:
        went.append({"key": "Why nobody reported it", "value": label(codes.NOT_REPORTED, episode.not_reported)})
    held = [
        {"key": "Council type", "value": label(codes.COUNCIL_TYPES, episode.council_type)},
        {"key": "Police reference", "value": episode.police_reference},
    ]
    if episode.found_at:
        return [*went, *_found(episode), *held]
    return [*went, *(fact for fact in held if fact["value"])]


def _found(episode: Episode) -> list[dict[str, Any]]:
    return [
        {"key": "Found", "at": episode.found_at, "value": episode.found_place},
        {"key": "Home", "at": episode.returned_at},
        {"key": "Where the child went", "value": label(codes.DESTINATIONS, episode.destination)},
        {"key": "With the child then", "value": label(codes.WITH_NOW, episode.with_now)},
        {"key": "Hurt or unwell", "value": label(codes.HURT, episode.hurt)},
        {"key": "Harm while missing", "value": ", ".join(label(codes.HARMS, code) for code in episode.harms)},
        {"key": "Found with", "value": label(codes.FOUND_WITH, episode.found_with)},
        {"key": "Carried", "value": ", ".join(label(codes.CARRIED, code) for code in episode.carried)},
        {"key": "Miles from home", "value": "" if episode.miles_away is None else str(episode.miles_away)},
        {"key": "Explained", "value": label(codes.EXPLAINED, episode.explained)},
    ]


def _companions_of(episode: Episode, by: Actor) -> list[dict[str, Any]]:
    """The other children who were or may be there, of those the reader may see; where there are none to be seen, there is no such line."""
    rows = list(Companion.objects.filter(episode=episode).order_by("recorded_at", "pk"))
    children, identities = Child.objects.in_bulk([row.child_id for row in rows]), identities_of([row.child_id for row in rows], by)
    lines = {row.code: row.label for row in codes.THERE}
    named = {
        kind: [
            f"{name_of(identities.get(row.child_id))} {children[row.child_id].reference}".strip()
            for row in rows
            if row.kind == kind and row.child_id in children
        ]
        for kind in lines
    }
    return [{"key": lines[kind], "value": ", ".join(names)} for kind, names in named.items() if names]


def _told_by(episode: Episode) -> list[dict[str, Any]]:
    """Who reported it, for those who may read sources; for others there is no such line."""
    return [
        {"key": "Reported by", "value": ", ".join(filter(None, [row.name, label(codes.RELATIONSHIPS, row.relationship), row.phone]))}
        for row in Reporter.objects.filter(episode=episode)
    ]


def open_episode_of(child: Child) -> Episode | None:
    """The open episode, if the reader may see it; there is never more than one."""
    return Episode.objects.open().filter(child=child).first()


def waits_elsewhere(episode: Episode) -> bool:
    """Whether the child was found away from home and is not home yet: somebody must fetch her."""
    return bool(episode.found_at and not episode.returned_at and found_elsewhere([episode]))


def absences_at_that_time(child: Child, times: rules.Times) -> list[str]:
    """Earlier absences that the reader may see and that a report with these times would overlap, each as a sentence."""
    ended = Episode.objects.counted().filter(child=child).exclude(returned_at=None)
    homes = [local(row.returned_at) for row in ended if rules.overlap(times, rules.Times(*row.times()))]
    return [f"The child was still missing then, until {home:%H:%M} on {home.day} {home:%b}. Correct the time last seen." for home in homes]


def worn_by(episode: Episode) -> str:
    """What the child was wearing, as reported."""
    row = EpisodeNarrative.objects.filter(episode=episode, kind="clothing").order_by("-written_at").first()
    return row.words if row else ""
