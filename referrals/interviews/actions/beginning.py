"""A return asks for an interview: the record of it is opened, once."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.refusals import Refused
from agencies.words import Category, Marking
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.duties.models import Duty
from referrals.information import actions as information
from referrals.information.models import Record
from referrals.interviews import rules
from referrals.interviews.models import Interview


def key_of(episode: UUID, owner: int) -> UUID:
    """The key of the interview that this authority owes after this absence: a second opening finds the first."""
    return uuid5(episode, f"interview:{owner}")


@transaction.atomic
def begin(*, duty: Duty, by: Actor, at: datetime) -> Interview:
    """Open the interview that this duty asks for. Its hours are those of the duty, and stay."""
    duty = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    key = key_of(duty.about_id, duty.agency_id)
    held = Interview.objects.filter(pk=key).first()
    if held:
        return held
    if duty.clock != Clock.RETURN_INTERVIEW.name or duty.agency_id != by.agency:
        raise Refused(["Only the agency that owes a return interview opens it."])
    child = Child.objects.get(pk=duty.child_id)
    holder = Record.objects.filter(pk=duty.about_id).first()
    record = information.open_record(child=child, category=Category.RHI, kind="interview", by=by, marking=Marking.RESTRICTED, key=key)
    interview = Interview.objects.create(
        id=key,
        record=record,
        child=child,
        owner_id=by.agency,
        marking=Marking.RESTRICTED,
        episode_id=duty.about_id,
        returned_at=duty.starts_at,
        due_at=duty.due_at,
        team_id=duty.team_id,
        holder_id=holder.owner_id if holder else None,
        opened_at=at,
        opened_by_id=by.user,
    )
    information.summarise(record=record, text=rules.NOT_HELD, by=by, at=at)
    trail.record(verb="interviews.begin", about=interview, by=by, at=at, action="collection")
    return interview
