"""A child who is still missing: which marks of the absence have passed, and when to look again."""

from datetime import datetime, time, timedelta, tzinfo

from referrals.clocks import closing_on, local_day, utc
from referrals.patterns.rules.facts import Event, Facts, Finding
from referrals.patterns.rules.local import length
from referrals.patterns.rules.table import Rule


def lasted(rule: Rule, events: list[Event], facts: Facts, tz: tzinfo) -> list[Finding]:
    """RM-07 to RM-09, in elapsed hours since the child was last seen. Each mark of one absence is an occasion of its own."""
    found = []
    for event in events:
        until = event.returned_at or facts.at
        for occasion, mark in enumerate(marks_of(rule, event, until) if until else []):
            away = length((mark - utc(event.at)).days)
            says = f"Missing for {away} without a break: {rule.number}. {rule.says}"
            # The director is told at the first mark and a plan is owed at the last; every other mark asks for the same again.
            clocks = (rule.clocks[min(occasion, len(rule.clocks) - 1)],)
            mark_of = (event.episode_id,)
            found.append(
                Finding(rule.number, rule.version, event.child_id, event.episode_id, mark_of, says, clocks, occasion=occasion, since=mark)
            )
    return found


def marks_of(rule: Rule, event: Event, until: datetime) -> list[datetime]:
    """The marks that the absence had reached by then."""
    start, first = utc(event.at), timedelta(days=rule.window_days or 0)
    if rule.again_days:
        again = timedelta(days=rule.again_days)
        return [start + first + again * times for times in range(max(0, (utc(until) - start - first) // again + 1))]
    lengths = sorted({first, timedelta(days=rule.or_window_days)}) if rule.or_window_days else [first]
    return [start + reached for reached in lengths if start + reached <= utc(until)]


def look_again_at(event: Event, at: datetime) -> datetime | None:
    """When an absence that goes on is counted again: a day or a night more. None once the child is home.

    Every mark is a whole number of days after the start, and every night begins at a local midnight.
    """
    if event.returned_at:
        return None
    day = timedelta(days=1)
    mark = utc(event.at) + day * max(1, (utc(at) - utc(event.at)) // day + 1)
    return min(mark, _midnight_after(at))


def _midnight_after(at: datetime) -> datetime:
    """A moment into the next local day, when the child has been away for some part of that night."""
    return closing_on(local_day(at) + timedelta(days=1), time(0, 0, 1))
