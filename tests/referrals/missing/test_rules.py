"""What may be recorded about an absence."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.children.codes import is_offered
from referrals.clocks import LONDON
from referrals.missing import codes, rules
from referrals.missing.rules import ABSENCE_MARKS, Absence, Times
from referrals.profiles.codes import RISK_BANDS

SEEN = datetime(2026, 5, 2, 19, 0, tzinfo=UTC)
NOW = SEEN + timedelta(hours=40)
HOUR = timedelta(hours=1)
KNOWN = Times(SEEN, SEEN + HOUR, SEEN + 2 * HOUR)


def hours(number):
    return SEEN + number * HOUR


@pytest.mark.parametrize(
    ("times", "says"),
    [
        (Times(SEEN), "Give the time of the report."),
        (Times(SEEN, hours(-1), hours(2)), "cannot be found to be missing before"),
        (Times(SEEN, None, hours(-1)), "The report cannot come before"),
        (Times(SEEN, hours(3), hours(2)), "The report cannot come before"),
        (Times(SEEN, None, hours(50)), "in the future"),
        (Times(SEEN, None, hours(2), None, hours(5)), "Give the time at which the child was found"),
        (Times(SEEN, None, hours(2), hours(-2)), "last seen after the time"),
    ],
)
def test_a_report_with_times_that_cannot_be_is_refused_with_the_reason(times, says):
    assert any(says in reason for reason in rules.objections_to_report(times, NOW))


@pytest.mark.parametrize(
    ("days", "retrospective", "says"),
    [
        (366, False, ""),
        (367, False, "more than a year ago. Mark the report as made afterwards"),
        (367, True, ""),
        (18 * 366, True, ""),
        (20 * 366, True, "Correct the day on which the child was last seen."),
        (20 * 366, False, "Correct the day on which the child was last seen."),
        (735_000, True, "Correct the day on which the child was last seen."),
    ],
)
def test_a_child_is_last_seen_within_a_childhood_and_a_year_back_only_on_a_report_made_afterwards(days, retrospective, says):
    seen = NOW - timedelta(days=days)
    reasons = rules.objections_to_report(Times(seen, None, seen + HOUR), NOW, retrospective=retrospective)
    assert [says in reason for reason in reasons] == [True] * bool(says)


def test_a_time_without_a_zone_is_no_time_of_an_absence():
    with pytest.raises(ValueError, match="without a zone"):
        Times(SEEN.replace(tzinfo=None))


def test_in_the_hour_that_comes_twice_the_order_is_that_of_the_instants():
    summer = datetime(2026, 10, 25, 1, 50, fold=0, tzinfo=LONDON)
    winter = datetime(2026, 10, 25, 1, 10, fold=1, tzinfo=LONDON)
    assert rules.objections_to_report(Times(summer, None, winter), winter) == []


def test_a_child_is_found_first_and_may_be_home_later():
    assert rules.objections_to_return(KNOWN, hours(5), None, NOW) == []
    found = Times(SEEN, SEEN + HOUR, SEEN + 2 * HOUR, hours(5))
    assert rules.objections_to_return(found, hours(5), hours(9), NOW) == []
    assert rules.objections_to_return(KNOWN, hours(5), hours(5), NOW) == []


@pytest.mark.parametrize(
    ("known", "found", "returned", "says"),
    [
        (Times(SEEN, None, hours(2), hours(5), hours(6)), 5, 6, "already recorded"),
        (Times(SEEN, None, hours(2), hours(5)), 5, None, "already recorded"),
        (Times(SEEN, None, hours(2), hours(5)), 6, 7, "found at another time"),
        (KNOWN, -1, None, "last seen after"),
        (KNOWN, 5, 4, "cannot be home before"),
        (KNOWN, 1, None, "before the report"),
        (KNOWN, 41, None, "once it has happened"),
        (KNOWN, 5, 41, "once it has happened"),
    ],
)
def test_a_return_that_cannot_be_is_refused_with_the_reason(known, found, returned, says):
    reasons = rules.objections_to_return(known, hours(found), returned and hours(returned), NOW)
    assert any(says in reason for reason in reasons)


def test_a_return_before_the_report_can_be_recorded_on_a_report_made_afterwards():
    assert rules.objections_to_return(KNOWN, hours(1), hours(1), NOW, retrospective=True) == []


def test_not_known_is_not_none_and_neither_stands_beside_a_harm():
    assert codes.NOT_KNOWN != codes.NONE_DISCLOSED
    for alone in (codes.NOT_KNOWN, codes.NONE_DISCLOSED):
        assert rules.objections_to_harms([alone], NOW) == []
        assert rules.objections_to_harms([alone, "PHYSICAL"], NOW) == ["None and not known each stand alone."]
    assert rules.objections_to_harms(["PHYSICAL", "SUBSTANCE"], NOW) == []


def test_a_blank_answer_about_harm_is_no_answer():
    assert len(rules.objections_to_harms([], NOW)) == 1
    assert rules.objections_to_harms(["NONE"], NOW) == ["Choose harms from the list."]


@pytest.mark.parametrize(
    ("seen", "says"), [(41, "once it has happened"), (-1, "before the child was last seen"), (6, "had been found by then")]
)
def test_a_sighting_belongs_between_last_seen_and_found(seen, says):
    known = Times(SEEN, None, hours(2), hours(5))
    assert rules.objections_to_sighting(known, hours(4), NOW) == []
    assert any(says in reason for reason in rules.objections_to_sighting(known, hours(seen), NOW))


def test_a_band_needs_a_word_in_use_a_reason_and_a_review_to_come():
    assert rules.objections_to_band(KNOWN, "HIGH", "Medication left at home.", hours(44), NOW) == []
    assert rules.objections_to_band(KNOWN, "VERY_LOW", "Known to be at a friend's.", None, NOW) == []
    assert rules.objections_to_band(KNOWN, "ABSENT", " ", NOW, NOW) == [
        "Choose a risk band from the list in use today.",
        "Say why you set this band.",
        "The next review is in the future.",
    ]


def test_a_child_who_is_home_has_no_band():
    home = Times(SEEN, None, hours(2), hours(5), hours(6))
    assert rules.objections_to_band(home, "LOW", "Home.", None, NOW) == ["The child is home: the episode has no risk band any more."]


def test_every_band_in_use_has_a_time_for_its_review():
    in_use = {row.code for row in RISK_BANDS if is_offered(RISK_BANDS, row.code, NOW.date())}
    assert in_use == set(rules.REVIEW_WITHIN)
    assert rules.review_hours("HIGH") < rules.review_hours("LOW")
    assert rules.review_hours("ABSENT") == rules.review_hours("MEDIUM")


@pytest.mark.parametrize(
    ("away", "lost", "says"),
    [
        (Absence("M", SEEN), 1, "Only an open absence"),
        (Absence("A", SEEN, hours(2)), 3, "Only an open absence"),
        (Absence("A", SEEN), -1, "before the absence began"),
        (Absence("A", SEEN), 41, "once it has happened"),
    ],
)
def test_only_an_open_absence_with_known_whereabouts_can_turn_into_missing(away, lost, says):
    assert any(says in reason for reason in rules.objections_to_losing_sight(away, hours(lost), NOW))


def test_an_open_absence_overlaps_with_everything_after_it():
    assert rules.overlap(Times(SEEN), Times(hours(500)))
    assert not rules.overlap(Times(SEEN, returned_at=hours(5)), Times(hours(6)))


def test_an_absence_without_a_report_is_not_late():
    assert not rules.is_late_report(Times(SEEN))


SPANS = st.tuples(st.integers(0, 60), st.none() | st.integers(1, 40)).map(
    lambda span: Times(hours(span[0]), returned_at=hours(span[0] + span[1]) if span[1] else None)
)


@given(SPANS, SPANS)
def test_two_absences_overlap_when_some_hour_belongs_to_both(one, other):
    def covers(times, hour):
        return times.last_seen_at <= hours(hour) and (times.returned_at is None or hours(hour) < times.returned_at)

    shared = any(covers(one, hour) and covers(other, hour) for hour in range(200))
    assert rules.overlap(one, other) == rules.overlap(other, one) == shared


@given(st.integers(0, 60 * 24 * 40))
def test_the_next_mark_is_the_first_one_that_is_still_to_come(minutes):
    passed = SEEN + timedelta(minutes=minutes)
    to_come = [SEEN + mark for mark in ABSENCE_MARKS if SEEN + mark > passed]
    assert rules.next_mark(SEEN, passed) == min(to_come, default=None)


@pytest.mark.parametrize(
    ("known", "now", "reason", "says"),
    [
        (KNOWN, KNOWN, "Wrong.", "nothing would be corrected"),
        (KNOWN, Times(SEEN - HOUR, SEEN + HOUR, SEEN + 2 * HOUR), " ", "Say why the record is wrong"),
        (KNOWN, Times(SEEN, SEEN + HOUR, SEEN + 2 * HOUR, hours(3)), "Wrong.", "Record the return: it is no correction."),
        (Times(SEEN, None, hours(2), hours(3)), Times(SEEN, None, hours(2), hours(3), hours(4)), "Wrong.", "it is no correction."),
        (KNOWN, Times(SEEN, SEEN - HOUR, SEEN + 2 * HOUR), "Wrong.", "cannot be found to be missing before"),
    ],
)
def test_a_correction_that_corrects_nothing_or_records_what_is_new_is_refused(known, now, reason, says):
    [told] = rules.objections_to_correcting(known, now, reason, NOW)
    assert says in told
    assert rules.objections_to_correcting(KNOWN, Times(SEEN, None, SEEN + 2 * HOUR), "Nobody noticed.", NOW) == []
