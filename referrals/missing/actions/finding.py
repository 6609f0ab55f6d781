"""The child is found, and home again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Area, Team
from agencies.notices import actions as notices
from agencies.refusals import Refused, refuse_if
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.duties import actions as duties
from referrals.information import actions as information
from referrals.missing import rules
from referrals.missing.actions import rows
from referrals.missing.models import Episode


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
    rows.put_words(episode, {"tonight": told.tonight}, by, at)
    information.summarise(record=episode.record, text=rules.summary(rules.Times(*episode.times())), by=by, at=at)
    duties.discharge(about=episode, clock=Clock.LOCATE_CHILD, by=by, at=at)
    child = Child.objects.get(pk=episode.child_id)
    home = Team.objects.desk_of(child.responsible_id)
    notices.tell(key=f"episode:{episode.pk}:found", kind="missing.found", team=home, about=episode, by=by, at=at)
    if episode.returned_at:
        rows.owe_interview(episode, child, by, at)
        rows.note_change(episode, "returned", by, at)
    duties.use_draft(draft=draft, form="missing.record_return", result=episode.pk, by=by, at=at)
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
