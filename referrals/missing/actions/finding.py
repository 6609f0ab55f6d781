"""The child is found, and home again."""

from dataclasses import dataclass, field
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
from referrals.missing.codes import WAS
from referrals.missing.models import Episode

FORM = "missing.record_return"
FOUND = ("hurt", "harms", "with_now", "destination")
BESIDES = ("found_with", "carried", "miles_away", "explained")


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
    found_with: str = ""
    carried: list[str] = field(default_factory=list)
    miles_away: int | None = None
    explained: str = ""
    explanation: str = ""
    companions: list[UUID] = field(default_factory=list)
    companion_words: str = ""


@transaction.atomic
def record_return(*, episode: Episode, told: Return, draft: UUID | None = None, by: Actor, at: datetime) -> Episode:
    """The child is found; once they are home, the hours for the return interview begin. Pressed twice, it is recorded once."""
    done = drafts.made_before(Episode.objects.filter(pk=episode.pk), draft=draft, form=FORM, about=episode.pk, said=told, by=by, at=at)
    if done:
        return done
    rows.refuse_unless_ours(episode, by)
    episode = Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    refuse_if(objections_to_return(episode, told, at))
    put_return(episode, told, by, at)
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
    return reasons + objections_to_findings(episode.child_id, told, at)


def objections_to_findings(child: UUID, told: Return, at: datetime) -> list[str]:
    """Why what is told of how the child was found cannot be kept. Empty when it can."""
    named = rows.named_wrongly(child, told.companions)
    findings = rules.objections_to_findings(told.carried, told.found_with, told.explained, at, **named)
    return rules.objections_to_harms(told.harms, at) + findings


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
        rows.owe_hand_over(episode, child, by, at)
    rows.note_change(episode, what, by, at)


def put_return(episode: Episode, told: Return, by: Actor, at: datetime) -> None:
    """Everything that is told of the finding: in the row, in words, and in a row about each child who was there too."""
    episode.found_at, episode.returned_at = told.found_at, told.returned_at
    episode.found_place, episode.found_area = told.place, told.area
    for name in FOUND:
        setattr(episode, name, getattr(told, name))
    for name in BESIDES:  # what was said when the child was found is not unsaid by silence when they are home
        setattr(episode, name, getattr(told, name) if getattr(told, name) not in ("", [], None) else getattr(episode, name))
    if told.returned_at:
        episode.next_mark_at = None
    episode.save(update_fields=["found_at", "returned_at", "found_place", "found_area", "next_mark_at", *FOUND, *BESIDES])
    words = {"tonight": told.tonight, "explanation": told.explanation, "with": told.companion_words}
    rows.put_words(episode, words, by, at)
    rows.put_companions(episode, told.companions, WAS, by, at)
