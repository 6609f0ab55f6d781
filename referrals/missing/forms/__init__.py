"""The shape of a report, a sighting, a band and a return: made for a phone, at night, with one hand."""

from referrals.missing.forms.afterwards import ReportPast
from referrals.missing.forms.correcting import CorrectTimes, JoinAbsences, MoveToChild, TakeBack
from referrals.missing.forms.following import AddSighting, SetBand
from referrals.missing.forms.reporting import ReportMissing
from referrals.missing.forms.returning import RecordHome, RecordReturn

__all__ = [
    "AddSighting",
    "CorrectTimes",
    "JoinAbsences",
    "MoveToChild",
    "RecordHome",
    "RecordReturn",
    "ReportMissing",
    "ReportPast",
    "SetBand",
    "TakeBack",
]
