"""Who some invented children are: sealed, protected, much alike, or named in ways that forms forget."""

from agencies.words import Seal
from safeguarding.region.children import Link, Place
from safeguarding.region.tale import CASEWORK, HILL, Tale, home

SEALED = (
    Tale(
        "Ysolde",
        "Harrowmere",
        "F",
        11.2,
        seal=Seal.HIDDEN,
        named=("omar",),
        places=(home("Known to the named worker", "", setting="foster"),),
    ),
    Tale("Mila", "Wexcombe", "F", 7.6, seal=Seal.STUB, named=("priya",), places=(home("8 Gable Close", "QN6 3RE"),), links=(CASEWORK,)),
    Tale(
        "Alba",
        "Corrick",
        "F",
        5.1,
        links=(CASEWORK,),
        places=(
            home("Refuge; ask the duty manager", ""),
            Place("21 Mallow Court", "QN2 4UW", "northford", "home", 60, None, protected=True),
        ),
    ),
)

LIKENESS = (
    Tale("Kayleigh-Ann", "Barwick", "F", None, born=(7, 3), places=(home("5 Loom Street", "QN8 6EA"),), school="brook"),
    Tale(
        "Kayley",
        "Barwick",
        "F",
        None,
        council="southmoor",
        born=(3, 7),
        numbers_of="Kayleigh-Ann",
        places=(home("5 Loom St", "QN8 6AE", "southmoor"),),
        links=(Link("sm_one", "southmoor", "Allocated for casework"),),
    ),
    Tale("Nell", "Oakmere", "F", None, born=(11, 2), places=(home("40 Fuller Lane", "QN14 2JT"),), school="hill", links=(HILL,)),
    Tale("Tilly", "Oakmere", "F", None, born=(11, 2), places=(home("40 Fuller Lane", "QN14 2JT"),), school="hill", links=(HILL,)),
)

NAMES = (
    Tale("D'Arcy", "O’Branwell", "M", 13.0, places=(home("2 Barley Way", "QN3 9FH"),)),
    Tale("Siôn", "Tŷ-gwynfa", "M", 14.3, council="aberwen", places=(home("9 Heol y Felin", "QA5 1NN", "aberwen"),), school="glan"),
    Tale("Ŵena", "Llŷrwen", "F", 12.2, council="aberwen", places=(home("1 Ffordd Wen", "QA7 4LL", "aberwen"),), school="glan"),
    Tale("ياسمين", "الجابري", "F", 9.0, known_as="Yasmin", places=(home("66 Pump Lane", "QN17 3WS"),)),
    Tale(
        "Соломія", "Вітренко", "F", 10.5, known_as="Solomiya", council="southmoor", places=(home("12 Ember Row", "QS4 8BD", "southmoor"),)
    ),
    Tale("Suryanti", "", "F", 16.0, places=(home("30 Cooper Street", "QN22 7HP"),)),
    Tale(
        "Karim",
        "Ostrava-Haddow",
        "M",
        16.5,
        estimated=True,
        places=(home("Arrivals Centre", "ZZ99 3VZ", setting="none"),),
        care="V2",
        numbers=False,
    ),
    Tale(
        "Maximiliana Wilhelmina Philippa Alexandra Konstantina Theodora",
        "Featherstonehollow-Quillenwater de Montecorvino y Valdeolmillos",
        "F",
        8.0,
        places=(home("The Old Corn Exchange Buildings, Flat 114, 1 Saddle Terrace", "QN1 1AA"),),
    ),
    Tale(
        "Ferko",
        "",
        "M",
        None,
        places=(home("Night shelter, Coach Station Yard", "QN1 4ZZ", setting="none"),),
        links=(CASEWORK,),
        note="Gives one name and no date of birth. Speaks little English.",
        numbers=False,
    ),
    Tale("", "Hartwin", "U", None, known_as="Unborn child of R Hartwin", expected_in=70, numbers=False, links=(CASEWORK,)),
)
