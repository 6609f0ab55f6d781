"""The agencies of the region with their areas, teams and people: what `make demo` prints as sign-ins."""

from typing import NamedTuple

from agencies.words import Kind, Nation, Role

DOMAIN = "example"
DESK = "01632 960 "


class AreaOf(NamedTuple):
    """A place on the tile map; councils without a row among the agencies do not use the service."""

    code: str
    name: str
    kind: str
    nation: str
    row: int
    column: int


class AgencyOf(NamedTuple):
    key: str
    name: str
    kind: str
    nation: str
    areas: tuple[str, ...]
    statutory: bool = True


class TeamOf(NamedTuple):
    key: str
    agency: str
    name: str
    kind: str
    seat: str = ""
    seat_area: str | None = None


class PersonOf(NamedTuple):
    """Somebody who signs in. `note` says who they are and what to try; `state` is empty, `left` or `closed`."""

    username: str
    name: str
    team: str
    role: str
    clearance: int
    note: str
    state: str = ""
    also: tuple[str, str] | None = None


ENGLAND, WALES = Nation.ENGLAND, Nation.WALES
AREAS = (
    AreaOf("england", "England", "nation", ENGLAND, 0, 0),
    AreaOf("wales", "Wales", "nation", WALES, 0, 1),
    AreaOf("northford", "Northford", "authority", ENGLAND, 1, 2),
    AreaOf("midvale", "Midvale", "authority", ENGLAND, 2, 2),
    AreaOf("highbarrow", "Highbarrow", "authority", ENGLAND, 3, 2),
    AreaOf("southmoor", "Southmoor", "authority", ENGLAND, 4, 2),
    AreaOf("kelsea", "Kelsea", "authority", ENGLAND, 4, 3),
    AreaOf("eastmere", "Eastmere", "authority", ENGLAND, 2, 3),
    AreaOf("aberwen", "Aberwen", "authority", WALES, 2, 1),
    AreaOf("northshire", "Northshire force area", "force", ENGLAND, 1, 2),
    AreaOf("southmoor-force", "Southmoor force area", "force", ENGLAND, 4, 2),
    AreaOf("kelsea-force", "Kelsea force area", "force", ENGLAND, 4, 3),
    AreaOf("aberwen-force", "Aberwen force area", "force", WALES, 2, 1),
)

AGENCIES = (
    AgencyOf("northford", "Northford Council", Kind.COUNCIL, ENGLAND, ("northford",)),
    AgencyOf("southmoor", "Southmoor Council", Kind.COUNCIL, ENGLAND, ("southmoor",)),
    AgencyOf("aberwen", "Cyngor Aberwen Council", Kind.COUNCIL, WALES, ("aberwen",)),
    AgencyOf("northshire_police", "Northshire Police", Kind.POLICE, ENGLAND, ("northshire",)),
    AgencyOf("southmoor_police", "Southmoor Police", Kind.POLICE, ENGLAND, ("southmoor-force",)),
    AgencyOf("trust", "Northshire NHS Trust", Kind.HEALTH, ENGLAND, ("northford", "southmoor")),
    AgencyOf("hill", "Hill School", Kind.SCHOOL, ENGLAND, ("northford",), statutory=False),
    AgencyOf("brook", "Brook Academy", Kind.SCHOOL, ENGLAND, ("northford",), statutory=False),
    AgencyOf("moor", "Southmoor High School", Kind.SCHOOL, ENGLAND, ("southmoor",), statutory=False),
    AgencyOf("glan", "Ysgol Glan Aberwen", Kind.SCHOOL, WALES, ("aberwen",), statutory=False),
    AgencyOf("youth_justice", "Northshire Youth Justice", Kind.YOUTH_JUSTICE, ENGLAND, ("northford", "southmoor")),
    AgencyOf("charity", "Lantern Youth", Kind.CHARITY, ENGLAND, ("northford",), statutory=False),
)

TEAMS = (
    TeamOf("nf_door", "northford", "Front door", "front_door", "front_door"),
    TeamOf("nf_one", "northford", "Casework one", "casework"),
    TeamOf("nf_two", "northford", "Casework two", "casework"),
    TeamOf("nf_missing", "northford", "Missing and return", "missing"),
    TeamOf("sm_door", "southmoor", "Front door", "front_door", "front_door"),
    TeamOf("sm_one", "southmoor", "Casework", "casework"),
    TeamOf("aw_door", "aberwen", "Front door", "front_door", "front_door"),
    TeamOf("aw_one", "aberwen", "Casework", "casework"),
    TeamOf("np_response", "northshire_police", "Response", "response"),
    TeamOf("np_missing", "northshire_police", "Missing person team", "missing"),
    TeamOf("np_intelligence", "northshire_police", "Intelligence", "intelligence"),
    TeamOf("np_hub", "northshire_police", "Seat at the Northford hub", "safeguarding", "mash", "northford"),
    TeamOf("sp_response", "southmoor_police", "Response", "response"),
    TeamOf("sp_missing", "southmoor_police", "Missing person team", "missing"),
    TeamOf("tr_nurses", "trust", "Safeguarding nurses", "safeguarding"),
    TeamOf("tr_emergency", "trust", "Emergency department", "partner"),
    TeamOf("hill_lead", "hill", "Safeguarding team", "safeguarding"),
    TeamOf("brook_lead", "brook", "Safeguarding team", "safeguarding"),
    TeamOf("moor_lead", "moor", "Safeguarding team", "safeguarding"),
    TeamOf("glan_lead", "glan", "Safeguarding team", "safeguarding"),
    TeamOf("yj_workers", "youth_justice", "Youth justice workers", "partner"),
    TeamOf("lantern", "charity", "Youth workers", "partner"),
    *(TeamOf(f"{agency.key}_governance", agency.key, "Information governance", "governance") for agency in AGENCIES),
)

R = Role
PEOPLE = (
    PersonOf("asha", "Asha Merrow", "nf_one", R.PRACTITIONER, 1, "Social worker. Open Jory Tarrow: everything the council holds, and why."),
    PersonOf("lena", "Lena Tarrow", "nf_one", R.PRACTITIONER, 1, "Asha's colleague and Jory's aunt: look for him. She finds nothing."),
    PersonOf("ivy", "Ivy Pell", "nf_one", R.CLERK, 0, "Clerk. Sees who a child is and where she lives, and no casework."),
    PersonOf("omar", "Omar Winslade", "nf_one", R.MANAGER, 1, "Team manager. Named on a hidden child whom nobody else finds."),
    PersonOf("mabel", "Mabel Osthurst", "nf_two", R.PRACTITIONER, 1, "Social worker of the second team."),
    PersonOf("nia", "Nia Calder", "nf_door", R.HUB_LEAD, 1, "Hub lead. Decides on referrals; sees sanitised intelligence."),
    PersonOf("theo", "Theo Lanyork", "nf_door", R.PRACTITIONER, 1, "Duty social worker. New referrals arrive here."),
    PersonOf("priya", "Priya Wexcombe", "nf_door", R.MANAGER, 1, "Front-door manager. Named on a child of a colleague's family."),
    PersonOf(
        "rosa",
        "Rosa Fenwath",
        "nf_missing",
        R.PRACTITIONER,
        1,
        "Two hats: missing co-ordinator for Northford, and youth justice worker. Switch between them.",
        also=("yj_workers", R.PRACTITIONER),
    ),
    PersonOf("max", "Max Oakthorpe", "nf_one", R.MANAGER, 1, "", state="left"),
    PersonOf("kit", "Kit Marlow", "nf_one", R.PRACTITIONER, 1, "", state="closed"),
    PersonOf(
        "joan",
        "Joan Selby",
        "northford_governance",
        R.DATA_PROTECTION,
        0,
        "Data-protection officer. Search by the reference on Jory's page: who looked, and why?",
    ),
    PersonOf("gita", "Gita Rowell", "sm_door", R.PRACTITIONER, 1, "Social worker of the neighbouring council: what does she see of Jory?"),
    PersonOf("samir", "Samir Dalby", "sm_door", R.MANAGER, 1, "Front-door manager, Southmoor."),
    PersonOf("hana", "Hana Corrwick", "sm_one", R.PRACTITIONER, 1, "Social worker, Southmoor: one of the two records of one girl is hers."),
    PersonOf("ffion", "Ffion Nantlow", "aw_one", R.PRACTITIONER, 1, "Social worker in Wales: other words, other deadlines."),
    PersonOf("gwen", "Gwen Trewick", "aw_door", R.MANAGER, 1, "Front-door manager, Aberwen."),
    PersonOf("ben", "Ben Ashcroft", "np_response", R.OFFICER, 1, "Night response officer. Report a child missing, or record a return."),
    PersonOf("nora", "Nora Kelby", "np_missing", R.OFFICER, 1, "Missing person co-ordinator: who is missing now?"),
    PersonOf("hugo", "Hugo Stanwell", "np_intelligence", R.ANALYST, 2, "Analyst: missing episodes and flags, no addresses."),
    PersonOf("reece", "Reece Thornley", "np_hub", R.OFFICER, 1, "Police seat at the Northford hub."),
    PersonOf("pia", "Pia Harwood", "northshire_police_governance", R.DATA_PROTECTION, 0, "Data-protection officer of the police."),
    PersonOf("cara", "Cara Branmoss", "sp_response", R.OFFICER, 1, "Officer of the other force: she found Jory, three areas from home."),
    PersonOf("joel", "Joel Linby", "sp_missing", R.OFFICER, 1, "Missing person co-ordinator, Southmoor."),
    PersonOf("dev", "Dev Quillham", "tr_nurses", R.HEALTH_PRACTITIONER, 1, "Safeguarding nurse: health records, and what agreements open."),
    PersonOf("maya", "Maya Hazelby", "tr_emergency", R.HEALTH_PRACTITIONER, 0, "Nurse in the emergency department: no linked children."),
    PersonOf("ella", "Ella Wynford", "hill_lead", R.SAFEGUARDING_LEAD, 1, "School safeguarding lead: her own pupils, as summaries."),
    PersonOf("tom", "Tom Gosham", "brook_lead", R.SAFEGUARDING_LEAD, 1, "School safeguarding lead, Brook Academy."),
    PersonOf("beth", "Beth Ulwath", "moor_lead", R.SAFEGUARDING_LEAD, 0, "School safeguarding lead, Southmoor."),
    PersonOf("carys", "Carys Penhollow", "glan_lead", R.SAFEGUARDING_LEAD, 1, "School safeguarding lead, Aberwen."),
    PersonOf(
        "leon", "Leon Tarnside", "yj_workers", R.PRACTITIONER, 1, "Youth justice worker. His agency has not signed its own agreement yet."
    ),
    PersonOf("finn", "Finn Ravensby", "lantern", R.VOLUNTEER, 0, "Charity worker. The agreement with Northford ended yesterday."),
    PersonOf("ruth", "Ruth Dunmere", "lantern", R.VOLUNTEER, 0, "Charity worker: one child, shared by a grant."),
    *(
        PersonOf(username, name, f"{agency}_governance", R.ADMINISTRATOR, 0, "Administrator: people, teams and agreements; no child.")
        for agency, username, name in (
            ("northford", "adil", "Adil Barcombe"),
            ("southmoor", "sunita", "Sunita Farlow"),
            ("aberwen", "dewi", "Dewi Brynwood"),
            ("northshire_police", "paula", "Paula Edgarth"),
            ("southmoor_police", "grant", "Grant Morland"),
            ("trust", "iris", "Iris Walford"),
            ("hill", "colin", "Colin Hadley"),
            ("brook", "wendy", "Wendy Elmgate"),
            ("moor", "neil", "Neil Coburst"),
            ("glan", "eirian", "Eirian Landale"),
            ("youth_justice", "viv", "Viv Pelworth"),
            ("charity", "bola", "Bola Salway"),
        )
    ),
)

BY_TEAM = {team.key: team for team in TEAMS}
NAMES = {agency.key: agency.name for agency in AGENCIES}


def demo_sign_ins() -> list[tuple[str, str, str, str, str, str]]:
    """Who can sign in to the demonstration: user name, name, role, team, agency, and what to try."""
    return [
        (person.username, person.name, str(person.role), BY_TEAM[person.team].name, NAMES[BY_TEAM[person.team].agency], person.note)
        for person in PEOPLE
        if person.note
    ]
