"""Which days the courts are closed, for filling the holiday table; the table, which people can edit, is what clocks read."""

from datetime import date

import holidays


def bank_holidays(first_year: int, last_year: int) -> dict[date, str]:
    """The bank holidays of England and Wales (the same days in both) with their names, both years included."""
    return dict(holidays.country_holidays("GB", subdiv="ENG", years=range(first_year, last_year + 1)).items())
