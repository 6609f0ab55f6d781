"""The rows of an interview, who may write them, and the duties that they end. All of them belong to the authority that owes it."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.serializers.json import DjangoJSONEncoder

from agencies.access.context import ask, call
from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Agency, Team
from agencies.notices import actions as notices
from agencies.refusals import refuse_if
from referrals.clocks import Clock
from referrals.duties.models import Duty
from referrals.information.models import Record
from referrals.interviews import rules
from referrals.interviews.codes import CARERS, COMPLETED, TO_OFFER, TRANSFERRED
from referrals.interviews.models import Interview, InterviewNarrative, InterviewStep

BLANK = {"reason": "", "words": "", "place": "", "interviewer": "", "tie": ""}


def lock(interview: Interview, by: Actor) -> Interview:
    """The interview, one writer at a time. Raises `Refused` for those who neither owe it nor were asked."""
    refuse_if(objections_to_writer(interview, by))
    return Interview.objects.select_for_update(of=("self",)).get(pk=interview.pk)


def objections_to_writer(interview: Interview, by: Actor) -> list[str]:
    owes, owner = interview.owner_id == by.agency, Agency.objects.get(pk=interview.owner_id)
    return rules.objections_to_writer(owes=owes, asked=asked_of(interview) == by.team, owner=owner.name)


def asked_of(interview: Interview) -> int | None:
    """The team that was asked to hold it: the last one, unless it was taken back since."""
    asked = InterviewStep.objects.filter(interview=interview, status__in=[TRANSFERRED, TO_OFFER])
    row = asked.order_by("-recorded_at", "-pk").first()
    return row.asked_id if row else None


def steps_of(interview: Interview) -> list[rules.Step]:
    """The steps in the order in which they were recorded, as the rules want them."""
    rows = InterviewStep.objects.filter(interview=interview).order_by("recorded_at", "pk")
    return [rules.Step(row.status, row.happened_at, row.reason) for row in rows]


def known_of(interview: Interview, steps: list[rules.Step] | None = None) -> rules.Known:
    steps = steps_of(interview) if steps is None else steps
    is_held = any(step.status == COMPLETED for step in steps)
    return rules.Known(interview.returned_at, is_ended=interview.ended_at is not None, is_held=is_held)


def put_step(interview: Interview, status: str, happened_at: datetime, at: datetime, **said: Any) -> UUID:
    """One step more. Returns its key."""
    key = uuid4()
    _add(interview, "step", [BLANK | {"id": key, "status": status, "happened_at": happened_at, "recorded_at": at} | said])
    return key


def put_words(interview: Interview, kind: str, words: str, at: datetime) -> UUID:
    key = uuid4()
    _add(interview, "words", [{"id": key, "kind": kind, "words": words, "written_at": at}])
    return key


def put_mentions(interview: Interview, mentions: Iterable[tuple[str, str]], at: datetime) -> None:
    said = [{"id": uuid4(), "kind": kind, "said": words, "written_at": at} for kind, words in dict.fromkeys(mentions)]
    if said:
        _add(interview, "mention", said)


def _add(interview: Interview, what: str, said: list[dict[str, Any]]) -> None:
    call("sg.add_to_interview", interview=interview.pk, what=what, said=json.dumps(said, cls=DjangoJSONEncoder))


def end_if_done(interview: Interview, by: Actor, at: datetime) -> None:
    """What is done ends the duties of its return, whoever bears them; what is not leaves them as they are."""
    asked = InterviewNarrative.objects.filter(interview=interview, kind=CARERS).exists()
    if not rules.is_ended(steps_of(interview), carers_asked=asked):
        return
    if interview.ended_at is None:
        interview.ended_at = at
        interview.save(update_fields=["ended_at"])
    for (key,) in ask("sg.close_interview", interview=interview.pk, at=at):
        duty = Duty(pk=key, child_id=interview.child_id, agency_id=interview.owner_id)
        trail.record(verb="duties.discharge", about=duty, by=by, at=at)


def team_that_owes(interview: Interview) -> Team:
    """The team that bears the duty now, where it may be seen; else the one that bore it when the interview was opened."""
    duty = Duty.objects.filter(about_id=interview.episode_id, clock=Clock.RETURN_INTERVIEW.name).select_related("team__agency").first()
    return duty.team if duty else Team.objects.select_related("agency").get(pk=interview.team_id)


def tell(interview: Interview, kind: str, team: Team | None, key: Any, by: Actor, at: datetime) -> None:
    """A line for a team that must know, and did not do it itself."""
    if team and team.pk != by.team:
        record = Record(pk=interview.record_id, child_id=interview.child_id, owner_id=interview.owner_id)
        notices.tell(key=f"interview:{key}", kind=f"interviews.{kind}", team=team, about=record, by=by, at=at)
