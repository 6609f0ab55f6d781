"""What a threshold decision needs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from referrals.clocks import Clock
from referrals.decisions import codes, rules
from referrals.decisions.rules import Proposal

RECEIVED = datetime(2026, 5, 1, 16, 45, tzinfo=UTC)
NOW = RECEIVED + timedelta(hours=3)
ADVICE = Proposal("INFO_ADVICE", 2, "The school has a plan that helps.")


def objections(proposal, **other):
    return rules.objections_to_deciding(proposal, **{"received_at": RECEIVED, "decided_at": None, "at": NOW} | other)


def test_a_level_an_outcome_and_a_reason_are_enough():
    assert objections(ADVICE) == []
    assert objections(Proposal("S47_ENQUIRY", 4, "Injuries not explained.")) == []


@pytest.mark.parametrize(
    ("proposal", "says"),
    [
        (replace(ADVICE, reason=" "), "Say why"),
        (replace(ADVICE, outcome="NFA"), "Choose an outcome"),
        (replace(ADVICE, level=0), "from 1 to 4"),
        (replace(ADVICE, level=5), "from 1 to 4"),
        (replace(ADVICE, level=4), "contradict"),
        (replace(ADVICE, outcome="S47_ENQUIRY", level=3), "level 4"),
    ],
)
def test_a_decision_that_lacks_something_is_refused_with_the_reason(proposal, says):
    [reason] = objections(proposal)
    assert says in reason


def test_a_referral_is_decided_once_and_not_before_it_came():
    assert "already decided" in objections(ADVICE, decided_at=NOW)[0]
    assert "before it was received" in objections(ADVICE, at=RECEIVED - timedelta(minutes=1))[0]


def test_at_31_while_the_child_is_missing_a_manager_confirms_an_outcome_below_the_threshold():
    [reason] = objections(ADVICE, missing_now=True)
    assert "missing now" in reason
    assert objections(replace(ADVICE, confirmation="Police lead the search; we stay in touch."), missing_now=True) == []
    assert objections(Proposal("STRATEGY_DISCUSSION", 4, "Third time this month."), missing_now=True) == []


def test_every_outcome_below_the_threshold_leads_to_another_look():
    for outcome in codes.OUTCOMES.values():
        assert outcome.label and outcome.told.endswith(".")
        if outcome.is_below:
            assert outcome.opens in (Clock.RECHECK, Clock.EARLY_HELP, Clock.HELP_DECLINED), outcome.code
    assert rules.is_below_threshold("NFA_NO_ROLE")
    assert not rules.is_below_threshold("S17_ASSESSMENT") and not rules.is_below_threshold("NFA")
