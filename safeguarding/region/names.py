"""Invented names. Given names are common ones; family names are put together from syllables; places are on no map.

Postcodes begin with Q, with which no postcode area in use begins: they are written like a postcode and are issued to no home.
"""

from random import Random


def _listed(text: str, between: str | None = None) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split(between))


GIRLS = _listed(
    """
    Abigail Aisha Alisha Amara Amelia Anwen Ava Bethan Bronwen Carys Catrin Chloe Daisy Delyth Ebony Efa Eleanor Eleni Elin Ella
    Emily Erin Esme Fatima Ffion Freya Grace Gwen Hana Harriet Holly Imani Ines Isla Jasmine Jodie Katherine Kayleigh Keira Leila
    Lowri Lucy Mali Maryam Megan Mei Mia Miriam Nadia Nia Niamh Noor Olena Olivia Paige Poppy Priya Rhiannon Rosie Ruby Safiya
    Sara Seren Shanice Siân Skye Sofia Summer Tegan Thandi Yasmin Zahra Zofia Zoë
    """
)
BOYS = _listed(
    """
    Aaron Adam Aled Alexander Amir Archie Ashton Benjamin Bilal Bryn Callum Cameron Charlie Connor Daniel Dafydd Dylan Elijah
    Emlyn Ethan Ezra Finley Gabriel George Gethin Gruffydd Harrison Hassan Hugo Ibrahim Idris Iestyn Ilyas Isaac Jacob Jayden
    Jerome Joshua Kai Kieran Kofi Kyle Leon Lewis Liam Llŷr Logan Luca Macsen Mateusz Mason Mohamed Musa Nathan Noah Oliver Omar
    Oskar Owain Piotr Rashid Reece Rhys Riley Ryan Samuel Sebastian Siôn Tariq Theo Tobias Tomos Tyler Viktor William Yusuf Zain
    """
)
HEADS = _listed(
    """
    Ald Ash Bar Bel Bram Bran Cald Carn Cob Corr Dal Dun Ed Elm Far Fen Gar Gos Had Har Hazel Hol Kel Ken Lan Lark Lin Mar Mel
    Mor Nant Oak Ost Pel Pen Quill Ram Rav Row Sal Sel Stan Tarn Thorn Tre Ul Ven Wal Wex Win Wyn Yar
    """
)
TAILS = _listed(
    """
    berry bourne brook by combe croft dale dell den enby ering ford garth gate grave ham hollow holt hurst ick land lea ley low
    lyn mere more moss ness over ridge row sall shaw side stead thorpe ton vane wain wath way well wick win wood worth yate
    """
)
STREETS = _listed(
    """
    Acorn Barley Beacon Bellows Cooper Drift Ember Fuller Gable Hollow Lantern Larder Loom Mallow Orchard Pump Quarry Saddle
    Tanner Weaver
    """
)
WAYS = _listed("Row Lane Street Close Rise Walk Court Terrace")
PLACES = _listed(
    """bus station|town centre|railway station|a friend's flat|the retail park|the riverside path|a take-away|the skate park|a house
    on the estate|the shopping centre|an uncle's house|the beach huts|a hotel by the motorway|the bowling alley|a car park""",
    "|",
)
INWARD = "ABDEFGHJLNPQRSTUWXYZ"
FAMILIES = tuple(head + tail for head in HEADS for tail in TAILS if head[-1] != tail[0])


def given(rng: Random, sex: str) -> str:
    """A given name; one child in five has a second one."""
    names = GIRLS if sex == "F" else BOYS
    first = rng.choice(names)
    return f"{first} {rng.choice(names)}" if rng.random() < 0.2 else first


def family(rng: Random) -> str:
    """A family name; one child in twelve has a double-barrelled one."""
    name = rng.choice(FAMILIES)
    return f"{name}-{rng.choice(FAMILIES)}" if rng.random() < 0.08 else name


def street(rng: Random) -> str:
    return f"{rng.randint(1, 180)} {rng.choice(STREETS)} {rng.choice(WAYS)}"


def postcode(rng: Random, area: str) -> str:
    """As `QN4 7TB`, for the area letters of a council of the region."""
    return f"{area}{rng.randint(1, 39)} {rng.randint(0, 9)}{rng.choice(INWARD)}{rng.choice(INWARD)}"


def is_invented_postcode(text: str) -> bool:
    """Whether a postcode belongs to no home: no area begins with Q, V or X, and ZZ99 stands for no fixed abode."""
    return text[:1] in ("Q", "V", "X") or text.startswith("ZZ99")
