"""Code lists of a hand-over."""

from referrals.children.codes import Code

ACCEPTED, DECLINED = "ACCEPTED", "DECLINED"

ANSWERS = (
    Code(ACCEPTED, "Accepted: we collect the child"),
    Code(DECLINED, "Declined"),
)
