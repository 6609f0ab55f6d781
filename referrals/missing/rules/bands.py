"""The risk band: how likely somebody thinks harm is, why, and by when it is looked at again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from referrals.children.codes import is_offered
from referrals.clocks import local_day
from referrals.missing.rules.absences import Times
from referrals.profiles.codes import RISK_BANDS

REVIEW_WITHIN = {"HIGH": 4, "MEDIUM": 12, "LOW": 24, "VERY_LOW": 24}


class Band(Protocol):
    """The band as somebody set it. A change is another band; none is edited."""

    set_at: datetime
    review_at: datetime | None


Set = TypeVar("Set", bound=Band)


def objections_to_band(known: Times, band: str, reason: str, review_at: datetime | None, at: datetime) -> list[str]:
    """Why this band cannot be set. Empty when it can."""
    reasons = []
    if known.returned_at:
        reasons.append("The child is home: the episode has no risk band any more.")
    if not band:
        reasons.append("Choose a risk band: nobody but you can say how likely harm is.")
    elif not is_offered(RISK_BANDS, band, local_day(at)):
        reasons.append("Choose a risk band from the list in use today.")
    if not reason.strip():
        reasons.append("Say why you set this band.")
    if review_at and review_at <= at:
        reasons.append("The next review is in the future.")
    return reasons


def current_band(bands: Iterable[Set]) -> Set | None:
    """The band that holds: the last one set. None when nobody has set one."""
    return max(bands, key=lambda band: band.set_at, default=None)


def is_review_over(band: Band | None, at: datetime) -> bool:
    """Whether the time is over by which the band that holds was to be looked at again."""
    return bool(band and band.review_at and band.review_at < at)


def review_hours(band: str) -> int:
    """Within how many hours a band is looked at again where nobody sets a time."""
    return REVIEW_WITHIN.get(band, REVIEW_WITHIN["MEDIUM"])
