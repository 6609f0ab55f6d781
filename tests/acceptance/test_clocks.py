"""Rows of the acceptance table about when things are due."""

from datetime import date, datetime

import pytest

from referrals import clocks
from referrals.clocks import LONDON, Bearer, Clock, NoCalendar
from tests.referrals.calendars import TWO_YEARS

ENGLAND = {"nation": "england"}


def due(clock, start, **more):
    """The due time as a person in England reads it, for a start given in the same way."""
    begins = datetime.fromisoformat(start).replace(tzinfo=LONDON)
    return f"{clocks.local(clocks.due(clock, begins, TWO_YEARS, **ENGLAND, **more)):%a %Y-%m-%d %H:%M %Z}"


def test_at_01_the_return_interview_runs_through_a_bank_holiday():
    assert due(Clock.RETURN_INTERVIEW, "2026-05-02 23:10") == "Tue 2026-05-05 23:10 BST"


def test_at_02_the_return_interview_across_the_clocks_going_back():
    assert due(Clock.RETURN_INTERVIEW, "2026-10-24 23:10") == "Tue 2026-10-27 22:10 GMT"


def test_at_03_the_return_interview_across_the_clocks_going_forward():
    assert due(Clock.RETURN_INTERVIEW, "2026-03-28 20:00") == "Tue 2026-03-31 21:00 BST"


def test_at_04_the_hour_that_comes_twice_is_two_instants_an_hour_apart():
    summer = datetime(2026, 10, 25, 1, 30, fold=0, tzinfo=LONDON)
    winter = datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LONDON)
    assert (clocks.utc(winter) - clocks.utc(summer)).total_seconds() == 3600
    ends = [clocks.local(clocks.due(Clock.RETURN_INTERVIEW, start, TWO_YEARS, **ENGLAND)) for start in (summer, winter)]
    assert [f"{end:%a %d %b %H:%M %Z}" for end in ends] == ["Wed 28 Oct 00:30 GMT", "Wed 28 Oct 01:30 GMT"]


def test_at_05_the_return_interview_over_christmas():
    assert due(Clock.RETURN_INTERVIEW, "2026-12-24 18:00") == "Sun 2026-12-27 18:00 GMT"


def test_at_07_the_return_interview_is_borne_by_the_responsible_authority():
    assert Clock.RETURN_INTERVIEW.value.bearer is Bearer.RESPONSIBLE_AUTHORITY


def test_at_11_a_decision_on_a_friday_afternoon_referral_before_a_bank_holiday():
    assert due(Clock.DECIDE_REFERRAL, "2026-05-01 16:45") == "Tue 2026-05-05 17:00 BST"


def test_at_12_a_decision_over_easter():
    assert due(Clock.DECIDE_REFERRAL, "2026-04-02 10:00") == "Tue 2026-04-07 17:00 BST"


@pytest.mark.parametrize("received", ["2026-12-24 10:00", "2026-12-26 10:00"])
def test_at_13_a_decision_over_christmas(received):
    assert due(Clock.DECIDE_REFERRAL, received) == "Tue 2026-12-29 17:00 GMT"


def test_at_14_a_decision_over_new_year():
    assert due(Clock.DECIDE_REFERRAL, "2026-12-31 10:00") == "Mon 2027-01-04 17:00 GMT"


def test_at_15_a_decision_over_easter_of_the_next_year():
    assert due(Clock.DECIDE_REFERRAL, "2027-03-25 10:00") == "Tue 2027-03-30 17:00 BST"


def test_at_16_a_decision_over_the_august_bank_holiday():
    assert due(Clock.DECIDE_REFERRAL, "2026-08-28 10:00") == "Tue 2026-09-01 17:00 BST"


def test_at_17_an_assessment_takes_at_most_forty_five_working_days():
    assert due(Clock.ASSESSMENT, "2026-03-23 10:00") == "Fri 2026-05-29 17:00 BST"
    assert due(Clock.ASSESSMENT, "2026-10-30 10:00") == "Wed 2027-01-06 17:00 GMT"


def test_at_18_a_conference_follows_the_strategy_discussion_within_fifteen_working_days():
    assert due(Clock.ICPC, "2026-12-17 10:00") == "Tue 2027-01-12 17:00 GMT"
    assert due(Clock.ICPC, "2026-03-26 10:00") == "Mon 2026-04-20 17:00 BST"


def test_at_21_core_group_and_review_after_the_conference():
    assert due(Clock.CORE_GROUP, "2027-01-12 10:00") == "Tue 2027-01-26 17:00 GMT"
    assert due(Clock.REVIEW_CONFERENCE, "2027-01-12 10:00") == "Mon 2027-04-12 17:00 BST"


def test_at_22_a_red_question_does_not_pause_unless_the_hub_says_so():
    assert due(Clock.PARTNER_RED, "2026-05-01 15:30") == "Fri 2026-05-01 19:30 BST"
    assert due(Clock.PARTNER_AMBER, "2026-05-01 15:30", amount=4) == "Tue 2026-05-05 11:30 BST"


def test_at_33_a_decision_is_looked_at_again_after_forty_two_days():
    assert due(Clock.RECHECK, "2026-05-06 10:00") == "Wed 2026-06-17 17:00 BST"
    assert due(Clock.RECHECK, "2026-04-13 10:00") == "Tue 2026-05-26 17:00 BST"


def test_at_77_an_access_request_is_answered_within_a_month():
    assert due(Clock.SUBJECT_ACCESS, "2027-01-31 10:00") == "Mon 2027-03-01 17:00 GMT"
    assert due(Clock.SUBJECT_ACCESS, "2026-09-03 10:00") == "Mon 2026-10-05 17:00 BST"


def test_at_80_a_complaint_is_acknowledged_within_thirty_days():
    assert due(Clock.COMPLAINT_ACK, "2026-10-01 10:00").startswith("Sat 2026-10-31")


def test_at_81_a_breach_is_reported_within_seventy_two_hours():
    assert due(Clock.BREACH, "2026-12-18 15:00") == "Mon 2026-12-21 15:00 GMT"
    assert due(Clock.BREACH, "2026-10-24 09:00") == "Tue 2026-10-27 08:00 GMT"


def test_at_85_police_protection_ends_after_seventy_two_hours():
    assert due(Clock.POLICE_PROTECTION, "2026-06-05 22:00") == "Mon 2026-06-08 22:00 BST"


def test_at_69_urgent_access_is_reviewed_within_three_working_days():
    assert due(Clock.URGENT_ACCESS_REVIEW, "2026-11-21 02:15") == "Wed 2026-11-25 17:00 GMT"


@pytest.mark.parametrize("day", [date(2028, 1, 4), date(2028, 1, 1), date(2025, 12, 31)])
def test_at_93_a_year_without_a_table_of_bank_holidays_fails_loudly(day):
    with pytest.raises(NoCalendar, match=str(day.year)):
        clocks.is_working_day(day, TWO_YEARS, **ENGLAND)


def test_at_93_a_deadline_that_would_end_in_such_a_year_fails_too():
    with pytest.raises(NoCalendar, match="2028"):
        due(Clock.ASSESSMENT, "2027-12-01 10:00")
    with pytest.raises(NoCalendar, match="scotland"):
        clocks.is_working_day(date(2026, 5, 4), TWO_YEARS, nation="scotland")
