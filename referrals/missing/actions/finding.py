"""The child is found, and home again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from agencies.access.context import call
from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Area
from agencies.notices import actions as notices
from agencies.refusals import refuse_if
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.drafts import actions as drafts
from referrals.duties import actions as duties
from referrals.missing import rules
from referrals.missing.actions import rows
from referrals.missing.models import Episode

FORM = "missing.record_return"


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


@transaction.atomic
def record_return(*, episode: Episode, told: Return, draft: UUID | None = None, by: Actor, at: datetime) -> Episode:
    """The child is found; once they are home, the hours for the return interview begin. Pressed twice, it is recorded once."""
    done = drafts.made_before(Episode.objects.filter(pk=episode.pk), draft=draft, form=FORM, about=episode.pk, said=told, by=by, at=at)
    if done:
        return done
    rows.refuse_unless_ours(episode, by)
    episode = Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    refuse_if(objections_to_return(episode, told, at))
    _put_return(episode, told)
    rows.put_words(episode, {"tonight": told.tonight}, by, at)
    rows.put_summary(episode, by, at)
    duties.discharge(about=episode, clock=Clock.LOCATE_CHILD, by=by, at=at)
    _tell(episode, by, at)
    drafts.use(draft=draft, result=episode.pk, said=told, at=at)
    trail.record(verb="missing.record_return", about=episode, by=by, at=at)
    return episode


def objections_to_return(episode: Episode, told: Return, at: datetime) -> list[str]:
    """Why this return cannot be recorded as it was told. Empty when it can."""
    known, retrospective = rules.Times(*episode.times()), episode.is_retrospective
    reasons = rules.objections_to_return(known, told.found_at, told.returned_at, at, retrospective=retrospective)
    return reasons + rules.objections_to_harms(told.harms, at)


def _tell(episode: Episode, by: Actor, at: datetime) -> None:
    """Found is one piece of news and home another; with the second, everything ends that lasted while the child was away."""
    child = Child.objects.get(pk=episode.child_id)
    what = "returned" if episode.returned_at else "found"
    told = {desk for desk in (rows.home_desk(episode, child), rows.host_desk(child)) if desk}
    for desk in sorted(told, key=lambda team: team.pk):
        notices.tell(key=f"episode:{episode.pk}:{what}", kind=f"missing.{what}", team=desk, about=episode, by=by, at=at)
    if episode.returned_at:
        duties.discharge(about=episode, clock=Clock.RISK_REVIEW, by=by, at=at)
        call("sg.end_hand_over", about=episode.pk, at=at)
        rows.owe_interview(episode, child, by, at)
    else:
        _owe_hand_over(episode, child, by, at)
    rows.note_change(episode, what, at)


def _owe_hand_over(episode: Episode, child: Child, by: Actor, at: datetime) -> None:
    """Somebody of the home area must fetch a child who was found somewhere else: the hour runs from when they are told."""
    if rows.found_elsewhere([episode]):
        duties.assign(about=episode, clock=Clock.ACCEPT_CHILD, start=at, team=rows.home_desk(episode, child), by=by, at=at)


def _put_return(episode: Episode, told: Return) -> None:
    episode.found_at, episode.returned_at = told.found_at, told.returned_at
    episode.found_place, episode.found_area = told.place, told.area
    episode.hurt, episode.harms, episode.with_now, episode.destination = told.hurt, told.harms, told.with_now, told.destination
    if told.returned_at:
        episode.next_mark_at = None
    changed = "found_at returned_at found_place found_area hurt harms with_now destination next_mark_at"
    episode.save(update_fields=changed.split())
