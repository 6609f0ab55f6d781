"""Each rule against the prose of the trade: the first and the last day of a window, M and A, other numbers, and what does not count."""

from datetime import date

import pytest

from tests.referrals.patterns.facts import event, found, starts

AWAY_TOO = frozenset({"", "M", "A"})


@pytest.mark.parametrize(
    ("number", "first", "last", "fires"),
    [
        ("RM-03", "2026-05-04", "2026-06-01", True),
        ("RM-03", "2026-05-03", "2026-06-01", False),
        ("RM-04", "2026-05-31", "2026-06-30", True),
        ("RM-04", "2026-05-30", "2026-06-30", False),
        ("RM-05", "2026-03-01", "2026-05-30", True),
        ("RM-05", "2026-02-28", "2026-05-30", False),
        ("RM-06", "2026-03-01", "2026-05-30", True),
        ("RM-06", "2026-02-28", "2026-05-30", False),
    ],
)
def test_the_first_day_of_a_window_is_inside_it_and_the_day_before_is_not(number, first, last, fires):
    needed = {"RM-03": 0, "RM-04": 1, "RM-05": 1, "RM-06": 3}[number]
    between = ["2026-05-28"] * needed if number != "RM-04" else ["2026-06-15"]
    days = [first, *between, last]
    events = [event(n, f"{day} 1{n}:00") for n, day in enumerate(days, start=1)]
    assert found(number, events) == ([len(days)] if fires else [])


@pytest.mark.parametrize("number", ["RM-03", "RM-04", "RM-05", "RM-06"])
def test_known_as_away_is_counted_only_where_the_authority_says_so(number):
    events = [event(n, f"2026-05-0{n} 18:00", kind="A" if n % 2 else "M") for n in range(1, 7)]
    assert found(number, events, changed={"kinds": AWAY_TOO})
    assert found(number, [one for one in events if one.kind == "A"]) == []


@pytest.mark.parametrize(("count", "window", "completed"), [(2, 7, [2, 3]), (3, 7, []), (3, 10, [3]), (2, 4, [])])
def test_an_authority_has_a_count_and_a_window_of_its_own(count, window, completed):
    events = starts("2026-05-01", "2026-05-06", "2026-05-11")
    assert found("RM-04", events, changed={"count": count, "window_days": window}) == completed


@pytest.mark.parametrize(("days", "completed"), [(350, [10]), (365, [10]), (369, [])])
def test_rm_06_comes_true_with_ten_in_a_year_as_well_and_the_first_day_of_the_year_is_inside(days, completed):
    begun, step = date(2026, 1, 1).toordinal(), 40
    kept = [date.fromordinal(begun + step * n) for n in range(9)] + [date.fromordinal(begun + days)]
    assert found("RM-06", starts(*(f"{day}" for day in kept))) == completed


@pytest.mark.parametrize(
    ("born", "completed"),
    [(date(2014, 8, 1), [1]), (date(2013, 5, 3), [1]), (date(2013, 5, 2), []), (date(2010, 1, 1), []), (None, [])],
)
def test_rm_01_is_the_first_ever_absence_of_a_child_under_thirteen_on_that_day(born, completed):
    assert found("RM-01", starts("2026-05-02", "2026-06-20"), born_on=born) == completed


def test_rm_01_takes_another_age_and_moves_to_an_earlier_absence_that_is_told_later():
    assert found("RM-01", starts("2026-05-02"), born_on=date(2012, 1, 1), changed={"under_age": 16}) == [1]
    events = [*starts("2026-05-02"), event(9, "2026-04-01 18:00")]
    assert found("RM-01", events, born_on=date(2015, 1, 1)) == [9]
    away = [event(8, "2026-03-01 18:00", kind="A"), *events]
    assert found("RM-01", away, born_on=date(2015, 1, 1)) == [9]


@pytest.mark.parametrize(("red", "completed"), [({"A4"}, [1]), ({"A2", "E1"}, [1]), ({"A2"}, []), (set(), [])])
def test_rm_02_needs_a_red_indicator_besides_the_absence_itself(red, completed):
    assert found("RM-02", starts("2026-05-02", red=frozenset(red))) == completed


def test_rm_02_is_about_the_first_absence_alone():
    assert found("RM-02", [*starts("2026-05-02"), event(2, "2026-06-02 18:00", red=frozenset({"A4"}))]) == []


@pytest.mark.parametrize(
    ("told", "fires"),
    [
        ({"found_area": "southmoor_force", "home_areas": frozenset({"northshire"})}, True),
        ({"found_area": "northshire", "home_areas": frozenset({"northshire"})}, False),
        ({"found_area": "southmoor_force", "home_areas": frozenset()}, False),
        ({"with_now": "other_force"}, True),
        ({"miles_away": 20.0}, False),
        ({"miles_away": 20.5}, True),
        ({"miles_away": 80.0, "is_explained": True}, False),
        ({"found_at": None, "returned_at": None, "with_now": "other_force"}, False),
    ],
)
def test_rm_10_is_about_a_child_found_elsewhere_without_an_explanation(told, fires):
    assert found("RM-10", starts("2026-05-02", **told)) == ([1] if fires else [])


@pytest.mark.parametrize(
    ("told", "fires"),
    [
        ({"hurt": "minor"}, True),
        ({"hurt": "care"}, True),
        ({"hurt": "not_known"}, False),
        ({"hurt": "no", "harms": frozenset({"NONE_DISCLOSED"})}, False),
        ({"harms": frozenset({"NOT_KNOWN"})}, False),
        ({"harms": frozenset({"SUBSTANCE"})}, True),
        ({"carried": frozenset({"CASH"})}, True),
        ({"carried": frozenset({"NEW_PHONE"})}, True),
        ({"carried": frozenset({"BOOKS"})}, False),
        ({"found_with": "unknown_adult"}, True),
        ({"found_with": "family"}, False),
    ],
)
def test_rm_11_is_about_what_a_child_came_back_with(told, fires):
    assert found("RM-11", starts("2026-05-02", **told)) == ([1] if fires else [])


@pytest.mark.parametrize(
    ("reported", "retrospective", "fires"),
    [
        ("2026-05-03 09:30", False, True),
        ("2026-05-03 06:00", False, False),
        ("2026-05-03 06:01", False, True),
        ("2026-05-02 18:10", True, True),
    ],
)
def test_rm_12_is_a_report_more_than_twelve_hours_late_or_made_only_afterwards(reported, retrospective, fires):
    from_six = starts("2026-05-02", reported_at=event(1, reported).at, is_retrospective=retrospective)
    assert found("RM-12", from_six) == ([1] if fires else [])


@pytest.mark.parametrize("number", ["RM-10", "RM-11", "RM-12"])
def test_a_rule_about_one_absence_leaves_out_type_a_too(number):
    told = {"with_now": "other_force", "hurt": "care", "is_retrospective": True}
    assert found(number, starts("2026-05-02", kind="A", **told)) == []
    assert found(number, starts("2026-05-02", kind="A", **told), changed={"kinds": AWAY_TOO}) == [1]
