"""Raising a flag when a pattern is complete, answering it, and setting a rule. A flag never changes a level by itself."""

from referrals.patterns.actions.answering import answer_flag
from referrals.patterns.actions.counting import count_change
from referrals.patterns.actions.rows import settings_of
from referrals.patterns.actions.setting import set_rule

__all__ = ["answer_flag", "count_change", "set_rule", "settings_of"]
