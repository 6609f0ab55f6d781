"""Missing episodes through the other door: the same verbs, the same rules, the same trail."""

from referrals.missing.api.corrections import Corrections
from referrals.missing.api.episodes import Episodes
from referrals.missing.api.past import PastAbsences
from referrals.missing.api.summaries import MissingSummaries

__all__ = ["Corrections", "Episodes", "MissingSummaries", "PastAbsences"]
