"""A year of one small area from a seed: absences that police report and end, sweeps that are dropped, doubled or die on the way."""

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from referrals.missing.models import Episode
from tests.cast import Cast
from tests.chaos.forks import SWEEPS
from tests.chaos.oracle import Absence
from tests.chaos.test_crash_points import dies_at
from tests.database import Clock, job_login
from tests.factories import child_of
from tests.referrals.missing.absences import bring_home, report

HOUR, CHILDREN = timedelta(hours=1), int(os.environ.get("AREA", "1"))
BEGINS, ENDS = datetime(2026, 1, 2, 12, 0, tzinfo=UTC), datetime(2026, 12, 28, 12, 0, tzinfo=UTC)


@dataclass
class Year:
    """What happens, in order, and what was made of it."""

    seed: int
    cast: Cast
    clock: Clock
    story: list[str] = field(default_factory=list)
    keys: dict = field(default_factory=dict)
    crashes: int = 0

    def __post_init__(self):
        self.rnd = Random(self.seed)
        self.area = [self._absences() for _ in range(CHILDREN)]
        self.children = [
            child_of(self.cast, "northford", f"Kim{number}", "Reed", reference=f"Y{self.seed}-{number}") for number in range(CHILDREN)
        ]

    def _absences(self) -> list[Absence]:
        """Minutes are odd, so that no two things happen in one moment."""
        found, moment = [], BEGINS + self.rnd.randrange(60) * 24 * HOUR
        while moment < ENDS:
            start = moment + timedelta(minutes=self.rnd.randrange(1, 1440))
            away = self.rnd.choice((3, 5, 9, 15, 30, 80, 200)) * HOUR
            late = self.rnd.choice((1, 1, 1, 13)) * HOUR
            known = start + min(late, away - HOUR) + timedelta(minutes=1)
            found.append(Absence(start, known, start + away + timedelta(minutes=2), self.rnd.random() < 0.2, self.rnd.random() < 0.2))
            moment = found[-1].end + self.rnd.choice((1, 4, 11, 25, 45, 70)) * 24 * HOUR
        return found

    def live(self) -> None:
        """Every event at its time, and a look some minutes after it; now and then one more."""
        for moment, what, child, number in self._events():
            self.clock.set(moment)
            self.story.append(f"{moment:%d %b %H:%M} {what} of child {child}, absence {number}")
            getattr(self, f"_{what}")(child, number, moment)
        self.clock.set(max(one.end for child in self.area for one in child) + 2 * 24 * HOUR)
        for _ in range(2):
            self._sweep()
            self.clock.forward(minutes=3)
        self._sweep()

    def _events(self) -> list[tuple]:
        events = []
        for child, absences in enumerate(self.area):
            for number, one in enumerate(absences):
                events += [(one.report, "report", child, number), (one.end, "return", child, number)]
                looks = [one.report, one.end, one.start + self.rnd.random() * (one.end - one.start)]
                events += [(max(look, one.report) + timedelta(minutes=5), "look", child, number) for look in looks]
        return sorted(events)

    def _report(self, child: int, number: int, moment: datetime) -> None:
        one = self.area[child][number]
        self.keys[child, number] = report(self.cast, "Ben", self.children[child], one.start, after=moment - one.start).pk

    def _return(self, child: int, number: int, moment: datetime) -> None:
        one = self.area[child][number]
        said = {"hurt": "minor" if one.hurt else "no", "area": self.cast.areas["southmoor_force"] if one.elsewhere else None}
        with self.cast.acting("Ben"):
            episode = Episode.objects.get(pk=self.keys[child, number])
        bring_home(self.cast, "Ben", episode, moment, place=f"Flat {child}", **said)

    def _look(self, *where) -> None:
        """A wake-up is lost, comes twice, or its worker dies at one of its statements."""
        chance = self.rnd.random()
        if chance < 0.2:
            self.story.append("   the wake-up is lost")
        elif chance < 0.4:
            name, point = self.rnd.choice(list(SWEEPS)), self.rnd.randrange(1, 60)
            with job_login():
                died = dies_at(SWEEPS[name], point, after=self.rnd.random() < 0.5)
            self.crashes += died
            self.story.append(f"   {name} dies at statement {point}: {died}")
        else:
            for _ in range(self.rnd.choice((1, 1, 2))):
                self._sweep()

    def _sweep(self) -> None:
        with job_login():
            for body in SWEEPS.values():
                body()
