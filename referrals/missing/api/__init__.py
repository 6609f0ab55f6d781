"""Missing episodes through the other door: the same verbs, the same rules, the same trail."""

from referrals.missing.api.episodes import Episodes
from referrals.missing.api.summaries import MissingSummaries

__all__ = ["Episodes", "MissingSummaries"]
