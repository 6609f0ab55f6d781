"""Absences as a page shows them, as far as the reader may see: who, since when, how often, and what comes next."""

from referrals.children.presenters import age_of, bar_for, bar_of, identities_of, name_of
from referrals.missing.presenters.answers import kept_of, past_answers, report_answers, return_answers
from referrals.missing.presenters.cards import Card, Told, cards_of, told_of
from referrals.missing.presenters.corrections import bar_of_child, correction_answers, others_of, reason_answer
from referrals.missing.presenters.done import Done, done_of
from referrals.missing.presenters.episode import (
    EpisodePage,
    absences_at_that_time,
    facts_of,
    open_episode_of,
    page_of,
    waits_elsewhere,
    worn_by,
)
from referrals.missing.presenters.history import companions_before, places_before, standing_of

__all__ = [
    "companions_before",
    "standing_of",
    "reason_answer",
    "others_of",
    "facts_of",
    "correction_answers",
    "bar_of_child",
    "bar_for",
    "Card",
    "Done",
    "EpisodePage",
    "Told",
    "absences_at_that_time",
    "age_of",
    "bar_of",
    "cards_of",
    "done_of",
    "identities_of",
    "kept_of",
    "name_of",
    "open_episode_of",
    "page_of",
    "past_answers",
    "places_before",
    "report_answers",
    "return_answers",
    "told_of",
    "waits_elsewhere",
    "worn_by",
]
