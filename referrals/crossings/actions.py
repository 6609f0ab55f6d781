"""Accept a child who was found somewhere else, or decline with a reason. Until then the duty to accept climbs."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from agencies.access.context import call
from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Team
from agencies.notices import actions as notices
from agencies.refusals import refuse_if
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.crossings import rules
from referrals.crossings.codes import ACCEPTED, DECLINED
from referrals.crossings.models import Handover
from referrals.drafts import actions as drafts
from referrals.duties import actions as duties
from referrals.missing.models import Episode


def standing_of(episode: Episode, last: Handover | None) -> rules.Standing:
    said = (last.answer, last.collect_by) if last else ("", None)
    ended_at = episode.returned_at or episode.mistaken_at  # where the record was wrong there is nobody to fetch
    return rules.Standing(episode.found_at, ended_at, *said)


def last_answer(episode: Episode) -> Handover | None:
    return Handover.objects.filter(episode=episode).order_by("-answered_at", "pk").first()


def _known(episode: Episode, by: Actor) -> tuple[rules.Standing, bool]:
    """How it stands, and whether this agency answers for the child."""
    ours = Child.objects.filter(pk=episode.child_id, responsible=by.agency).exists()
    return standing_of(episode, last_answer(episode)), ours


@transaction.atomic
def accept(
    *, episode: Episode, collects: str, collect_by: datetime, waits_at: str = "", draft: UUID | None = None, by: Actor, at: datetime
) -> Handover:
    """The home authority collects the child: who, by when, where she waits. A duty until she is home; the finder is told."""
    key: dict[str, Any] = {"draft": draft, "said": (collects, collect_by, waits_at)}
    done = drafts.made_before(Handover.objects.filter(episode=episode), form="crossings.accept", about=episode.pk, by=by, at=at, **key)
    if done:
        return done
    known, is_home = _known(episode, by)
    refuse_if(rules.objections_to_accepting(known, answers_for_child=is_home, collects=collects, collect_by=collect_by, at=at))
    row = _answer(episode, ACCEPTED, by, at, collects=collects, collect_by=collect_by, waits_at=waits_at)
    for clock in (Clock.ACCEPT_CHILD, Clock.COLLECT_CHILD):
        duties.discharge(about=episode, clock=clock, by=by, at=at)
    own = Team.objects.get(pk=by.team)
    duties.assign_until(about=episode, clock=Clock.COLLECT_CHILD, start=at, until=collect_by, team=own, event=row.pk, by=by, at=at)
    drafts.use(result=row.pk, at=at, **key)
    trail.record(verb="crossings.accept", about=episode, by=by, at=at)
    return row


@transaction.atomic
def decline(*, episode: Episode, words: str, draft: UUID | None = None, by: Actor, at: datetime) -> Handover:
    """The home authority says why it does not collect the child. The duty to accept stays where it is, and goes on climbing."""
    key: dict[str, Any] = {"draft": draft, "said": words}
    done = drafts.made_before(Handover.objects.filter(episode=episode), form="crossings.decline", about=episode.pk, by=by, at=at, **key)
    if done:
        return done
    known, is_home = _known(episode, by)
    refuse_if(rules.objections_to_declining(known, answers_for_child=is_home, words=words))
    row = _answer(episode, DECLINED, by, at, words=words)
    drafts.use(result=row.pk, at=at, **key)
    trail.record(verb="crossings.decline", about=episode, by=by, at=at)
    return row


def _answer(episode: Episode, answer: str, by: Actor, at: datetime, **said) -> Handover:
    """The answer belongs to the force that holds the episode: whoever may see the one may see the other."""
    whole = {"collects": "", "waits_at": "", "collect_by": None, "words": ""} | said
    key = uuid4()
    call("sg.answer_handover", handover=key, about=episode.pk, answer=answer, at=at, **whole)
    holder, told = Team.objects.missing_desk_of(episode.owner_id), f"handover:{key}"
    notices.tell(key=told, kind=f"crossings.{answer.lower()}", team=holder, about=episode, by=by, at=at)
    return Handover.objects.get(pk=key)
