"""What a duty may wait for, by a recorded query."""

from referrals.children.codes import Code

ASKED = (
    Code("PARTNER", "Information from a partner"),
    Code("FAMILY", "An answer from the family"),
    Code("INTERPRETER", "An interpreter"),
    Code("LEGAL", "Legal advice"),
)
