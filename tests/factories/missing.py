"""Absences, and the work that they leave to the sweeps."""

from datetime import datetime, timedelta
from uuid import uuid4

from referrals.children.models import Child
from referrals.clocks import Clock, next_climb
from referrals.duties.models import Duty
from referrals.information.models import Record
from referrals.missing.models import Change, Episode
from tests.cast import Cast
from tests.database import building


def episode_of(
    cast: Cast, child: Child, start: datetime, *, owner: str = "northshire_police", kind: str = "", away=timedelta(hours=5)
) -> Episode:
    """An absence that ended after some hours; `away=None`: the child is missing still."""
    agency, key, home = cast.agencies[owner], uuid4(), start + away if away else None
    with building() as build:
        record = build(Record(id=key, child=child, owner=agency, category="missing", kind="episode"))
        return build(
            Episode(
                id=key,
                record=record,
                child=child,
                owner=agency,
                council_type=kind,
                last_seen_at=start,
                reported_at=start + timedelta(hours=1),
                found_at=home,
                returned_at=home,
                recorded_at=start + timedelta(hours=1),
            )
        )


def change_of(episode: Episode, at: datetime | None = None) -> Change:
    """Nobody has counted this episode yet."""
    at = at or episode.recorded_at
    within = {"record_id": episode.record_id, "child_id": episode.child_id, "owner_id": episode.owner_id}
    with building() as build:
        return build(Change(**within, episode=episode, kind="reported", changed_at=at, look_at=at))


def duty_of(cast: Cast, child: Child, due_at: datetime, *, clock: Clock = Clock.RETURN_INTERVIEW, team: str = "front_door") -> Duty:
    """Something that a team owes."""
    with building() as build:
        return build(
            Duty(
                child=child,
                clock=clock.name,
                about_kind="Episode",
                about_id=uuid4(),
                event_id=uuid4(),
                team=cast.teams[team],
                agency=cast.teams[team].agency,
                starts_at=due_at - timedelta(hours=72),
                due_at=due_at,
                climbs_at=next_climb(clock, due_at, 0),
            )
        )


def now_of(model, key):
    """The row as it stands, seen past the walls: for asserting what a sweep wrote."""
    with building():
        return model._base_manager.get(pk=key)


def all_of(model, **filters) -> list:
    with building():
        return list(model._base_manager.filter(**filters))
