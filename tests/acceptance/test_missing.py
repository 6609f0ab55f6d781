"""Rows of the acceptance table about absences, as far as rules alone decide them."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

import pytest

from referrals import clocks
from referrals.children.codes import is_offered, label
from referrals.clocks import LONDON, Clock
from referrals.missing import rules
from referrals.missing.rules import Absence, Times
from referrals.patterns.rules import BY_NUMBER, Event, Facts, fired
from referrals.profiles.codes import RISK_BANDS


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def starts(*days, at_hour="20:00", **more):
    events = [Event(UUID(int=number), UUID(int=99), at(f"{day} {at_hour}")) for number, day in enumerate(days, start=1)]
    return Facts(tuple(events), **more)


RM_01, RM_03, RM_04, RM_05 = (BY_NUMBER[f"RM-0{number}"] for number in (1, 3, 4, 5))


def test_at_39_three_starts_within_thirty_days_ask_for_a_strategy_discussion():
    [finding] = fired(RM_04, starts("2026-05-31", "2026-06-15", "2026-06-30"))
    assert finding.episode_ids == (UUID(int=1), UUID(int=2), UUID(int=3))
    assert RM_04.action_clock is Clock.STRATEGY_DISCUSSION
    assert fired(RM_04, starts("2026-05-30", "2026-06-15", "2026-06-30")) == []


def test_at_40_three_starts_within_ninety_days_ask_for_a_meeting():
    assert len(fired(RM_05, starts("2026-03-01", "2026-04-10", "2026-05-30"))) == 1
    assert fired(RM_05, starts("2026-02-28", "2026-04-10", "2026-05-30")) == []


def test_at_42_a_first_absence_under_thirteen_is_the_same_days_business():
    [finding] = fired(RM_01, starts("2026-05-02", born_on=date(2014, 8, 1)))
    due = clocks.due(RM_01.action_clock, at("2026-05-02 21:00"), clocks.Holidays({}), nation="england")
    assert "aged 11" in finding.says
    assert clocks.local_day(due) == date(2026, 5, 2)


def test_at_43_and_44_the_rules_come_true_at_each_mark_and_weekly_after_the_third_day():
    facts = starts("2026-05-02", at_hour="23:10", at=at("2026-05-31 00:00"))
    marks = {n: [f"{clocks.local(one.since):%a %d %b %H:%M}" for one in fired(BY_NUMBER[n], facts)] for n in ("RM-07", "RM-08", "RM-09")}
    assert marks["RM-07"] == ["Sun 03 May 23:10"]
    assert marks["RM-08"] == ["Tue 05 May 23:10", "Tue 12 May 23:10", "Tue 19 May 23:10", "Tue 26 May 23:10"]
    assert marks["RM-09"] == ["Sat 09 May 23:10", "Sat 30 May 23:10"]


def test_at_41_two_starts_within_twenty_eight_days_ask_for_a_review():
    assert len(fired(RM_03, starts("2026-05-04", "2026-06-01"))) == 1
    assert fired(RM_03, starts("2026-05-03", "2026-06-01")) == []


def test_at_43_a_long_absence_has_its_marks_in_elapsed_time():
    last_seen, passed, marks = at("2026-05-02 23:10"), at("2026-05-02 23:10"), []
    while passed := rules.next_mark(last_seen, passed):
        marks.append(f"{clocks.local(passed):%a %d %b %H:%M}")
    assert marks == ["Sun 03 May 23:10", "Tue 05 May 23:10", "Sat 09 May 23:10", "Sat 30 May 23:10"]


class Band(NamedTuple):
    """As much of a band as the rules look at."""

    band: str
    set_at: datetime
    review_at: datetime | None


FIVE = {
    "last_seen_at": at("2026-05-02 20:00"),
    "discovered_at": at("2026-05-02 21:00"),
    "reported_at": at("2026-05-02 21:30"),
    "found_at": at("2026-05-03 01:00"),
    "returned_at": at("2026-05-03 02:00"),
}
LATER = at("2026-05-04 09:00")


def test_at_45_five_times_are_kept_apart_and_all_but_two_may_be_unknown():
    assert rules.objections_to_report(Times(**FIVE), LATER) == []
    assert rules.objections_to_report(Times(FIVE["last_seen_at"], reported_at=FIVE["reported_at"]), LATER) == []


def test_at_45_found_before_reported_needs_the_mark_of_a_report_made_afterwards():
    times = Times(**FIVE | {"reported_at": at("2026-05-03 08:00")})
    [reason] = rules.objections_to_report(times, LATER)
    assert "before the report" in reason
    assert rules.objections_to_report(times, LATER, retrospective=True) == []


def test_at_45_home_before_found_is_refused():
    times = Times(**FIVE | {"returned_at": at("2026-05-03 00:30")})
    assert rules.objections_to_report(times, LATER) == ["The child cannot be home before they were found."]


@pytest.mark.parametrize(("reported", "is_late"), [("2026-05-03 09:30", True), ("2026-05-03 08:00", False), ("2026-05-03 08:01", True)])
def test_at_46_a_report_more_than_twelve_hours_after_last_seen_is_late(reported, is_late):
    assert rules.is_late_report(Times(at("2026-05-02 20:00"), reported_at=at(reported))) is is_late


def test_at_46_a_report_made_only_afterwards_is_late():
    assert rules.is_late_report(Times(at("2026-05-02 20:00"), reported_at=at("2026-05-02 20:30")), retrospective=True)


def test_at_47_away_ends_in_the_moment_in_which_missing_begins():
    away, lost = Absence("A", at("2026-05-02 18:00")), at("2026-05-02 23:00")
    assert rules.objections_to_losing_sight(away, lost, LATER) == []
    ended, missing = rules.away_becomes_missing(away, lost)
    assert (ended.kind, ended.until_at, missing.kind, missing.from_at, missing.until_at) == ("A", lost, "M", lost, None)


def test_at_47_two_absences_of_one_child_do_not_overlap():
    first = Times(at("2026-05-02 20:00"), reported_at=at("2026-05-02 21:00"), returned_at=at("2026-05-03 02:00"))
    inside = Times(at("2026-05-03 01:00"), reported_at=at("2026-05-03 03:00"))
    assert rules.objections_to_report(inside, LATER, others=[first]) == ["These times overlap with another episode of the same child."]
    after = Times(at("2026-05-03 02:00"), reported_at=at("2026-05-03 03:00"))
    assert rules.objections_to_report(after, LATER, others=[first]) == []


def test_at_49_a_band_is_changed_by_another_band_with_author_and_reason():
    low = Band("LOW", at("2026-05-02 22:00"), at("2026-05-03 22:00"))
    high = Band("HIGH", at("2026-05-03 01:15"), at("2026-05-03 05:15"))
    assert rules.current_band([high, low]) is high
    assert rules.current_band([]) is None
    assert [rules.is_review_over(high, at(f"2026-05-03 05:{minute}")) for minute in (15, 16)] == [False, True]
    assert not rules.is_review_over(None, LATER)
    assert not rules.is_review_over(Band("HIGH", at("2026-05-03 01:15"), None), LATER)


def test_at_50_an_old_band_is_shown_with_its_label_and_no_longer_offered():
    assert label(RISK_BANDS, "ABSENT") == "Absent"
    assert is_offered(RISK_BANDS, "ABSENT", date(2015, 6, 1))
    assert not is_offered(RISK_BANDS, "ABSENT", date(2026, 6, 1))
