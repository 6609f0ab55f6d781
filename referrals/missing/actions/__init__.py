"""A child goes missing, is seen, is found, comes home."""

from referrals.missing.actions.finding import Return, objections_to_return, record_return
from referrals.missing.actions.following import pass_mark, set_band, sight
from referrals.missing.actions.reporting import Report, objections_to_report, report

__all__ = ["Report", "Return", "objections_to_report", "objections_to_return", "pass_mark", "record_return", "report", "set_band", "sight"]
