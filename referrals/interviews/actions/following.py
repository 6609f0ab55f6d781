"""Offered, answered, booked, refused; and what parents or carers know where the child would not talk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.refusals import refuse_if
from referrals.clocks import Clock
from referrals.drafts import actions as drafts
from referrals.duties import actions as duties
from referrals.information import actions as information
from referrals.interviews import rules
from referrals.interviews.actions import rows
from referrals.interviews.codes import BOOKED, CARERS
from referrals.interviews.models import Interview, InterviewNarrative, InterviewStep


@dataclass(frozen=True)
class Happened:
    """One thing that happened on the way: the status that holds since, when, and why."""

    status: str
    happened_at: datetime
    words: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Booking:
    """When and where the talk will be, and with whom."""

    planned_at: datetime
    place: str
    interviewer: str
    tie: str


@transaction.atomic
def offer(*, interview: Interview, told: Happened, draft: UUID | None = None, by: Actor, at: datetime) -> Interview:
    """It was offered, accepted, left without an answer, or is not possible."""
    refuse_if([] if told.status in rules.FOLLOWED else ["Choose what happened from the list."])
    interview, is_new = _follow("interviews.offer", interview, told, draft, by, at)
    if is_new:
        trail.record(verb="interviews.offer", about=interview, by=by, at=at, status=told.status)
    return interview


@transaction.atomic
def decline(*, interview: Interview, told: Happened, draft: UUID | None = None, by: Actor, at: datetime) -> Interview:
    """The child or a parent does not want it: parents and carers are asked what they know, within a day."""
    refuse_if([] if told.status in rules.DECLINES else ["Say who did not want the interview."])
    interview, is_new = _follow("interviews.decline", interview, told, draft, by, at)
    if is_new:
        trail.record(verb="interviews.decline", about=interview, by=by, at=at, status=told.status)
    return interview


def _follow(form: str, interview: Interview, told: Happened, draft: UUID | None, by: Actor, at: datetime) -> tuple[Interview, bool]:
    """One step more, and whether it is new: pressed twice it is taken once."""
    key: dict[str, Any] = {"draft": draft, "said": told}
    if drafts.made_before(InterviewStep.objects.filter(interview=interview), form=form, about=interview.pk, by=by, at=at, **key):
        return interview, False
    interview = rows.lock(interview, by)
    known = rows.known_of(interview)
    refuse_if(rules.objections_to_step(known, told.status, told.happened_at, at, reason=told.reason, words=told.words))
    step = rows.put_step(interview, told.status, told.happened_at, at, reason=told.reason, words=told.words)
    if told.status in rules.DECLINES:
        team = rows.team_that_owes(interview)
        duties.assign(about=interview, clock=Clock.ASK_CARERS, start=told.happened_at, team=team, by=by, at=at)
    rows.tell(interview, "recorded", rows.team_that_owes(interview), step, by, at)
    rows.end_if_done(interview, by, at)
    drafts.use(result=step, at=at, **key)
    return interview, True


@transaction.atomic
def book(*, interview: Interview, told: Booking, draft: UUID | None = None, by: Actor, at: datetime) -> Interview:
    """A time, a place and somebody independent. A time after the 72 hours does not move them."""
    key: dict[str, Any] = {"draft": draft, "said": told}
    before = InterviewStep.objects.filter(interview=interview)
    if drafts.made_before(before, form="interviews.book", about=interview.pk, by=by, at=at, **key):
        return interview
    interview = rows.lock(interview, by)
    refuse_if(rules.objections_to_booking(rows.known_of(interview), told.planned_at, told.interviewer, told.tie, at))
    said = {"planned_at": told.planned_at, "place": told.place, "interviewer": told.interviewer, "tie": told.tie}
    step = rows.put_step(interview, BOOKED, at, at, **said)
    rows.tell(interview, "recorded", rows.team_that_owes(interview), step, by, at)
    drafts.use(result=step, at=at, **key)
    trail.record(verb="interviews.book", about=interview, by=by, at=at)
    return interview


@transaction.atomic
def ask_carers(*, interview: Interview, words: str, safety: str, draft: UUID | None = None, by: Actor, at: datetime) -> Interview:
    """Parents or carers were asked, as the child would not talk: with that the duty ends."""
    key: dict[str, Any] = {"draft": draft, "said": (words, safety)}
    before = InterviewNarrative.objects.filter(interview=interview)
    if drafts.made_before(before, form="interviews.ask_carers", about=interview.pk, by=by, at=at, **key):
        return interview
    interview = rows.lock(interview, by)
    status = rules.status_of(rows.steps_of(interview))
    refuse_if(rules.objections_to_carers(status=status, is_ended=interview.ended_at is not None, words=words))
    said = rows.put_words(interview, CARERS, words, at)
    text = safety.strip() or "The return interview was refused. Parents or carers were asked."
    information.summarise(record=interview.record, text=text, by=by, at=at)
    rows.end_if_done(interview, by, at)
    rows.tell(interview, "recorded", rows.team_that_owes(interview), said, by, at)
    drafts.use(result=said, at=at, **key)
    trail.record(verb="interviews.ask_carers", about=interview, by=by, at=at, action="collection")
    return interview
