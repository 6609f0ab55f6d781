"""Judgements about an absence: its five times, what may follow what, and when it becomes a more senior person's business."""

from calendar import isleap
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta

from referrals.children.codes import is_offered
from referrals.clocks import local, local_day, utc
from referrals.missing.codes import AWAY, HARMS, MISSING, NONE_DISCLOSED, NOT_KNOWN

ABSENCE_MARKS = (timedelta(hours=24), timedelta(hours=72), timedelta(days=7), timedelta(days=28))
ADULT = 18
LATE_AFTER = timedelta(hours=12)
LONG_AGO = timedelta(days=366)
BEFORE_ANY_CHILD = timedelta(days=19 * 366)
SIGHT_LOST = "Was away with whereabouts known. This absence ended when sight of the child was lost; a missing episode follows it."


@dataclass(frozen=True)
class Times:
    """Five times that are never one: last seen, found to be missing, reported to police, found, and back home."""

    last_seen_at: datetime
    discovered_at: datetime | None = None
    reported_at: datetime | None = None
    found_at: datetime | None = None
    returned_at: datetime | None = None

    def __post_init__(self) -> None:
        """Kept in UTC: two times of one zone are compared by what the clock shows, which is wrong in the hour that comes twice."""
        for field in fields(self):
            time = getattr(self, field.name)
            object.__setattr__(self, field.name, time and utc(time))

    def known(self) -> list[datetime]:
        """The times that are given."""
        return [time for field in fields(self) if (time := getattr(self, field.name))]


def objections_to_report(times: Times, at: datetime, *, retrospective: bool = False, others: Iterable[Times] = ()) -> list[str]:
    """Why this report cannot be recorded. Empty when it can. `others` are the child's other episodes, as far as they may be known."""
    reasons = _objections_to_beginning(times)
    reasons += _objections_to_age(at - times.last_seen_at, retrospective=retrospective)
    reasons += _objections_to_end(times)
    if not retrospective and _is_found_before_report(times):
        reasons.append("The child was found before the report. Mark the report as made afterwards, or correct the time.")
    if any(time > at for time in times.known()):
        reasons.append("A report is about what has happened: one of the times is in the future.")
    if any(overlap(times, other) for other in others):
        reasons.append("These times overlap with another episode of the same child.")
    return reasons


def _objections_to_beginning(times: Times) -> list[str]:
    reasons = []
    if times.reported_at is None:
        reasons.append("Give the time of the report.")
    if times.discovered_at and times.discovered_at < times.last_seen_at:
        reasons.append("The child cannot be found to be missing before they were last seen.")
    if times.reported_at and times.reported_at < (times.discovered_at or times.last_seen_at):
        reasons.append("The report cannot come before the child was last seen and found to be missing.")
    return reasons


def _objections_to_age(ago: timedelta, *, retrospective: bool) -> list[str]:
    """A year that was mistyped would make the longest absence of all, and the most senior person's business at once."""
    if ago > BEFORE_ANY_CHILD:
        return ["Nobody who is a child today was born then. Correct the day on which the child was last seen."]
    if ago > LONG_AGO and not retrospective:
        return ["The child was last seen more than a year ago. Mark the report as made afterwards, or correct the day."]
    return []


def _is_found_before_report(times: Times) -> bool:
    return bool(times.found_at and times.reported_at and times.found_at < times.reported_at)


def _objections_to_end(times: Times) -> list[str]:
    reasons = []
    if times.returned_at and not times.found_at:
        reasons.append("Give the time at which the child was found as well as the time of the return.")
    if times.found_at and times.found_at < times.last_seen_at:
        reasons.append("The child was last seen after the time you give for finding them.")
    if times.returned_at and times.found_at and times.returned_at < times.found_at:
        reasons.append("The child cannot be home before they were found.")
    return reasons


def objections_to_return(
    known: Times, found_at: datetime, returned_at: datetime | None, at: datetime, *, retrospective: bool = False
) -> list[str]:
    """Why this return cannot be recorded. Empty when it can. A child may be found first and be home later."""
    reasons, now = [], replace(known, found_at=found_at, returned_at=returned_at)
    if known.returned_at or (known.found_at and not returned_at):
        reasons.append("This return is already recorded.")
    elif known.found_at and known.found_at != now.found_at:
        reasons.append("The child is already recorded as found at another time. Keep that time, or correct it first.")
    reasons += _objections_to_end(now)
    if known.reported_at and not retrospective and _is_found_before_report(now):
        reported = local(known.reported_at)
        reasons.append(f"That is before the report, made at {reported:%H:%M} on {reported.day} {reported:%b}. Correct the time found.")
    if max(now.known()) > at:
        reasons.append("A return is recorded once it has happened.")
    return reasons


def objections_to_harms(harms: Collection[str], at: datetime) -> list[str]:
    """Why this answer about harm cannot be kept. Not known is not none, and neither stands beside a harm."""
    reasons = []
    if not harms:
        reasons.append("Say what harm there was, that the child says none, or that it is not known.")
    if any(not is_offered(HARMS, harm, local_day(at)) for harm in harms):
        reasons.append("Choose harms from the list.")
    if len(harms) > 1 and {NONE_DISCLOSED, NOT_KNOWN} & set(harms):
        reasons.append("None and not known each stand alone.")
    return reasons


def objections_to_sighting(known: Times, seen_at: datetime, at: datetime) -> list[str]:
    """Why this sighting does not belong to the episode. Empty when it does."""
    reasons = []
    if seen_at > at:
        reasons.append("A sighting is recorded once it has happened.")
    if seen_at < known.last_seen_at:
        reasons.append("This is before the child was last seen by somebody who answers for them.")
    if known.found_at and seen_at > known.found_at:
        reasons.append("The child had been found by then.")
    return reasons


def next_mark(last_seen_at: datetime, passed: datetime) -> datetime | None:
    """When the absence next becomes a more senior person's business, in elapsed hours. None after the last mark."""
    return next((utc(last_seen_at) + mark for mark in ABSENCE_MARKS if utc(last_seen_at) + mark > passed), None)


def born_for_eighteen(day: date) -> date:
    """The last birthday of those who are 18 or older on that day. Who was born on 29 February is 18 on 1 March."""
    year = day.year - ADULT
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) and not isleap(year) else day.replace(year=year)


def is_late_report(times: Times, *, retrospective: bool = False) -> bool:
    """RM-12: more than 12 hours from last seen to the report, or a report made only afterwards. The delay is itself a concern."""
    if retrospective:
        return True
    return times.reported_at is not None and times.reported_at - times.last_seen_at > LATE_AFTER


def is_found_elsewhere(found_area: str, home_areas: Collection[str]) -> bool:
    """Found in an area that is none of home's. `home_areas` are of the same kind, as forces and councils do not nest; where either is
    not known, nobody says so.
    """
    return bool(found_area and home_areas and found_area not in home_areas)


def overlap(one: Times, other: Times) -> bool:
    """Whether two absences share time. One may begin in the moment in which another ends."""
    return _begins_before_end(one, other) and _begins_before_end(other, one)


def _begins_before_end(one: Times, other: Times) -> bool:
    return other.returned_at is None or one.last_seen_at < other.returned_at


@dataclass(frozen=True)
class Absence:
    """A period of one council type: M, whereabouts unknown, or A, away from the placement with whereabouts known."""

    kind: str
    from_at: datetime
    until_at: datetime | None = None


def objections_to_losing_sight(away: Absence, lost_at: datetime, at: datetime) -> list[str]:
    """Why this absence cannot turn from away to missing at that time. Empty when it can."""
    reasons = []
    if away.kind != AWAY or away.until_at:
        reasons.append("Only an open absence of a child whose whereabouts were known can turn into missing.")
    if lost_at < away.from_at:
        reasons.append("Sight of the child cannot be lost before the absence began.")
    if lost_at > at:
        reasons.append("This is recorded once it has happened.")
    return reasons


def away_becomes_missing(away: Absence, lost_at: datetime) -> tuple[Absence, Absence]:
    """Nobody knows any more where the child is: the one absence ends in the moment in which the other begins."""
    return replace(away, until_at=lost_at), Absence(MISSING, lost_at)


def summary(times: Times) -> str:
    """What readers get who do not get the whole: the times of the absence as local words. No place, no name, no cause."""
    words = [f"Went missing on {_moment(times.last_seen_at)}."]
    if times.found_at:
        words.append(f"Found on {_moment(times.found_at)}.")
    if times.returned_at:
        words.append(f"Home since {_moment(times.returned_at)}.")
    return " ".join(words if times.found_at else [*words, "Not yet found."])


def _moment(instant: datetime) -> str:
    here = local(instant)
    return f"{here.day} {here:%b %Y} at {here:%H:%M}"
