"""Somebody must do this by a time: the duty, and the word to the team that bears it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Holiday, Team, TeamHours
from agencies.notices import actions as notices
from referrals import clocks
from referrals.duties.models import Duty


def calendar() -> clocks.Holidays:
    """The bank holidays on file, as the clocks want them."""
    days: dict[str, dict[int, set]] = {}
    for nation, on in Holiday.objects.values_list("nation", "on"):
        days.setdefault(nation, {}).setdefault(on.year, set()).add(on)
    return clocks.Holidays({nation: {year: frozenset(dates) for year, dates in years.items()} for nation, years in days.items()})


def hours_of(team: Team, at: datetime) -> clocks.Hours:
    """When the team works, as it stands on that day; without a word from it, the usual hours of a hub."""
    return _hours(team, TeamHours.objects.of(team, on=clocks.local_day(at)))


def _hours(team: Team, row: TeamHours | None) -> clocks.Hours:
    usual = clocks.Hours(calendar(), team.agency.nation)
    return replace(usual, opens=row.opens, closes=row.closes, days=frozenset(map(int, row.days))) if row else usual


def on_call_for(clock: clocks.Clock, team: Team, at: datetime) -> Team | None:
    """The team that hears of what cannot wait while this one is not there. None while it is, or where nobody is on call.

    In a year whose bank holidays nobody has entered, nobody can say that the team is there: whoever is on call is told.
    """
    if clock.value.pace in clocks.WORKING:
        return None
    row = TeamHours.objects.of(team, on=clocks.local_day(at))
    if row is None or row.on_call is None:
        return None
    try:
        return None if _hours(team, row).is_open(at) else row.on_call
    except clocks.NoCalendar:
        return row.on_call


@transaction.atomic
def assign(
    *, about: Any, clock: clocks.Clock, start: datetime, team: Team, event: UUID | None = None, rule: str = "", by: Actor, at: datetime
) -> None:
    """Somebody must do this by the clock's time; their team is told now. The same clock and event assign nothing twice.

    What a `rule` asks for is told with the flag that asks, and what follows from an event with the event: it brings a desk one notice.
    """
    duty = Duty(
        starts_at=start, due_at=_due(clock, start, team, at), event_id=event or about.pk, rule_version=rule, **_borne(about, clock, team)
    )
    _owe(duty, by, at, is_told=not rule)


@transaction.atomic
def assign_until(
    *, about: Any, clock: clocks.Clock, start: datetime, until: datetime, team: Team, event: UUID, by: Actor, at: datetime
) -> None:
    """Somebody must do this by a time that a person set, where the clock has only a usual one."""
    _owe(Duty(starts_at=start, due_at=until, event_id=event, **_borne(about, clock, team)), by, at)


def _borne(about: Any, clock: clocks.Clock, team: Team) -> dict[str, Any]:
    what = {"child_id": about.child_id, "clock": clock.name, "about_kind": type(about).__name__, "about_id": about.pk}
    return what | {"team": team, "agency_id": team.agency_id}


def _due(clock: clocks.Clock, start: datetime, team: Team, at: datetime) -> datetime:
    """Where the clock counts working hours they are the team's own; working days are those of its nation."""
    if clock.value.basis is clocks.Basis.WORKING_HOURS:
        return hours_of(team, at).after(start, timedelta(hours=clock.value.amount))
    return clocks.due(clock, start, calendar(), nation=team.agency.nation)


def _owe(duty: Duty, by: Actor, at: datetime, *, is_told: bool = True) -> None:
    clock = clocks.Clock[duty.clock]
    duty.climbs_at = clocks.next_climb(clock, duty.due_at, 0)
    Duty.objects.bulk_create([duty], ignore_conflicts=True)
    if is_told and not notices.is_told(team=duty.team, about=duty.about_id, at=at):
        for team in filter(None, (duty.team, on_call_for(clock, duty.team, at))):
            notices.tell(key=f"duty:{duty.clock}:{duty.event_id}:0", kind=f"duty.{duty.clock}", team=team, about=duty, by=by, at=at)
    told = () if duty.agency_id == by.agency else (duty.team.agency, duty.team)
    trail.record(verb="duties.assign", about=duty, by=by, at=at, handed=trail.Handed(told))
