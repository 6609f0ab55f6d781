"""Powers to share, and the lines that a new partnership starts from.

The gateways are those of the project's pick-list; days that nobody has confirmed are data, and a deployment corrects them.
The lines are the default matrix: 3 full, 2 summary, 1 existence and contact. They are no law; each owner signs its own.
"""

from datetime import date
from typing import Any, NamedTuple

from agencies.words import Category as C
from agencies.words import Kind, Marking, Nation

ALL = tuple(Kind)
BODIES = (Kind.COUNCIL, Kind.POLICE, Kind.HEALTH, Kind.SCHOOL, Kind.YOUTH_JUSTICE, Kind.PROBATION, Kind.HOUSING)
RELEVANT = (Kind.COUNCIL, Kind.POLICE, Kind.HEALTH, Kind.PROBATION, Kind.HOUSING)
ENGLAND, WALES = Nation.ENGLAND, Nation.WALES


class GatewayOf(NamedTuple):
    """`relies` may share under it; `receives`, where it is not empty, may be shared with."""

    code: str
    provision: str
    nation: str
    relies: tuple[Kind, ...]
    receives: tuple[Kind, ...]
    since: date

    def row(self) -> dict[str, Any]:
        """As it is kept."""
        said = {"code": self.code, "provision": self.provision, "nation": self.nation, "is_duty": self.code in DUTIES}
        return said | {"rely_kinds": list(self.relies), "receive_kinds": list(self.receives), "valid_from": self.since}


GATEWAYS = (
    GatewayOf("CA2004_10", "Children Act 2004 section 10: co-operation", ENGLAND, BODIES, (), date(2005, 4, 1)),
    GatewayOf("CA2004_11", "Children Act 2004 section 11: regard to safeguarding", ENGLAND, BODIES, (), date(2005, 10, 1)),
    GatewayOf("CA2004_16E-H", "Children Act 2004 sections 16E to 16H: local arrangements", ENGLAND, ALL, (), date(2018, 6, 29)),
    GatewayOf("CA2004_16LA", "Children Act 2004 section 16LA: duty to share", ENGLAND, BODIES, BODIES, date(2026, 9, 30)),
    GatewayOf("CA1989_17", "Children Act 1989 section 17: services for children in need", "", (Kind.COUNCIL,), (), date(1991, 10, 14)),
    GatewayOf("CA1989_27", "Children Act 1989 section 27: help between authorities", "", RELEVANT, (Kind.COUNCIL,), date(1991, 10, 14)),
    GatewayOf("CA1989_47", "Children Act 1989 section 47: enquiries", "", BODIES, (), date(1991, 10, 14)),
    GatewayOf("CDA1998_115", "Crime and Disorder Act 1998 section 115", "", ALL, RELEVANT, date(1998, 9, 30)),
    GatewayOf("CDA1998_17A", "Crime and Disorder Act 1998 section 17A: data about no person", "", RELEVANT, RELEVANT, date(2007, 8, 1)),
    GatewayOf(
        "PCSC2022_16",
        "Police, Crime, Sentencing and Courts Act 2022 section 16: serious violence, no patient or social care data",
        "",
        (Kind.POLICE, Kind.SCHOOL, Kind.YOUTH_JUSTICE, Kind.PROBATION),
        BODIES,
        date(2023, 1, 31),
    ),
    GatewayOf("CL_POLICE", "Common-law policing purpose", "", (Kind.POLICE,), (), date(1990, 1, 1)),
    GatewayOf("CL_PUBLIC_INTEREST", "Confidence overridden in the public interest", "", ALL, (), date(1990, 1, 1)),
    GatewayOf("SSWB2014_164", "Social Services and Well-being (Wales) Act 2014 section 164", WALES, BODIES, (), date(2016, 4, 6)),
    GatewayOf(
        "SSWB2014_130", "The same Act, section 130: duty to report a child at risk", WALES, BODIES, (Kind.COUNCIL,), date(2016, 4, 6)
    ),
    GatewayOf("COURT", "Order or rule of a court", "", ALL, (), date(1990, 1, 1)),
    GatewayOf("CONSENT", "Consent, where a service is offered", "", ALL, (), date(1990, 1, 1)),
    GatewayOf("VITAL", "Vital interests: life or death", "", ALL, (), date(1990, 1, 1)),
)

DUTIES = frozenset({"CA2004_16LA", "CDA1998_17A", "CA1989_47", "CA1989_27", "SSWB2014_164", "SSWB2014_130", "COURT"})
# Recipients in the order of the matrix; a dot is no line.
RECIPIENTS = ("council", "mash", "police", "health", "school", "youth_justice", "probation", "housing", "charity")
ANY, COUNCILS, FORCES = ALL, (Kind.COUNCIL,), (Kind.POLICE, Kind.COUNCIL)
MATRIX: tuple[tuple[C, tuple[Kind, ...], Marking, str], ...] = (
    (C.IDENTITY, ANY, Marking.NORMAL, "333333223"),
    (C.ADDRESS, ANY, Marking.NORMAL, "333333..."),
    (C.SAFEGUARDING, ANY, Marking.NORMAL, "331111111"),
    (C.REFERRAL, COUNCILS, Marking.NORMAL, "3322.2..."),
    (C.SOURCE, COUNCILS, Marking.RESTRICTED, ".3......."),
    (C.DECISION, COUNCILS, Marking.NORMAL, "332222..."),
    (C.PLAN, COUNCILS, Marking.NORMAL, "3.2222..."),
    (C.MISSING, FORCES, Marking.NORMAL, "333222..."),
    (C.RHI, (Kind.COUNCIL, Kind.CHARITY), Marking.RESTRICTED, "3.2..2..."),
    (C.INTELLIGENCE, (Kind.POLICE,), Marking.NORMAL, "223..2..."),
    (C.HEALTH, (Kind.HEALTH,), Marking.NORMAL, "222322..."),
    (C.HEALTH_SENSITIVE, (Kind.HEALTH,), Marking.RESTRICTED, "...3....."),
    (C.EDUCATION, (Kind.SCHOOL,), Marking.NORMAL, "322232..2"),
    (C.CRIMINAL, (Kind.POLICE, Kind.YOUTH_JUSTICE), Marking.NORMAL, "323.23..."),
    (C.ADULT_RISK, (Kind.PROBATION,), Marking.NORMAL, "223..232."),
    (C.HOUSING, (Kind.HOUSING,), Marking.NORMAL, "222..223."),
)
PROTECTED = ".1..11111"
UNLINKED = {(C.IDENTITY, "council"), (C.IDENTITY, "police"), (C.MISSING, "council"), (C.MISSING, "police")}


class LineOf(NamedTuple):
    recipient: str
    category: str
    level: int
    marking: int = Marking.NORMAL


def lines_of(owner: Kind) -> list[LineOf]:
    """What the default matrix proposes for an owner of this kind. Its own kind gets a line for the other agencies of that kind."""
    return [
        LineOf(recipient, category, int(cell), marking)
        for category, kinds, marking, cells in MATRIX
        if owner in kinds
        for recipient, cell in zip(RECIPIENTS, cells, strict=True)
        if cell != "."
    ]


def scope_of(line: LineOf) -> str:
    """Whether the line reaches every child of the owner, or only those to whom the recipient is linked."""
    return "any" if line.recipient == "mash" or (line.category, line.recipient) in UNLINKED else "linked"


def gateway_for(owner: Kind, nation: Nation) -> str:
    """The power on which an owner usually rests its agreement."""
    if owner == Kind.CHARITY:
        return "CL_PUBLIC_INTEREST"
    return "SSWB2014_164" if nation == WALES else "CA2004_10"
