"""Dates, times and ages as they stand on a page: 14 Nov 2026; 03:12 Sun 22 Nov 2026; 9 h 20 min; about 15."""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils import timezone

register = template.Library()
HOUR, DAY = 3600, 86400


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


@register.filter
def day(value: date | None) -> str:
    """14 Nov 2026; a moment is shown by its local day."""
    if not value:
        return "date not known"
    local = _local(value) if isinstance(value, datetime) else value
    return f"{local.day} {local:%b %Y}"


@register.filter
def clock(value: datetime | None) -> str:
    """03:12, and BST or GMT only in the hour that comes twice when the clocks go back."""
    if not value:
        return "time not known"
    local = _local(value)
    return f"{local:%H:%M}{_which_hour(local)}"


def _which_hour(local: datetime) -> str:
    if local.tzinfo is None or local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return ""
    return f" {local:%Z}"


@register.filter
def moment(value: datetime | date | None) -> str:
    """03:12 Sun 22 Nov 2026. Where only the day is known there is no time, and no false 00:00."""
    if not value:
        return "time not known"
    if not isinstance(value, datetime):
        return f"{value:%a} {day(value)}"
    return f"{clock(value)} {_local(value):%a} {day(value)}"


@register.filter
def machine(value: datetime | date | None) -> str:
    """The same moment for <time datetime>."""
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat() if value else ""


@register.filter
def hours_since(value: datetime | None, at: datetime) -> str:
    """How long ago in elapsed hours, as a search is counted: 40 min, 9 h 20 min, 52 h. Whole hours once it is past two days."""
    if not value:
        return "not known how long"
    return hours(max(0, int((at - value).total_seconds())))


@register.filter
def hours_until(value: datetime | None, at: datetime) -> str:
    """Time left before a clock runs out: in 9 h 20 min; 2 h 05 min overdue; from two days on, 6 days overdue."""
    if not value:
        return "no time set"
    left = int((value - at).total_seconds())
    if left >= 0:
        return f"in {hours(left)}"
    return f"{-left // DAY} days overdue" if -left >= 2 * DAY else f"{hours(-left)} overdue"


def hours(seconds: int) -> str:
    whole, minutes = seconds // HOUR, seconds % HOUR // 60
    if whole >= 48:
        return f"{whole} h"
    return f"{whole} h {minutes:02d} min" if whole else f"{minutes} min"


@register.filter
def beside(heads: Iterable[object], cells: Iterable[object]) -> list[tuple[object, object]]:
    """Each cell of a row with the heading of its column."""
    return list(zip(heads, cells, strict=True))


@register.filter
def spoken(code: object) -> str:
    """A code of ours as words: hub_lead is hub lead."""
    return str(code).replace("_", " ")


@register.filter
def all_spoken(codes: Iterable[object]) -> str:
    """Codes as words, in the order of the alphabet: hub lead, manager."""
    return ", ".join(sorted(map(spoken, codes)))
