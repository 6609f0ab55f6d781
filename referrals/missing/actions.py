"""A child goes missing, is seen, is found, comes home."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import DatabaseError, transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Area, Team
from agencies.notices import actions as notices
from agencies.refusals import Refused, refuse_if
from agencies.words import Category, Kind
from referrals.children import actions as children
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.duties import actions as duties
from referrals.information import actions as information
from referrals.missing import rules
from referrals.missing.codes import AWAY, MISSING
from referrals.missing.models import Change, Episode, EpisodeNarrative, Reporter, RiskBand, Sighting

FORM = {"report": "missing.report", "return": "missing.record_return"}


@dataclass(frozen=True)
class Report:
    """What is known when a child is reported missing. Words and the reporter may be empty; the times may not."""

    times: rules.Times
    place: str = ""
    council_type: str = ""
    police_reference: str = ""
    is_retrospective: bool = False
    band: str = "MEDIUM"
    band_reason: str = ""
    words: dict[str, str] = field(default_factory=dict)
    reporter: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Return:
    """What is known when a child is found: where, how, with whom; and, once home, when."""

    found_at: datetime
    returned_at: datetime | None
    place: str
    area: Area | None
    hurt: str
    harms: list[str]
    with_now: str
    destination: str
    tonight: str = ""


@contextmanager
def _neutral(child: Child) -> Iterator[None]:
    """The database keeps one open episode per child, and none that overlap, across all agencies. Its no tells nothing."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") not in ("SG001", "23505"):
            raise
        desk = child.responsible
        raise Refused([f"This report was not opened here. Ring {desk.name} on {desk.desk_phone} now: they take it from there."]) from error


@transaction.atomic
def report(*, child: Child, told: Report, draft: UUID | None = None, by: Actor, at: datetime) -> Episode:
    """Open an episode, set its band, tell the responsible authority, and begin to count. Pressed twice, it is opened once."""
    done = duties.already_done(draft=draft)
    if done:
        return Episode.objects.get(pk=done)
    refuse_if(rules.objections_to_report(told.times, at, retrospective=told.is_retrospective))
    refuse_if(rules.objections_to_band(rules.Times(told.times.last_seen_at), told.band, told.band_reason, None, at))
    _end_away(child, told, by, at)
    with _neutral(child):
        episode = _open(child, told, by, at)
    _put_words(episode, told.words, by, at)
    if any(told.reporter.values()):
        Reporter.objects.create(**_within(episode), episode=episode, **told.reporter)
    _put_band(episode, told.band, told.band_reason, by, at)
    _tell_and_count(episode, child, by, at)
    duties.use_draft(draft=draft, form=FORM["report"], result=episode.pk, by=by, at=at)
    trail.record(verb="missing.report", about=episode, by=by, at=at, action="collection")
    return episode


def _open(child: Child, told: Report, by: Actor, at: datetime) -> Episode:
    record = information.open_record(child=child, category=Category.MISSING, kind="episode", by=by)
    times = {name: getattr(told.times, name) for name in ("last_seen_at", "discovered_at", "reported_at", "found_at", "returned_at")}
    return Episode.objects.create(
        id=record.pk,
        record=record,
        child=child,
        owner_id=by.agency,
        council_type=told.council_type,
        recorded_at=at,
        is_retrospective=told.is_retrospective,
        last_seen_place=told.place,
        police_reference=told.police_reference,
        next_mark_at=None if times["returned_at"] else rules.next_mark(times["last_seen_at"], times["last_seen_at"]),
        **times,
    )


def _end_away(child: Child, told: Report, by: Actor, at: datetime) -> None:
    """Whereabouts were known and are not any more: the absence of type A ends in the moment in which M begins."""
    if told.council_type != MISSING:
        return
    for away in Episode.objects.open().filter(child=child, owner=by.agency, council_type=AWAY).select_for_update(of=("self",)):
        lost_at = told.times.last_seen_at
        refuse_if(rules.objections_to_losing_sight(rules.Absence(AWAY, away.last_seen_at, away.returned_at), lost_at, at))
        away.found_at, away.returned_at, away.next_mark_at = away.found_at or lost_at, lost_at, None
        away.save(update_fields=["found_at", "returned_at", "next_mark_at"])
        trail.record(verb="missing.lose_sight", about=away, by=by, at=at)


def _within(episode: Episode) -> dict[str, Any]:
    return {"record_id": episode.record_id, "child_id": episode.child_id, "owner_id": episode.owner_id}


def _put_words(episode: Episode, words: dict[str, str], by: Actor, at: datetime) -> None:
    EpisodeNarrative.objects.bulk_create(
        EpisodeNarrative(
            record_id=episode.record_id,
            child_id=episode.child_id,
            owner_id=by.agency,
            episode=episode,
            kind=kind,
            words=said,
            written_at=at,
            written_by_id=by.user,
        )
        for kind, said in words.items()
        if said.strip()
    )


def _put_band(episode: Episode, band: str, reason: str, by: Actor, at: datetime) -> None:
    review_at = at + timedelta(hours=rules.review_hours(band))
    RiskBand.objects.create(
        **_within(episode), episode=episode, band=band, reason=reason, set_at=at, set_by_id=by.user, review_at=review_at
    )


def _tell_and_count(episode: Episode, child: Child, by: Actor, at: datetime) -> None:
    """Who must know now: the desk that answers for the child. Who must act: the owner's missing desk, until the child is found."""
    home = Team.objects.desk_of(child.responsible_id)
    children.involve(child=child, team=home, until=None, reason="Answers for a child reported missing", by=by, at=at)
    notices.tell(key=f"episode:{episode.pk}:reported", kind="missing.reported", team=home, about=episode, by=by, at=at)
    information.summarise(record=episode.record, text=rules.summary(rules.Times(*episode.times())), by=by, at=at)
    if episode.returned_at:
        _owe_interview(episode, child, by, at)
    else:
        own = Team.objects.missing_desk_of(by.agency)
        duties.assign(about=episode, clock=Clock.LOCATE_CHILD, start=episode.last_seen_at, team=own, by=by, at=at)
    _note_change(episode, "reported", by, at)


def _note_change(episode: Episode, kind: str, by: Actor, at: datetime) -> None:
    Change.objects.create(**_within(episode), episode=episode, kind=kind, changed_at=at, look_at=at)


def _owe_interview(episode: Episode, child: Child, by: Actor, at: datetime) -> None:
    """72 elapsed hours from the return, borne by the authority that answers for the child."""
    home = Team.objects.desk_of(child.responsible_id)
    duties.assign(about=episode, clock=Clock.RETURN_INTERVIEW, start=episode.returned_at, team=home, by=by, at=at)
    if by.kind == Kind.POLICE:
        own = Team.objects.missing_desk_of(by.agency)
        duties.assign(about=episode, clock=Clock.PREVENTION_INTERVIEW, start=episode.returned_at, team=own, by=by, at=at)


@transaction.atomic
def record_return(*, episode: Episode, told: Return, draft: UUID | None = None, by: Actor, at: datetime) -> Episode:
    """The child is found; once they are home, the hours for the return interview begin. Pressed twice, it is recorded once."""
    if duties.already_done(draft=draft):
        return episode
    if episode.owner_id != by.agency:
        raise Refused(["Another force holds this episode. Add a sighting: their desk is told at once and records the return."])
    episode = Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    refuse_if(
        rules.objections_to_return(
            rules.Times(*episode.times()), told.found_at, told.returned_at, at, retrospective=episode.is_retrospective
        )
        + rules.objections_to_harms(told.harms, at)
    )
    _put_return(episode, told)
    _put_words(episode, {"tonight": told.tonight}, by, at)
    information.summarise(record=episode.record, text=rules.summary(rules.Times(*episode.times())), by=by, at=at)
    duties.discharge(about=episode, clock=Clock.LOCATE_CHILD, by=by, at=at)
    child = Child.objects.get(pk=episode.child_id)
    home = Team.objects.desk_of(child.responsible_id)
    notices.tell(key=f"episode:{episode.pk}:found", kind="missing.found", team=home, about=episode, by=by, at=at)
    if episode.returned_at:
        _owe_interview(episode, child, by, at)
        _note_change(episode, "returned", by, at)
    duties.use_draft(draft=draft, form=FORM["return"], result=episode.pk, by=by, at=at)
    trail.record(verb="missing.record_return", about=episode, by=by, at=at)
    return episode


def _put_return(episode: Episode, told: Return) -> None:
    episode.found_at, episode.returned_at = told.found_at, told.returned_at
    episode.found_place, episode.found_area = told.place, told.area
    episode.hurt, episode.harms, episode.with_now, episode.destination = told.hurt, told.harms, told.with_now, told.destination
    if told.returned_at:
        episode.next_mark_at = None
    episode.save(
        update_fields=[
            *("found_at", "returned_at", "found_place", "found_area", "hurt", "harms", "with_now", "destination", "next_mark_at"),
        ]
    )


@transaction.atomic
def sight(
    *, episode: Episode, seen_at: datetime, place: str, area: Area | None, words: str, draft: UUID | None = None, by: Actor, at: datetime
) -> Sighting:
    """Somebody saw the child. The row belongs to whoever writes it; the desk that holds the episode is told."""
    done = duties.already_done(draft=draft)
    if done:
        return Sighting.objects.get(pk=done)
    refuse_if(rules.objections_to_sighting(rules.Times(*episode.times()), seen_at, at))
    sighting = Sighting.objects.create(
        record_id=episode.record_id,
        child_id=episode.child_id,
        owner_id=by.agency,
        episode=episode,
        seen_at=seen_at,
        place=place,
        area=area,
        words=words,
        recorded_at=at,
        recorded_by_id=by.user,
    )
    holder = Team.objects.missing_desk_of(episode.owner_id)
    notices.tell(key=f"sighting:{sighting.pk}", kind="missing.sighted", team=holder, about=episode, by=by, at=at)
    duties.use_draft(draft=draft, form="missing.sight", result=sighting.pk, by=by, at=at)
    trail.record(verb="missing.sight", about=sighting, by=by, at=at, action="collection")
    return sighting


@transaction.atomic
def set_band(*, episode: Episode, band: str, reason: str, by: Actor, at: datetime) -> None:
    """Another band, as a row of its own; the old one stays as it was."""
    refuse_if(rules.objections_to_band(rules.Times(*episode.times()), band, reason, None, at))
    _put_band(episode, band, reason, by, at)
    trail.record(verb="missing.set_band", about=episode, by=by, at=at, band=band)


@transaction.atomic
def pass_mark(*, episode: Episode, by: Actor, at: datetime) -> None:
    """The absence has passed a mark: someone more senior must look."""
    passed = episode.next_mark_at
    episode.next_mark_at = rules.next_mark(episode.last_seen_at, passed)
    episode.save(update_fields=["next_mark_at"])
    desk = Team.objects.desk_of(Child.objects.get(pk=episode.child_id).responsible_id)
    mark = uuid5(episode.pk, passed.isoformat())
    duties.assign(about=episode, clock=Clock.LONG_ABSENCE, start=passed, team=desk, event=mark, by=by, at=at)
    trail.record(verb="missing.pass_mark", about=episode, by=by, at=at)
