"""The bank holidays that the tests of clocks count with, written out by hand from the published list, and longer tables beside them."""

from datetime import date

from agencies.directory.rules import bank_holidays
from referrals.clocks import Holidays

PUBLISHED = {
    2026: [(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)],
    2027: [(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)],
}
BY_HAND = {year: frozenset(date(year, month, day) for month, day in days) for year, days in PUBLISHED.items()}
TWO_YEARS = Holidays({"england": BY_HAND, "wales": BY_HAND})


def _table(first: int, last: int) -> Holidays:
    found = bank_holidays(first, last)
    years = {year: frozenset(day for day in found if day.year == year) for year in range(first, last + 1)}
    return Holidays({"england": years, "wales": years})


LONG = _table(2019, 2034)
