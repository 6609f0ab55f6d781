"""The front door's list and one referral, as far as the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from agencies.actor import Actor
from agencies.directory.models import Agency
from referrals.children.codes import label
from referrals.children.models import Child, Identity
from referrals.children.presenters import bar_of, identities_of, name_of
from referrals.clocks import Clock, local_day
from referrals.duties.models import Duty
from referrals.duties.rules import is_overdue
from referrals.information.models import Record, Summary
from referrals.intake import codes, rules
from referrals.intake.models import Referral, ReferralNarrative

SHOWN = 25


@dataclass(frozen=True)
class Line:
    """One referral in a list."""

    referral: Referral
    child: Child | None
    name: str
    sender: Agency
    source: str
    due_at: datetime | None
    is_overdue: bool


def front_door(by: Actor, at: datetime, page: int = 1) -> dict[str, Any]:
    """One page of the undecided, the oldest first; then the latest that one's agency received or sent and were decided.

    Eight queries, however many. What an agreement opens besides is found on the child's page.
    """
    undecided = Referral.objects.undecided()
    waiting = list(undecided.select_related("sender").order_by("received_at", "pk")[(page - 1) * SHOWN : page * SHOWN])
    ends = ({"owner": by.agency}, {"sender": by.agency})
    both = {row.pk: row for end in ends for row in Referral.objects.latest_decided(**end).select_related("sender")[:SHOWN]}
    decided = sorted(both.values(), key=attrgetter("received_at"), reverse=True)[:SHOWN]
    lines = lines_of([*waiting, *decided], by, at)
    return {"waiting": lines[: len(waiting)], "decided": lines[len(waiting) :], "count": undecided.count()}


def lines_of(referrals: Iterable[Referral], by: Actor, at: datetime) -> list[Line]:
    """Lines in the order given."""
    referrals = list(referrals)
    keys = {row.child_id for row in referrals}
    children = {child.pk: child for child in Child.objects.filter(pk__in=keys).select_related("responsible")}
    return _lines(referrals, children, identities_of(keys, by), at)


def _lines(referrals: list[Referral], children: dict[UUID, Child], identities: dict[UUID, Identity], at: datetime) -> list[Line]:
    duties = Duty.objects.filter(about_id__in=[row.pk for row in referrals], clock=Clock.DECIDE_REFERRAL.name)
    due = {duty.about_id: duty for duty in duties}
    return [
        Line(
            referral=row,
            child=children.get(row.child_id),
            name=name_of(identities.get(row.child_id)) or "Name not held here",
            sender=row.sender,
            source=label(codes.SOURCES, row.source),
            due_at=due[row.pk].due_at if row.pk in due else None,
            is_overdue=row.pk in due and is_overdue(due[row.pk].due_at, due[row.pk].done_at, at),
        )
        for row in referrals
    ]


@dataclass(frozen=True)
class Page:
    """One referral with everything beside it that the reader gets."""

    record: Record
    referral: Referral | None
    summary: Summary | None
    line: Line | None
    bar: dict[str, Any] | None
    owner: Agency
    words: ReferralNarrative | None
    facts: list[dict[str, str]]
    told: list[str]
    earlier: int

    @property
    def decision_key(self) -> UUID:
        return rules.decision_key(self.record.pk)

    @property
    def seen(self) -> Any:
        """The fullest row that the reader gets: it says why they see it."""
        return self.referral or self.summary or self.record


def page_of(record: Record, by: Actor, at: datetime, referral: Referral | None = None) -> Page:
    """The whole for those who get it, what was written for readers for those who do not, else that it is held and by whom.

    `referral` is given where it has been read already, with its people.
    """
    referral = referral or Referral.objects.with_people().filter(pk=record.pk).first()
    child = Child.objects.select_related("responsible").filter(pk=record.child_id).first()
    children, identities = {child.pk: child} if child else {}, identities_of([record.child_id], by)
    return Page(
        record=record,
        referral=referral,
        summary=None if referral else Summary.objects.filter(record=record).first(),
        line=_lines([referral], children, identities, at)[0] if referral else None,
        bar=bar_of(child, identities.get(child.pk), at) if child else None,
        owner=referral.owner if referral else Agency.objects.get(pk=record.owner_id),
        words=ReferralNarrative.objects.filter(referral=referral).first() if referral else None,
        facts=_facts(referral) if referral else [],
        told=what_the_sender_was_told(referral) if referral else [],
        earlier=_earlier(referral) if referral else 0,
    )


def _facts(referral: Referral) -> list[dict[str, str]]:
    team, person = referral.sent_by_team, referral.sent_by
    return [
        {"key": "Who is worried", "value": label(codes.SOURCES, referral.source)},
        {"key": "Sent by", "value": f"{person.full_name}, {team.name}, {team.agency.name}"},
        {"key": "Where the harm is", "value": label(codes.HARM_PLACES, referral.harm_place)},
        {"key": "The parents know", "value": label(codes.PARENT_KNOWS, referral.parent_knows)},
    ]


def what_the_sender_was_told(referral: Referral) -> list[str]:
    """The answer in paragraphs: outcome, why, what next. Empty while there is none, or where it is not for this reader."""
    answer = Summary.objects.filter(record_id=rules.decision_key(referral.pk)).first()
    return answer.text.split("\n\n") if answer else []


def _earlier(referral: Referral) -> int:
    """How many referrals of the twelve months before the reader may see: this one is then a re-referral."""
    before = Referral.objects.filter(child=referral.child_id, received_at__lt=referral.received_at)
    on = local_day(referral.received_at)
    return sum(rules.is_re_referral(local_day(row.received_at), on) for row in before)
