"""Absences as the rules see them, told shortly: Kai's, by local times."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from referrals.patterns.rules import BY_NUMBER, Event, Facts, fired

LONDON = ZoneInfo("Europe/London")
KAI, JUDE = UUID(int=1000), UUID(int=2000)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def event(number, start, *, hours=5, child=KAI, **more):
    """An absence that ended after some hours and was reported after one; `hours=None`: missing still."""
    begun = at(start)
    home = begun + timedelta(hours=hours) if hours is not None else None
    usual = {"reported_at": begun + timedelta(hours=1), "found_at": home, "returned_at": home}
    return Event(UUID(int=number), child, begun, **(usual | more))


def starts(*days, **more):
    """One evening absence on each of these days."""
    return tuple(event(number, f"{day} 18:00", **more) for number, day in enumerate(days, start=1))


def found(number, events, *, now=None, **facts):
    """The numbers of the absences with which the rule came true; `changed` numbers of the rule as an authority has them."""
    changed = facts.pop("changed", {})
    rule = replace(BY_NUMBER[number], **changed)
    return [finding.completed_by.int for finding in fired(rule, Facts(tuple(events), at=at(now) if now else None, **facts))]
