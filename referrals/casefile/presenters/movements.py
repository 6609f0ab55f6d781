"""Missing and movements: when this child goes, for how long, and where she is found."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import prefetch_related_objects

from agencies.directory.codes import FORCE
from agencies.directory.models import Agency, Area
from referrals.casefile import rules
from referrals.casefile.presenters.child import Page
from referrals.children.codes import SETTINGS, label
from referrals.clocks import local_day
from referrals.missing.codes import AWAY
from referrals.missing.models import Episode
from referrals.risk.presenters import Strip, strip_of

YEAR, QUARTER = 364, 84
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Flow:
    """So many times from the area of the agency that held the episode to the area where the child was found."""

    home: Area
    found: Area
    number: int


@dataclass(frozen=True)
class Movements:
    """The whole page, from the episodes that the reader may see and from nothing else."""

    says: str
    usual: str
    year: Strip
    hours: list[int]
    flows: list[Flow]
    areas: list[Area]
    unknown: int


@dataclass(frozen=True)
class Lane:
    """One line of a child's life: stretches with a name, or single days."""

    name: str
    stretches: list[tuple[date, date, str]]


def movements_of(page: Page, at: datetime) -> Movements:
    since = local_day(at) - timedelta(days=YEAR)
    lately = [row for row in page.episodes if local_day(row.last_seen_at) > since]
    areas = list(Area.objects.order_by("row", "column"))
    flows = _flows(lately, areas)
    return Movements(
        says=_counted(lately, at),
        usual=_usual([row.last_seen_at for row in lately]),
        year=strip_of(lately, at, YEAR),
        hours=rules.hours_of(row.last_seen_at for row in lately),
        flows=flows,
        areas=_map_for(flows, areas),
        unknown=sum(row.found_at is not None and row.found_area_id is None for row in lately),
    )


def _counted(episodes: list[Episode], at: datetime) -> str:
    """14 episodes in 12 months, 6 in 12 weeks. Longest 52 hours."""
    if not episodes:
        return "No missing episode in 12 months that you may see."
    quarter = sum(local_day(row.last_seen_at) > local_day(at) - timedelta(days=QUARTER) for row in episodes)
    longest = max((row.returned_at or at) - row.last_seen_at for row in episodes) // HOUR
    many = "1 episode" if len(episodes) == 1 else f"{len(episodes)} episodes"
    return f"{many} in 12 months, {quarter} in 12 weeks. Longest {longest} hour{'' if longest == 1 else 's'}."


def _usual(moments: list[datetime]) -> str:
    """Usually last seen between 16:00 and 19:00. Thursday 8 of 14."""
    said = []
    if hours := rules.usual_hours(rules.hours_of(moments)):
        said.append(f"Usually last seen between {hours[0]:02}:00 and {hours[1]:02}:00.")
    if day := rules.usual_day(moments):
        said.append(f"{day[0]}: {day[1]} of {len(moments)}.")
    return " ".join(said)


def _flows(episodes: list[Episode], areas: list[Area]) -> list[Flow]:
    found = [row for row in episodes if row.found_area_id]
    homes = _areas_of(list({row.owner for row in found}), areas)
    counted = Counter((homes[row.owner_id].pk, row.found_area_id) for row in found if row.owner_id in homes)
    known = {area.pk: area for area in areas}
    flows = [Flow(known[home], known[there], number) for (home, there), number in counted.items()]
    return sorted(flows, key=lambda flow: (-flow.number, flow.found.name))


def _map_for(flows: list[Flow], areas: list[Area]) -> list[Area]:
    """Every force, and where a child was found in the area of a council, that too."""
    seen = {flow.found.pk: flow.found for flow in flows}
    forces = [area for area in areas if area.kind == FORCE] if flows else []
    return [*forces, *(area for key, area in seen.items() if key not in {force.pk for force in forces})]


def _areas_of(holders: list[Agency], areas: list[Area]) -> dict[int, Area]:
    """The force area of each agency: its own for a force, for a council the one in whose place on the map it lies."""
    prefetch_related_objects(holders, "areas")
    forces = {(area.row, area.column): area for area in areas if area.kind == FORCE}
    places = {agency.pk: next(iter(agency.areas.all()), None) for agency in holders}
    return {key: forces[where] for key, area in places.items() if area and (where := (area.row, area.column)) in forces}


def lanes_of(page: Page, at: datetime) -> list[Lane]:
    """Placements, care, absences and single events on one axis of twelve months, as far as the reader may see each."""
    today = local_day(at)
    settings = [(row.from_on, row.to_on or today, label(SETTINGS, row.setting)) for row in page.addresses]
    care = [(row.from_on, row.to_on or today, "Looked after") for row in page.care]
    missing = [(local_day(row.last_seen_at), local_day(row.returned_at or at), _absence(row)) for row in page.episodes]
    injured = [_day(row.found_at, "Injury") for row in page.episodes if row.found_at and row.hurt in ("minor", "care")]
    referred = [_day(row.received_at, "Referral") for row in page.referrals]
    flagged = [_day(row.raised_at, f"Flag {row.rule}") for row in page.flags]
    lanes = {"Lives": settings, "In care": care, "Missing": missing, "Injury": injured, "Referral": referred, "Flag": flagged}
    since = today - timedelta(days=YEAR)
    kept = {name: [stretch for stretch in sorted(stretches) if stretch[1] > since] for name, stretches in lanes.items()}
    return [Lane(name, stretches) for name, stretches in kept.items() if stretches]


def _absence(row: Episode) -> str:
    return "Away" if row.council_type == AWAY else "Missing"


def _day(moment: datetime, what: str) -> tuple[date, date, str]:
    return local_day(moment), local_day(moment), what
