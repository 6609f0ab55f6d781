"""It is recorded: who was told when, what is due by when, and the words for one's own system."""

from dataclasses import dataclass
from datetime import datetime

from agencies.actor import Actor
from agencies.directory.models import Team
from referrals.children.models import Child
from referrals.children.presenters import bar_for
from referrals.clocks import Clock, elapsed_hours, local
from referrals.duties.models import Duty
from referrals.missing.models import Change, Episode

SHOWN = ("LOCATE_CHILD", "PREVENTION_INTERVIEW", "RETURN_INTERVIEW")
HOURS = Clock.RETURN_INTERVIEW.value.amount


@dataclass
class Done:
    """The last page of a report or a return."""

    child: Child
    bar: dict
    desk: Team | None
    told_at: datetime
    interview_due: datetime | None
    hours: int
    prevention: Duty | None
    interview: Duty | None
    copy: str


def done_of(episode: Episode, by: Actor, at: datetime) -> Done:
    child = Child.objects.select_related("responsible").get(pk=episode.child_id)
    duties = {duty.clock: duty for duty in Duty.objects.filter(about_id=episode.pk, clock__in=SHOWN)}
    due = elapsed_hours(episode.returned_at, HOURS) if episode.returned_at else None
    return Done(
        child=child,
        bar=bar_for(child, by, at),
        desk=Team.objects.desk_of(child.responsible_id),
        told_at=_recorded_at(episode, duties.get("LOCATE_CHILD")),
        interview_due=due,
        hours=HOURS,
        interview=duties.get("RETURN_INTERVIEW"),
        prevention=duties.get("PREVENTION_INTERVIEW"),
        copy=_copy(episode, child, due),
    )


def _recorded_at(episode: Episode, locate: Duty | None) -> datetime:
    """When it was written down, not when it happened: the last change of the episode."""
    if not episode.found_at:
        return episode.recorded_at
    known = [change.changed_at for change in Change.objects.filter(episode=episode).exclude(kind="birthday")]
    return max([episode.recorded_at, *known, *([locate.done_at] if locate and locate.done_at else [])])


def _copy(episode: Episode, child: Child, due: datetime | None) -> str:
    """Facts without a name, for the reader's own system."""
    lines = [f"Reference {child.reference}. Last seen {_say(episode.last_seen_at)}, {episode.last_seen_place}."]
    if episode.found_at:
        lines.append(f"Found {_say(episode.found_at)}, {episode.found_place}.")
    if episode.returned_at and due:
        lines.append(f"Home {_say(episode.returned_at)}. Return interview due by {_say(due)} with {child.responsible.name}.")
    return " ".join(lines)


def _say(moment: datetime) -> str:
    here = local(moment)
    return f"{here:%H:%M %a} {here.day} {here:%b %Y}"
