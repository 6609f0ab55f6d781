"""The small words of access: every floor says them, none of them knows Django."""

import re
from enum import IntEnum, StrEnum

UNWRITABLE = re.compile("[\0\ud800-\udfff]")  # NUL and halves of a pair: no column of the database keeps them


class Level(IntEnum):
    """How much of a record a reader gets. Each level has a table of its own."""

    NOTHING = 0
    EXISTENCE = 1
    REDACTED = 2
    FULL = 3


class Marking(IntEnum):
    """How closely a row is held: N normal, R restricted, V very restricted."""

    NORMAL = 0
    RESTRICTED = 1
    VERY_RESTRICTED = 2


class Handling(StrEnum):
    """Police handling code of a row: none, P lawful sharing permitted, C permitted with conditions."""

    NONE = ""
    PERMITTED = "P"
    CONDITIONS = "C"


class Seal(IntEnum):
    """None; stub: a front-door seat or a linked team learns that a record exists; hidden: nobody does who is not named."""

    NONE = 0
    STUB = 1
    HIDDEN = 2


class Purpose(StrEnum):
    SAFEGUARDING = "safeguarding"
    DIRECT_CARE = "direct_care"
    CRIME = "crime"
    MISSING_SEARCH = "missing_search"
    AUDIT = "audit"
    SUBJECT_ACCESS = "subject_access"


class Category(StrEnum):
    """What a row is about. One row, one category; codes are compared by equality, never by group."""

    IDENTITY = "identity"
    ADDRESS = "address"
    SAFEGUARDING = "safeguarding"
    REFERRAL = "referral"
    SOURCE = "source"
    DECISION = "decision"
    PLAN = "plan"
    MISSING = "missing"
    RHI = "rhi"
    INTELLIGENCE = "intelligence"
    HEALTH = "health"
    HEALTH_SENSITIVE = "health_sensitive"
    EDUCATION = "education"
    CRIMINAL = "criminal"
    ADULT_RISK = "adult_risk"
    HOUSING = "housing"
    LEGAL = "legal"


class Kind(StrEnum):
    """What sort of agency it is; agreements may name a kind as the recipient."""

    COUNCIL = "council"
    POLICE = "police"
    HEALTH = "health"
    SCHOOL = "school"
    YOUTH_JUSTICE = "youth_justice"
    PROBATION = "probation"
    HOUSING = "housing"
    CHARITY = "charity"


class Nation(StrEnum):
    ENGLAND = "england"
    WALES = "wales"


class Role(StrEnum):
    """The named role templates; which categories each reads and writes stands in `access.policy`."""

    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    HUB_LEAD = "hub_lead"
    CLERK = "clerk"
    OFFICER = "officer"
    ANALYST = "analyst"
    HEALTH_PRACTITIONER = "health_practitioner"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    VOLUNTEER = "volunteer"
    DATA_PROTECTION = "data_protection"
    ADMINISTRATOR = "administrator"


class Basis(StrEnum):
    """Why a team holds a grant. Only an involvement counts as a link to the child."""

    INVOLVEMENT = "involvement"
    REQUEST = "request"
    SUBMISSION = "submission"
    ORIGINATOR = "originator"
    EPISODE = "episode"


class Outcome(IntEnum):
    """What became of a deed or a look, as the trail keeps it."""

    DONE = 0
    REFUSED = 4
    NOT_FOUND = 8
    FAILED = 12
