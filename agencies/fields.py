"""Days and times as people write them: 1/2/26, 1 Feb, three boxes for a birth date; 0312, 3:12, 3.12am."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms

LOCAL = ZoneInfo("Europe/London")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CENTURY_TURNS = 50
DAY = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s/.-]+(?P<month>\d{1,2}|[a-z]{3,9})\.?(?:[\s/.,-]+(?P<year>\d{4}|\d{2}))?")
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2}))?\s*(?P<half>am|pm)?\s*(?P<zone>bst|gmt)?")


def month_number(words: str) -> int:
    """2, 02, feb or February. Raises ValueError."""
    return int(words) if words.isdigit() else MONTHS.index(words.lower()[:3]) + 1


def full_year(words: str) -> int:
    """26 is 2026 and 98 is 1998: nobody in these records was born before 1950 or will be after 2049."""
    year = int(words)
    if year >= 100:
        return year
    return year + (2000 if year < CENTURY_TURNS else 1900)


def day_from(words: str, *, today: date | None = None, ahead: bool = False) -> date:
    """The day someone wrote. Without a year it is the last such day, or with `ahead` the next one. Raises ValueError."""
    said = words.strip().lower()
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if today and said in near:
        return today + timedelta(days=near[said])
    found = ISO.fullmatch(said) or DAY.fullmatch(said)
    if not found:
        raise ValueError("Give a date, such as 14 Nov 2026 or 14/11/26.")
    month, day = month_number(found["month"]), int(found["day"])
    if found["year"]:
        return date(full_year(found["year"]), month, day)
    if today is None:
        raise ValueError("Give the year too.")
    return _without_year(month, day, today, ahead=ahead)


def _without_year(month: int, day: int, today: date, *, ahead: bool) -> date:
    this_year = date(today.year, month, day)
    if ahead and this_year < today:
        return this_year.replace(year=today.year + 1)
    if not ahead and this_year > today:
        return this_year.replace(year=today.year - 1)
    return this_year


def clock_from(words: str) -> time:
    """The time someone wrote, on the 24-hour clock unless am or pm is said. GMT picks the second of the two hours when clocks go back."""
    found = CLOCK.fullmatch(words.strip().lower())
    if not found or not (found["minute"] or found["half"]):
        raise ValueError("Give a time, such as 03:12 or 3.12am.")
    hour, half = int(found["hour"]), found["half"]
    if half == "am" and hour > 12 or half and hour == 0:
        raise ValueError("Give the time with am or pm, or on the 24-hour clock, not both.")
    if half:
        hour = hour % 12 + 12 * (half == "pm") if hour <= 12 else hour
    return time(hour, int(found["minute"] or 0), fold=int(found["zone"] == "gmt"))


def instant(day: date, clock: time) -> datetime:
    """Local day and time as one moment, in UTC. Raises ValidationError for an hour that the clocks skip in March."""
    moment = datetime.combine(day, clock, LOCAL).astimezone(UTC)
    if moment.astimezone(LOCAL).time() != clock.replace(fold=0):
        raise forms.ValidationError("The clocks go forward that night: this time does not exist.")
    return moment


def join(form: forms.Form, day: str, clock: str, moment: str) -> None:
    """Day and time of two boxes become one moment in what the form understood; an hour that does not exist is said at its box."""
    said = form.cleaned_data
    if said.get(day) and said.get(clock):
        try:
            said[moment] = instant(said[day], said[clock])
        except forms.ValidationError as wrong:
            form.add_error(clock, wrong)


class Day(forms.Field):
    """One box for a day near today. The form sets `today` (a local date) so that "1 Feb" and "yesterday" can be read."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"})

    def __init__(self, *, ahead=False, today=None, **kwargs):
        super().__init__(**kwargs)
        self.ahead, self.today = ahead, today

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return day_from(value, today=self.today, ahead=self.ahead)
        except ValueError as wrong:
            raise forms.ValidationError(f"{self.label}: {_sentence(wrong, 'There is no such day.')}") from wrong

    def prepare_value(self, value):
        """A day as people write it, however the address of the page has it."""
        if isinstance(value, str) and ISO.fullmatch(value):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                return value
        return f"{value.day} {value:%b %Y}" if isinstance(value, date) else value


class ClockTime(forms.Field):
    """One box for a time of day. The value is a time; `instant(day, time)` joins it to its day."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"})

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, time):
            return None if value == "" else value
        try:
            return clock_from(value)
        except ValueError as wrong:
            raise forms.ValidationError(f"{self.label}: {_sentence(wrong, 'There is no such time.')}") from wrong

    def prepare_value(self, value):
        return f"{value:%H:%M}" if isinstance(value, time) else value


class DateParts(forms.MultiWidget):
    """Three boxes: day, month, year. Names end in _day, _month, _year; a month may be a word."""

    template_name = "django/forms/widgets/date_parts.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        narrow, wide = "govuk-input--width-2", "govuk-input--width-4"
        super().__init__(
            {
                "day": forms.TextInput(attrs={"label": "Day", "class": narrow, "inputmode": "numeric"}),
                "month": forms.TextInput(attrs={"label": "Month", "class": narrow}),
                "year": forms.TextInput(attrs={"label": "Year", "class": wide, "inputmode": "numeric"}),
            },
            attrs,
        )

    def decompress(self, value):
        return [value.day, value.month, value.year] if value else ["", "", ""]


class BirthDate(forms.Field):
    """A whole date in three boxes. Nothing at all is None; a part alone is a fault that names what is missing."""

    widget = DateParts

    def to_python(self, value):
        if isinstance(value, date) or value in self.empty_values:
            return value or None
        parts = {name: str(part or "").strip() for name, part in zip(("day", "month", "year"), value, strict=True)}
        missing = [name for name, part in parts.items() if not part]
        if len(missing) == len(parts):
            return None
        if missing:
            raise forms.ValidationError(f"{self.label} must include a {' and a '.join(missing)}.")
        try:
            return date(full_year(parts["year"]), month_number(parts["month"]), int(parts["day"]))
        except (ValueError, OverflowError) as wrong:
            raise forms.ValidationError(f"{self.label}: there is no such day.") from wrong


def _sentence(wrong: ValueError, otherwise: str) -> str:
    """Our own words where we raised it; Python's are for programmers."""
    return str(wrong) if str(wrong).startswith("Give") else otherwise
