"""What a person may answer to a flag, and which flags a list shows. No answer changes a level of access or of need by itself."""

from referrals.children.codes import Code

WRONG = "WRONG_EVENTS"

ANSWERS = (
    Code("ACTED", "We have acted on it"),
    Code("ALREADY_KNOWN", "It was known, and is in the plan"),
    Code("EXPLAINED", "There is an explanation, and no added concern"),
    Code(WRONG, "The events counted are wrong"),
)

OPEN, ANSWERED = "open", "answered"
SHOW = ((OPEN, "Open"), (ANSWERED, "Answered"))
