"""What new flags ask of the desk that answers for the child, and the one notice that says so."""

from datetime import datetime
from uuid import UUID, uuid5

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Team
from agencies.notices import actions as notices
from agencies.notices.models import Notice
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.duties import actions as duties
from referrals.duties.models import Duty
from referrals.missing.models import Episode
from referrals.patterns import rules
from referrals.patterns.models import Flag


def follow(flag: Flag, clocks: tuple[Clock, ...], child: Child, known_at: datetime, by: Actor, at: datetime) -> None:
    """Its clocks run from when its events were known, not counted. What another flag asks for by the same event is not asked twice."""
    event, desk = _event_of(flag), _desk_of(child, flag.completed_by)
    for clock in clocks:
        if Duty.objects.filter(child=child, clock=clock.name, event_id=event, about_kind="Flag").exists():
            continue
        duties.assign(about=flag, clock=clock, start=known_at, team=desk, event=event, rule=f"{flag.rule} v{flag.version}", by=by, at=at)
    what = {"rule_version": flag.version, "events": flag.event_ids}
    trail.record(verb="patterns.raise_flag", about=flag, by=by, at=at, handed=trail.Handed([desk.agency, desk]), **what)


def _event_of(flag: Flag) -> UUID:
    """What a flag's duties are about: the event that completed it, and which of the marks of one long absence."""
    return uuid5(flag.completed_by, f"{flag.rule}:{flag.occasion}") if flag.occasion else flag.completed_by


def check(flag: Flag, true: dict[Flag, tuple[Clock, ...]], by: Actor, at: datetime) -> None:
    """A flag came or ceased to be true: so do its duties. What another true flag asks for by the same event stays owed.

    `true`: the child's flags that are true now, each with what it asks for.
    """
    asked = {clock.name for other, clocks in true.items() if _event_of(other) == _event_of(flag) for clock in clocks}
    duties.settle(child=flag.child_id, event=_event_of(flag), asked=asked, by=by, at=at)


def _desk_of(child: Child, episode: UUID) -> Team:
    """Where the responsible authority has no team here, the desk that holds the episode."""
    holder = Episode.objects.get(pk=episode).owner_id
    return Team.objects.missing_desk_of(child.responsible_id) or Team.objects.missing_desk_of(holder)


def tell(new: list[Flag], child: Child, by: Actor, at: datetime) -> None:
    """One notice for a desk about one event, whatever the number of rules: it names them all, and leads to the most pressing.

    It stands in place of what the desk was told of the same child before and has not marked as seen: one line about one child.
    """
    for event in dict.fromkeys(flag.completed_by for flag in new):
        raised = list(Flag.objects.filter(child=child, completed_by=event, corrected_at=None))
        numbers = sorted({flag.rule for flag in raised}, key=rules.how_pressing)
        first = min((flag for flag in new if flag.completed_by == event), key=lambda flag: rules.how_pressing(flag.rule))
        desks = {_desk_of(child, event)} | (_told_of(event) if _lasts(new, event) else set())
        for desk in sorted(desks, key=lambda team: team.pk):
            notices.tell_again(key=f"flag:{event}", kind=kind_of(numbers), team=desk, about=first, by=by, at=at)
            older = Flag.objects.filter(child=child).keys()
            notices.answer_older(key=f"flag:{event}", team=desk, kinds="flag.", about=older, at=at)


def kind_of(numbers: list[str]) -> str:
    """The rules as a notice carries them, the most pressing first, as many as fit."""
    return "flag.RM-" + "+".join(number.removeprefix("RM-") for number in numbers[:10])


def _lasts(new: list[Flag], event: UUID) -> bool:
    return any(rules.BY_NUMBER[flag.rule].shape is rules.Shape.LASTING for flag in new if flag.completed_by == event)


def _told_of(episode: UUID) -> set[Team]:
    """The desks that were told of the report: the responsible and the host authority, who hear of a long absence too."""
    told = Notice.objects.filter(key=f"episode:{episode}:reported", user=None).select_related("team")
    return {notice.team for notice in told}
