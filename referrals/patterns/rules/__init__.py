"""Rules about what no single contact shows. Each has a number and a version; a flag names both, and the events that were counted."""

from referrals.patterns.rules.answering import objections_to_answering
from referrals.patterns.rules.facts import Event, Facts, Finding, Interview
from referrals.patterns.rules.finding import fired, fired_with, nights_of
from referrals.patterns.rules.lasting import look_again_at, marks_of
from referrals.patterns.rules.local import condition, locally, objections_to_setting, settable, setting_of
from referrals.patterns.rules.single import is_elsewhere, is_harmed, is_together, place_of, with_indicators
from referrals.patterns.rules.table import BY_NUMBER, RULES, Rule, Shape, how_pressing

__all__ = [
    "BY_NUMBER",
    "RULES",
    "Event",
    "Facts",
    "Finding",
    "Interview",
    "Rule",
    "Shape",
    "condition",
    "fired",
    "fired_with",
    "how_pressing",
    "is_elsewhere",
    "is_harmed",
    "is_together",
    "locally",
    "look_again_at",
    "marks_of",
    "nights_of",
    "objections_to_answering",
    "objections_to_setting",
    "place_of",
    "settable",
    "setting_of",
    "with_indicators",
]
