"""While the child is away: sightings, bands, marks."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Area, Team
from agencies.notices import actions as notices
from agencies.refusals import refuse_if
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.duties import actions as duties
from referrals.missing import rules
from referrals.missing.actions import rows
from referrals.missing.models import Episode, Sighting


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
    rows.put_band(episode, band, reason, by, at)
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
