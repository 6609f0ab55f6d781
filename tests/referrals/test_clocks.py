"""Deadlines: the ten sums of the clock rules, and what holds for every start."""

import os
import time as machine
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.directory.rules import bank_holidays
from referrals import clocks
from referrals.clocks import LONDON, Basis, Clock, Holidays, NoCalendar, Roll
from tests.referrals.calendars import BY_HAND, LONG, TWO_YEARS

ENGLAND = {"nation": "england"}
INSTANTS = st.integers(0, 13 * 365 * 24 * 60).map(lambda minutes: datetime(2020, 1, 2, tzinfo=UTC) + timedelta(minutes=minutes))
DAYS = st.dates(date(2020, 1, 2), date(2033, 6, 1))
CLOCKS = st.sampled_from(list(Clock))


def days_on(start, days):
    return clocks.working_days(start, days, TWO_YEARS, **ENGLAND)


def test_10_3_one_working_day_from_a_sunday_after_christmas():
    assert days_on(date(2026, 12, 27), 1) == date(2026, 12, 29)


def test_10_3_two_working_days_over_christmas():
    assert days_on(date(2026, 12, 23), 2) == date(2026, 12, 29)


def test_10_3_five_working_days_over_the_early_may_holiday():
    assert days_on(date(2026, 5, 1), 5) == date(2026, 5, 11)


def test_10_3_ten_working_days_over_christmas_and_new_year():
    assert days_on(date(2026, 12, 17), 10) == date(2027, 1, 5)


def test_10_3_fifteen_working_days_over_easter():
    assert days_on(date(2027, 3, 16), 15) == date(2027, 4, 8)


def test_10_3_twenty_working_days_over_both_may_holidays():
    assert days_on(date(2026, 5, 1), 20) == date(2026, 6, 2)


def test_10_3_forty_five_working_days_over_christmas_and_new_year():
    assert days_on(date(2026, 12, 1), 45) == date(2027, 2, 5)


def test_10_3_twenty_four_hub_hours_from_a_friday_afternoon():
    start = datetime(2026, 5, 1, 15, 30, tzinfo=LONDON)
    assert clocks.working_hours(start, 24, TWO_YEARS, **ENGLAND) == datetime(2026, 5, 7, 15, 30, tzinfo=LONDON)


def test_10_3_six_hub_hours_from_an_hour_before_the_weekend():
    start = datetime(2026, 11, 20, 16, 0, tzinfo=LONDON)
    assert clocks.working_hours(start, 6, TWO_YEARS, **ENGLAND) == datetime(2026, 11, 23, 14, 0, tzinfo=LONDON)


def test_10_3_seventy_two_hours_across_the_clocks_going_forward():
    start = datetime(2027, 3, 27, 22, 30, tzinfo=LONDON)
    due = clocks.local(clocks.elapsed_hours(start, 72))
    assert (due.isoformat(), due.tzname()) == ("2027-03-30T23:30:00+01:00", "BST")


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_library_agrees_with_the_published_bank_holidays(year):
    assert set(bank_holidays(year, year)) == BY_HAND[year]


def test_hub_hours_begin_when_the_hub_opens_and_may_end_as_it_closes():
    at_night = datetime(2026, 11, 20, 3, 0, tzinfo=LONDON)
    assert clocks.working_hours(at_night, 8, TWO_YEARS, **ENGLAND) == datetime(2026, 11, 20, 17, 0, tzinfo=LONDON)
    after_hours = datetime(2026, 11, 20, 19, 0, tzinfo=LONDON)
    assert clocks.working_hours(after_hours, 1, TWO_YEARS, **ENGLAND) == datetime(2026, 11, 23, 10, 0, tzinfo=LONDON)


def test_the_end_of_a_due_day_is_five_o_clock_unless_the_partnership_says_otherwise():
    start = datetime(2026, 7, 1, 9, 0, tzinfo=LONDON)
    due = clocks.due(Clock.DECIDE_REFERRAL, start, TWO_YEARS, **ENGLAND)
    later = clocks.due(Clock.DECIDE_REFERRAL, start, TWO_YEARS, **ENGLAND, closing=time(18, 30))
    assert (clocks.local(due).time(), clocks.local(later).time()) == (time(17), time(18, 30))


def test_a_report_just_after_midnight_counts_from_the_local_day():
    start = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert clocks.due(Clock.DECIDE_REFERRAL, start, TWO_YEARS, **ENGLAND) == datetime(2026, 7, 3, 17, 0, tzinfo=LONDON)


def test_a_month_that_is_too_short_ends_on_its_last_day():
    assert clocks.calendar_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert clocks.calendar_months(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_a_longest_interval_rolls_back_and_a_duty_to_answer_rolls_forward():
    saturday = date(2026, 11, 21)
    assert clocks.rolled(saturday, Roll.BACK, TWO_YEARS, **ENGLAND) == date(2026, 11, 20)
    assert clocks.rolled(saturday, Roll.FORWARD, TWO_YEARS, **ENGLAND) == date(2026, 11, 23)
    assert clocks.rolled(saturday, Roll.STAYS, TWO_YEARS, **ENGLAND) == saturday


def test_a_partnership_may_set_its_own_amount():
    start = datetime(2026, 5, 1, 15, 30, tzinfo=LONDON)
    due = clocks.due(Clock.PARTNER_AMBER, start, TWO_YEARS, **ENGLAND, amount=4)
    assert due == datetime(2026, 5, 5, 11, 30, tzinfo=LONDON)


def test_a_clock_without_time_on_it_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        clocks.due(Clock.ASSESSMENT, datetime(2026, 5, 1, tzinfo=UTC), TWO_YEARS, **ENGLAND, amount=0)


def test_a_clock_of_england_does_not_run_in_wales():
    with pytest.raises(ValueError, match="wales"):
        clocks.due(Clock.ASSESSMENT, datetime(2026, 5, 1, tzinfo=UTC), TWO_YEARS, nation="wales")


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        clocks.elapsed_hours(datetime(2026, 5, 1, 9, 0), 1)  # noqa: DTZ001 - the naive time is the point of the test


def test_an_empty_year_is_a_missing_table_and_not_a_year_without_holidays():
    with pytest.raises(NoCalendar):
        clocks.is_working_day(date(2026, 5, 4), Holidays({"england": {2026: frozenset()}}), **ENGLAND)


def test_a_holiday_in_one_nation_is_a_working_day_in_another():
    tables = Holidays({"england": BY_HAND, "wales": {2026: BY_HAND[2026] | {date(2026, 3, 2)}}})
    assert clocks.is_working_day(date(2026, 3, 2), tables, nation="england")
    assert not clocks.is_working_day(date(2026, 3, 2), tables, nation="wales")


def test_every_clock_says_what_it_is_who_bears_it_and_where_the_number_comes_from():
    for clock in Clock:
        term = clock.value
        assert term.title and term.source and term.bearer and term.amount > 0, clock
        assert term.roll is Roll.STAYS or term.basis in (Basis.CALENDAR_DAYS, Basis.CALENDAR_MONTHS), clock
    assert len({clock.value.title for clock in Clock}) == len(Clock)


def test_an_overdue_duty_climbs_one_rung_at_a_time_and_stops_at_the_top():
    due = datetime(2026, 5, 5, 22, 10, tzinfo=UTC)
    climbs = [clocks.next_climb(Clock.RETURN_INTERVIEW, due, stage) for stage in range(5)]
    assert climbs == [due, due + timedelta(hours=4), due + timedelta(hours=12), due + timedelta(hours=24), None]


def test_every_kind_of_duty_has_a_ladder_that_never_steps_back():
    assert set(clocks.LADDERS) == set(clocks.Pace) == set(clocks.OVERDUE_BY)
    for steps in clocks.LADDERS.values():
        assert [wait for _, wait in steps] == sorted({wait for _, wait in steps})
        assert [list(clocks.Rung).index(who) for who, _ in steps] == sorted({list(clocks.Rung).index(who) for who, _ in steps})


HUB = clocks.Hours(TWO_YEARS, **ENGLAND)


def test_a_steady_ladder_counts_the_teams_own_hours_and_an_urgent_one_the_hours_that_pass():
    due = clocks.utc(datetime(2026, 5, 1, 17, 0, tzinfo=LONDON))  # a Friday before a bank holiday
    steady = [clocks.next_climb(Clock.TRIGGER_PLAN, due, stage, HUB) for stage in range(5)]
    assert [moment and clocks.local(moment).strftime("%d %H:%M") for moment in steady] == [
        "01 17:00",
        "05 17:00",
        "07 17:00",
        "11 17:00",
        None,
    ]
    assert clocks.next_climb(Clock.STRATEGY_DISCUSSION, due, 1, HUB) == due + timedelta(hours=4)
    with pytest.raises(ValueError, match="those of a team"):
        clocks.next_climb(Clock.TRIGGER_PLAN, due, 1)


def test_a_team_that_works_on_sunday_evenings_has_its_own_calendar():
    team = clocks.Hours(TWO_YEARS, "england", time(18), time(22), frozenset({6}))
    friday = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
    assert clocks.local(team.after(friday, timedelta(hours=5))) == datetime(2026, 5, 10, 19, 0, tzinfo=LONDON)
    assert not team.is_open(friday)
    assert [team.is_open(datetime(2026, 5, 3, hour, 0, tzinfo=LONDON)) for hour in (17, 18, 21, 22)] == [False, True, True, False]
    assert not HUB.is_open(datetime(2026, 5, 4, 12, 0, tzinfo=UTC))  # a bank holiday


def test_at_85_police_protection_warns_at_48_and_at_66_hours_and_ends_at_72():
    used = clocks.utc(datetime(2026, 6, 5, 22, 0, tzinfo=LONDON))
    ends = clocks.due(Clock.POLICE_PROTECTION, used, TWO_YEARS, **ENGLAND)
    assert clocks.local(ends) == datetime(2026, 6, 8, 22, 0, tzinfo=LONDON)
    climbs = [clocks.next_climb(Clock.POLICE_PROTECTION, ends, stage) - used for stage in range(3)]
    assert climbs == [timedelta(hours=48), timedelta(hours=66), timedelta(hours=72)]


def test_a_child_still_missing_climbs_on_the_marks_of_the_absence():
    last_seen = datetime(2026, 5, 2, 22, 10, tzinfo=UTC)
    due = clocks.due(Clock.LOCATE_CHILD, last_seen, TWO_YEARS, **ENGLAND)
    climbs = [clocks.next_climb(Clock.LOCATE_CHILD, due, stage) - last_seen for stage in range(4)]
    assert climbs == [timedelta(hours=24), timedelta(hours=72), timedelta(days=7), timedelta(days=28)]


@given(clock=CLOCKS, start=INSTANTS)
def test_nothing_is_due_before_it_starts(clock, start):
    assert clocks.due(clock, start, LONG, **ENGLAND) > start


@given(clock=CLOCKS, one=INSTANTS, other=INSTANTS)
def test_who_starts_later_is_never_due_earlier(clock, one, other):
    first, second = sorted([one, other])
    assert clocks.due(clock, first, LONG, **ENGLAND) <= clocks.due(clock, second, LONG, **ENGLAND)


@given(clock=CLOCKS, start=INSTANTS, hours=st.integers(-11, 13))
def test_the_zone_in_which_a_start_is_written_changes_nothing(clock, start, hours):
    elsewhere = start.astimezone(timezone(timedelta(hours=hours)))
    assert clocks.due(clock, elsewhere, LONG, **ENGLAND) == clocks.due(clock, start, LONG, **ENGLAND)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "UTC"])
def test_the_zone_of_the_machine_changes_nothing(zone, monkeypatch):
    start = datetime(2026, 10, 24, 22, 10, tzinfo=UTC)
    here = [clocks.due(clock, start, TWO_YEARS, **ENGLAND) for clock in Clock]
    monkeypatch.setitem(os.environ, "TZ", zone)
    machine.tzset()
    try:
        assert [clocks.due(clock, start, TWO_YEARS, **ENGLAND) for clock in Clock] == here
    finally:
        monkeypatch.undo()
        machine.tzset()


@pytest.mark.parametrize("change", [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)])
@given(minutes=st.integers(-4000, 4000), hours=st.integers(1, 100))
def test_elapsed_hours_are_the_same_length_across_a_change_of_the_clocks(change, minutes, hours):
    start = change + timedelta(minutes=minutes)
    assert clocks.elapsed_hours(clocks.local(start), hours) - start == timedelta(hours=hours)


@given(start=DAYS, days=st.integers(1, 60))
def test_working_days_agree_with_counting_them_off_one_by_one(start, days):
    due = clocks.working_days(start, days, LONG, **ENGLAND)
    between = [date.fromordinal(number) for number in range(start.toordinal() + 1, due.toordinal() + 1)]
    closed = bank_holidays(2019, 2034)
    open_days = [day for day in between if day.strftime("%a") not in ("Sat", "Sun") and day not in closed]
    assert len(open_days) == days
    assert open_days[-1] == due


@given(start=INSTANTS, hours=st.integers(1, 40))
def test_hub_hours_agree_with_counting_them_off_quarter_by_quarter(start, hours):
    start = start.replace(minute=start.minute // 15 * 15, second=0, microsecond=0)
    moment, quarters, closed = start, hours * 4, bank_holidays(2019, 2034)
    while quarters:
        shown = moment.astimezone(LONDON)
        counts = shown.isoweekday() <= 5 and shown.date() not in closed and 9 <= shown.hour < 17
        quarters -= counts
        moment += timedelta(minutes=15)
    assert clocks.working_hours(start, hours, LONG, **ENGLAND) == moment


@given(start=DAYS, months=st.integers(1, 30))
def test_calendar_months_keep_the_day_or_take_the_last_one(start, months):
    due = clocks.calendar_months(start, months)
    assert (due.year * 12 + due.month) - (start.year * 12 + start.month) == months
    assert due.day == start.day or (due.day < start.day and (due + timedelta(days=1)).day == 1)
