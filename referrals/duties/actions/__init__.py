"""Assign, discharge, hand over; and who stands on which rung of the ladder."""

from referrals.duties.actions.ending import discharge, done, hand_over
from referrals.duties.actions.giving import assign, assign_until, calendar
from referrals.duties.actions.standing import may_know, standing_on

__all__ = ["assign", "assign_until", "calendar", "discharge", "done", "hand_over", "may_know", "standing_on"]
