"""Code lists of the directory."""

from agencies.words import Kind, Nation, Role

KINDS = [
    (Kind.COUNCIL, "Council"),
    (Kind.POLICE, "Police"),
    (Kind.HEALTH, "Health"),
    (Kind.SCHOOL, "School"),
    (Kind.YOUTH_JUSTICE, "Youth justice"),
    (Kind.PROBATION, "Probation"),
    (Kind.HOUSING, "Housing"),
    (Kind.CHARITY, "Voluntary organisation"),
]
NATIONS = [(Nation.ENGLAND, "England"), (Nation.WALES, "Wales")]
FORCE = "force"
AREA_KINDS = [("nation", "Nation"), ("authority", "Local authority"), (FORCE, "Police force area")]
TEAM_KINDS = [
    ("front_door", "Front door"),
    ("casework", "Casework"),
    ("missing", "Missing person team"),
    ("response", "Response"),
    ("intelligence", "Intelligence"),
    ("safeguarding", "Safeguarding"),
    ("partner", "Partner team"),
    ("governance", "Information governance"),
]
SEATS = [("mash", "Multi-agency safeguarding hub"), ("front_door", "Front door")]
CLEARANCES = [(0, "Normal"), (1, "Restricted"), (2, "Very restricted")]
WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]
ROLES = [
    (Role.PRACTITIONER, "Social worker"),
    (Role.MANAGER, "Team manager"),
    (Role.HUB_LEAD, "Hub lead"),
    (Role.CLERK, "Clerk"),
    (Role.OFFICER, "Police officer"),
    (Role.ANALYST, "Police analyst"),
    (Role.HEALTH_PRACTITIONER, "Health practitioner"),
    (Role.SAFEGUARDING_LEAD, "Safeguarding lead"),
    (Role.VOLUNTEER, "Voluntary worker"),
    (Role.DATA_PROTECTION, "Data-protection officer"),
    (Role.ADMINISTRATOR, "Agency administrator"),
]
