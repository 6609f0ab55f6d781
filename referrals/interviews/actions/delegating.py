"""Another team is asked to hold the interview. Whoever asks goes on to answer for it, and overdue counts against them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Team
from agencies.refusals import Refused, refuse_if
from agencies.words import Category
from referrals.children import actions as children
from referrals.children.models import Child
from referrals.clocks import local_day
from referrals.drafts import actions as drafts
from referrals.information import actions as information
from referrals.interviews import rules
from referrals.interviews.actions import rows
from referrals.interviews.codes import TO_OFFER, TRANSFERRED
from referrals.interviews.models import Interview, InterviewStep

SIGHT = timedelta(days=90)  # long enough to hold the talk, write it down and answer questions about it
FORM = "interviews.delegate"


@transaction.atomic
def delegate(*, interview: Interview, team: Team, reason: str, draft: UUID | None = None, by: Actor, at: datetime) -> Interview:
    """Ask the host authority, or a charity. They see this interview and who the child is, for a time; the duty stays where it is."""
    key: dict[str, Any] = {"draft": draft, "said": (team.pk, reason)}
    before = InterviewStep.objects.filter(interview=interview)
    if drafts.made_before(before, form=FORM, about=interview.pk, by=by, at=at, **key):
        return interview
    if interview.owner_id != by.agency:
        raise Refused([f"Only {interview.owner.name}, which owes this interview, asks another team to hold it."])
    interview = rows.lock(interview, by)
    asked = rows.asked_of(interview)
    same = {"same_agency": team.agency_id == by.agency, "same_team": team.pk == asked}
    refuse_if(rules.objections_to_delegating(rows.known_of(interview), kind=team.agency.kind, reason=reason, **same))
    if asked:
        _close_to(interview, Team.objects.get(pk=asked), by, at)
    _open_to(interview, team, reason, by, at)
    step = rows.put_step(interview, TRANSFERRED, at, at, words=reason, asked_id=team.pk)
    rows.tell(interview, "asked", team, step, by, at)
    drafts.use(result=step, at=at, **key)
    trail.record(verb="interviews.delegate", about=interview, by=by, at=at, action="disclosure", team=team.pk)
    return interview


@transaction.atomic
def take_back(*, interview: Interview, reason: str, draft: UUID | None = None, by: Actor, at: datetime) -> Interview:
    """The authority that owes it holds it itself after all: whoever was asked sees no more of it, and it is to be offered again."""
    key: dict[str, Any] = {"draft": draft, "said": (reason,)}
    before = InterviewStep.objects.filter(interview=interview)
    if drafts.made_before(before, form="interviews.take_back", about=interview.pk, by=by, at=at, **key):
        return interview
    if interview.owner_id != by.agency:
        raise Refused([f"Only {interview.owner.name}, which owes this interview, takes it back."])
    interview = rows.lock(interview, by)
    asked = rows.asked_of(interview)
    refuse_if(rules.objections_to_taking_back(rows.known_of(interview), is_asked=asked is not None, reason=reason))
    team = Team.objects.get(pk=asked)
    step = rows.put_step(interview, TO_OFFER, at, at, words=f"Taken back from {team}. {reason}")
    _close_to(interview, team, by, at)
    rows.tell(interview, "taken_back", team, step, by, at)
    drafts.use(result=step, at=at, **key)
    trail.record(verb="interviews.take_back", about=interview, by=by, at=at, team=team.pk)
    return interview


def _open_to(interview: Interview, team: Team, reason: str, by: Actor, at: datetime) -> None:
    """This interview to read and to write, and the child's identity to read. Nothing else of the child."""
    until, why = local_day(at) + SIGHT, f"Asked to hold a return interview: {reason}"[:200]
    asked = {"team": team, "until": until, "reason": why, "by": by, "at": at}
    information.lend(record=interview.record, **asked)
    children.show(child=Child.objects.get(pk=interview.child_id), category=Category.IDENTITY, **asked)


def _close_to(interview: Interview, team: Team, by: Actor, at: datetime) -> None:
    """The team that was asked before sees it no more; nor who the child is, unless it holds another interview of the same child."""
    information.withdraw(record=interview.record, team=team, by=by, at=at)
    others = Interview.objects.open().filter(child=interview.child_id, owner=by.agency).exclude(pk=interview.pk)
    if team.pk not in {rows.asked_of(other) for other in others}:
        children.hide(child=Child.objects.get(pk=interview.child_id), team=team, category=Category.IDENTITY, by=by, at=at)
