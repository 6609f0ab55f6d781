"""An absence that is over, and that nobody reported while it lasted."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.refusals import refuse_if
from referrals.children.models import Child
from referrals.drafts import actions as drafts
from referrals.missing import rules
from referrals.missing.actions.finding import Return, objections_to_findings, put_return
from referrals.missing.actions.opening import neutral, open_episode, tell_and_count
from referrals.missing.actions.reporting import put_reporter
from referrals.missing.actions.rows import put_words
from referrals.missing.models import Episode

FORM = "missing.report_past"
NOT_ADDED = "This absence was not added here."


@dataclass(frozen=True)
class Past:
    """What is learnt of an absence that is over: when, where, who noticed, and why nobody reported it."""

    last_seen_at: datetime
    back: Return
    discovered_at: datetime | None = None
    place: str = ""
    council_type: str = ""
    not_reported: str = ""
    words: dict[str, str] = field(default_factory=dict)
    noticed_by: dict[str, str] = field(default_factory=dict)

    def times(self, at: datetime) -> rules.Times:
        """It reaches us now: that is its report, made afterwards."""
        return rules.Times(self.last_seen_at, self.discovered_at, at, self.back.found_at, self.back.returned_at)


def objections_to_past(child: Child, told: Past, at: datetime) -> list[str]:
    """Why this absence cannot be recorded as it was told. Empty when it can, as far as the rules know."""
    reasons = rules.objections_to_past(told.times(at), told.not_reported, told.words.get("unreported", ""), at)
    return reasons + objections_to_findings(child.pk, told.back, at)


@transaction.atomic
def report_past(*, child: Child, told: Past, draft: UUID | None = None, by: Actor, at: datetime) -> Episode:
    """Record an absence from its beginning to its end in one deed. The interview is owed from the return as it was, late or not."""
    done = drafts.made_before(Episode.objects.filter(child=child), draft=draft, form=FORM, about=child.pk, said=told, by=by, at=at)
    if done:
        return done
    refuse_if(objections_to_past(child, told, at))
    facts = {"last_seen_place": told.place, "council_type": told.council_type, "not_reported": told.not_reported, "is_retrospective": True}
    with neutral(child, NOT_ADDED):
        episode = open_episode(child, told.times(at), facts, by, at)
    put_return(episode, told.back, by, at)
    put_words(episode, told.words, by, at)
    put_reporter(episode, told.noticed_by)
    tell_and_count(episode, child, by, at, news="recorded_afterwards")
    drafts.use(draft=draft, result=episode.pk, said=told, at=at)
    trail.record(verb="missing.report_past", about=episode, by=by, at=at, action="collection")
    return episode
