"""The talk was held: the child's words, what others must know, what was mentioned, and the harm that cannot wait."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Team
from agencies.refusals import refuse_if
from referrals.children.models import Child
from referrals.drafts import actions as drafts
from referrals.duties.models import Duty
from referrals.information import actions as information
from referrals.intake import actions as intake
from referrals.intake.rules import usual_source
from referrals.interviews import rules
from referrals.interviews.actions import rows
from referrals.interviews.actions.beginning import begin, key_of
from referrals.interviews.codes import CHILD, COMPLETED
from referrals.interviews.models import Interview, InterviewStep

FORM = "interviews.complete"
NO_OTHER = "One of the other returns is owed no interview that you may record. Open the page again."


@dataclass(frozen=True)
class Told:
    """What came of the talk. `words` are the child's and stay here; `safety` goes to police and partners; `harm` opens a referral.

    `mentions` are pairs of a kind and what was said; `also` names the other absences that the same talk answered for.
    """

    held_at: datetime
    place: str
    interviewer: str
    tie: str
    words: str
    safety: str
    mentions: tuple[tuple[str, str], ...] = ()
    harm: str = ""
    also: tuple[UUID, ...] = field(default=())


def objections_to(told: Told, known: rules.Known, at: datetime) -> list[str]:
    """Why this talk cannot be recorded as it was told. Empty when it can."""
    reasons = rules.objections_to_completing(known, told.held_at, at, words=told.words, safety=told.safety)
    reasons += rules.objections_to_interviewer(told.interviewer, told.tie)
    return reasons + rules.objections_to_mentions(told.mentions)


@transaction.atomic
def complete(*, interview: Interview, told: Told, draft: UUID | None = None, by: Actor, at: datetime) -> Interview:
    """Record the talk once: it ends the duty of this return, and of every other that it answered for."""
    before = InterviewStep.objects.filter(interview=interview)
    if drafts.made_before(before, draft=draft, form=FORM, about=interview.pk, said=told, by=by, at=at):
        return interview
    interview = rows.lock(interview, by)
    refuse_if(objections_to(told, rows.known_of(interview), at))
    referral = _refer(interview, told, by, at)
    said = {"place": told.place, "interviewer": told.interviewer, "tie": told.tie}
    step = rows.put_step(interview, COMPLETED, told.held_at, at, referral_id=referral, **said)
    rows.put_words(interview, CHILD, told.words, at)
    rows.put_mentions(interview, told.mentions, at)
    _finish(interview, told, step, by, at)
    for absence in sorted(set(told.also) - {interview.episode_id}):
        _answer_too(absence, interview, told, by, at)
    drafts.use(draft=draft, result=step, said=told, at=at)
    trail.record(verb="interviews.complete", about=interview, by=by, at=at, action="collection", referred=referral is not None)
    return interview


def _refer(interview: Interview, told: Told, by: Actor, at: datetime) -> UUID | None:
    """Harm that the child told of does not wait for another form: it is with the child's council in the same moment."""
    if not told.harm.strip():
        return None
    worry = intake.Worry(source=usual_source(by.kind), worry=told.harm)
    return intake.receive(child=Child.objects.get(pk=interview.child_id), told=worry, by=by, at=at)


def _finish(interview: Interview, told: Told, step: UUID, by: Actor, at: datetime) -> None:
    """The safety summary for those who get no more, the end of the duty, and word to the team that owes it and to those who searched."""
    information.summarise(record=interview.record, text=told.safety, by=by, at=at)
    rows.end_if_done(interview, by, at)
    searched = Team.objects.missing_desk_of(interview.holder_id) if interview.holder_id not in (None, interview.owner_id) else None
    for team in (rows.team_that_owes(interview), searched):
        rows.tell(interview, "held", team, step, by, at)


def _answer_too(absence: UUID, held_in: Interview, told: Told, by: Actor, at: datetime) -> None:
    """The same talk, recorded against another return of the same child; the words stand once."""
    other = Interview.objects.filter(pk=key_of(absence, held_in.owner_id), child=held_in.child_id).first() or _opened(
        absence, held_in, by, at
    )
    other = rows.lock(other, by)
    refuse_if(objections_to(told, rows.known_of(other), at))
    step = rows.put_step(other, COMPLETED, told.held_at, at, held_in_id=held_in.pk, interviewer=told.interviewer, tie=told.tie)
    _finish(other, told, step, by, at)
    trail.record(verb="interviews.complete", about=other, by=by, at=at, held_in=str(held_in.pk))


def _opened(absence: UUID, held_in: Interview, by: Actor, at: datetime) -> Interview:
    owed = Duty.objects.filter(about_id=absence, child=held_in.child_id, clock="RETURN_INTERVIEW").first()
    refuse_if([] if owed else [NO_OTHER])
    return begin(duty=owed, by=by, at=at)
