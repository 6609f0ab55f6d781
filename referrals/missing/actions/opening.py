"""An episode is opened: the row itself, who is told of it, and what it asks of whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction

from agencies.actor import Actor
from agencies.directory.models import Team
from agencies.notices import actions as notices
from agencies.refusals import Refused
from agencies.words import Category
from referrals.children import actions as children
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.duties import actions as duties
from referrals.information import actions as information
from referrals.missing import rules
from referrals.missing.actions import rows
from referrals.missing.models import Episode


@contextmanager
def neutral(child: Child, says: str = "This report was not opened here.") -> Iterator[None]:
    """The database keeps one open episode per child, and none that overlap, across all agencies. Its no tells nothing."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") not in ("SG001", "23505"):
            raise
        desk = child.responsible
        ring = f" on {desk.desk_phone}" if desk.desk_phone else ""
        raise Refused([f"{says} Ring {desk.name}{ring} now: they take it from there."]) from error


def open_episode(child: Child, times: rules.Times, facts: dict[str, Any], by: Actor, at: datetime) -> Episode:
    """The record and the row of one absence, with the five times as far as they are known."""
    record = information.open_record(child=child, category=Category.MISSING, kind="episode", by=by)
    mark = None if times.returned_at else rules.next_mark(times.last_seen_at, times.last_seen_at)
    row = {"id": record.pk, "record": record, "child": child, "owner_id": by.agency, "recorded_at": at, "next_mark_at": mark}
    return Episode.objects.create(**row, **vars(times), **facts)


def tell_and_count(episode: Episode, child: Child, by: Actor, at: datetime, *, news: str = "reported") -> None:
    """Who must know now: the desks that answer for the child. Who must act: the holder's missing desk, until the child is found."""
    home, host = rows.home_desk(episode, child), rows.host_desk(child)
    for desk, reason in ((home, "Answers for a child reported missing"), (host, "Hosts a child reported missing")):
        if desk:
            children.involve(child=child, team=desk, until=None, reason=reason, by=by, at=at)
            notices.tell(key=f"episode:{episode.pk}:reported", kind=f"missing.{news}", team=desk, about=episode, by=by, at=at)
    rows.put_summary(episode, by, at)
    if episode.returned_at:
        rows.owe_interview(episode, child, by, at)
    elif episode.found_at:
        rows.owe_hand_over(episode, child, by, at)
    else:
        own = Team.objects.missing_desk_of(by.agency)
        duties.assign(about=episode, clock=Clock.LOCATE_CHILD, start=episode.last_seen_at, team=own, by=by, at=at)
    rows.note_change(episode, "reported", by, at)
