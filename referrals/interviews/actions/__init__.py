"""Begin, offer, book, hold, decline, ask the carers, ask another team and take it back."""

from referrals.interviews.actions.beginning import begin
from referrals.interviews.actions.completing import Told, complete
from referrals.interviews.actions.delegating import delegate, take_back
from referrals.interviews.actions.following import Booking, Happened, ask_carers, book, decline, offer

__all__ = ["Booking", "Happened", "Told", "ask_carers", "begin", "book", "complete", "decline", "delegate", "offer", "take_back"]
