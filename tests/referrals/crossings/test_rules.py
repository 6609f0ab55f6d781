"""How a hand-over stands, and why it cannot be answered."""

from datetime import UTC, datetime, timedelta

import pytest

from referrals.crossings.codes import ACCEPTED, DECLINED
from referrals.crossings.rules import Standing, State, objections_to_accepting, objections_to_declining, state_of

AT = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("known", "state"),
    [
        (Standing(AT), State.OPEN),
        (Standing(AT, None, DECLINED), State.DECLINED),
        (Standing(AT, None, ACCEPTED, AT + HOUR), State.ACCEPTED),
        (Standing(AT, None, ACCEPTED, AT), State.ACCEPTED),
        (Standing(AT, None, ACCEPTED, AT - HOUR), State.LATE),
        (Standing(AT, AT, ACCEPTED, AT - HOUR), State.HOME),
        (Standing(AT, AT), State.HOME),
    ],
)
def test_it_is_open_until_somebody_accepts_and_late_when_the_time_is_over(known, state):
    assert state_of(known, AT) is state


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"known": Standing(None)}, "not found yet"),
        ({"known": Standing(AT, AT)}, "is home"),
        ({"answers_for_child": False}, "Only the authority that answers for the child"),
        ({"collects": "  "}, "Say who collects"),
        ({"collect_by": AT}, "still to come"),
    ],
)
def test_an_acceptance_names_a_person_and_a_time_to_come_and_is_the_home_areas(changed, says):
    asked = {"known": Standing(AT), "answers_for_child": True, "collects": "R. Okafor", "collect_by": AT + HOUR, "at": AT}
    known = asked.pop("known")
    assert objections_to_accepting(known, **asked) == []
    asked = asked | changed
    [reason] = objections_to_accepting(asked.pop("known", known), **asked)
    assert says in reason


def test_a_refusal_to_collect_gives_a_reason():
    assert objections_to_declining(Standing(AT), answers_for_child=True, words="Northshire collects") == []
    assert "Say why you decline" in objections_to_declining(Standing(AT), answers_for_child=True, words=" ")[0]
