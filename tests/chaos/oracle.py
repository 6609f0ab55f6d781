"""What the guidance asks for, read from its prose and from nothing of the service: which rules an area's absences fulfil, and by when.

One absence is (start, report, end, hurt, elsewhere), all instants; a child is a list of them, oldest first.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAYS_OFF = {
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
}
HOLIDAYS = {date.fromisoformat(f"{year}-{day}") for year, days in DAYS_OFF.items() for day in days}
WITHIN = {  # rule: what is due, in working days of the nation, at 17:00
    "RM-03": {"REPEAT_MISSING_REVIEW": 2, "EXPLOITATION_SCREENING": 5},
    "RM-04": {"STRATEGY_DISCUSSION": 1},
    "RM-05": {"MISSING_MEETING": 5},
    "RM-06": {"TRIGGER_PLAN": 5},
    "RM-12": {"LATE_REPORT": 1},
}


@dataclass(frozen=True)
class Absence:
    start: datetime
    report: datetime
    end: datetime
    hurt: bool = False
    elsewhere: bool = False

    @property
    def day(self) -> date:
        return self.start.astimezone(LONDON).date()

    def nights(self) -> list[date]:
        """Away for any part of midnight to five in the morning, hour by hour."""
        found, moment = set(), self.start
        while moment < self.end:
            here = moment.astimezone(LONDON)
            if here.hour < 5:
                found.add(here.date())
            moment += timedelta(minutes=1)
        return sorted(found)


def flags(child: list[Absence]) -> tuple[set, set]:
    """What must be raised, and what may be besides: a meeting is proposed only while the child is away and somebody looks."""
    must, may, nights = set(), set(), []
    for number, one in enumerate(child):
        before = child[: number + 1]

        def within(days: int, before=before, one=one) -> int:
            return sum((one.day - other.day).days <= days for other in before)

        asked = {"RM-03": within(28) >= 2, "RM-04": within(30) >= 3, "RM-05": within(90) >= 3}
        asked["RM-06"] = within(90) >= 5 or within(365) >= 10
        asked["RM-02"] = number == 0 and (one.hurt or one.elsewhere)
        asked["RM-07"] = one.end - one.start >= timedelta(hours=24)
        asked["RM-09"] = one.end - one.start >= timedelta(days=7)
        asked |= {"RM-10": one.elsewhere, "RM-11": one.hurt, "RM-12": one.report - one.start > timedelta(hours=12)}
        own = one.nights()
        asked["RM-15"] = any(timedelta(0) < night - other <= timedelta(days=28) for night in own for other in nights + own)
        nights += own
        must |= {(rule, number) for rule, is_so in asked.items() if is_so}
        may |= {("RM-08", number)} if one.end - one.start >= timedelta(hours=72) else set()
    return must, may


def due(report: datetime, working_days: int) -> datetime:
    """Day 0 is the day of receipt; day by day, until enough of them are working days; at 17:00 by the local clock."""
    day = report.astimezone(LONDON).date()
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < 5 and day not in HOLIDAYS
    return datetime.combine(day, time(17), LONDON).astimezone(UTC)
