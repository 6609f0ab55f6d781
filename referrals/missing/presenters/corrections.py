"""What was put right on an episode, and who had seen it while it stood wrong."""

from datetime import datetime
from typing import Any
from uuid import UUID

from agencies.actor import Actor
from referrals.children.codes import label
from referrals.children.models import Child
from referrals.children.presenters import bar_for
from referrals.missing import codes, rules
from referrals.missing.models import Episode, EpisodeCorrection

OTHERS = 20
NAMES = {
    "last_seen_at": "Last seen",
    "discovered_at": "Found to be missing",
    "reported_at": "Reported",
    "found_at": "Found",
    "returned_at": "Home",
}


def says(row: EpisodeCorrection) -> str:
    """The reason, and each time that is another now."""
    changed = [name for name in NAMES if row.now and row.was.get(name) != row.now.get(name)]
    lines = [f"{NAMES[name]}: {_said(row.now[name])}, before: {_said(row.was[name])}." for name in changed]
    return "\n".join([row.reason, *lines])


def _said(moment: str | None) -> str:
    return rules.said_at(moment) if moment else "not recorded"


def readers_of(rows: list[EpisodeCorrection]) -> list[dict[str, Any]]:
    """Who looked while it stood wrong."""
    return [one | {"last_at": datetime.fromisoformat(one["last_at"])} for row in rows for one in row.seen_by]


def correction_answers(episode: Episode, now: rules.Times, reason: str) -> list[dict[str, Any]]:
    """The check page of corrected times: only what changes, each with what stood there before."""
    known = rules.Times(*episode.times())
    changed = [name for name in NAMES if getattr(now, name) != getattr(known, name)]
    lines = [{"key": NAMES[name], "at": getattr(now, name), "value": f"before: {_before(known, name)}"} for name in changed]
    return [*lines, *reason_answer(reason)]


def _before(known: rules.Times, name: str) -> str:
    moment = getattr(known, name)
    return _said(moment.isoformat() if moment else None)


def reason_answer(reason: str) -> list[dict[str, Any]]:
    return [{"key": "What was wrong", "value": reason}]


def others_of(episode: Episode) -> list[Episode]:
    """The child's other absences that the same agency holds, the latest first."""
    rows = Episode.objects.counted().filter(child=episode.child_id, owner=episode.owner_id).exclude(pk=episode.pk)
    return list(rows.order_by("-last_seen_at")[:OTHERS])


def bar_of_child(child: UUID, by: Actor, at: datetime) -> dict[str, Any]:
    return bar_for(Child.objects.get(pk=child), by, at)


def kind_of(row: EpisodeCorrection) -> str:
    return label(codes.CORRECTIONS, row.kind)
