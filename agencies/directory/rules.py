"""Which days the courts are closed, for filling the holiday table, and what speaks against a change of seats or of a local number."""

from dataclasses import dataclass
from datetime import date, time

import holidays

SATURDAY = 5
NOT_ARRANGED = "Only an administrator of the team's own agency or a manager in the team can do this."


def bank_holidays(first_year: int, last_year: int) -> dict[date, str]:
    """The bank holidays of England and Wales (the same days in both) with their names, both years included.

    A holiday that falls on a weekend is left out: its substitute stands on a weekday of its own.
    """
    found = holidays.country_holidays("GB", subdiv="ENG", years=range(first_year, last_year + 1))
    return {on: name for on, name in found.items() if on.weekday() < SATURDAY}


@dataclass(frozen=True)
class Hand:
    """Who changes a seat: whether it is their own, and whether they administer the agency of the team."""

    own: bool
    administers: bool


def objections_to_changing_seats(hand: Hand) -> list[str]:
    """Why this person may not give, change or end this seat. Empty when they may."""
    reasons = []
    if hand.own:
        reasons.append("Nobody changes their own seats. Ask another administrator.")
    if not hand.administers:
        reasons.append("Only an administrator of the team's own agency can do this.")
    return reasons


def objections_to_joining(hand: Hand, *, active: bool, seated: bool, starts_on: date, ends_on: date | None, on: date) -> list[str]:
    """Why this seat cannot be given. The past cannot be changed: a seat begins today at the earliest."""
    reasons = objections_to_changing_seats(hand)
    if not active:
        reasons.append("This person's account is closed.")
    if seated:
        reasons.append("This person has a seat in this team already. Change its role instead.")
    if starts_on < on:
        reasons.append("A seat begins today or later.")
    if ends_on and ends_on < starts_on:
        reasons.append("The last day is before the first day.")
    return reasons


def objections_to_cover(*, arranges: bool, same: bool, both_seated: bool, starts_on: date, ends_on: date, on: date) -> list[str]:
    """Why this cover cannot be arranged. Cover opens nothing, so whoever covers has a seat in the team already."""
    reasons = []
    if not arranges:
        reasons.append(NOT_ARRANGED)
    if same:
        reasons.append("Nobody covers for themselves.")
    if not both_seated:
        reasons.append("Both people need a seat in this team.")
    if ends_on < starts_on:
        reasons.append("The last day is before the first day.")
    if ends_on < on:
        reasons.append("Cover ends today or later.")
    return reasons


def objections_to_setting(*, manages: bool, valid_from: date, on: date) -> list[str]:
    """Why this local number cannot be kept. Yesterday was counted by yesterday's number, and stays so."""
    reasons = []
    if not manages:
        reasons.append("Only a manager of the agency sets its numbers.")
    if valid_from < on:
        reasons.append("A number holds from today or later.")
    return reasons


@dataclass(frozen=True)
class Week:
    """When a team works: from when to when, and on which days of the week, Monday being 0."""

    opens: time
    closes: time
    days: str


def objections_to_hours(week: Week, *, arranges: bool, own_agency: bool, same_team: bool, valid_from: date, on: date) -> list[str]:
    """Why these hours cannot be kept. `own_agency` and `same_team` are said of the team on call."""
    reasons = []
    if not arranges:
        reasons.append(NOT_ARRANGED)
    if week.closes <= week.opens:
        reasons.append("A team closes after it opens, on the same day.")
    if not week.days or set(week.days) - set("0123456"):
        reasons.append("Choose the days on which the team works.")
    if not own_agency:
        reasons.append("The team on call is one of the same agency: a duty stays within the agency that bears it.")
    if same_team:
        reasons.append("A team is not on call for itself.")
    if valid_from < on:
        reasons.append("Hours hold from today or later.")
    return reasons
