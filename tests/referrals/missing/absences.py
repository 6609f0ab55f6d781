"""Absences for a scene: reported and returned by the actions themselves, on the app login."""

from datetime import datetime, timedelta
from typing import Any

from referrals.children.models import Child
from referrals.missing import actions, rules
from referrals.missing.models import Episode
from tests.cast import Cast


def told_missing(seen: datetime, at: datetime, **more: Any) -> actions.Report:
    """A report as an officer would give it."""
    said = {
        "place": "Bus station",
        "band": "MEDIUM",
        "band_reason": "First checks made.",
        "words": {"circumstances": "Left after an argument."},
    }
    return actions.Report(times=rules.Times(seen, None, at), **said | more)


def told_return(found: datetime, *, home: datetime | None = None, **more: Any) -> actions.Return:
    said = {"place": "Eastvale bus station", "area": None, "hurt": "no", "harms": ["NOT_KNOWN"], "with_now": "me"}
    return actions.Return(found, home, **said | {"destination": "home" if home else ""} | more)


def report(cast: Cast, who: str, child: Child, seen: datetime, *, after: timedelta = timedelta(hours=1), **more: Any) -> Episode:
    """`who` records that the child was last seen then, and reported `after` that."""
    at = seen + after
    with cast.acting(who) as actor:
        return actions.report(child=Child.objects.get(pk=child.pk), told=told_missing(seen, at, **more), by=actor, at=at)


def bring_home(cast: Cast, who: str, episode: Episode, at: datetime, **more: Any) -> Episode:
    with cast.acting(who) as actor:
        return actions.record_return(episode=episode, told=told_return(at, home=at, **more), by=actor, at=at)
