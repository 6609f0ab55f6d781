"""The child's page, and My work."""

from referrals.casefile.presenters.child import Page, Reason, events_of, page_of, reasons_of
from referrals.casefile.presenters.work import SHOWN, News, news_of, work_of

__all__ = ["SHOWN", "News", "Page", "Reason", "events_of", "news_of", "page_of", "reasons_of", "work_of"]
