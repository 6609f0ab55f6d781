"""The first risk list of the weekly meeting: which children are on it and why."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from agencies.access.querysets import hand_out, weighing
from agencies.actor import Actor
from referrals.children.models import Child
from referrals.children.presenters import identities_of
from referrals.clocks import Clock
from referrals.duties.models import Duty
from referrals.meetings.codes import WHY
from referrals.missing.models import Episode
from referrals.patterns.models import Flag
from referrals.risk.presenters import Line, lines_of
from referrals.risk.rules import Facts, OpenDuty, OpenFlag, weekly_list

SHOWN, MOST = 15, 200


class _Weighed:
    """Whatever may put a child on the list, of everybody whom the reader may see: four queries, and nobody is shown yet."""

    def __init__(self, at: datetime) -> None:
        with weighing():
            self.missing = list(Episode.objects.open())
            away = [row.child_id for row in self.missing]
            self.before = list(Episode.objects.counted().filter(child__in=away, returned_at__isnull=False))
            self.flags, self.duties = list(Flag.objects.unanswered()), list(Duty.objects.overdue(at=at))

    def facts(self) -> list[Facts]:
        missing, repeated = {row.child_id: row.last_seen_at for row in self.missing}, {row.child_id for row in self.before}
        flags, duties = _reasons_of(self.flags), defaultdict(list)
        for duty in self.duties:
            duties[duty.child_id].append(OpenDuty(Clock[duty.clock].value.title, duty.due_at))
        return [
            Facts(child, missing.get(child), child not in repeated, tuple(flags.get(child, {}).values()), tuple(duties[child]))
            for child in missing.keys() | flags.keys() | duties.keys()
        ]

    def show(self, children: set[UUID]) -> None:
        """The rows behind the entries of these children are handed to the reader; the others never left this room."""
        hand_out(row for rows in (self.missing, self.before, self.flags, self.duties) for row in rows if row.child_id in children)


def _reasons_of(flags: Iterable[Flag]) -> dict[UUID, dict[str, OpenFlag]]:
    """One reason for each rule: the words of its newest flag, standing since the oldest that nobody answered."""
    found: dict[UUID, dict[str, OpenFlag]] = defaultdict(dict)
    for flag in sorted(flags, key=lambda flag: (flag.raised_at, len(flag.event_ids))):
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
    weighed = _Weighed(at)
    entries = [entry for entry in weekly_list(weighed.facts(), at) if not kind or WHY[kind] in {reason.why for reason in entry.reasons}]
    rows = Child.objects.filter(pk__in=[entry.child_id for entry in entries]).select_related("responsible")
    with weighing():
        found = {child.pk: child for child in (rows.filter(responsible=authority) if authority else rows)}
    listed = [entry for entry in entries if entry.child_id in found]
    shown = listed[:MOST] if whole else listed[(page - 1) * SHOWN : page * SHOWN]
    weighed.show({entry.child_id for entry in shown})
    children = hand_out(found[entry.child_id] for entry in shown)
    lines = lines_of(children, identities_of([child.pk for child in children], by), at)
    for line, entry in zip(lines, shown, strict=True):
        line.reasons = [reason.says for reason in entry.reasons]
    return lines, len(listed)
