"""The first risk list of the weekly meeting: which children are on it and why."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from agencies.actor import Actor
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.duties.models import Duty
from referrals.meetings import rules
from referrals.missing.models import Episode
from referrals.patterns.models import Flag
from referrals.risk.presenters import Line, lines_of

SHOWN = 25


def _gather(at: datetime) -> dict[UUID, rules.Facts]:
    """What is visible to the reader and may put a child on the list, by child: three queries."""
    missing = {episode.child_id: episode.last_seen_at for episode in Episode.objects.open()}
    flags, overdue = defaultdict(list), defaultdict(list)
    for flag in Flag.objects.unanswered().order_by("raised_at"):
        flags[flag.child_id].append(f"{flag.rule}, {flag.says}")
    for duty in Duty.objects.overdue(at=at).order_by("due_at"):
        overdue[duty.child_id].append(Clock[duty.clock].value.title)
    repeated = {episode.child_id for episode in Episode.objects.filter(child__in=list(missing), returned_at__isnull=False)}
    return {
        child: rules.Facts(missing.get(child), child not in repeated, tuple(flags[child]), tuple(overdue[child]))
        for child in missing.keys() | flags.keys() | overdue.keys()
    }


def risk_list(by: Actor, at: datetime, *, kind: str = "", authority: int | None = None, page: int = 1) -> tuple[list[Line], int]:
    """One page of the list and how many stand on it: each child with every reason, those missing now first.

    It may be narrowed to one kind of reason or one responsible authority.
    """
    facts = {child: known for child, known in _gather(at).items() if not kind or kind in rules.kinds_of(known)}
    children = Child.objects.filter(pk__in=list(facts)).select_related("responsible")
    if authority:
        children = children.filter(responsible=authority)
    ranked = sorted(children, key=lambda child: (rules.rank(facts[child.pk]), child.reference))
    lines = lines_of(ranked[(page - 1) * SHOWN : page * SHOWN], by, at)
    for line in lines:
        line.reasons = rules.reasons_to_list(facts[line.child.pk], at)
    return lines, len(ranked)
