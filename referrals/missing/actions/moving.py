"""An episode stands under the wrong child: it is recorded again under the right one, and everybody who read the wrong one is named."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from agencies.access.context import call
from agencies.actor import Actor
from agencies.audit import trail
from agencies.refusals import refuse_if
from referrals.children.models import Child
from referrals.drafts import actions as drafts
from referrals.missing import rules
from referrals.missing.actions import righting
from referrals.missing.actions.opening import neutral, open_episode, tell_and_count
from referrals.missing.codes import MOVED, MOVED_HERE
from referrals.missing.models import Episode
from referrals.missing.rules import Times

FORM = "missing.move"
GOES_ALONG = ("council_type", "is_retrospective", "last_seen_place", "police_reference", "not_reported", "factors", *righting.ENDING)


def objections_to_moving(episode: Episode, child: Child, reason: str) -> list[str]:
    """Why this episode cannot be moved to that child. Empty when it can, as far as the rules know."""
    return rules.objections_to_moving(reason, same_child=child.pk == episode.child_id)


@transaction.atomic
def move(*, episode: Episode, child: Child, reason: str, draft: UUID | None = None, by: Actor, at: datetime) -> Episode:
    """The wrong record is kept, restricted and marked; the right child's begins with everything that was known. Both trails say so."""
    key: dict[str, Any] = {"draft": draft, "said": (child.pk, reason)}
    done = drafts.made_before(Episode.objects.filter(child=child), form=FORM, about=episode.pk, by=by, at=at, **key)
    if done:
        return done
    episode = righting.lock(episode, by)
    refuse_if(objections_to_moving(episode, child, reason))
    righting.set_apart(episode, MOVED, by, at, marking=righting.RESTRICTED)
    moved = _record_again(episode, child, reason, by, at)
    _name_who_saw(episode, moved, reason, by, at)
    drafts.use(result=moved.pk, at=at, **key)
    return moved


def _record_again(episode: Episode, child: Child, reason: str, by: Actor, at: datetime) -> Episode:
    """The same absence under the right child, with its words, bands and sightings, and with duties of its own."""
    facts = {name: getattr(episode, name) for name in GOES_ALONG}
    with neutral(child, righting.NOT_HERE):
        moved = open_episode(child, Times(*episode.times()), facts, by, at)
    call("sg.carry", about=episode.pk, into_episode=moved.pk)
    tell_and_count(moved, child, by, at)
    if not moved.returned_at:
        righting.owe_review(moved, moved.pk, by, at)
    righting.put(moved, MOVED_HERE, reason, by, at)
    trail.record(verb="missing.move", about=moved, by=by, at=at, moved_from=str(episode.pk))
    return moved


def _name_who_saw(episode: Episode, moved: Episode, reason: str, by: Actor, at: datetime) -> None:
    """Kept with the correction for whoever made it, and in the log for the data-protection officer."""
    seen = righting.seen_by(episode)
    correction = righting.put(episode, MOVED, reason, by, at, other=moved, seen_by=seen)
    righting.close(episode, correction, by, at)
    righting.tell_governance(episode, correction, by, at)
    more: dict[str, Any] = {"correction": str(correction.pk), "moved_to": str(moved.pk), "seen_by": righting.in_words(seen)}
    trail.record(verb="missing.move", about=episode, by=by, at=at, **more)
