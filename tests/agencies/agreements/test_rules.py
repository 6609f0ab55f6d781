"""When an agreement may be put in force, and when it may be ended."""

from dataclasses import replace
from datetime import date

import pytest

from agencies.agreements.rules import Draft, Gateway, agency_in, kind_in, objections_to_ending, objections_to_ratifying

TODAY = date(2026, 11, 24)
POWER = Gateway("CA2004_11", ("council",), (), date(2005, 1, 1), None)
DRAFT = Draft(owner_agency=1, owner_kind="council", gateway=POWER, ends_on=date(2027, 3, 31), receivers=("police",))


def ratifying(draft, signing=1):
    return objections_to_ratifying(draft, signing_agency=signing, on=TODAY)


def test_the_owner_ratifies_a_draft_with_a_power_and_a_last_day():
    assert ratifying(DRAFT) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ends_on": None}, "Give the agreement a last day."),
        ({"ends_on": date(2026, 11, 23)}, "The last day of the agreement has passed."),
        ({"gateway": None}, "Name the legal gateway that the agreement relies on."),
        ({"has_lines": False}, "The agreement shares nothing yet."),
        ({"in_force": True}, "The agreement is in force already."),
        ({"has_ended": True, "in_force": True}, "The agreement has ended. Draw up a new one."),
        ({"owner_kind": "charity"}, "CA2004_11 is not a gateway that this kind of agency may rely on."),
        ({"gateway": replace(POWER, valid_from=date(2026, 11, 25))}, "CA2004_11 does not hold today."),
        ({"gateway": replace(POWER, valid_to=date(2026, 11, 23))}, "CA2004_11 does not hold today."),
        (
            {"gateway": replace(POWER, receive_kinds=("health",))},
            "CA2004_11 does not let every recipient of this agreement receive.",
        ),
    ],
)
def test_each_thing_that_is_missing_is_named(change, reason):
    assert ratifying(replace(DRAFT, **change)) == [reason]


def test_only_the_owner_of_the_records_ratifies():
    assert ratifying(DRAFT, signing=2) == ["Only the agency that owns the records can ratify the agreement."]


def test_a_gateway_holds_on_its_first_and_last_day():
    assert ratifying(replace(DRAFT, gateway=replace(POWER, valid_from=TODAY, valid_to=TODAY))) == []


def test_an_agreement_in_force_is_ended_by_its_owner_once():
    in_force = replace(DRAFT, in_force=True)
    assert objections_to_ending(in_force, by_agency=1) == []
    assert objections_to_ending(in_force, by_agency=2) == ["Only the agency that owns the records can end the agreement."]
    assert objections_to_ending(DRAFT, by_agency=1) == ["The agreement was never in force."]
    assert objections_to_ending(replace(in_force, has_ended=True), by_agency=1) == ["The agreement has ended already."]


@pytest.mark.parametrize(
    ("key", "kind", "agency"),
    [("kind:police", "police", None), ("kind:police@northshire", "police", None), ("agency:12", "", 12), ("seat:mash@northford", "", None)],
)
def test_a_line_names_its_recipient_by_kind_agency_or_seat(key, kind, agency):
    assert (kind_in(key), agency_in(key)) == (kind, agency)
