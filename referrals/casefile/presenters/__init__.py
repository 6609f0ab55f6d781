"""The child's page, and My work."""

from referrals.casefile.presenters.child import Page, Reason, duties_of, events_of, page_of, reasons_of
from referrals.casefile.presenters.movements import Movements, lanes_of, movements_of
from referrals.casefile.presenters.work import SHOWN, News, news_of, told_of, work_of

__all__ = [
    "SHOWN",
    "Movements",
    "News",
    "Page",
    "Reason",
    "duties_of",
    "events_of",
    "lanes_of",
    "movements_of",
    "news_of",
    "page_of",
    "reasons_of",
    "told_of",
    "work_of",
]
