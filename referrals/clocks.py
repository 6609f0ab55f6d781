"""Every deadline of the casework, and how each kind of time is counted.

Elapsed hours, the same day, working hours, working days, calendar days and calendar months are six ways of counting. Each has a
function of its own; none calls another. The amounts are those of the national guidance where there is one; the rest are this project's
defaults, which the local partnership may replace by passing `amount`.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, StrEnum, unique
from zoneinfo import ZoneInfo

from agencies.refusals import Refused
from agencies.words import Nation

LONDON = ZoneInfo("Europe/London")
OPENS, CLOSES = time(9), time(17)
LAST_MOMENT = time(23, 59, 59, 999999)
SATURDAY = 5
DAY = timedelta(days=1)


class Basis(StrEnum):
    """What an amount counts."""

    ELAPSED_HOURS = "elapsed hours"
    SAME_DAY = "the same day"
    WORKING_HOURS = "working hours"
    WORKING_DAYS = "working days"
    CALENDAR_DAYS = "calendar days"
    CALENDAR_MONTHS = "calendar months"


class Roll(StrEnum):
    """Where a date goes that is not a working day. A duty to answer rolls forward; a longest interval rolls back."""

    STAYS = "stays"
    FORWARD = "forward"
    BACK = "back"


class Bearer(StrEnum):
    """Who answers for the duty, whoever carries it out for them."""

    RESPONSIBLE_AUTHORITY = "responsible_authority"
    POLICE = "police"
    PARTNER = "partner"
    FRONT_DOOR = "front_door"
    MANAGER = "manager"
    REVIEWER = "reviewer"
    LEAD_WORKER = "lead_worker"
    CHAIR = "chair"
    DATA_PROTECTION = "data_protection"


class Rung(StrEnum):
    """Who is told next. Each rung is told once; the duty stays with its bearer all the while."""

    BEARER = "bearer"
    DEPUTY = "deputy"
    TEAM_MANAGER = "team_manager"
    SERVICE_MANAGER = "service_manager"
    PARTNERSHIP = "partnership"


class Pace(StrEnum):
    """How fast an overdue duty becomes a more senior person's business."""

    URGENT = "urgent"
    STEADY = "steady"
    ABSENCE = "absence"
    ACCEPTANCE = "acceptance"
    CUSTODY = "custody"


# Where the hours to the next rung pass only while the team works. Everything else runs through nights and weekends.
WORKING = frozenset({Pace.STEADY})
RUNGS = (Rung.DEPUTY, Rung.TEAM_MANAGER, Rung.SERVICE_MANAGER, Rung.PARTNERSHIP)


def _rungs(*waits: timedelta) -> tuple[tuple[Rung, timedelta], ...]:
    return tuple(zip(RUNGS, waits, strict=True))


# The steps of each kind of duty: who is told, and how long after it was due. A step before that is a warning.
LADDERS: Mapping[Pace, tuple[tuple[Rung, timedelta], ...]] = {
    Pace.URGENT: _rungs(timedelta(0), timedelta(hours=4), timedelta(hours=12), timedelta(hours=24)),
    # In working hours: a day, three days, a week of them.
    Pace.STEADY: _rungs(timedelta(0), timedelta(hours=8), timedelta(hours=24), timedelta(hours=40)),
    # A missing child is due at 24 hours of absence; the next rungs fall on 72 hours, 7 days and 28 days of absence.
    Pace.ABSENCE: _rungs(timedelta(0), timedelta(hours=48), timedelta(days=6), timedelta(days=27)),
    # Nobody has accepted a child who was found elsewhere: the duty lines of the directors at once, nobody in between.
    Pace.ACCEPTANCE: ((Rung.SERVICE_MANAGER, timedelta(0)), (Rung.PARTNERSHIP, timedelta(hours=1))),
    # Police protection ends at 72 hours whatever anybody does: warnings at 48 and at 66.
    Pace.CUSTODY: ((Rung.BEARER, timedelta(hours=-24)), (Rung.TEAM_MANAGER, timedelta(hours=-6)), (Rung.SERVICE_MANAGER, timedelta(0))),
}
OVERDUE_BY: Mapping[Pace, tuple[timedelta, ...]] = {pace: tuple(wait for _, wait in steps) for pace, steps in LADDERS.items()}


@dataclass(frozen=True)
class Term:
    """One deadline: what is owed, how much time there is, who bears it, and where the number comes from."""

    title: str
    basis: Basis
    amount: int
    bearer: Bearer
    source: str
    nation: Nation | None = None
    roll: Roll = Roll.STAYS
    pace: Pace = Pace.STEADY


@unique
class Clock(Enum):
    """The table. A clock without a nation runs in England and in Wales."""

    RETURN_INTERVIEW = Term(
        "Return interview",
        Basis.ELAPSED_HOURS,
        72,
        Bearer.RESPONSIBLE_AUTHORITY,
        "Statutory guidance on children who run away or go missing, 2014: within 72 hours of returning",
        pace=Pace.URGENT,
    )
    ASK_CARERS = Term(
        "Ask parents or carers what they know",
        Basis.ELAPSED_HOURS,
        24,
        Bearer.RESPONSIBLE_AUTHORITY,
        "Return interview practice: where the interview is refused, parents and carers are asked; the 24 hours are a default",
        pace=Pace.URGENT,
    )
    PREVENTION_INTERVIEW = Term(
        "Prevention interview",
        Basis.ELAPSED_HOURS,
        24,
        Bearer.POLICE,
        "Police practice: for every return; the 24 hours are a default",
        pace=Pace.URGENT,
    )
    LOCATE_CHILD = Term(
        "Find the child",
        Basis.ELAPSED_HOURS,
        24,
        Bearer.POLICE,
        "RM-07: open while the child is missing; managers must know at 24 hours",
        pace=Pace.ABSENCE,
    )
    ACCEPT_CHILD = Term(
        "Accept the child found elsewhere",
        Basis.ELAPSED_HOURS,
        1,
        Bearer.RESPONSIBLE_AUTHORITY,
        "Cross-border practice: the home area acknowledges and names who collects within an hour of being told; a default",
        pace=Pace.ACCEPTANCE,
    )
    COLLECT_CHILD = Term(
        "Collect the child",
        Basis.ELAPSED_HOURS,
        24,
        Bearer.RESPONSIBLE_AUTHORITY,
        "By the time that whoever accepted has named; the 24 hours are a default",
        pace=Pace.URGENT,
    )
    RISK_REVIEW = Term(
        "Review the risk band",
        Basis.ELAPSED_HOURS,
        12,
        Bearer.POLICE,
        "Police practice: reviewed continually; the 12 hours are a default where nobody sets a time",
        pace=Pace.URGENT,
    )
    LATE_REPORT = Term("Contact about the late report", Basis.WORKING_DAYS, 1, Bearer.RESPONSIBLE_AUTHORITY, "RM-12")
    REPEAT_MISSING_REVIEW = Term("Review of repeated missing", Basis.WORKING_DAYS, 2, Bearer.REVIEWER, "RM-03, RM-15")
    EXPLOITATION_SCREENING = Term("Exploitation screening", Basis.WORKING_DAYS, 5, Bearer.LEAD_WORKER, "RM-01, RM-03, RM-10, RM-15")
    STRATEGY_DISCUSSION = Term("Strategy discussion", Basis.WORKING_DAYS, 1, Bearer.MANAGER, "RM-04", pace=Pace.URGENT)
    FIRST_EPISODE_VIEW = Term("Manager's view of a first absence", Basis.SAME_DAY, 1, Bearer.MANAGER, "RM-01", pace=Pace.URGENT)
    CONSIDER_STRATEGY = Term("Consider a strategy discussion", Basis.WORKING_DAYS, 1, Bearer.MANAGER, "RM-02", pace=Pace.URGENT)
    MISSING_MEETING = Term("Multi-agency missing meeting", Basis.WORKING_DAYS, 5, Bearer.CHAIR, "RM-05")
    MEETING_NOMINATION = Term(
        "Name the child for the exploitation meeting",
        Basis.CALENDAR_DAYS,
        7,
        Bearer.MANAGER,
        "RM-05, RM-14: for the next list; the seven days are a default",
        roll=Roll.FORWARD,
    )
    TRIGGER_PLAN = Term("Named senior manager and trigger plan", Basis.WORKING_DAYS, 5, Bearer.MANAGER, "RM-06")
    LONG_ABSENCE_STRATEGY = Term(
        "Strategy discussion on a long absence",
        Basis.ELAPSED_HOURS,
        4,
        Bearer.MANAGER,
        "RM-07: at 24 hours; the 4 hours are a default",
        pace=Pace.URGENT,
    )
    LONG_ABSENCE_MEETING = Term(
        "Missing meeting on a long absence",
        Basis.ELAPSED_HOURS,
        24,
        Bearer.CHAIR,
        "RM-08: at 72 hours, then every 7 days; the 24 hours are a default",
        pace=Pace.URGENT,
    )
    TELL_DIRECTOR = Term(
        "Tell the director of a long absence",
        Basis.ELAPSED_HOURS,
        4,
        Bearer.MANAGER,
        "RM-09: at 7 days; the 4 hours are a default",
        pace=Pace.URGENT,
    )
    LONG_TERM_PLAN = Term(
        "Long-term plan for a missing child", Basis.WORKING_DAYS, 5, Bearer.MANAGER, "RM-09: at 28 days; the 5 days are a default"
    )
    CROSS_BORDER_ALERT = Term(
        "Cross-border alert", Basis.SAME_DAY, 1, Bearer.RESPONSIBLE_AUTHORITY, "RM-10: the same day", pace=Pace.URGENT
    )
    REFER_RETURN = Term("Referral after a return with harm", Basis.SAME_DAY, 1, Bearer.MANAGER, "RM-11: the same day", pace=Pace.URGENT)
    OTHER_INTERVIEWER = Term("Offer the interview by somebody else", Basis.WORKING_DAYS, 5, Bearer.RESPONSIBLE_AUTHORITY, "RM-13")
    ADULT_HANDOVER = Term(
        "Tell adult safeguarding: missing still at 18",
        Basis.WORKING_DAYS,
        1,
        Bearer.MANAGER,
        "SSDA903 guide: an absence that is not resolved stays open until the 18th birthday; the working day is a default",
        pace=Pace.URGENT,
    )
    ACKNOWLEDGE_REFERRAL = Term(
        "Acknowledge the referral", Basis.WORKING_DAYS, 1, Bearer.FRONT_DOOR, "Working Together and local procedures: one working day"
    )
    DECIDE_REFERRAL = Term(
        "Decide on the referral",
        Basis.WORKING_DAYS,
        1,
        Bearer.MANAGER,
        "Working Together, and the Wales Safeguarding Procedures: one working day",
        pace=Pace.URGENT,
    )
    ASSESSMENT = Term(
        "Complete the assessment", Basis.WORKING_DAYS, 45, Bearer.LEAD_WORKER, "Working Together: 45 working days", nation=Nation.ENGLAND
    )
    ICPC = Term(
        "Initial child protection conference",
        Basis.WORKING_DAYS,
        15,
        Bearer.CHAIR,
        "Working Together, and the Wales Safeguarding Procedures: 15 working days from the strategy discussion",
    )
    CORE_GROUP = Term("First core group", Basis.WORKING_DAYS, 10, Bearer.LEAD_WORKER, "Working Together: 10 working days")
    REVIEW_CONFERENCE = Term(
        "Review conference", Basis.CALENDAR_MONTHS, 3, Bearer.CHAIR, "Working Together: within three months", roll=Roll.BACK
    )
    PARTNER_RED = Term(
        "Partner's answer, red",
        Basis.ELAPSED_HOURS,
        4,
        Bearer.PARTNER,
        "Hub practice: four hours that do not pause; a default",
        pace=Pace.URGENT,
    )
    PARTNER_AMBER = Term(
        "Partner's answer, amber", Basis.WORKING_HOURS, 6, Bearer.PARTNER, "Hub practice: six working hours; a default", pace=Pace.URGENT
    )
    PARTNER_GREEN = Term("Partner's answer, green", Basis.WORKING_DAYS, 1, Bearer.PARTNER, "Hub practice: one working day; a default")
    EARLY_HELP = Term("Early help begins", Basis.WORKING_DAYS, 20, Bearer.LEAD_WORKER, "BT-04")
    HELP_DECLINED = Term("Manager's view of declined help", Basis.WORKING_DAYS, 2, Bearer.MANAGER, "BT-04")
    RECHECK = Term("Look again after the decision", Basis.CALENDAR_DAYS, 42, Bearer.FRONT_DOOR, "BT-06", roll=Roll.FORWARD)
    POLICE_PROTECTION = Term(
        "Police protection ends", Basis.ELAPSED_HOURS, 72, Bearer.POLICE, "Children Act 1989 s46: 72 hours at most", pace=Pace.CUSTODY
    )
    URGENT_ACCESS_REVIEW = Term(
        "Review of urgent access", Basis.WORKING_DAYS, 3, Bearer.DATA_PROTECTION, "Review within three working days: a default"
    )
    SUBJECT_ACCESS = Term(
        "Answer the access request", Basis.CALENDAR_MONTHS, 1, Bearer.DATA_PROTECTION, "UK GDPR Article 12: one month", roll=Roll.FORWARD
    )
    COMPLAINT_ACK = Term(
        "Acknowledge the complaint", Basis.CALENDAR_DAYS, 30, Bearer.DATA_PROTECTION, "Data Protection Act 2018 s164A: 30 days"
    )
    BREACH = Term("Report the breach", Basis.ELAPSED_HOURS, 72, Bearer.DATA_PROTECTION, "UK GDPR Article 33: 72 hours", pace=Pace.URGENT)


class NoCalendar(Refused):
    """Working days were asked of a year whose bank holidays nobody has entered. Never answered with "no holidays"."""

    def __init__(self, year: int, nation: str) -> None:
        says = f"The bank holidays of {year} ({nation}) are not on file, so working days cannot be counted. Tell whoever runs this service."
        super().__init__([says])
        self.args = (says,)


@dataclass(frozen=True)
class Holidays:
    """Bank holidays as a value: nation, then year, then dates. A year that is missing or empty has no table."""

    tables: Mapping[str, Mapping[int, frozenset[date]]]

    def of(self, nation: str, year: int) -> frozenset[date]:
        """The table of one nation and year; raises `NoCalendar` when there is none."""
        table = self.tables.get(nation, {}).get(year)
        if not table:
            raise NoCalendar(year, nation)
        return table


def is_working_day(day: date, holidays: Holidays, *, nation: str) -> bool:
    """Not a Saturday, not a Sunday and not a bank holiday in that nation."""
    table = holidays.of(nation, day.year)
    return day.weekday() < SATURDAY and day not in table


def due(clock: Clock, start: datetime, holidays: Holidays, *, nation: str, amount: int | None = None, closing: time = CLOSES) -> datetime:
    """The instant, in UTC, by which the duty must be done. `closing` is the local hour at which a due day ends."""
    term = clock.value
    much = term.amount if amount is None else amount
    if much < 1:
        raise ValueError("A clock runs for at least one unit.")
    if term.nation not in (None, nation):
        raise ValueError(f"{term.title} is no clock of {nation}.")
    match term.basis:
        case Basis.ELAPSED_HOURS:
            return elapsed_hours(start, much)
        case Basis.SAME_DAY:
            return same_day(start)
        case Basis.WORKING_HOURS:
            return working_hours(start, much, holidays, nation=nation)
        case Basis.WORKING_DAYS:
            return closing_on(working_days(local_day(start), much, holidays, nation=nation), closing)
    count = calendar_days if term.basis is Basis.CALENDAR_DAYS else calendar_months
    day = count(local_day(start), much)
    return closing_on(rolled(day, term.roll, holidays, nation=nation), closing)


def elapsed_hours(start: datetime, hours: int) -> datetime:
    """Hours as they pass, through nights, weekends and both changes of the clocks."""
    return utc(start) + timedelta(hours=hours)


def same_day(start: datetime) -> datetime:
    """Before midnight of the local day, whatever day that is: a child who is missing tonight does not wait for Monday."""
    return closing_on(local_day(start), LAST_MOMENT)


@dataclass(frozen=True)
class Hours:
    """When a team works: its days of the week, Monday being 0, and its hours on them; never on a bank holiday of its nation."""

    holidays: Holidays
    nation: str
    opens: time = OPENS
    closes: time = CLOSES
    days: frozenset[int] = frozenset(range(SATURDAY))

    def works_on(self, day: date) -> bool:
        table = self.holidays.of(self.nation, day.year)
        return day.weekday() in self.days and day not in table

    def is_open(self, at: datetime) -> bool:
        """Whether somebody of the team is there at that instant."""
        here = local(at)
        return self.works_on(here.date()) and self.opens <= here.time() < self.closes

    def after(self, start: datetime, length: timedelta) -> datetime:
        """So much working time after the start; outside the team's hours the clock stands."""
        moment, left = local(start), length
        day = moment.date()
        while True:
            if self.works_on(day):
                begin = max(moment, datetime.combine(day, self.opens, LONDON))
                room = datetime.combine(day, self.closes, LONDON) - begin
                if left <= room:
                    return utc(begin + left)
                left -= max(room, timedelta(0))
            day += DAY


def working_hours(start: datetime, hours: int, holidays: Holidays, *, nation: str, opens: time = OPENS, closes: time = CLOSES) -> datetime:
    """Hours of the hub's working day only; outside it the clock stands."""
    return Hours(holidays, nation, opens, closes).after(start, timedelta(hours=hours))


def working_days(start: date, days: int, holidays: Holidays, *, nation: str) -> date:
    """The day of receipt is day 0; day 1 is the first working day after it."""
    day, left = start, days
    while left:
        day += DAY
        left -= is_working_day(day, holidays, nation=nation)
    return day


def calendar_days(start: date, days: int) -> date:
    """Every day counts; the day of the event is day 0."""
    return date.fromordinal(start.toordinal() + days)


def calendar_months(start: date, months: int) -> date:
    """The same day of a later month, or its last day where that month is too short."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def rolled(day: date, roll: Roll, holidays: Holidays, *, nation: str) -> date:
    """The day itself, or the nearest working day in the direction of the roll."""
    if roll is Roll.STAYS:
        return day
    step = DAY if roll is Roll.FORWARD else -DAY
    while not is_working_day(day, holidays, nation=nation):
        day += step
    return day


def next_climb(clock: Clock, due_at: datetime, stage: int, hours: Hours | None = None) -> datetime | None:
    """When a duty that has reached `stage` goes to the next rung: 0 is the bearer alone. None above the last rung.

    `hours` are those of the team that bears it; a ladder that counts them cannot be climbed without.
    """
    pace = clock.value.pace
    waits = OVERDUE_BY[pace]
    if stage >= len(waits):
        return None
    if pace not in WORKING or not waits[stage]:
        return utc(due_at) + waits[stage]
    if hours is None:
        raise ValueError("Working hours are those of a team.")
    return hours.after(due_at, waits[stage])


def utc(instant: datetime) -> datetime:
    """The instant in UTC. A time without a zone is not an instant and is refused."""
    if instant.tzinfo is None:
        raise ValueError("A time without a zone is not an instant.")
    return instant.astimezone(UTC)


def local(instant: datetime) -> datetime:
    """The instant as clocks in England and Wales show it."""
    return utc(instant).astimezone(LONDON)


def local_day(instant: datetime) -> date:
    """The date in England and Wales at that instant."""
    return local(instant).date()


def closing_on(day: date, closing: time = CLOSES) -> datetime:
    """The instant at which a due day ends, in UTC."""
    return utc(datetime.combine(day, closing, LONDON))
