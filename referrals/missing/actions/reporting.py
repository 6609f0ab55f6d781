"""Somebody reports that a child is missing."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from agencies.access.context import ask
from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Team
from agencies.notices import actions as notices
from agencies.refusals import refuse_if
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.drafts import actions as drafts
from referrals.duties import actions as duties
from referrals.information import actions as information
from referrals.missing import rules
from referrals.missing.actions import rows
from referrals.missing.actions.opening import neutral, open_episode, tell_and_count
from referrals.missing.codes import AWAY, MAY_BE, MISSING
from referrals.missing.models import Episode, Reporter

FORM = "missing.report"


@dataclass(frozen=True)
class Report:
    """What is known when a child is reported missing. Words and the reporter may be empty; the times may not."""

    times: rules.Times
    place: str = ""
    council_type: str = ""
    police_reference: str = ""
    is_retrospective: bool = False
    band: str = ""
    band_reason: str = ""
    words: dict[str, str] = field(default_factory=dict)
    reporter: dict[str, str] = field(default_factory=dict)
    factors: list[str] = field(default_factory=list)
    may_be_at: list[str] = field(default_factory=list)
    may_be_with: list[UUID] = field(default_factory=list)

    def facts(self) -> dict[str, Any]:
        """The columns of the episode that the report fills, beside its times."""
        plain = {"council_type": self.council_type, "police_reference": self.police_reference, "is_retrospective": self.is_retrospective}
        return plain | {"last_seen_place": self.place, "factors": self.factors}


def objections_to_report(child: UUID, told: Report, at: datetime) -> list[str]:
    """Why this report cannot be recorded as it was told. Empty when it can, as far as the rules know."""
    reasons = rules.objections_to_report(told.times, at, retrospective=told.is_retrospective)
    reasons += rules.objections_to_band(rules.Times(told.times.last_seen_at), told.band, told.band_reason, None, at)
    named = rows.named_wrongly(child, told.may_be_with)
    return reasons + rules.objections_to_factors(told.factors, at) + rules.objections_to_companions(**named)


@transaction.atomic
def report(*, child: Child, told: Report, draft: UUID | None = None, by: Actor, at: datetime) -> Episode:
    """Open an episode, set its band, tell the responsible authority, and begin to count. Pressed twice, it is opened once."""
    said = (told.times.last_seen_at, told.place, told.band, told.band_reason, told.words, told.reporter)
    done = drafts.made_before(Episode.objects.filter(child=child), draft=draft, form=FORM, about=child.pk, said=said, by=by, at=at)
    if done:
        return done
    refuse_if(objections_to_report(child.pk, told, at))
    _end_away(child, told, by, at)
    with neutral(child):
        episode = open_episode(child, told.times, told.facts(), by, at)
    rows.put_words(episode, told.words | {"places": ", ".join(told.may_be_at)}, by, at)
    rows.put_companions(episode, told.may_be_with, MAY_BE, by, at)
    put_reporter(episode, told.reporter)
    rows.put_band(episode, told.band, told.band_reason, by, at)
    tell_and_count(episode, child, by, at)
    drafts.use(draft=draft, result=episode.pk, said=said, at=at)
    trail.record(verb="missing.report", about=episode, by=by, at=at, action="collection")
    return episode


def put_reporter(episode: Episode, who: dict[str, str]) -> None:
    """Who told us, in a row of its own: partners who see the episode do not see the person."""
    if any(who.values()):
        Reporter.objects.create(**rows.within(episode), **who)


def _end_away(child: Child, told: Report, by: Actor, at: datetime) -> None:
    """Whereabouts were known and are not any more: the absence of type A ends in the moment in which M begins.

    One that another agency holds ends too, whether the reporter may see it or not: its holder is told, the reporter is not.
    """
    if told.council_type == AWAY:
        return
    for key, holder in ask("sg.lose_sight", child=child.pk, lost=told.times.last_seen_at, says=rules.SIGHT_LOST, at=at):
        ended = Episode(pk=key, record_id=key, child=child, owner_id=holder)
        desk = Team.objects.missing_desk_of(holder)
        notices.tell(key=f"episode:{key}:sight_lost", kind="missing.sight_lost", team=desk, about=ended, by=by, at=at)
        trail.record(verb="missing.lose_sight", about=ended, by=by, at=at, handed=trail.Handed([desk.agency, desk]))
    if told.council_type != MISSING:
        return
    for away in Episode.objects.open().filter(child=child, owner=by.agency, council_type=AWAY).select_for_update(of=("self",)):
        was, lost_at = rules.Absence(AWAY, away.last_seen_at, away.returned_at), told.times.last_seen_at
        refuse_if(rules.objections_to_losing_sight(was, lost_at, at))
        over, _ = rules.away_becomes_missing(was, lost_at)
        away.found_at, away.returned_at, away.next_mark_at = away.found_at or lost_at, over.until_at, None
        away.save(update_fields=["found_at", "returned_at", "next_mark_at"])
        information.summarise(record=away.record, text=rules.SIGHT_LOST, by=by, at=at)
        for clock in (Clock.LOCATE_CHILD, Clock.RISK_REVIEW):
            duties.discharge(about=away, clock=clock, by=by, at=at)
        trail.record(verb="missing.lose_sight", about=away, by=by, at=at)
