"""What a story is made of. Times are given as time before the moment of loading, so that the newest absence is always fresh."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

from agencies.words import Seal
from safeguarding.region.children import Link, Place
from safeguarding.region.details import Detail

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Absence(NamedTuple):
    """Went missing so long ago, for so many hours; without hours the child is missing still."""

    ago: timedelta
    hours: float | None
    detail: Detail


class Worry(NamedTuple):
    """A referral so many days ago by a team's person; without an outcome it is undecided."""

    ago: timedelta
    source: str
    sender: tuple[str, str]
    words: str
    outcome: str = ""
    level: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Tale:
    """One child. `years` is her age, none where nobody knows it or she is not born yet; `born` a month and day where it matters.

    `numbers_of` makes her carry another tale's numbers.
    """

    given: str
    family: str
    sex: str
    years: float | None
    council: str = "northford"
    known_as: str = ""
    born: tuple[int, int] | None = None
    estimated: bool = False
    expected_in: int = 0
    places: tuple[Place, ...] = ()
    care: str = ""
    school: str = ""
    links: tuple[Link, ...] = ()
    seal: int = Seal.NONE
    named: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    shared_with: str = ""
    note: str = ""
    numbers: bool = True
    numbers_of: str = ""
    absences: tuple[Absence, ...] = ()
    worries: tuple[Worry, ...] = field(default_factory=tuple)


def home(lines: str, postcode: str, area: str = "northford", setting: str = "home", since: int = 900, until: int | None = None) -> Place:
    return Place(lines, postcode, area, setting, since, until)


CASEWORK = Link("nf_one", "northford", "Allocated for casework")
HILL = Link("hill_lead", "hill", "Enrolled")
SCHOOL, POLICE, DOOR = ("hill_lead", "ella"), ("np_response", "ben"), ("nf_door", "theo")
