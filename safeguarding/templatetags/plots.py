"""Drawings as inline SVG with classes alone, each with a sentence for its label and a table of the same facts."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
STEP = 5
FORTNIGHT = 14
STATES = {"missing": "missing", "away": "away, whereabouts known", "unknown": "not known"}
Days = Sequence[tuple[date, str, Iterable[str]]]


@register.inclusion_tag("components/plots/strip.html")
def missing_strip(days: Days, caption: str = "") -> dict:
    """One cell a day, oldest first: (day, state, marks). A state is missing, away, unknown or nothing; marks are words such as injury."""
    days = list(days)
    return {
        "caption": caption,
        "sentence": strip_sentence(days),
        "width": max(STEP, len(days) * STEP),
        "shapes": _shapes(days),
        "marks": [place * STEP + 2 for place, (_, _, marks) in enumerate(days) if marks],
        "weeks": "".join(f"M{place * STEP}.5 23v4" for place, (day, _, _) in enumerate(days) if day.weekday() == 0),
        "hatch": "".join(
            f"M{place * STEP} 12l4-4M{place * STEP} 17l4-4M{place * STEP} 22l4-4"
            for place, (_, state, _) in enumerate(days)
            if state == "away"
        ),
        "table": runs_of(days),
    }


def _shapes(days: Days) -> list[dict]:
    """One path per state over a dashed line of empty cells: a list of strips stays light, however many quiet days it has."""
    paths: dict[str, str] = {}
    for place, (_, state, _) in enumerate(days):
        if state:
            paths[state] = paths.get(state, "") + f"M{place * STEP} 6h4v16h-4z"
    return [{"state": state, "path": path} for state, path in paths.items()]


def runs_of(days: Days) -> list[dict]:
    """What the days say, and when: days that follow one another told as one, the newest first."""
    runs: list[dict] = []
    for day, state, marks in days:
        if not (state or marks):
            continue
        says = _says(state, marks)
        if runs and runs[-1]["says"] == says and runs[-1]["last"] == day - timedelta(days=1):
            runs[-1]["last"] = day
        else:
            runs.append({"first": day, "last": day, "says": says})
    return told_once((run["says"], run["first"], run["last"]) for run in runs[::-1])


def told_once(stretches: Iterable[tuple[str, date, date]]) -> list[dict]:
    """One row for whatever is said, with all its stretches: the same word is not read out a hundred times, and the page stays light."""
    rows: dict[str, list[tuple[date, date]]] = {}
    for says, first, last in stretches:
        rows.setdefault(says, []).append((first, last))
    return [{"says": says, "spans": spans} for says, spans in rows.items()]


def _says(state: str, marks: Iterable[str]) -> str:
    said = ", ".join(filter(None, [STATES.get(state, ""), *marks]))
    return said[0].upper() + said[1:]


def strip_sentence(days: Days) -> str:
    """7 days missing in 12 weeks, 4 of them in the last fortnight. 1 day with an injury."""
    missing = [day for day, state, _ in days if state == "missing"]
    if not days:
        return "No days to show."
    lately = sum(day > days[-1][0] - timedelta(days=FORTNIGHT) for day in missing)
    weeks = _count(round(len(days) / 7), "week")
    first = f"{_count(len(missing), 'day')} missing in {weeks}" if missing else f"No day missing in {weeks}"
    return f"{first}{f', {lately} of them in the last fortnight' if lately else ''}.{_marked(days)}"


def _marked(days: Days) -> str:
    """Each kind of mark with the number of days that carry it."""
    kinds = sorted({mark for _, _, marks in days for mark in marks})
    return "".join(f" {_count(sum(kind in marks for _, _, marks in days), 'day')} with {kind}." for kind in kinds)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


@register.filter
def inline_svg(drawing: str) -> SafeString:
    """A drawing that one of our own libraries made, without its XML heading, so that it may stand in the page."""
    return mark_safe(drawing[drawing.index("<svg") :])
