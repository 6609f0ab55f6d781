"""Flags and rules as a person reads them."""

from referrals.patterns.presenters.flags import Shown, beside, flags_of, raised_by, shown
from referrals.patterns.presenters.rulebook import RuleShown, rule_of, rulebook

__all__ = ["RuleShown", "Shown", "beside", "flags_of", "raised_by", "rule_of", "rulebook", "shown"]
