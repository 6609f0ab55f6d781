"""The rows that belong to an episode, and who owes what from when."""

from datetime import datetime, timedelta
from typing import Any

from agencies.actor import Actor
from agencies.directory.models import Team
from agencies.words import Kind
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.duties import actions as duties
from referrals.missing import rules
from referrals.missing.models import Change, Episode, EpisodeNarrative, RiskBand


def within(episode: Episode) -> dict[str, Any]:
    return {"record_id": episode.record_id, "child_id": episode.child_id, "owner_id": episode.owner_id}


def put_words(episode: Episode, words: dict[str, str], by: Actor, at: datetime) -> None:
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


def put_band(episode: Episode, band: str, reason: str, by: Actor, at: datetime) -> None:
    review_at = at + timedelta(hours=rules.review_hours(band))
    RiskBand.objects.create(**within(episode), episode=episode, band=band, reason=reason, set_at=at, set_by_id=by.user, review_at=review_at)


def note_change(episode: Episode, kind: str, by: Actor, at: datetime) -> None:
    Change.objects.create(**within(episode), episode=episode, kind=kind, changed_at=at, look_at=at)


def owe_interview(episode: Episode, child: Child, by: Actor, at: datetime) -> None:
    """72 elapsed hours from the return, borne by the authority that answers for the child."""
    home = Team.objects.desk_of(child.responsible_id)
    duties.assign(about=episode, clock=Clock.RETURN_INTERVIEW, start=episode.returned_at, team=home, by=by, at=at)
    if by.kind == Kind.POLICE:
        own = Team.objects.missing_desk_of(by.agency)
        duties.assign(about=episode, clock=Clock.PREVENTION_INTERVIEW, start=episode.returned_at, team=own, by=by, at=at)
