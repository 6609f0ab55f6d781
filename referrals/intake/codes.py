"""Code lists of a referral: who is worried, and what they can say about it."""

from agencies.words import Kind
from referrals.children.codes import Code

SOURCES = (
    Code("1A", "Family member, relative or carer"),
    Code("1B", "Acquaintance, neighbour or child minder"),
    Code("1C", "The child or young person"),
    Code("1D", "Another individual"),
    Code("2A", "School"),
    Code("2B", "Education service"),
    Code("3A", "GP"),
    Code("3B", "Health visitor"),
    Code("3C", "School nurse"),
    Code("3D", "Other primary health"),
    Code("3E", "Accident and emergency"),
    Code("3F", "Other health"),
    Code("4", "Housing"),
    Code("5A", "Council: social care, such as adults"),
    Code("5B", "Council: another service, such as youth justice"),
    Code("5C", "Council of another area"),
    Code("5D", "Council: early help"),
    Code("6", "Police"),
    Code("7", "Other legal: court, probation, immigration, Cafcass or prison"),
    Code("8", "Other: children's centre, independent provider or voluntary organisation"),
    Code("9", "Anonymous"),
    Code("10", "Not known"),
)

# The code a form offers first. The kind of agency is kept besides: the voluntary sector has no code of its own.
USUAL_SOURCE: dict[str, str] = {
    Kind.COUNCIL: "5C",
    Kind.POLICE: "6",
    Kind.HEALTH: "3F",
    Kind.SCHOOL: "2A",
    Kind.YOUTH_JUSTICE: "5B",
    Kind.PROBATION: "7",
    Kind.HOUSING: "4",
    Kind.CHARITY: "8",
}

HARM_PLACES = (
    Code("inside", "At home or in the family"),
    Code("outside", "Outside the home: peers, a place, online"),
    Code("both", "Both"),
    Code("not_known", "Not known"),
)

PARENT_KNOWS = (
    Code("yes", "Yes"),
    Code("no", "No"),
    Code("unsafe", "No: it could put the child at risk"),
    Code("not_known", "Not known"),
)
