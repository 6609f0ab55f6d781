"""The first risk list of the weekly meeting: which children are on it and why."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from agencies.actor import Actor
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.duties.models import Duty
from referrals.meetings.codes import WHY
from referrals.missing.models import Episode
from referrals.patterns.models import Flag
from referrals.risk.presenters import Line, lines_of
from referrals.risk.rules import Facts, OpenDuty, OpenFlag, weekly_list

SHOWN, MOST = 20, 200


def _gather(at: datetime) -> list[Facts]:
    """What is visible to the reader and may put a child on the list: four queries."""
    missing = {episode.child_id: episode.last_seen_at for episode in Episode.objects.open()}
    repeated = {episode.child_id for episode in Episode.objects.counted().filter(child__in=list(missing), returned_at__isnull=False)}
    flags, duties = _open_flags(), defaultdict(list)
    for duty in Duty.objects.overdue(at=at):
        duties[duty.child_id].append(OpenDuty(Clock[duty.clock].value.title, duty.due_at))
    return [
        Facts(child, missing.get(child), child not in repeated, tuple(flags.get(child, {}).values()), tuple(duties[child]))
        for child in missing.keys() | flags.keys() | duties.keys()
    ]


def _open_flags() -> dict[UUID, dict[str, OpenFlag]]:
    """One reason for each rule: the words of its newest flag, standing since the oldest that nobody answered."""
    found: dict[UUID, dict[str, OpenFlag]] = defaultdict(dict)
    for flag in sorted(Flag.objects.unanswered(), key=lambda flag: (flag.raised_at, len(flag.event_ids))):
        rules = found[flag.child_id]
        since = rules[flag.rule].raised_at if flag.rule in rules else flag.raised_at
        rules[flag.rule] = OpenFlag(flag.rule, flag.says, since)
    return found


def risk_list(
    by: Actor, at: datetime, *, kind: str = "", authority: int | None = None, page: int = 1, whole: bool = False
) -> tuple[list[Line], int]:
    """One page of the list and how many stand on it: each child with every reason, those missing now first.

    It may be narrowed to one kind of reason or one responsible authority. `whole` gives the first two hundred at once, for paper.
    """
    entries = [entry for entry in weekly_list(_gather(at), at) if not kind or WHY[kind] in {reason.why for reason in entry.reasons}]
    children = Child.objects.filter(pk__in=[entry.child_id for entry in entries]).select_related("responsible")
    found = {child.pk: child for child in (children.filter(responsible=authority) if authority else children)}
    listed = [entry for entry in entries if entry.child_id in found]
    shown = listed[:MOST] if whole else listed[(page - 1) * SHOWN : page * SHOWN]
    lines = lines_of([found[entry.child_id] for entry in shown], by, at)
    for line, entry in zip(lines, shown, strict=True):
        line.reasons = [reason.says for reason in entry.reasons]
    return lines, len(listed)
