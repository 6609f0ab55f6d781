"""What is written about one absence beside its times: drawn for the crowd, given for the stories."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from safeguarding.region import names
from safeguarding.region.children import Profile
from safeguarding.region.draws import BANDS, Span, pick
from safeguarding.region.ground import Region

ELSEWHERE = ("midvale", "highbarrow", "eastmere", "kelsea", "northford", "southmoor")
AWAY_SHARE = 0.20
WORRIES = (
    "Did not come home at the agreed time and does not answer the phone.",
    "Left after an argument. Carers say this is becoming more frequent.",
    "Was collected by an adult in a car whom nobody here knows.",
    "Left school at lunch time and was not seen again.",
    "Went to meet friends from the internet. Carers do not know them.",
    "Left through the window during the night. Coat and charger are gone.",
)


@dataclass(frozen=True)
class Detail:
    """What is written about one absence beside its times."""

    band: str = "MEDIUM"
    kind: str = ""
    worry: str = WORRIES[0]
    last_seen_place: str = "Home"
    found_place: str = ""
    found_area: str = ""
    hurt: str = "no"
    harms: tuple[str, ...] = ("NONE_DISCLOSED",)
    destination: str = "home"
    sighting: tuple[str, str] | None = None
    seen_by: tuple[str, str] | None = None
    interview: str = "done"


def detail_of(rng: Random, region: Region, child: Profile, span: Span) -> Detail:
    area = rng.choice(ELSEWHERE) if rng.random() < 0.12 else child.council
    harmed = rng.random() < 0.04
    return Detail(
        band=pick(rng, BANDS)[0],
        kind=_kind(rng, child),
        worry=rng.choice(WORRIES),
        last_seen_place=rng.choice(("Home", "School", "Town centre", "Friend's house", "Bus stop")),
        found_place=rng.choice(names.PLACES) if rng.random() < 0.5 else "Came back by themselves",
        found_area=area,
        hurt=rng.choices(("no", "minor", "care", "not_known"), (0.80, 0.06, 0.02, 0.12))[0],
        harms=(rng.choice(("PHYSICAL", "SUBSTANCE", "CRIMINAL_EXPLOITATION", "SEXUAL")),) if harmed else _no_harm(rng),
        destination="placement" if child.care else "home",
        sighting=(rng.choice(names.PLACES), area) if rng.random() < 0.06 else None,
        interview=_interview(rng, region, span),
    )


def _no_harm(rng: Random) -> tuple[str, ...]:
    return (rng.choices(("NONE_DISCLOSED", "NOT_KNOWN"), (0.7, 0.3))[0],)


def _kind(rng: Random, child: Profile) -> str:
    """Only councils of England record a type, and only for children in their care."""
    if not child.care or child.council == "aberwen":
        return ""
    return "A" if rng.random() < AWAY_SHARE else "M"


def _interview(rng: Random, region: Region, span: Span) -> str:
    """Offers are made for most returns; what is long past is closed, one way or the other."""
    if span.returned_at is None:
        return ""
    waiting = region.at - span.returned_at
    if waiting < timedelta(hours=72):
        return "done" if rng.random() < waiting / timedelta(hours=72) * 0.5 else "open"
    if waiting < timedelta(days=10) and rng.random() < 0.3:
        return "open"
    return "done" if rng.random() < 0.63 else "late"
