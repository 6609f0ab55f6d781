"""The words in which the log and the agreements are read."""

from agencies.words import Category, Kind, Level, Marking, Outcome, Purpose

VERDICTS = [
    (Outcome.DONE, "Done"),
    (Outcome.REFUSED, "Refused"),
    (Outcome.NOT_FOUND, "Not found"),
    (Outcome.FAILED, "Failed"),
]
VERDICT_COLOURS = {Outcome.DONE: "grey", Outcome.REFUSED: "red", Outcome.NOT_FOUND: "orange", Outcome.FAILED: "yellow"}
RULES = {
    "P1": "their own agency holds it",
    "P2": "it was shared with their team",
    "P3": "their team was given sight of this kind of record about this child",
    "P4": "a sharing agreement in force covered it for their purpose",
    "P5": "they had opened urgent access to this child",
    "P6": "a statutory body may ask whether a record exists",
    "P7": "they were named on this child's records",
    "P7r": "they were named on this one record, for this purpose",
}
LEVELS = {Level.EXISTENCE: "existence only", Level.REDACTED: "summary", Level.FULL: "in full"}
CATEGORIES = {
    Category.IDENTITY: "identity",
    Category.ADDRESS: "address",
    Category.SAFEGUARDING: "social care",
    Category.REFERRAL: "referrals",
    Category.SOURCE: "who referred",
    Category.DECISION: "threshold decisions",
    Category.PLAN: "plans",
    Category.MISSING: "missing episodes",
    Category.RHI: "return interviews",
    Category.INTELLIGENCE: "police intelligence",
    Category.HEALTH: "health",
    Category.HEALTH_SENSITIVE: "sensitive health",
    Category.EDUCATION: "education",
    Category.CRIMINAL: "offending",
    Category.ADULT_RISK: "risk from adults",
    Category.HOUSING: "housing",
    Category.LEGAL: "legal proceedings",
}
PURPOSES = {
    Purpose.SAFEGUARDING: "safeguarding",
    Purpose.DIRECT_CARE: "direct care",
    Purpose.CRIME: "preventing and detecting crime",
    Purpose.MISSING_SEARCH: "finding a missing child",
    Purpose.AUDIT: "audit",
    Purpose.SUBJECT_ACCESS: "a person's own request for their data",
}
ACTIONS = {
    "collection": "collection",
    "alteration": "alteration",
    "consultation": "consultation",
    "disclosure": "disclosure",
    "combination": "combination",
    "erasure": "erasure",
}
MARKINGS = {
    Marking.NORMAL: "normal records",
    Marking.RESTRICTED: "up to restricted records",
    Marking.VERY_RESTRICTED: "up to very restricted records",
}
RECIPIENTS = {
    Kind.COUNCIL: "Councils",
    Kind.POLICE: "Police forces",
    Kind.HEALTH: "Health bodies",
    Kind.SCHOOL: "Schools",
    Kind.YOUTH_JUSTICE: "Youth justice teams",
    Kind.PROBATION: "Probation services",
    Kind.HOUSING: "Housing bodies",
    Kind.CHARITY: "Voluntary organisations",
}
SCOPES = {"any": "any child", "linked": "children their team is linked to"}
DEEDS = {
    "agreements.list": "Read agreements",
    "casefile.child": "Opened a child's page",
    "casefile.my_work": "Opened their work",
    "children.find": "Searched for a child",
    "intake.list": "Opened the list of referrals",
    "meetings.risk_list": "Opened the risk list",
    "missing.now": "Opened the children missing now",
    "oversight.act_as": "Chose the team to act for",
    "oversight.event": "Opened an event of the log",
    "oversight.looks": "Searched the log",
    "oversight.my_looks": "Opened their own looks",
    "oversight.people": "Opened the list of people",
    "oversight.why": "Asked why they see a record",
    "patterns.list": "Opened the list of flags",
}
