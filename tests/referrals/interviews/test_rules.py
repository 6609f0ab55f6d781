"""Truth tables of the return interview."""

from datetime import UTC, datetime, timedelta

import pytest

from agencies.words import Kind
from referrals.interviews import codes, rules
from referrals.interviews.rules import Known, Step

HOME = datetime(2026, 5, 3, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOW = HOME + 5 * HOUR


def steps(*statuses):
    return [Step(status, HOME + number * HOUR) for number, status in enumerate(statuses)]


@pytest.mark.parametrize(
    ("statuses", "offered", "accepted"),
    [
        ((), "N", "N"),
        (("TO_OFFER",), "N", "N"),
        (("TO_OFFER", "OFFERED"), "Y", "N"),
        (("OFFERED", "ACCEPTED"), "Y", "Y"),
        (("BOOKED",), "Y", "Y"),
        (("COMPLETED",), "Y", "Y"),
        (("ACCEPTED", "DECLINED_BY_CHILD"), "Y", "N"),
        (("DECLINED_BY_PARENT", "COMPLETED"), "Y", "Y"),
        (("NO_RESPONSE",), "Y", "N"),
        (("TRANSFERRED_TO_HOST",), "N", "N"),
        (("ACCEPTED", "TRANSFERRED_TO_HOST"), "Y", "Y"),
        (("NOT_POSSIBLE",), "NA", "NA"),
        (("OFFERED", "NOT_POSSIBLE"), "Y", "NA"),
    ],
)
def test_at_54_the_two_inspection_fields_are_derived_from_the_steps(statuses, offered, accepted):
    assert (rules.offered(steps(*statuses)), rules.accepted(steps(*statuses))) == (offered, accepted)


def test_at_54_before_the_return_nothing_is_due_and_both_fields_do_not_apply():
    assert rules.status_of([], is_home=False) == "NOT_DUE"
    assert (rules.offered([], is_home=False), rules.accepted([], is_home=False)) == ("NA", "NA")


def test_the_status_is_the_last_step_and_overdue_is_none():
    assert rules.status_of([]) == "TO_OFFER"
    assert rules.status_of(steps("OFFERED", "BOOKED")) == "BOOKED"
    assert "OVERDUE" not in {row.code for row in codes.STATUSES}


@pytest.mark.parametrize(
    ("last", "reason", "carers_asked", "ends"),
    [
        ("OFFERED", "", False, False),
        ("BOOKED", "", False, False),
        ("NO_RESPONSE", "", False, False),
        ("TRANSFERRED_TO_HOST", "", False, False),
        ("COMPLETED", "", False, True),
        ("DECLINED_BY_CHILD", "", False, False),
        ("DECLINED_BY_CHILD", "", True, True),
        ("DECLINED_BY_PARENT", "", True, True),
        ("NOT_POSSIBLE", "MISSING_AGAIN", False, False),
        ("NOT_POSSIBLE", "OVER_18", False, True),
    ],
)
def test_what_ends_the_duty(last, reason, carers_asked, ends):
    assert rules.is_ended([Step(last, HOME, reason)], carers_asked=carers_asked) is ends
    assert not rules.is_ended([])


@pytest.mark.parametrize(
    ("status", "more", "says"),
    [
        ("OFFERED", {}, ""),
        ("NO_RESPONSE", {}, "Say what was said or tried"),
        ("NO_RESPONSE", {"words": "Rang twice"}, ""),
        ("NOT_POSSIBLE", {"words": "In hospital"}, "Choose why"),
        ("NOT_POSSIBLE", {"words": "In hospital", "reason": "HOSPITAL"}, ""),
        ("OVERDUE", {}, "Choose what happened"),
    ],
)
def test_what_a_step_must_say(status, more, says):
    found = rules.objections_to_step(Known(HOME), status, NOW, NOW, **more)
    assert [reason for reason in found if not reason.startswith(says)] == []
    assert bool(found) == bool(says)


def test_nothing_is_recorded_of_the_future_or_from_before_the_return():
    assert rules.objections_to_step(Known(HOME), "OFFERED", NOW + HOUR, NOW) == ["This is recorded once it has happened."]
    [before] = rules.objections_to_step(Known(HOME), "OFFERED", HOME - HOUR, NOW)
    assert before == "The child came home at 10:00 on 3 May. This cannot have been before."


def test_what_is_over_takes_no_step_but_a_talk_after_all():
    over = Known(HOME, is_ended=True)
    assert rules.objections_to_step(over, "OFFERED", NOW, NOW)[0].startswith("This interview is over.")
    assert rules.objections_to_completing(over, NOW, NOW, words="a", safety="b") == []
    held = Known(HOME, is_ended=True, is_held=True)
    assert rules.objections_to_completing(held, NOW, NOW, words="a", safety="b") == ["This interview is held and recorded."]
    assert rules.objections_to_step(held, "OFFERED", NOW, NOW) == ["This interview is held and recorded."]


@pytest.mark.parametrize(
    ("tie", "says"),
    [
        ("INDEPENDENT", []),
        ("CARER", ["Whoever cares for the child cannot hold the interview. Choose somebody independent."]),
        ("PLACEMENT_WORKER", ["The allocated worker of the placement cannot hold the interview. Choose somebody independent."]),
        ("", ["Say what ties the interviewer to the child."]),
    ],
)
def test_the_interviewer_is_independent(tie, says):
    assert rules.objections_to_interviewer("Rosa", tie) == says
    assert rules.objections_to_interviewer(" ", "INDEPENDENT") == ["Say who holds the interview."]


def test_a_booking_is_for_a_time_to_come_and_may_be_after_the_hours():
    assert rules.objections_to_booking(Known(HOME), HOME + 100 * HOUR, "Rosa", "INDEPENDENT", NOW) == []
    [says] = rules.objections_to_booking(Known(HOME), NOW, "Rosa", "INDEPENDENT", NOW)
    assert says.startswith("This time is over.")


def test_the_safety_summary_is_written_apart_from_the_childs_words():
    assert len(rules.objections_to_completing(Known(HOME), NOW, NOW, words=" ", safety=" ")) == 2
    [says] = rules.objections_to_completing(Known(HOME), NOW, NOW, words="He hit me", safety=" He hit me ")
    assert says.startswith("The safety summary goes to police")


def test_carers_are_asked_once_and_only_after_a_refusal():
    asked = {"is_ended": False, "words": "They know nothing."}
    assert rules.objections_to_carers(status="DECLINED_BY_CHILD", **asked) == []
    assert rules.objections_to_carers(status="OFFERED", **asked)[0].startswith("Parents and carers are asked when")
    assert rules.objections_to_carers(status="DECLINED_BY_CHILD", is_ended=True, words="x") == ["What they know is recorded already."]
    assert rules.objections_to_carers(status="DECLINED_BY_CHILD", is_ended=False, words=" ")[0].startswith("Write what they know")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({}, ""),
        ({"kind": Kind.CHARITY}, ""),
        ({"kind": Kind.POLICE}, "Ask the host authority"),
        ({"same_agency": True}, "This is a team of your own agency"),
        ({"same_team": True}, "This team is asked already"),
        ({"reason": " "}, "Say why you ask them"),
    ],
)
def test_whom_one_may_ask_to_hold_it(more, says):
    asked = {"kind": Kind.COUNCIL, "same_agency": False, "same_team": False, "reason": "The child lives there."} | more
    assert [reason[: len(says)] for reason in rules.objections_to_delegating(Known(HOME), **asked)] == ([says] if says else [])


def test_only_who_owes_it_or_was_asked_may_write():
    assert rules.objections_to_writer(owes=True, asked=False, owner="Northford") == []
    assert rules.objections_to_writer(owes=False, asked=True, owner="Northford") == []
    assert len(rules.objections_to_writer(owes=False, asked=False, owner="Northford")) == 1


def test_a_mention_is_entered_once_a_line_of_its_own():
    assert rules.lines(" Big  Al \n\nBig Al\nTee\n") == ["Big Al", "Tee"]
    assert rules.objections_to_mentions([("person", "Big Al")]) == []
    assert len(rules.objections_to_mentions([("boat", "Jolly"), ("person", "x" * 201)])) == 2
