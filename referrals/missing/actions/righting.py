"""What every correction does: it stands on file before anything else, ends what the record asked for, and tells who was told."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from agencies.access.context import ask, call
from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Agency, Team
from agencies.notices import actions as notices
from agencies.words import Marking
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.duties import actions as duties
from referrals.duties.models import Duty
from referrals.missing import rules
from referrals.missing.actions import rows
from referrals.missing.models import Episode, EpisodeCorrection, RiskBand

TIMES = tuple(field.name for field in fields(rules.Times))
NOT_HERE = "This was not put right here."
NORMAL, RESTRICTED = Marking.NORMAL, Marking.RESTRICTED
ENDING = ("found_place", "found_area_id", "hurt", "harms", "with_now", "destination", "found_with", "carried", "miles_away", "explained")


def times_of(times: rules.Times) -> dict[str, Any]:
    """The times as a correction keeps them."""
    return {name: time.isoformat() if (time := getattr(times, name)) else None for name in TIMES}


def ending_of(episode: Episode) -> dict[str, Any]:
    """What was said when the child was found, as a correction keeps it."""
    return {name: getattr(episode, name) for name in ENDING}


def put_ending(episode: Episode, other: Episode) -> None:
    for name, value in ending_of(other).items():
        setattr(episode, name, value)


def lock(episode: Episode, by: Actor) -> Episode:
    """As it stands now, until the end of the deed; only its holder puts it right."""
    rows.refuse_unless_ours(episode, by)
    return Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)


def put(episode: Episode, kind: str, reason: str, by: Actor, at: datetime, **said: Any) -> EpisodeCorrection:
    """The row that says what was wrong; it is as restricted as the episode."""
    key, marking = uuid4(), {"marking": episode.marking}
    who = {"kind": kind, "reason": reason, "corrected_at": at, "corrected_by_id": by.user}
    return EpisodeCorrection.objects.create(id=key, **rows.within(episode) | marking, **who, **said)


def set_apart(episode: Episode, kind: str, by: Actor, at: datetime, *, marking: Marking = NORMAL) -> None:
    """The episode stays on file, is counted nowhere, and is as restricted from now on as `marking` says, with all that stands in it."""
    call("sg.set_apart", about=episode.pk, kind=kind, marked=int(marking), says=rules.IN_ERROR, at=at)
    episode.mistaken_at, episode.mistaken_as, episode.next_mark_at = at, kind, None
    episode.marking = max(episode.marking, marking)


def end_duties(correction: EpisodeCorrection, clocks: Iterable[Clock], by: Actor, at: datetime) -> dict[str, Team]:
    """End what the record asked for, whoever bears it; all of it where no clocks are named. Returns the teams by clock."""
    names = [clock.name for clock in clocks]
    ended = list(ask("sg.end_duties", correction=correction.pk, clocks=names, at=at))
    teams = Team.objects.select_related("agency").in_bulk([team for *_, team in ended])
    for key, clock, agency, team in ended:
        duty = Duty(pk=key, child_id=correction.child_id, agency_id=agency, clock=clock)
        handed = () if agency == by.agency else (teams[team].agency, teams[team])
        more = {"clock": clock, "because": "corrected", "correction": str(correction.pk)}
        trail.record(verb="duties.end", about=duty, by=by, at=at, handed=trail.Handed(handed), **more)
    return {clock: teams[team] for _, clock, _, team in ended}


def close(episode: Episode, correction: EpisodeCorrection, by: Actor, at: datetime) -> None:
    """Nobody owes anything for it any more, whoever was told hears so, and the patterns count again without it."""
    ended = end_duties(correction, (), by, at)
    rows.note_change(episode, "corrected", by, at)
    tell(episode, correction, by, at, also=ended.values())


def tell_governance(episode: Episode, correction: EpisodeCorrection, by: Actor, at: datetime) -> None:
    """The holder's data-protection desk hears that people read of the wrong child: the log names them."""
    for team in Team.objects.filter(agency=episode.owner_id, kind="governance").order_by("pk"):
        notices.tell(key=f"correction:{correction.pk}", kind="missing.moved", team=team, about=episode, by=by, at=at)


def tell(episode: Episode, correction: EpisodeCorrection, by: Actor, at: datetime, *, also: Iterable[Team] = ()) -> None:
    """Whoever was told of the record, and whoever owed something for it, hears that it was corrected."""
    child = Child.objects.filter(pk=episode.child_id).first()
    host = rows.host_desk(child) if child else None
    desks = {rows.home_desk(episode, child), *([host] if host else [])} if child else set()
    for desk in sorted(desks | set(also), key=lambda team: team.pk):
        notices.tell(key=f"correction:{correction.pk}", kind="missing.corrected", team=desk, about=episode, by=by, at=at)


def seen_by(episode: Episode) -> list[dict[str, Any]]:
    """Everybody to whom the log says that it was shown while it stood wrong: the last who looked first."""
    seen = ask("sg.who_saw", about=episode.pk)
    agencies = Agency.objects.in_bulk({agency for _, _, agency, _, _ in seen if agency})
    return [
        {"person": str(person), "name": name, "agency": agencies[agency].name, "looks": looks, "last_at": last_at.isoformat()}
        for person, name, agency, looks, last_at in seen
    ]


def in_words(seen: Iterable[dict[str, Any]]) -> str:
    """For the log: who, of which agency, how often and when last."""
    return "; ".join(f"{one['name']}, {one['agency']}, {one['looks']} times, last {rules.said_at(one['last_at'])}" for one in seen)


def follow_times(episode: Episode, before: rules.Times, correction: EpisodeCorrection, by: Actor, at: datetime) -> None:
    """What the corrected times ask for, in place of what the wrong ones asked for. An interview that was held stays held."""
    now = rules.Times(*episode.times())
    ended: dict[str, Team] = {}
    if now.returned_at != before.returned_at or (before.found_at and not now.found_at):
        ended = end_duties(correction, _ended_by(before, now), by, at)
        _owe(episode, before, ended, correction, by, at)
    rows.put_summary(episode, by, at)
    rows.note_change(episode, "corrected", by, at)
    tell(episode, correction, by, at, also=ended.values())


def _ended_by(before: rules.Times, now: rules.Times) -> tuple[Clock, ...]:
    """A return at another time asks for its interviews from then. A child who is home is not searched for; one who is gone not fetched."""
    fetched = (Clock.ACCEPT_CHILD, Clock.COLLECT_CHILD) if now.returned_at or not now.found_at else ()
    sought = (Clock.LOCATE_CHILD, Clock.RISK_REVIEW) if now.returned_at else ()
    return (*sought, *fetched, *(rows.INTERVIEWS if before.returned_at else ()))


def _owe(episode: Episode, before: rules.Times, ended: dict[str, Team], correction: EpisodeCorrection, by: Actor, at: datetime) -> None:
    if episode.returned_at:
        again = [clock for clock in rows.INTERVIEWS if clock.name in ended or not before.returned_at]
        rows.owe_interview(episode, Child.objects.get(pk=episode.child_id), by, at, clocks=again)
        return
    own, event = Team.objects.missing_desk_of(episode.owner_id), correction.pk
    if not episode.found_at:
        duties.assign(about=episode, clock=Clock.LOCATE_CHILD, start=episode.last_seen_at, team=own, event=event, by=by, at=at)
    if before.returned_at:
        owe_review(episode, event, by, at)


def owe_review(episode: Episode, event: UUID, by: Actor, at: datetime) -> None:
    """The band that holds is looked at again by its time; at once where that is over."""
    band = rules.current_band(RiskBand.objects.filter(episode=episode))
    until = max(band.review_at if band and band.review_at else at, at)
    own, clock = Team.objects.missing_desk_of(episode.owner_id), Clock.RISK_REVIEW
    duties.assign_until(about=episode, clock=clock, start=at, until=until, team=own, event=event, by=by, at=at)
