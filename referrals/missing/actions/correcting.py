"""The holder puts right what it recorded wrongly about one child: times, an episode that never was, one absence recorded as two."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from agencies.access.context import call
from agencies.actor import Actor
from agencies.audit import trail
from agencies.refusals import refuse_if
from referrals.drafts import actions as drafts
from referrals.missing import rules
from referrals.missing.actions import righting, rows
from referrals.missing.actions.opening import neutral
from referrals.missing.codes import JOINED, JOINED_HERE, MISTAKE, TIMES
from referrals.missing.models import Episode, EpisodeCorrection


def objections_to_correcting(episode: Episode, now: rules.Times, reason: str, at: datetime) -> list[str]:
    """Why these times cannot stand in place of those on file. Empty when they can, as far as the rules know."""
    known = rules.Times(*episode.times())
    return rules.objections_to_correcting(known, now, reason, at, retrospective=episode.is_retrospective)


@transaction.atomic
def correct(*, episode: Episode, now: rules.Times, reason: str, draft: UUID | None = None, by: Actor, at: datetime) -> EpisodeCorrection:
    """Other times in place of wrong ones: the old ones stay on file, and whatever hung on them is asked for again."""
    key: dict[str, Any] = {"draft": draft, "said": (righting.times_of(now), reason)}
    made = EpisodeCorrection.objects.filter(episode=episode)
    done = drafts.made_before(made, form="missing.correct", about=episode.pk, by=by, at=at, **key)
    if done:
        return done
    episode = righting.lock(episode, by)
    refuse_if(objections_to_correcting(episode, now, reason, at))
    before = rules.Times(*episode.times())
    was = righting.times_of(before) | righting.ending_of(episode)
    with neutral(rows.child_of(episode), righting.NOT_HERE):
        _put_times(episode, before, now, at)
    correction = righting.put(episode, TIMES, reason, by, at, was=was, now=righting.times_of(now))
    righting.follow_times(episode, before, correction, by, at)
    drafts.use(result=correction.pk, at=at, **key)
    trail.record(verb="missing.correct", about=episode, by=by, at=at, correction=str(correction.pk))
    return correction


def _put_times(episode: Episode, before: rules.Times, now: rules.Times, at: datetime) -> None:
    """With the times goes the next mark of the absence; with a return that never was, everything that was said about it."""
    for name in righting.TIMES:
        setattr(episode, name, getattr(now, name))
    if now.returned_at:
        episode.next_mark_at = None
    elif before.returned_at:
        episode.next_mark_at = rules.next_mark(now.last_seen_at, at)
    elif episode.next_mark_at:
        episode.next_mark_at += now.last_seen_at - before.last_seen_at
    if not now.found_at:
        righting.put_ending(episode, Episode())
    episode.save(update_fields=[*righting.TIMES, *righting.ENDING, "next_mark_at"])


@transaction.atomic
def take_back(*, episode: Episode, reason: str, draft: UUID | None = None, by: Actor, at: datetime) -> EpisodeCorrection:
    """There was no such absence. It stays on file, marked; it is counted nowhere, and nobody owes anything for it any more."""
    key: dict[str, Any] = {"draft": draft, "said": reason}
    made = EpisodeCorrection.objects.filter(episode=episode)
    done = drafts.made_before(made, form="missing.take_back", about=episode.pk, by=by, at=at, **key)
    if done:
        return done
    episode = righting.lock(episode, by)
    refuse_if(rules.objections_to_taking_back(reason))
    righting.set_apart(episode, MISTAKE, by, at)
    correction = righting.put(episode, MISTAKE, reason, by, at)
    righting.close(episode, correction, by, at)
    drafts.use(result=correction.pk, at=at, **key)
    trail.record(verb="missing.take_back", about=episode, by=by, at=at, correction=str(correction.pk))
    return correction


def objections_to_joining(episode: Episode, kept: Episode, reason: str) -> list[str]:
    """Why these two are not recorded as one absence. Empty when they can be."""
    both_ours = episode.owner_id == kept.owner_id
    return rules.objections_to_joining(reason, same_episode=episode.pk == kept.pk, both_ours=both_ours)


@transaction.atomic
def join(*, episode: Episode, kept: Episode, reason: str, draft: UUID | None = None, by: Actor, at: datetime) -> EpisodeCorrection:
    """One absence that was recorded twice is one again: `kept` takes the times and words of the other, which stays on file, marked."""
    key: dict[str, Any] = {"draft": draft, "said": (kept.pk, reason)}
    made = EpisodeCorrection.objects.filter(episode=episode)
    done = drafts.made_before(made, form="missing.join", about=episode.pk, by=by, at=at, **key)
    if done:
        return done
    refuse_if(objections_to_joining(episode, kept, reason))
    episode, kept = righting.lock(episode, by), righting.lock(kept, by)
    refuse_if(objections_to_joining(episode, kept, reason))
    apart = _set_apart_as_joined(episode, kept, reason, by, at)
    _take_over(kept, episode, reason, by, at)
    drafts.use(result=apart.pk, at=at, **key)
    trail.record(verb="missing.join", about=episode, by=by, at=at, correction=str(apart.pk), joined_to=str(kept.pk))
    trail.record(verb="missing.join", about=kept, by=by, at=at, correction=str(apart.pk), joined_from=str(episode.pk))
    return apart


def _set_apart_as_joined(episode: Episode, kept: Episode, reason: str, by: Actor, at: datetime) -> EpisodeCorrection:
    """Where it stood under another child, everybody who saw it there is named, and it is restricted."""
    is_wrong_child = episode.child_id != kept.child_id
    righting.set_apart(episode, JOINED, by, at, marking=righting.RESTRICTED if is_wrong_child else righting.NORMAL)
    seen = righting.seen_by(episode) if is_wrong_child else []
    apart = righting.put(episode, JOINED, reason, by, at, other=kept, seen_by=seen)
    righting.close(episode, apart, by, at)
    if is_wrong_child:
        righting.tell_governance(episode, apart, by, at)
    return apart


def _take_over(kept: Episode, episode: Episode, reason: str, by: Actor, at: datetime) -> None:
    same_child = kept.child_id == episode.child_id
    before, other = rules.Times(*kept.times()), rules.Times(*episode.times())
    was = righting.times_of(before) | righting.ending_of(kept)
    if rules.takes_the_ending(before, other, same_child=same_child):
        righting.put_ending(kept, episode)
    now = rules.together(before, other, same_child=same_child)
    with neutral(rows.child_of(kept), righting.NOT_HERE):
        _put_times(kept, before, now, at)
    call("sg.carry", about=episode.pk, into_episode=kept.pk)
    correction = righting.put(kept, JOINED_HERE, reason, by, at, was=was, now=righting.times_of(now))
    righting.follow_times(kept, before, correction, by, at)
