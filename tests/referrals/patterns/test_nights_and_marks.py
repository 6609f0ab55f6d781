"""Nights away, long absences, interviews not accepted and children who were away together."""

from datetime import timedelta

import pytest

from referrals.patterns.rules import BY_NUMBER, Facts, Interview, fired, fired_with, look_again_at, marks_of, nights_of, place_of
from tests.referrals.patterns.facts import JUDE, at, event, found, starts


@pytest.mark.parametrize(
    ("start", "end", "nights"),
    [
        ("2026-05-02 18:00", "2026-05-03 00:00", 0),
        ("2026-05-02 18:00", "2026-05-03 00:01", 1),
        ("2026-05-03 04:59", "2026-05-03 06:00", 1),
        ("2026-05-03 05:00", "2026-05-03 23:00", 0),
        ("2026-05-02 18:00", "2026-05-04 01:00", 2),
        ("2026-03-28 23:00", "2026-03-29 00:30", 1),
        ("2026-03-29 05:00", "2026-03-29 09:00", 0),
        ("2026-10-25 04:30", "2026-10-25 09:00", 1),
        ("2026-10-25 05:00", "2026-10-25 09:00", 0),
        ("2026-10-24 23:00", "2026-10-26 00:30", 2),
    ],
)
def test_a_night_is_any_part_of_midnight_to_five_by_the_local_clock(start, end, nights):
    assert len(nights_of(event(1, start, returned_at=at(end)), None)) == nights


def test_the_five_hours_are_counted_by_the_clock_on_the_wall_in_both_nights_of_change():
    forward = event(1, "2026-03-29 02:00", returned_at=at("2026-03-29 04:59"))  # after the hour that does not exist
    back = event(2, "2026-10-25 01:30", hours=1)
    assert (len(nights_of(forward, None)), len(nights_of(back, None))) == (1, 1)


def test_rm_15_one_absence_over_two_nights_is_enough_and_two_over_one_each():
    assert found("RM-15", [event(1, "2026-05-02 18:00", hours=31)]) == [1]
    assert found("RM-15", [event(1, "2026-05-02 18:00", hours=10), event(2, "2026-05-20 18:00", hours=10)]) == [2]
    assert found("RM-15", [event(1, "2026-05-02 18:00", hours=10), event(2, "2026-05-20 18:00")]) == []


@pytest.mark.parametrize(("second", "completed"), [("2026-05-30 18:00", [2]), ("2026-05-31 18:00", [])])
def test_rm_15_two_nights_twenty_eight_days_apart_are_in_the_window(second, completed):
    events = [event(1, "2026-05-02 18:00", hours=10), event(2, second, hours=10)]
    assert found("RM-15", events) == completed
    assert found("RM-15", [event(1, "2026-05-02 18:00", hours=10, kind="A"), event(2, "2026-05-09 18:00", hours=10)]) == []


def test_rm_15_counts_the_night_that_begins_while_the_child_is_away():
    missing = [event(1, "2026-05-02 18:00", hours=None)]
    assert found("RM-15", missing, now="2026-05-03 23:59") == []
    assert found("RM-15", missing, now="2026-05-04 00:01") == [1]


def marks(number, start, now, **more):
    one = event(1, start, hours=None, **more)
    rule = BY_NUMBER[number]
    return [(finding.occasion, finding.since) for finding in fired(rule, Facts((one,), at=at(now)))]


@pytest.mark.parametrize(
    ("number", "now", "expected"),
    [
        ("RM-07", "2026-05-03 23:09", []),
        ("RM-07", "2026-05-03 23:10", ["2026-05-03 23:10"]),
        ("RM-08", "2026-05-05 23:09", []),
        ("RM-08", "2026-05-20 00:00", ["2026-05-05 23:10", "2026-05-12 23:10", "2026-05-19 23:10"]),
        ("RM-09", "2026-05-09 23:09", []),
        ("RM-09", "2026-06-30 00:00", ["2026-05-09 23:10", "2026-05-30 23:10"]),
    ],
)
def test_at_43_and_44_a_long_absence_has_its_marks(number, now, expected):
    assert marks(number, "2026-05-02 23:10", now) == [(n, at(mark)) for n, mark in enumerate(expected)]


def test_the_marks_are_elapsed_hours_across_both_changes_of_the_clocks():
    assert marks("RM-07", "2026-03-28 20:00", "2026-03-30 00:00") == [(0, at("2026-03-29 21:00"))]
    assert marks("RM-07", "2026-10-24 20:00", "2026-10-26 00:00") == [(0, at("2026-10-25 19:00"))]


def test_a_mark_that_was_reached_stays_reached_and_no_meeting_is_proposed_about_a_child_who_is_home():
    home = event(1, "2026-05-02 23:10", hours=80)
    assert marks_of(BY_NUMBER["RM-07"], home, home.returned_at) == [at("2026-05-03 23:10")]
    facts = Facts((home,), at=at("2026-05-20 09:00"))
    assert [len(fired_with(BY_NUMBER[number], facts, home.episode_id)) for number in ("RM-07", "RM-08", "RM-09")] == [1, 0, 0]
    assert found("RM-07", [event(1, "2026-05-02 23:10", hours=None, kind="A")], now="2026-05-05 00:00") == []


def test_an_authority_has_a_first_mark_of_its_own():
    missing = [event(1, "2026-05-02 23:10", hours=None)]
    assert found("RM-07", missing, now="2026-05-04 23:00", changed={"window_days": 2}) == []
    assert found("RM-07", missing, now="2026-05-04 23:10", changed={"window_days": 2}) == [1]


def test_an_absence_is_looked_at_again_at_its_next_day_and_at_the_next_night_until_the_child_is_home():
    missing = event(1, "2026-05-02 23:10", hours=None)
    assert look_again_at(missing, at("2026-05-02 23:30")) == at("2026-05-03 00:00:01")
    assert look_again_at(missing, at("2026-05-03 09:00")) == at("2026-05-03 23:10")
    assert look_again_at(missing, at("2026-05-03 23:10")) == at("2026-05-04 00:00:01")
    assert look_again_at(event(1, "2026-05-02 23:10"), at("2026-05-03 09:00")) is None


@pytest.mark.parametrize(
    ("outcomes", "completed"),
    [
        (["DECLINED_BY_CHILD", "NO_RESPONSE"], [2]),
        (["DECLINED_BY_CHILD", "COMPLETED", "DECLINED_BY_PARENT"], []),
        (["DECLINED_BY_CHILD", "NOT_POSSIBLE", "DECLINED_BY_PARENT"], [3]),
        (["DECLINED_BY_CHILD", "OFFERED"], []),
        (["DECLINED_BY_CHILD"] * 3, [2, 3]),
        (["BOOKED", "ACCEPTED"], []),
    ],
)
def test_rm_13_two_interviews_in_a_row_were_not_accepted(outcomes, completed):
    events = starts(*(f"2026-05-{day:02}" for day in range(1, len(outcomes) + 1)))
    interviews = [Interview(one.episode_id, one.returned_at, outcome) for one, outcome in zip(events, outcomes, strict=True)]
    assert found("RM-13", events, interviews=tuple(reversed(interviews))) == completed


@pytest.mark.parametrize(
    ("his", "hers", "hours", "fires"),
    [
        ("Flat 2, Harbour Rd", "flat 2 harbour rd.", 0, True),
        ("Flat 2, Harbour Rd", "Flat 3, Harbour Rd", 0, False),
        ("Flat 2, Harbour Rd", "Flat 2, Harbour Rd", 6, False),
        ("Home or placement", "Home or placement", 0, False),
        ("", "", 0, False),
    ],
)
def test_rm_14_two_children_away_at_the_same_time_and_found_at_the_same_place(his, hers, hours, fires):
    one = event(1, "2026-05-02 18:00", found_place=his)
    other = event(2, "2026-05-02 18:00", child=JUDE, found_place=hers)
    later = timedelta(hours=hours)
    other = event(2, f"{other.at.replace(tzinfo=None) + later}", child=JUDE, found_place=hers)
    assert found("RM-14", [one], others=(other,)) == ([1] if fires else [])


def test_rm_14_the_same_companion_is_enough_and_the_flag_names_no_place_no_companion_and_no_other_event():
    his, hers = ({"companions": frozenset({"Danny with the white car"})} for _ in range(2))
    one, other = event(1, "2026-05-02 18:00", **his), event(2, "2026-05-02 19:00", child=JUDE, found_place="Flat 2", **hers)
    [finding] = fired(BY_NUMBER["RM-14"], Facts((one,), others=(other,)))
    assert finding.episode_ids == (one.episode_id,)
    assert not any(word in finding.says for word in ("Danny", "Flat", str(other.episode_id)))
    assert place_of(other) == "flat 2"
    away = event(2, "2026-05-02 19:00", child=JUDE, kind="A", **hers)
    assert found("RM-14", [one], others=(away,)) == []
