"""The front door's list and one referral, as far as the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agencies.actor import Actor
from agencies.directory.models import Agency
from referrals.children.codes import label
from referrals.children.models import Child, Identity
from referrals.clocks import Clock
from referrals.duties.models import Duty
from referrals.intake import codes
from referrals.intake.models import Referral, ReferralNarrative

SHOWN = 100


@dataclass
class Line:
    referral: Referral
    child: Child | None
    sender: Agency
    due_at: datetime | None


def front_door() -> list[Line]:
    """Undecided first, the oldest first; then what was decided, the newest first. Four queries, however many."""
    open_ones = list(Referral.objects.undecided().order_by("received_at", "pk")[:SHOWN])
    decided = list(Referral.objects.exclude(decided_at=None).order_by("-decided_at", "pk")[: SHOWN - len(open_ones)])
    return _lines([*open_ones, *decided])


def _lines(referrals: Iterable[Referral]) -> list[Line]:
    referrals = list(referrals)
    children = {child.pk: child for child in Child.objects.filter(pk__in=[row.child_id for row in referrals])}
    senders = Agency.objects.in_bulk({row.sender_id for row in referrals})
    duties = Duty.objects.filter(about_id__in=[row.pk for row in referrals], clock=Clock.DECIDE_REFERRAL.name)
    due = {duty.about_id: duty.due_at for duty in duties}
    return [Line(row, children.get(row.child_id), senders[row.sender_id], due.get(row.pk)) for row in referrals]


def identity_of(child: Child | None, by: Actor) -> Identity | None:
    """The reader's own agency's, else the first visible one."""
    if child is None:
        return None
    rows = list(Identity.objects.filter(child=child).order_by("recorded_at"))
    return next((row for row in rows if row.owner_id == by.agency), rows[0] if rows else None)


def page_of(referral: Referral, by: Actor) -> dict[str, Any]:
    [line] = _lines([referral])
    return {
        "line": line,
        "identity": identity_of(line.child, by),
        "words": ReferralNarrative.objects.filter(referral=referral).first(),
        "facts": [
            {"key": "Who is worried", "value": label(codes.SOURCES, referral.source)},
            {"key": "Sent by", "value": line.sender.name},
            {"key": "Where the harm is", "value": label(codes.HARM_PLACES, referral.harm_place)},
            {"key": "The parents know", "value": label(codes.PARENT_KNOWS, referral.parent_knows)},
        ],
    }
