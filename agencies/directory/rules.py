"""Which days the courts are closed, for filling the holiday table; the table, which people can edit, is what clocks read."""

from datetime import date

import holidays

SATURDAY = 5


def bank_holidays(first_year: int, last_year: int) -> dict[date, str]:
    """The bank holidays of England and Wales (the same days in both) with their names, both years included.

    A holiday that falls on a weekend is left out: its substitute stands on a weekday of its own.
    """
    found = holidays.country_holidays("GB", subdiv="ENG", years=range(first_year, last_year + 1))
    return {on: name for on, name in found.items() if on.weekday() < SATURDAY}
