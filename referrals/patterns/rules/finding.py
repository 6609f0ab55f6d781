"""Looking for each rule in what is known about one child.

A window counts whole days by the local date on which an event starts, and its first day is inside it: starts on 31 May,
15 June and 30 June are three within 30 days. A flag belongs to the event that completed the pattern, so counting again
finds the same flags, and one more event finds one more.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from uuid import UUID

from referrals.clocks import LONDON, utc
from referrals.patterns.rules import lasting, single
from referrals.patterns.rules.facts import Event, Facts, Finding, span
from referrals.patterns.rules.table import Rule, Shape

NOT_ACCEPTED = frozenset({"DECLINED_BY_CHILD", "DECLINED_BY_PARENT", "NO_RESPONSE"})
ACCEPTED = frozenset({"ACCEPTED", "BOOKED", "COMPLETED"})


def fired(rule: Rule, facts: Facts, tz: tzinfo = LONDON) -> list[Finding]:
    """Every event of one child that completed the pattern, oldest first, in whatever order the events are given."""
    counted = sorted({event for event in facts.events if event.kind in rule.kinds}, key=_order)
    return FINDERS[rule.shape](rule, counted, facts, tz)


def fired_with(rule: Rule, facts: Facts, episode_id: UUID, tz: tzinfo = LONDON) -> list[Finding]:
    """The findings that count one episode: for a sweep that looks at an episode which began, or was reported late.

    A meeting about a child who is missing is proposed while she is missing, not after she has come home.
    """
    open_now = {event.episode_id for event in facts.events if event.returned_at is None}
    return [
        finding
        for finding in fired(rule, facts, tz)
        if episode_id in finding.episode_ids and (rule.again_days is None or episode_id in open_now)
    ]


def _order(event: Event) -> tuple[datetime, UUID]:
    return event.at, event.episode_id


def _first_under_age(rule: Rule, events: list[Event], facts: Facts, tz: tzinfo) -> list[Finding]:
    """RM-01. Where nobody knows the birthday nothing is said: not known is not young."""
    if not events or facts.born_on is None:
        return []
    day = events[0].at.astimezone(tz).date()
    age = _age(facts.born_on, day)
    says = f"Went missing for the first time {span(day, day)}, aged {age}: {rule.number}, under {rule.under_age}. {rule.says}"
    return [_finding(rule, events[0], [events[0]], says)] if age < (rule.under_age or 0) else []


def _age(born_on: date, day: date) -> int:
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def _first_with_red(rule: Rule, events: list[Event], facts: Facts, tz: tzinfo) -> list[Finding]:
    """RM-02. The absence itself is a red indicator, and does not count here."""
    if not events or not events[0].red - {"A2"}:
        return []
    day = events[0].at.astimezone(tz).date()
    says = f"Went missing for the first time {span(day, day)}, with a red indicator: {rule.number}. {rule.says}"
    return [_finding(rule, events[0], [events[0]], says)]


def _repeated(rule: Rule, events: list[Event], facts: Facts, tz: tzinfo) -> list[Finding]:
    """RM-03 to RM-06: so many starts within so many days, the first day of the window inside it."""
    ways = [(rule.window_days, rule.count), (rule.or_window_days, rule.or_count)]
    days, found = [event.at.astimezone(tz).date() for event in events], []
    for last, completing in enumerate(events):
        for window, count in ways:
            first = next(index for index in range(last + 1) if (days[last] - days[index]).days <= (window or 0))
            if count and last - first + 1 >= count:
                when = span(days[first], days[last])
                says = f"Went missing {last - first + 1} times {when}: {rule.number}, {count} within {window} days. {rule.says}"
                found.append(_finding(rule, completing, events[first : last + 1], says))
                break
    return found


def _nights(rule: Rule, events: list[Event], facts: Facts, tz: tzinfo) -> list[Finding]:
    """RM-15: nights are counted, so one absence over two nights is enough. One finding for the absence that completes the count."""
    nights = sorted((night, index) for index, event in enumerate(events) for night in nights_of(event, facts.at, tz))
    found, done = [], set()
    for last, (night, index) in enumerate(nights):
        within = [(day, which) for day, which in nights[: last + 1] if (night - day).days <= (rule.window_days or 0)]
        if len({day for day, _ in within}) >= (rule.count or 0) and index not in done:
            done.add(index)
            counted = [events[which] for which in sorted({which for _, which in within})]
            times, when = len({day for day, _ in within}), span(within[0][0], night)
            says = f"Away on {times} nights {when}: {rule.number}, {rule.count} nights within {rule.window_days} days. {rule.says}"
            midnight = datetime(night.year, night.month, night.day, tzinfo=tz)
            found.append(_finding(rule, events[index], counted, says, since=utc(max(midnight, events[index].at.astimezone(tz)))))
    return found


def nights_of(event: Event, at: datetime | None, tz: tzinfo = LONDON) -> list[date]:
    """The mornings on whose first five hours, by the local clock, the child was away for any part. Both changes of the clocks fit."""
    until = event.returned_at or at or event.at
    day, last = event.at.astimezone(tz).date(), until.astimezone(tz).date()
    nights = []
    while day <= last:
        begins = datetime(day.year, day.month, day.day, 0, tzinfo=tz).timestamp()
        ends = datetime(day.year, day.month, day.day, 5, tzinfo=tz).timestamp()
        if event.at.timestamp() < ends and until.timestamp() > begins:
            nights.append(day)
        day += timedelta(days=1)
    return nights


def _refused_interviews(rule: Rule, events: list[Event], facts: Facts, tz: tzinfo) -> list[Finding]:
    """RM-13: so many in a row that were not accepted. What nobody could offer, or is still open, breaks no row and makes none."""
    found: list[Finding] = []
    row: list[UUID] = []
    child = {event.episode_id: event.child_id for event in facts.events}
    for interview in sorted(facts.interviews, key=lambda one: (one.returned_at, one.episode_id)):
        if interview.outcome in ACCEPTED:
            row = []
        if interview.outcome not in NOT_ACCEPTED or interview.episode_id not in child:
            continue
        row.append(interview.episode_id)
        if len(row) >= (rule.count or 0):
            says = f"{len(row)} return interviews in a row were not accepted: {rule.number}, {rule.count} in a row. {rule.says}"
            last = interview.episode_id
            found.append(Finding(rule.number, rule.version, child[last], last, tuple(row), says, rule.clocks, since=interview.known_at))
    return found


def _finding(rule: Rule, completing: Event, counted: list[Event], says: str, since: datetime | None = None) -> Finding:
    keys = tuple(event.episode_id for event in counted)
    return Finding(rule.number, rule.version, completing.child_id, completing.episode_id, keys, says, rule.clocks, since=since)


FINDERS: dict[Shape, Callable[[Rule, list[Event], Facts, tzinfo], list[Finding]]] = {
    Shape.FIRST: _first_under_age,
    Shape.RED: _first_with_red,
    Shape.REPEAT: _repeated,
    Shape.NIGHTS: _nights,
    Shape.LASTING: lasting.lasted,
    Shape.ELSEWHERE: single.elsewhere,
    Shape.HARM: single.harmed,
    Shape.LATE: single.late,
    Shape.INTERVIEWS: _refused_interviews,
    Shape.TOGETHER: single.together,
}
