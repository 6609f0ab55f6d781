"""Somebody is worried about a child, and the council that answers for the child receives it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.auth.models import Permission
from django.db import transaction

from agencies.access.context import call
from agencies.access.grounds import ground_of
from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Team
from agencies.notices import actions as notices
from agencies.refusals import refuse_if
from agencies.words import Category
from referrals.children import actions as children
from referrals.children.models import Child
from referrals.clocks import Clock, local_day
from referrals.drafts import actions as drafts
from referrals.duties import actions as duties
from referrals.intake import rules
from referrals.intake.models import Referral

FORM = "intake.receive"


@dataclass(frozen=True)
class Worry:
    """The sender's own words, and where the harm is as far as they know."""

    source: str
    worry: str
    what_changed: str = ""
    hopes: str = ""
    harm_place: str = ""
    parent_knows: str = ""


@transaction.atomic
def receive(*, child: Child, told: Worry, draft: UUID | None = None, by: Actor, at: datetime) -> UUID:
    """Hand the worry to the child's council: it holds the referral, the sender keeps sight of it. Returns the referral's key.

    Acknowledged and decided within one working day; pressed twice, it is sent once.
    """
    mine = Referral.objects.filter(child=child)
    done = drafts.made_before(mine, draft=draft, form=FORM, about=child.pk, said=told, by=by, at=at)
    if done:
        return done.pk
    refuse_if(
        rules.objections_to_receiving(
            source=told.source, worry=told.worry, received_at=at, harm_place=told.harm_place, parent_knows=told.parent_knows, at=at
        )
    )
    referral = Referral(pk=uuid4(), child=child, owner_id=child.responsible_id)
    kept = ground_of(giver=child.responsible_id, team=Team.objects.get(pk=by.team), category=Category.REFERRAL, on=local_day(at))
    call(
        "sg.submit_referral",
        referral=referral.pk,
        child=child.pk,
        council=child.responsible_id,
        source=told.source,
        harm_place=told.harm_place,
        parent_knows=told.parent_knows,
        worry=told.worry,
        what_changed=told.what_changed,
        hopes=told.hopes,
        permission=Permission.objects.get(content_type__app_label="referrals", codename="view_record").pk,
        at=at,
        agreement=kept.agreement and kept.agreement.pk,
        gateway=kept.gateway and kept.gateway.pk,
    )
    desk = Team.objects.desk_of(child.responsible_id)
    _set_running(referral, child, desk, by, at)
    drafts.use(draft=draft, result=referral.pk, said=told, at=at)
    handed = trail.Handed([child.responsible, desk])
    trail.record(verb="intake.receive", about=referral, by=by, at=at, action="disclosure", handed=handed)
    return referral.pk


def _set_running(referral: Referral, child: Child, desk: Team, by: Actor, at: datetime) -> None:
    """The council's front door is linked to the child, told, and has one working day."""
    children.involve(child=child, team=desk, until=None, reason="Received a referral", by=by, at=at)
    for clock in (Clock.ACKNOWLEDGE_REFERRAL, Clock.DECIDE_REFERRAL):
        duties.assign(about=referral, clock=clock, start=at, team=desk, by=by, at=at)
    notices.tell(key=f"referral:{referral.pk}:received", kind="intake.received", team=desk, about=referral, by=by, at=at)
