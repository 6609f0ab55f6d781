"""What speaks against a change of seats."""

from datetime import date, timedelta

from agencies.directory.rules import (
    Hand,
    objections_to_changing_seats,
    objections_to_cover,
    objections_to_joining,
    objections_to_setting,
)

TODAY = date(2026, 11, 24)
FREE = Hand(own=False, administers=True)
JOINING = {"active": True, "seated": False, "starts_on": TODAY, "ends_on": None, "on": TODAY}
COVER = {"arranges": True, "same": False, "both_seated": True, "starts_on": TODAY, "ends_on": TODAY, "on": TODAY}


def test_an_administrator_of_the_agency_may_change_other_peoples_seats():
    assert objections_to_changing_seats(FREE) == []


def test_nobody_changes_their_own_seat():
    assert objections_to_changing_seats(Hand(own=True, administers=True)) == ["Nobody changes their own seats. Ask another administrator."]


def test_a_seat_is_changed_by_its_own_agencys_administrator_alone():
    assert objections_to_changing_seats(Hand(own=False, administers=False)) == [
        "Only an administrator of the team's own agency can do this."
    ]


def test_a_seat_may_begin_today():
    assert objections_to_joining(FREE, **JOINING) == []


def test_a_seat_never_begins_in_the_past():
    assert objections_to_joining(FREE, **JOINING | {"starts_on": TODAY - timedelta(days=1)}) == ["A seat begins today or later."]


def test_a_seat_does_not_end_before_it_begins():
    assert objections_to_joining(FREE, **JOINING | {"ends_on": TODAY - timedelta(days=1)}) == ["The last day is before the first day."]


def test_a_closed_account_gets_no_seat_and_nobody_sits_twice_in_one_team():
    assert len(objections_to_joining(FREE, **JOINING | {"active": False, "seated": True})) == 2


def test_cover_may_run_for_one_day():
    assert objections_to_cover(**COVER) == []


def test_every_fault_of_a_cover_is_named():
    yesterday = TODAY - timedelta(days=1)
    faults = COVER | {"arranges": False, "same": True, "both_seated": False, "ends_on": yesterday}
    assert len(objections_to_cover(**faults)) == 5


def test_a_local_number_is_set_by_a_manager_and_never_for_a_day_that_is_over():
    assert objections_to_setting(manages=True, valid_from=TODAY, on=TODAY) == []
    assert len(objections_to_setting(manages=False, valid_from=TODAY - timedelta(days=1), on=TODAY)) == 2
