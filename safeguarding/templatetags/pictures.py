"""Drawings of a child's year: weeks and weekdays, hours of the clock, lanes of a life, ways from home to where she was found."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django import template

from safeguarding.templatetags.plots import STATES, Days, runs_of, strip_sentence, told_once

register = template.Library()
CELL, GAP, TILE = 10, 2, 64
WEEK, QUARTER_HOURS = 7, (0, 6, 12, 18)
AXIS, LANE, LABEL = 364, 22, 84


@register.inclusion_tag("components/plots/year.html")
def year_strip(days: Days) -> dict:
    """Weeks side by side, Monday on top; each day in its state, so that weekdays and holidays show."""
    days = list(days)
    first = days[0][0] - timedelta(days=days[0][0].weekday()) if days else date.min
    places = [((day - first).days, state, day) for day, state, _ in days]
    columns = places[-1][0] // WEEK + 1 if places else 1
    return {
        "sentence": strip_sentence(days),
        "width": columns * CELL + LABEL // 3,
        "height": WEEK * CELL + 14,
        "shapes": [{"state": state or "quiet", "path": _cells(places, state)} for state in ("", *STATES) if _cells(places, state)],
        "months": [{"x": LABEL // 3 + at // WEEK * CELL, "name": f"{day:%b}"} for at, _, day in places if day.day == 1],
        "weekdays": [{"y": 14 + n * CELL + CELL - GAP, "name": name} for n, name in ((0, "Mon"), (3, "Thu"), (5, "Sat"))],
        "table": runs_of(days),
    }


def _cells(places: Iterable[tuple[int, str, date]], wanted: str) -> str:
    side = CELL - GAP
    spots = [(LABEL // 3 + at // WEEK * CELL, 14 + at % WEEK * CELL) for at, state, _ in places if state == wanted]
    return "".join(f"M{x} {y}h{side}v{side}h-{side}z" for x, y in spots)


@register.inclusion_tag("components/plots/clock.html")
def clock_strip(hours: Sequence[int], says: str = "") -> dict:
    """The 24 hours side by side, each as high as it has times."""
    most = max(hours, default=0) or 1
    bars = "".join(f"M{hour * 12} 44v-{round(number / most * 36)}h10V44z" for hour, number in enumerate(hours) if number)
    counted = [{"key": f"{hour:02}:00 to {(hour + 1) % 24:02}:00", "value": number} for hour, number in enumerate(hours) if number]
    marks = [{"x": hour * 12, "name": f"{hour:02}"} for hour in QUARTER_HOURS]
    sentence = says or f"{sum(hours)} times last seen, at no usual hour."
    return {"sentence": sentence, "bars": bars, "marks": marks, "rows": counted}


@register.inclusion_tag("components/plots/tiles.html")
def tile_map(flows: Sequence[Any], areas: Sequence[Any]) -> dict:
    """One square for each area in its rough place; a line from home to where the child was found, with how often."""
    rows, columns = sorted({area.row for area in areas}), sorted({area.column for area in areas})
    spots = {_place(area): (columns.index(area.column) * TILE, rows.index(area.row) * TILE) for area in areas}
    found, homes = Counter(), {_place(flow.home) for flow in flows}
    for flow in flows:
        found[_place(flow.found)] += flow.number
    named = {_place(area): area.name for area in reversed(areas)}
    away = [(_place(flow.home), _place(flow.found)) for flow in flows if _place(flow.home) != _place(flow.found)]
    return {
        "sentence": _flow_sentence(flows),
        "width": max(len(columns), 1) * TILE,
        "height": max(len(rows), 1) * TILE,
        "tiles": [_tile(named[place], spot, found[place], is_home=place in homes) for place, spot in spots.items()],
        "lines": "".join(_line(spots[home], spots[there]) for home, there in away),
        "rows": [{"key": f"{flow.home.name} to {flow.found.name}", "value": flow.number} for flow in flows],
    }


def _place(area: Any) -> tuple[int, int]:
    """Where an area stands on the map. A force and a council may stand in one place."""
    return area.row, area.column


def _tile(name: str, spot: tuple[int, int], number: int, *, is_home: bool) -> dict:
    x, y = spot
    name = name.removesuffix(" force area")
    return {"x": x, "y": y, "name": name if len(name) < 10 else f"{name[:8]}.", "number": number or "", "home": is_home}


def _line(one: tuple[int, int], other: tuple[int, int]) -> str:
    half = TILE // 2
    return f"M{one[0] + half} {one[1] + half}L{other[0] + half} {other[1] + half}"


def _flow_sentence(flows: Sequence[Any]) -> str:
    """Found 4 times in another area than home, most often in Southmoor: 3."""
    away = [flow for flow in flows if _place(flow.home) != _place(flow.found)]
    if not away:
        return "Never found in another force area, as far as it is known."
    whole, most = sum(flow.number for flow in away), max(away, key=lambda flow: flow.number)
    times = "once" if whole == 1 else f"{whole} times"
    return f"Found {times} in another force area, most often in {most.found.name.removesuffix(' force area')}: {most.number}."


@register.inclusion_tag("components/plots/lanes.html")
def life_lanes(lanes: Sequence[Any], today: date) -> dict:
    """One line for each part of a life over twelve months: stretches as bars, single days as dots."""
    since = today - timedelta(days=AXIS)
    drawn = [_lane(lane, place, since, today) for place, lane in enumerate(lanes)]
    first = [day for n in range(AXIS) if (day := since + timedelta(days=n + 1)).day == 1]
    return {
        "sentence": f"{', '.join(lane.name for lane in lanes)} over twelve months." if lanes else "Nothing to show in twelve months.",
        "width": LABEL + AXIS + 8,
        "height": len(lanes) * LANE + 18,
        "lanes": drawn,
        "months": [{"x": LABEL + (day - since).days, "name": f"{day:%b}"[0]} for day in first],
        "rows": told_once((f"{lane.name}: {says}", one, last) for lane in lanes for one, last, says in lane.stretches[::-1]),
    }


def _lane(lane: Any, place: int, since: date, today: date) -> dict:
    y, path = place * LANE + 18, ""
    for first, last, _ in lane.stretches:
        x = LABEL + max((first - since).days, 0)
        width = max(LABEL + (min(last, today) - since).days - x, 2)
        path += f"M{x - 4} {y + 7}a4 4 0 1 0 8 0a4 4 0 1 0-8 0" if first == last else f"M{x} {y}h{width}v14h-{width}z"
    return {"name": lane.name, "y": y + 11, "path": path, "kind": lane.name.lower().replace(" ", "-")}
