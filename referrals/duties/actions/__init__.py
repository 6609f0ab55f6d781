"""Assign, take in hand, wait for an answer, discharge, hand over; and who stands on which rung of the ladder."""

from referrals.duties.actions.ending import discharge, done, hand_over, settle
from referrals.duties.actions.giving import assign, assign_until, calendar, hours_of, on_call_for
from referrals.duties.actions.holding import acknowledge, answered, ask
from referrals.duties.actions.standing import may_know, standing_on

__all__ = [
    "acknowledge",
    "answered",
    "ask",
    "assign",
    "assign_until",
    "calendar",
    "discharge",
    "done",
    "hand_over",
    "hours_of",
    "may_know",
    "on_call_for",
    "settle",
    "standing_on",
]
