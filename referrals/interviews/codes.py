"""Code lists of the return home interview."""

from referrals.children.codes import Code

NOT_DUE, TO_OFFER, OFFERED, ACCEPTED, BOOKED = "NOT_DUE", "TO_OFFER", "OFFERED", "ACCEPTED", "BOOKED"
COMPLETED, BY_CHILD, BY_PARENT = "COMPLETED", "DECLINED_BY_CHILD", "DECLINED_BY_PARENT"
NO_RESPONSE, NOT_POSSIBLE, TRANSFERRED = "NO_RESPONSE", "NOT_POSSIBLE", "TRANSFERRED_TO_HOST"

# Overdue is none of these: it is worked out beside the status, from the time by which the interview is due.
STATUSES = (
    Code(NOT_DUE, "Not due: the child is not home"),
    Code(TO_OFFER, "To be offered"),
    Code(OFFERED, "Offered"),
    Code(ACCEPTED, "Accepted"),
    Code(BOOKED, "Booked"),
    Code(COMPLETED, "Held"),
    Code(BY_CHILD, "The child did not want it"),
    Code(BY_PARENT, "A parent or carer did not want it"),
    Code(NO_RESPONSE, "Offered, no answer"),
    Code(NOT_POSSIBLE, "Not possible"),
    Code(TRANSFERRED, "Asked of another service"),
)

MISSING_AGAIN = "MISSING_AGAIN"

REASONS = (
    Code(MISSING_AGAIN, "Missing again: it stays owed"),
    Code("CUSTODY", "In custody"),
    Code("HOSPITAL", "In hospital"),
    Code("MOVED", "Moved away"),
    Code("OVER_18", "Over 18"),
)

INDEPENDENT, CARER, PLACEMENT = "INDEPENDENT", "CARER", "PLACEMENT_WORKER"

TIES = (
    Code(INDEPENDENT, "Somebody independent, trained for it"),
    Code(CARER, "Somebody who cares for the child"),
    Code(PLACEMENT, "The allocated worker of the placement"),
)

CHILD, CARERS = "child", "carers"

VOICES = (
    Code(CHILD, "What the child said"),
    Code(CARERS, "What parents or carers know"),
)

MENTIONS = (
    Code("person", "People"),
    Code("place", "Places"),
    Code("phone", "Phones and accounts"),
    Code("vehicle", "Vehicles"),
)

OWED, IS_BOOKED, IS_OVERDUE = "owed", "booked", "overdue"
SHOW = ((OWED, "All that are owed"), (IS_BOOKED, "Booked"), (IS_OVERDUE, "Overdue"))
