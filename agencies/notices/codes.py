"""The groups in which a person chooses alerts. What is told to one person is mailed until they mute it; to a team, if they ask for it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """Alerts whose kind begins like this. A statutory one is mailed to the person it is for, whatever they choose."""

    code: str
    label: str
    kinds: tuple[str, ...]
    is_personal: bool = False
    is_statutory: bool = False


GROUPS = (
    Group("overdue", "A duty is overdue and was passed to me", ("duty.overdue",), is_personal=True, is_statutory=True),
    Group("long", "A child is missing for a long time", ("missing.long_absence",), is_personal=True),
    Group("missing", "A child is reported missing, seen, found or home", ("missing.",)),
    Group("flags", "A rule raised a flag", ("flag.",)),
    Group("duties", "A duty is given or handed to my team", ("duty.",)),
    Group("referrals", "A referral has come in or was decided", ("intake.", "decisions.")),
    Group("interviews", "Return interviews", ("interviews.",)),
    Group("drafts", "Words that I began and did not send", ("draft.",), is_personal=True),
    Group("profiles", "A profile that my team keeps is unsealed or sealed", ("profiles.",)),
    Group("crossings", "A child was found away from home", ("crossings.",)),
)
BY_CODE = {group.code: group for group in GROUPS}
