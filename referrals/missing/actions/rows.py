"""The rows that belong to an episode, who must know of it, and who owes what from when."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from agencies.actor import Actor
from agencies.directory.models import Agency, Team
from agencies.refusals import refuse_if
from agencies.words import Kind
from referrals.children.models import Address, Child
from referrals.clocks import Clock, utc
from referrals.duties import actions as duties
from referrals.information import actions as information
from referrals.missing import rules
from referrals.missing.codes import AWAY
from referrals.missing.models import Change, Companion, Episode, EpisodeCorrection, EpisodeNarrative, RiskBand
from referrals.profiles import actions as profiles

INTERVIEWS = (Clock.RETURN_INTERVIEW, Clock.PREVENTION_INTERVIEW)


def within(episode: Episode) -> dict[str, Any]:
    """What every row of the holder's inside the episode carries."""
    whose = {"record_id": episode.record_id, "child_id": episode.child_id, "owner_id": episode.owner_id}
    return whose | {"marking": episode.marking, "handling": episode.handling, "episode": episode}


def refuse_mistaken(episode: Episode) -> None:
    """Nothing more is written into what is marked as recorded in error."""
    refuse_if([rules.IN_ERROR] if episode.mistaken_at else [])


def refuse_unless_ours(episode: Episode, by: Actor) -> None:
    """An episode is changed by the agency that holds it. Others write beside it."""
    refuse_mistaken(episode)
    if episode.owner_id == by.agency:
        return
    holder = Agency.objects.get(pk=episode.owner_id)
    ring = f" on {holder.desk_phone}" if holder.desk_phone else ""
    refuse_if([f"{holder.name} holds this episode. Ring their desk{ring}, and add a sighting: they are told at once."])


def child_of(episode: Episode) -> Child:
    return Child.objects.select_related("responsible").get(pk=episode.child_id)


def put_summary(episode: Episode, by: Actor, at: datetime) -> None:
    """What readers get who do not get the whole; it goes on while the child is missing. Away with whereabouts known is not missing."""
    text, goes_on = rules.summary(rules.Times(*episode.times())), episode.returned_at is None and episode.council_type != AWAY
    information.summarise(record=episode.record, text=text, goes_on=goes_on, by=by, at=at)


def put_words(episode: Episode, words: dict[str, str], by: Actor, at: datetime) -> None:
    said = {"owner_id": by.agency, "written_at": at, "written_by_id": by.user}
    EpisodeNarrative.objects.bulk_create(
        EpisodeNarrative(**within(episode) | said, kind=kind, words=text) for kind, text in words.items() if text.strip()
    )


def named_wrongly(child: UUID, companions: Collection[UUID]) -> dict[str, bool]:
    """Whether a companion is nobody whom the actor may see, or the child herself."""
    seen = Child.objects.filter(pk__in=companions).count()
    return {"strangers": seen < len(set(companions)), "own": child in companions}


def put_companions(episode: Episode, children: Iterable[UUID], kind: str, by: Actor, at: datetime) -> None:
    """A row about each child who was, or may be, with this one. Named again, a child is named once."""
    within_it = within(episode) | {"owner_id": by.agency, "recorded_at": at, "kind": kind}
    named = [Companion(**within_it | {"child_id": key}) for key in dict.fromkeys(children)]
    Companion.objects.bulk_create(named, ignore_conflicts=True)


def put_band(episode: Episode, band: str, reason: str, by: Actor, at: datetime) -> RiskBand:
    """A row more, and the duty to look at it again in time. The review of the band before is done by this one."""
    review_at = at + timedelta(hours=rules.review_hours(band))
    said = {"band": band, "reason": reason, "set_at": at, "set_by_id": by.user, "review_at": review_at}
    row = RiskBand.objects.create(id=uuid4(), **within(episode), **said)
    duties.discharge(about=episode, clock=Clock.RISK_REVIEW, by=by, at=at)
    if not episode.returned_at:
        own, clock = Team.objects.missing_desk_of(episode.owner_id), Clock.RISK_REVIEW
        duties.assign_until(about=episode, clock=clock, start=at, until=review_at, team=own, event=row.pk, by=by, at=at)
    return row


def note_change(episode: Episode, kind: str, by: Actor, at: datetime) -> None:
    """An episode began, ended or was put right: the patterns count again, and what carers keep of the child is open or sealed by it."""
    Change.objects.create(**within(episode), kind=kind, changed_at=at, look_at=at)
    profiles.follow(child=episode.child_id, by=by, at=at)


def home_desk(episode: Episode, child: Child) -> Team:
    """The desk that answers for the child at any hour; where her authority has no team here, the holder's own."""
    return Team.objects.desk_of(child.responsible_id) or Team.objects.missing_desk_of(episode.owner_id)


def host_desk(child: Child) -> Team | None:
    """The desk of the council in whose area she stays, where that is another than her own and her address may be read."""
    address = Address.objects.filter(child=child, to_on=None).exclude(area=None).order_by("-from_on").first()
    hosts = Agency.objects.filter(kind=Kind.COUNCIL, areas=address.area_id) if address else Agency.objects.none()
    host = hosts.exclude(pk=child.responsible_id).order_by("pk").first()
    return Team.objects.desk_of(host) if host else None


def owe_interview(episode: Episode, child: Child, by: Actor, at: datetime, *, clocks: Collection[Clock] = INTERVIEWS) -> None:
    """72 elapsed hours from the return, borne by the authority that answers for the child; and police see every child who returns."""
    start, event = episode.returned_at, return_of(episode)
    if Clock.RETURN_INTERVIEW in clocks:
        home = home_desk(episode, child)
        duties.assign(about=episode, clock=Clock.RETURN_INTERVIEW, start=start, team=home, event=event, by=by, at=at)
    if Clock.PREVENTION_INTERVIEW in clocks and by.kind == Kind.POLICE:
        own = Team.objects.missing_desk_of(by.agency)
        duties.assign(about=episode, clock=Clock.PREVENTION_INTERVIEW, start=start, team=own, event=event, by=by, at=at)


def return_of(episode: Episode) -> UUID:
    """The event that asks for the interviews: the return. Where it was corrected, a return at another time is another event."""
    is_corrected = EpisodeCorrection.objects.filter(episode=episode).exists()
    return uuid5(episode.pk, f"returned:{utc(episode.returned_at).isoformat()}") if is_corrected else episode.pk


def owe_hand_over(episode: Episode, child: Child, by: Actor, at: datetime) -> None:
    """Somebody of the home area must fetch a child who was found somewhere else: the hour runs from when they are told."""
    if found_elsewhere([episode]):
        duties.assign(about=episode, clock=Clock.ACCEPT_CHILD, start=at, team=home_desk(episode, child), by=by, at=at)


def home_areas_of(episodes: Iterable[Episode]) -> dict[UUID, frozenset[str]]:
    """For each episode with an area of finding: those of the same kind of its holder and of whoever answers for the child."""
    found = [episode for episode in episodes if episode.found_area_id]
    answers = {child.pk: child.responsible_id for child in Child.objects.filter(pk__in={episode.child_id for episode in found})}
    homes = {episode.pk: {episode.owner_id, answers.get(episode.child_id)} for episode in found}
    agencies = Agency.objects.filter(pk__in=set().union(*homes.values())).prefetch_related("areas") if homes else []
    areas = {agency.pk: list(agency.areas.all()) for agency in agencies}
    return {
        episode.pk: frozenset(area.code for key in homes[episode.pk] for area in areas.get(key, []) if area.kind == episode.found_area.kind)
        for episode in found
    }


def found_elsewhere(episodes: Iterable[Episode]) -> list[Episode]:
    """Those of them in which the child was found outside home's areas."""
    episodes = list(episodes)
    homes = home_areas_of(episodes)
    return [row for row in episodes if row.pk in homes and rules.is_found_elsewhere(row.found_area.code, homes[row.pk])]
