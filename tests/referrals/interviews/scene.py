"""A child who came home, and the interview that is owed for it, played by the people of the cast on the app login."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from agencies.agreements.models import Agreement, Share
from referrals.children.models import Child
from referrals.duties.models import Duty
from referrals.interviews import actions
from referrals.interviews.models import Interview
from referrals.missing.models import Episode
from tests.cast import Cast
from tests.database import building
from tests.referrals.missing.absences import bring_home, report

HOUR = timedelta(hours=1)
SEEN = datetime(2026, 5, 2, 18, 0, tzinfo=UTC)
HOME = datetime(2026, 5, 3, 9, 0, tzinfo=UTC)
NOW = HOME + 5 * HOUR
OWN_WORDS = "They said I owe them for the phone."
SAFETY = "At risk near the bus station after dark."


def came_home(cast: Cast, child: Child, seen: datetime = SEEN, home: datetime = HOME) -> Episode:
    return bring_home(cast, "Ben", report(cast, "Ben", child, seen), home)


def begun(cast: Cast, episode: Episode, *, who: str = "Nia", at: datetime = NOW) -> Interview:
    with cast.acting(who) as actor:
        return actions.begin(duty=Duty.objects.get(about_id=episode.pk, clock="RETURN_INTERVIEW"), by=actor, at=at)


def deed(cast: Cast, who: str, name: str, interview: Interview, at: datetime, **said: Any) -> Interview:
    """One action of the room as this person, on the row as they find it."""
    with cast.acting(who) as actor:
        return getattr(actions, name)(interview=Interview.objects.get(pk=interview.pk), **said, by=actor, at=at)


def talk(held_at: datetime = NOW, **more: Any) -> actions.Told:
    said = {"place": "Library", "interviewer": "Rosa Field", "tie": "INDEPENDENT", "words": OWN_WORDS, "safety": SAFETY}
    return actions.Told(held_at, **said | more)


def refusal(status: str = "DECLINED_BY_CHILD", at: datetime = NOW) -> actions.Happened:
    return actions.Happened(status, at, words="Said no at the door, to Nia.")


def agree(cast: Cast, recipient: str, level: int) -> None:
    """Northford lets them see return interviews about children they are linked to, up to restricted ones."""
    with building() as build:
        agreement = build(
            Agreement(number=f"RHI {recipient}", title="Return interviews", owner=cast.agencies["northford"], valid_from=date(2020, 1, 1))
        )
        build(
            Share(
                agreement=agreement,
                owner=cast.agencies["northford"],
                recipient_key=recipient,
                category="rhi",
                purpose="safeguarding",
                level=level,
                max_marking=1,
                scope="linked",
                valid_from=date(2020, 1, 1),
            )
        )
