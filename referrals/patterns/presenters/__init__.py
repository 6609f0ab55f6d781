"""Flags and rules as a person reads them."""

from referrals.patterns.presenters.flags import Shown, beside, flags_of, raised_by, shown
from referrals.patterns.presenters.health import Health, health_of
from referrals.patterns.presenters.rulebook import RuleShown, rule_of, rulebook

__all__ = ["Health", "RuleShown", "Shown", "beside", "flags_of", "health_of", "raised_by", "rule_of", "rulebook", "shown"]
