"""What happened to some invented children: one story for each turn that the casework can take."""

from safeguarding.region.children import Link
from safeguarding.region.details import Detail
from safeguarding.region.odd import LIKENESS, NAMES, SEALED
from safeguarding.region.tale import CASEWORK, DAY, DOOR, HILL, HOUR, POLICE, SCHOOL, Absence, Tale, Worry, home


def _run(days: int, hours: float, place: str, area: str, **more) -> Absence:
    usual = {"kind": "M", "destination": "placement", "last_seen_place": "The children's home", "found_place": place, "found_area": area}
    return Absence(days * DAY, hours, Detail(**(usual | more)))


# Sent away again and again, and each time further: what no single contact showed.
JORY = Tale(
    "Jory",
    "Tarrow",
    "M",
    15.4,
    known_as="Jo",
    places=(
        home("14 Orchard Row", "QN4 7TB", since=900, until=420),
        home("3 Tanner Walk", "QN9 2DL", setting="foster", since=420, until=301),
        home("27 Beacon Rise", "QN11 5HW", setting="foster", since=301, until=160),
        home("The Gables, Quarry Lane", "QN20 1PB", "midvale", "residential", 160, 61),
        home("Saltings House, Drift Lane", "QN31 8GX", "kelsea", "residential", 61),
    ),
    care="C2",
    school="hill",
    links=(CASEWORK, HILL, Link("yj_workers", "youth_justice", "Open to youth justice")),
    excluded=("lena",),
    note="Speaks more easily in the car than in a room.",
    absences=(
        _run(262, 6, "Town centre", "northford", band="LOW", worry="Did not come back from school. A friend has not seen him either."),
        _run(190, 11, "Bus station", "northford"),
        _run(121, 20, "Bus station", "midvale", worry="Left after a call on a phone that carers had not seen before."),
        _run(83, 30, "A flat above a shop", "midvale", hurt="minor", harms=("PHYSICAL",)),
        _run(54, 26, "Railway station", "highbarrow", worry="Left in a grey car. New trainers, new coat, two phones."),
        _run(25, 40, "A house on the estate", "highbarrow", band="HIGH", harms=("CRIMINAL_EXPLOITATION",)),
        _run(13, 52, "A house on the estate", "southmoor", band="HIGH", hurt="minor", harms=("PHYSICAL", "SUBSTANCE")),
        Absence(
            46 * HOUR,
            25,
            Detail(
                band="HIGH",
                kind="M",
                worry="Gone again within a fortnight. Says he owes money. Carers found a train ticket to Southmoor.",
                last_seen_place="Saltings House",
                found_place="A flat by the harbour, with two adults",
                found_area="southmoor",
                hurt="minor",
                harms=("CRIMINAL_EXPLOITATION",),
                destination="placement",
                sighting=("Harbour station", "southmoor"),
                seen_by=("southmoor_police", "cara"),
                interview="open",
            ),
        ),
    ),
    worries=(
        Worry(
            280 * DAY,
            "2A",
            SCHOOL,
            "New clothes, often tired, collected by older boys.",
            "NFA_NO_ROLE",
            1,
            "A single contact; carers alert.",
        ),
        Worry(
            118 * DAY,
            "6",
            POLICE,
            "Stopped at the bus station with a knife and 240 pounds.",
            "INFO_ADVICE",
            2,
            "Police are dealing with this.",
        ),
        Worry(
            50 * DAY,
            "2A",
            SCHOOL,
            "Out of school for nine days. A burn on the hand. Frightened when his phone rings.",
            "S17_ASSESSMENT",
            3,
            "Three agencies have described the same change. Exploitation cannot be ruled out.",
        ),
        Worry(20 * HOUR, "6", POLICE, "Found in Southmoor with two adults, 46 wraps in the room. He says he must pay it back."),
    ),
)

TONIGHT = (
    Tale(
        "Wynne",
        "Cobholt",
        "F",
        12.1,
        places=(home("19 Weaver Close", "QN5 5TG"),),
        school="hill",
        links=(HILL,),
        absences=(
            Absence(
                3 * HOUR,
                None,
                Detail(
                    band="HIGH",
                    worry="Did not arrive at her grandmother's. She has never been away before, and her phone is off.",
                    last_seen_place="School gate",
                ),
            ),
        ),
    ),
    Tale(
        "Idris",
        "Lanrow",
        "M",
        16.2,
        council="southmoor",
        care="V2",
        places=(home("4 Lantern Court", "QS12 2QX", "southmoor", "semi_independent", 200),),
        links=(Link("sm_one", "southmoor", "Allocated for casework"),),
        absences=(
            Absence(
                30 * HOUR,
                None,
                Detail(
                    kind="M",
                    worry="Not seen since yesterday. Texted a friend that he is going to Northford for work.",
                    sighting=("Northford bus station", "northford"),
                    seen_by=("northshire_police", "nora"),
                ),
            ),
        ),
    ),
)

DECISIONS = (
    Tale(
        "Bram",
        "Selwick",
        "M",
        13.7,
        places=(home("7 Hollow Street", "QN16 9RN"),),
        school="hill",
        links=(HILL, Link("lantern", "charity", "Attends the youth club")),
        shared_with="lantern",
        worries=(
            Worry(
                90 * DAY,
                "2A",
                SCHOOL,
                "Comes to school without food and says that nobody is at home at night.",
                "NFA_NO_ROLE",
                1,
                "The family has been spoken to by telephone. The school disagrees and has been told how to challenge this.",
            ),
            Worry(40 * HOUR, "2A", SCHOOL, "Now he has bruises as well. We asked before and were told that there is no role."),
        ),
    ),
    Tale(
        "Una",
        "Pelgarth",
        "F",
        6.4,
        places=(home("33 Acorn Way", "QN13 6SB"),),
        worries=(Worry(5 * HOUR, "1B", DOOR, "A neighbour heard crying all night."),),
    ),
)

TALES = (JORY, *SEALED, *LIKENESS, *NAMES, *TONIGHT, *DECISIONS)
