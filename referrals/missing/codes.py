"""Code lists of a missing episode. Lists that forces and councils change over the years carry their days."""

from agencies.words import Nation
from referrals.children.codes import Code

MISSING, AWAY = "M", "A"

COUNCIL_TYPES = (
    Code(MISSING, "Missing from care: nobody knows where the child is", Nation.ENGLAND),
    Code(AWAY, "Away without authorisation: it is known where the child is", Nation.ENGLAND),
)

NOT_KNOWN, NONE_DISCLOSED = "NOT_KNOWN", "NONE_DISCLOSED"

# That nobody knows and that the child says no are two answers, and neither is an empty list.
HARMS = (
    Code("PHYSICAL", "Physical harm"),
    Code("SEXUAL", "Sexual harm"),
    Code("CRIMINAL_EXPLOITATION", "Criminal exploitation"),
    Code("SELF_HARM", "Self-harm"),
    Code("SUBSTANCE", "Drugs or alcohol"),
    Code("OTHER", "Other harm"),
    Code(NONE_DISCLOSED, "Asked, and the child says none"),
    Code(NOT_KNOWN, "Not known"),
)

HURT = (
    Code("no", "No"),
    Code("minor", "Yes, minor"),
    Code("care", "Yes, needs care now"),
    Code("not_known", "Not known"),
)

WITH_NOW = (
    Code("me", "Me"),
    Code("family", "Family or carer"),
    Code("placement", "Placement staff"),
    Code("other_force", "Another force"),
    Code("nobody", "Nobody yet"),
)

FOUND_WITH = (
    Code("alone", "Alone"),
    Code("peers", "Other children"),
    Code("family", "Family or friends of the family"),
    Code("known_adult", "An adult the carers know"),
    Code("unknown_adult", "An adult the carers do not know"),
    Code("not_known", "Not known"),
)

# The red things of the screening tools have the codes that rule RM-11 counts.
CARRIED = (
    Code("DRUGS", "Drugs"),
    Code("CASH", "Money that nobody can explain"),
    Code("WEAPON", "A weapon"),
    Code("NEW_PHONE", "A phone that is new or not theirs"),
    Code("GIFTS", "New clothes or gifts that nobody can explain"),
    Code("TICKETS", "Tickets or keys of rooms"),
    Code("NOTHING", "Looked, and nothing of this"),
)
NOTHING = "NOTHING"

ACCEPTED = "accepted"
EXPLAINED = (
    Code(ACCEPTED, "The child explains it, and it is accepted"),
    Code("doubted", "The child explains it, and it is not accepted"),
    Code("none", "Asked, and the child does not explain it"),
    Code("not_asked", "Not asked yet"),
)

NOT_REPORTED = (
    Code("not_noticed", "Nobody noticed at the time"),
    Code("expected_back", "The child was expected back any moment"),
    Code("told_others", "Others were told, and the police were not"),
    Code("used_to_it", "It has happened so often"),
    Code("afraid", "Those who knew were afraid to report it"),
    Code("did_not_know", "They did not know whom to tell"),
    Code("other", "Another reason"),
    Code("not_known", "Not known"),
)

# What drives a child away, and what draws: P and D before the word.
FACTORS = (
    Code("P_CONFLICT", "Conflict at home or in the placement"),
    Code("P_HARM", "Harm or violence at home or in the placement"),
    Code("P_PLACEMENT", "Does not want to live there"),
    Code("P_SCHOOL", "Trouble at school, or bullied"),
    Code("P_MIND", "Distress, or thoughts of self-harm"),
    Code("D_FAMILY", "To be with family"),
    Code("D_FRIENDS", "To be with friends or a partner"),
    Code("D_ONLINE", "Somebody met online"),
    Code("D_SUBSTANCES", "Drugs or alcohol"),
    Code("D_OTHERS", "Somebody makes the child come, or pays"),
)

MAY_BE, WAS = "may_be", "was"
THERE = (Code(WAS, "Other children there"), Code(MAY_BE, "Other children who may be there"))

MISTAKE, MOVED, JOINED = "mistake", "moved", "joined"
TIMES, MOVED_HERE, JOINED_HERE = "times", "moved_here", "joined_here"
CORRECTIONS = (
    Code(TIMES, "Times put right"),
    Code(MISTAKE, "Marked as recorded in error"),
    Code(MOVED, "Recorded under the wrong child, and moved to the right one"),
    Code(MOVED_HERE, "Moved here from the record of another child"),
    Code(JOINED, "One absence recorded twice: this record was joined to the other"),
    Code(JOINED_HERE, "One absence recorded twice: the other record was joined to this one"),
)

DESTINATIONS = (
    Code("home", "Home"),
    Code("placement", "Placement"),
    Code("other_placement", "Another placement"),
    Code("hospital", "Hospital"),
    Code("custody", "Custody"),
    Code("police_protection", "Police protection"),
    Code("other_area", "Another area"),
    Code("other_adult", "Another adult"),
)

# Where a child is home in the sense of the return interview: its hours begin there.
HOMES = frozenset({"home", "placement", "other_placement"})

RELATIONSHIPS = (
    Code("parent", "Parent"),
    Code("foster_carer", "Foster carer"),
    Code("residential", "Children's home staff"),
    Code("relative", "Other relative"),
    Code("school", "School or college"),
    Code("social_worker", "Social worker"),
    Code("health", "Health staff"),
    Code("friend", "Friend"),
    Code("public", "Member of the public"),
    Code("child", "The child"),
    Code("other", "Somebody else"),
    Code("not_known", "Not known"),
)

NARRATIVES = (
    Code("circumstances", "Why we are worried"),
    Code("clothing", "Clothing and appearance"),
    Code("companions", "With whom the child may be"),
    Code("places", "Where the child may be"),
    Code("carer_actions", "What the carers have done"),
    Code("tonight", "What the next person must know tonight"),
    Code("with", "With whom the child was"),
    Code("explanation", "How the child explains it"),
    Code("unreported", "Why nobody reported it"),
)
