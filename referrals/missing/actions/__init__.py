"""A child goes missing, is seen, is found, comes home; and what was recorded wrongly is put right."""

from referrals.missing.actions.afterwards import Past, objections_to_past, report_past
from referrals.missing.actions.correcting import correct, join, objections_to_correcting, objections_to_joining, take_back
from referrals.missing.actions.finding import Return, objections_to_return, record_return
from referrals.missing.actions.following import come_of_age, pass_mark, set_band, sight
from referrals.missing.actions.moving import move, objections_to_moving
from referrals.missing.actions.reporting import Report, objections_to_report, report

__all__ = [
    "Past",
    "Report",
    "Return",
    "come_of_age",
    "correct",
    "join",
    "move",
    "objections_to_correcting",
    "objections_to_joining",
    "objections_to_moving",
    "objections_to_past",
    "objections_to_report",
    "objections_to_return",
    "pass_mark",
    "record_return",
    "report",
    "report_past",
    "set_band",
    "sight",
    "take_back",
]
