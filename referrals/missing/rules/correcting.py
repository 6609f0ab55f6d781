"""What was recorded wrongly: times that are put right, an episode of another child, one that never was, one absence recorded as two."""

from dataclasses import replace
from datetime import datetime

from referrals.clocks import local
from referrals.missing.rules.absences import Times, objections_to_report

IN_ERROR = "Recorded in error. It is kept on file and counted nowhere."


def objections_to_correcting(known: Times, now: Times, reason: str, at: datetime, *, retrospective: bool = False) -> list[str]:
    """Why these times cannot stand in place of those on file. Empty when they can.

    A return that never was is taken back whole; a return that nobody recorded is recorded, and is no correction.
    """
    reasons = objections_to_taking_back(reason)
    if now == known:
        reasons.append("These are the times on file: nothing would be corrected.")
    if (now.found_at and not known.found_at) or (now.returned_at and not known.returned_at):
        reasons.append("That return is not recorded yet. Record the return: it is no correction.")
    return reasons + objections_to_report(now, at, retrospective=retrospective)


def objections_to_taking_back(reason: str) -> list[str]:
    """Why this episode cannot be marked as recorded in error. Empty when it can."""
    return [] if reason.strip() else ["Say why the record is wrong: whoever reads it later must be able to follow."]


def objections_to_moving(reason: str, *, same_child: bool) -> list[str]:
    """Why this episode cannot be moved to that child. Empty when it can, as far as the rules know."""
    reasons = objections_to_taking_back(reason)
    return [*reasons, "The episode stands under this child already."] if same_child else reasons


def objections_to_joining(reason: str, *, same_episode: bool, both_ours: bool) -> list[str]:
    """Why these two are not recorded as one absence. Empty when they can be."""
    reasons = objections_to_taking_back(reason)
    if same_episode:
        reasons.append("Choose another episode than this one.")
    if not both_ours:
        reasons.append("Another agency holds that episode. Ring its desk: an agency joins only what it holds itself.")
    return reasons


def takes_the_ending(kept: Times, other: Times, *, same_child: bool) -> bool:
    """Whether the absence ended as the other record says: the later of one child's two; of a second child's record, only what is new."""
    if same_child:
        return other.last_seen_at > kept.last_seen_at
    return bool(other.returned_at and not kept.returned_at)


def together(kept: Times, other: Times, *, same_child: bool) -> Times:
    """The times of one absence that was recorded as two: from when the child was first gone until it ended."""
    first = min(kept, other, key=lambda times: times.last_seen_at)
    reported = min(time for time in (kept.reported_at, other.reported_at) if time)
    ended = other if takes_the_ending(kept, other, same_child=same_child) else kept
    return replace(first, reported_at=reported, found_at=ended.found_at, returned_at=ended.returned_at)


def said_at(moment: str) -> str:
    """A time that a correction keeps, as a person says it."""
    here = local(datetime.fromisoformat(moment))
    return f"{here:%H:%M} on {here.day} {here:%b %Y}"
