"""While the child is away: sightings, bands, marks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Area, Team, User
from agencies.notices import actions as notices
from agencies.refusals import refuse_if
from referrals.children.models import Child
from referrals.clocks import Clock, Rung
from referrals.drafts import actions as drafts
from referrals.duties import actions as duties
from referrals.missing import rules
from referrals.missing.actions import rows
from referrals.missing.models import Episode, RiskBand, Sighting


@transaction.atomic
def sight(
    *, episode: Episode, seen_at: datetime, place: str, area: Area | None, words: str, draft: UUID | None = None, by: Actor, at: datetime
) -> Sighting:
    """Somebody saw the child. Whoever sees the episode sees the row; the desk that holds it is told, and reads who wrote."""
    key: dict[str, Any] = {"draft": draft, "said": (seen_at, place, words)}
    done = drafts.made_before(Sighting.objects.filter(episode=episode), form="missing.sight", about=episode.pk, by=by, at=at, **key)
    if done:
        return done
    rows.refuse_mistaken(episode)
    refuse_if(rules.objections_to_sighting(rules.Times(*episode.times()), seen_at, at))
    seen = {"seen_at": seen_at, "place": place, "area": area, "words": words, "recorded_at": at, "recorded_by_id": by.user}
    another = {} if by.agency == episode.owner_id else {"by_agency_id": by.agency}
    sighting = Sighting.objects.create(**rows.within(episode), **another, **seen)
    holder = Team.objects.missing_desk_of(episode.owner_id)
    notices.tell(key=f"sighting:{sighting.pk}", kind="missing.sighted", team=holder, about=episode, by=by, at=at)
    drafts.use(result=sighting.pk, at=at, **key)
    trail.record(verb="missing.sight", about=sighting, by=by, at=at, action="collection")
    return sighting


@transaction.atomic
def set_band(*, episode: Episode, band: str, reason: str, draft: UUID | None = None, by: Actor, at: datetime) -> RiskBand:
    """Another band, as a row of its own, and a time by which it is looked at again; the old band stays as it was."""
    key: dict[str, Any] = {"draft": draft, "said": (band, reason)}
    done = drafts.made_before(RiskBand.objects.filter(episode=episode), form="missing.set_band", about=episode.pk, by=by, at=at, **key)
    if done:
        return done
    rows.refuse_unless_ours(episode, by)
    episode = Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    refuse_if(rules.objections_to_band(rules.Times(*episode.times()), band, reason, None, at))
    row = rows.put_band(episode, band, reason, by, at)
    drafts.use(result=row.pk, at=at, **key)
    trail.record(verb="missing.set_band", about=episode, by=by, at=at, band=band)
    return row


@transaction.atomic
def pass_mark(*, episode: Episode, by: Actor, at: datetime) -> None:
    """The absence has passed a mark: the managers of the authority that answers for the child know. What is to be done the rules ask for.

    One line for each of them about one absence, in place of the one at the mark before.
    """
    passed = episode.next_mark_at
    episode.next_mark_at = rules.next_mark(episode.last_seen_at, passed)
    episode.save(update_fields=["next_mark_at"])
    desk = rows.home_desk(episode, Child.objects.get(pk=episode.child_id))
    managers = duties.standing_on(Rung.TEAM_MANAGER, desk, at) | duties.standing_on(Rung.SERVICE_MANAGER, desk, at)
    people = duties.may_know(managers, child=episode.child_id, seal=episode.seal, at=at)
    key = f"episode:{episode.pk}:long"
    for user in User.objects.filter(pk__in=people).only("pk").order_by("pk"):
        notices.tell_again(key=key, kind="missing.long_absence", team=desk, about=episode, user=user, by=by, at=at)
    trail.record(verb="missing.pass_mark", about=episode, by=by, at=at, told=sorted(map(str, people)))


@transaction.atomic
def come_of_age(*, episode: Episode, by: Actor, at: datetime) -> None:
    """The child is 18 and missing still: the search and its duties go on, and adult safeguarding is told."""
    episode.adult_told_at = at
    episode.save(update_fields=["adult_told_at"])
    desk = rows.home_desk(episode, Child.objects.get(pk=episode.child_id))
    duties.assign(about=episode, clock=Clock.ADULT_HANDOVER, start=at, team=desk, by=by, at=at)
    trail.record(verb="missing.come_of_age", about=episode, by=by, at=at)
