"""Birth, age, and what is written when nobody knows the day."""

from datetime import date

UNKNOWN_DAY = 15
OLDEST = 25
UNBORN = "U"


def day_unknown(year: int, month: int) -> date:
    """The day of birth is not known: the 15th of the month, never the 1st. Kept with the mark that it is estimated."""
    return date(year, month, UNKNOWN_DAY)


def born_about(age: int, on: date) -> date:
    """Nobody knows the date of birth, only about how old the child is: the middle of that year of age, on the 15th."""
    months = on.year * 12 + on.month - 1 - age * 12 - 6
    return date(months // 12, months % 12 + 1, UNKNOWN_DAY)


def age_on(born_on: date, on: date) -> int:
    """Whole years. Who was born on 29 February is a year older on 1 March of other years."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def age_about(born_on: date | None, on: date, *, estimated: bool = False, expected_on: date | None = None) -> str:
    """The age as a page shows it: "14", "about 14", "under 1", "not yet born", or "age not known"."""
    if born_on is None:
        return "not yet born" if expected_on else "age not known"
    years = age_on(born_on, on)
    if years < 1:
        return "under 1"
    return f"about {years}" if estimated else str(years)


def objections_to_birth(born_on: date | None, expected_on: date | None, *, sex: str, estimated: bool, on: date) -> list[str]:
    """Why this birth cannot be recorded. A child has a date of birth or, before it, an expected date: one, never both."""
    reasons = []
    if born_on and expected_on:
        reasons.append("Give the date of birth or the expected date, not both.")
    if not born_on and not expected_on:
        reasons.append("Give the date of birth, an estimate of it, or the expected date.")
    if expected_on and not born_on and sex != UNBORN:
        reasons.append("The sex of a child who is not yet born is recorded as not known.")
    if born_on:
        reasons += _objections_to_date(born_on, on)
    if estimated and (born_on is None or born_on.day != UNKNOWN_DAY):
        reasons.append("An estimated date of birth is written as the 15th of the month.")
    return reasons


def _objections_to_date(born_on: date, on: date) -> list[str]:
    if born_on > on:
        return ["A date of birth cannot be in the future."]
    if age_on(born_on, on) > OLDEST:
        return ["Check the year of birth: this person would be over 25."]
    return []
