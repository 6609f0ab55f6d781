"""A child in care whose profile Asha's team keeps, and what each person gets of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from referrals.children.models import Child
from referrals.profiles import actions
from referrals.profiles.models import Profile, ProfileHealth, ProfileKept, ProfileOpening, TriggerPlan
from referrals.profiles.rules import Told
from tests.cast import Cast
from tests.database import building
from tests.factories import child_of

MAY = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)
NIGHT = datetime(2026, 6, 1, 21, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
JSON = {"content_type": "application/json"}
KNOWN = Told(
    places="The arcade at Eastvale, by the 14 bus",
    friends="Zed, 01632 960 200",
    phone="01632 960 201, blue case",
    description="A scar over the left eye",
    medication="Insulin at eight",
    needs="Faints without food",
    circumstances="Not back by ten",
    band="HIGH",
    agreed_with="PC Grey, missing person team",
    review_on=date(2026, 9, 1),
)
SECRETS = (KNOWN.places, KNOWN.friends, KNOWN.phone, KNOWN.description, KNOWN.medication, KNOWN.needs)
SEALED = (Profile, ProfileHealth, ProfileOpening)


def child_in_care(cast: Cast, given: str = "Mia", reference: str = "SG-MIA") -> Child:
    child = child_of(cast, "northford", given, "Hart", reference=reference)
    for team in ("casework", "hill", "nurses"):
        cast.link(team, child.pk)
    return child


def keep(cast: Cast, child: Child, who: str = "Asha", *, at: datetime = MAY, seen: int = 0, **other: Any) -> Profile:
    with cast.acting(who) as actor:
        told = replace(KNOWN, **other)
        return actions.keep(child=Child.objects.get(pk=child.pk), told=told, seen=seen, by=actor, at=at)


def seen_by(cast: Cast, who: str, child: Child) -> set[str]:
    """What of the profile this person gets from the database at all."""
    with cast.acting(who):
        models = (ProfileKept, Profile, ProfileHealth, TriggerPlan)
        return {model.__name__ for model in models if model.objects.filter(child=child).exists()}


def reads(cast: Cast, who: str, child: Child) -> bool:
    return {"Profile", "ProfileHealth"} <= seen_by(cast, who, child)


def openings(child: Child) -> list[ProfileOpening]:
    with building():
        return list(ProfileOpening._base_manager.filter(child=child).order_by("opened_at"))
