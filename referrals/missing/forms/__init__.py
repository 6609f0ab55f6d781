"""The shape of a report, a sighting, a band and a return: made for a phone, at night, with one hand."""

from referrals.missing.forms.following import AddSighting, SetBand
from referrals.missing.forms.reporting import ReportMissing
from referrals.missing.forms.returning import RecordHome, RecordReturn

__all__ = ["AddSighting", "RecordHome", "RecordReturn", "ReportMissing", "SetBand"]
