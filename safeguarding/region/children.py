"""One invented child: names, birth, numbers, address, care, school, and who is involved. Drawn from a seed, then written down."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any
from uuid import UUID

from stdnum.gb import upn

from agencies.words import Basis, Category, Level, Marking, Seal
from referrals.children import rules
from referrals.children.models import Address, Care, Child, ChildTeamGrant, Identifier, Identity, SearchKey
from safeguarding.region import names
from safeguarding.region.agreements import ground_of
from safeguarding.region.ground import Region, key_of

COUNCILS = (("northford", 0.45), ("southmoor", 0.35), ("aberwen", 0.20))
DESKS = {"northford": ("nf_one", "nf_two"), "southmoor": ("sm_one",), "aberwen": ("aw_one",)}
SCHOOLS = {"northford": ("hill", "brook"), "southmoor": ("moor",), "aberwen": ("glan",)}
LETTERS = {"northford": "QN", "southmoor": "QS", "aberwen": "QA"}
# Codes of authorities that are no more, and for Wales one that is: the first character of a pupil number is worked out from it.
AUTHORITY = {"northford": "909", "southmoor": "928", "aberwen": "674"}
ETHNICITIES = (
    ("WBRI", 0.68),
    ("WOTH", 0.06),
    ("APKN", 0.05),
    ("BAFR", 0.05),
    ("MWBC", 0.04),
    ("AOTH", 0.04),
    ("NOBT", 0.05),
    ("OOTH", 0.03),
)
LOOKED_AFTER, OPEN, SMALL_TEAM = 0.12, 0.35, 40
SHARE_A_HOME = 0.35
NHS_STEMS, STRIDE, REFERENCES, HOP = 10**6, 387_421, 2**50, 0x1D8E4E27C47D1
SCHOOL_STARTS, SCHOOL_ENDS, TEENS = 5, 17, 10


@dataclass(frozen=True)
class Place:
    """Where a child lives or lived. `days` are counted back from today."""

    lines: str
    postcode: str
    area: str
    setting: str
    from_days: int
    to_days: int | None = None
    protected: bool = False


@dataclass(frozen=True)
class Link:
    """A team that is involved with the child, and why."""

    team: str
    agency: str
    reason: str


@dataclass(frozen=True)
class Profile:
    """Everything that is known of one child before anything happens."""

    number: int
    key: UUID
    council: str
    who: dict[str, Any]
    numbers: dict[str, str]
    places: tuple[Place, ...]
    links: tuple[Link, ...]
    registered_at: datetime
    care: str = ""
    school: str = ""
    seal: int = Seal.NONE
    rng: Random = field(default_factory=Random, compare=False)

    @cached_property
    def reference(self) -> str:
        """Spread over all references there are, so that no two children of a region have the same."""
        spread = (self.number * HOP + 0x2A5A5A5A5A5A5) % REFERENCES
        return rules.make_reference(bytes(spread >> 5 * place & 31 for place in range(10)))

    def age(self, on: date) -> int:
        born = self.who["born_on"]
        return rules.age_on(born, on) if born else 0


def nhs_number(number: int) -> str:
    """From the range that is issued to nobody, each at most once; empty for the one number in eleven that has no check digit."""
    stem = f"999{number * STRIDE % NHS_STEMS:06}"
    left = 11 - sum(int(digit) * weight for digit, weight in zip(stem, range(10, 1, -1), strict=True)) % 11
    return "" if left == 10 else f"{stem}{left % 11}"


def pupil_number(number: int, council: str, born_on: date) -> str:
    """A number whose letter agrees, for a school whose own number is below 1000: there is no such school."""
    body = f"{AUTHORITY[council]}0{number // 1000 % 1000:03}{(born_on.year + SCHOOL_STARTS) % 100:02}{number % 1000:03}"
    return upn.calc_check_digit(body) + body


def draw(region: Region, number: int, among: int) -> Profile:
    """Child number so-and-so of the seed; the same whatever was drawn before and however many are drawn."""
    rng = Random(f"{region.seed}:child:{number}")
    home = Random(f"{region.seed}:home:{number // 2}")
    if home.random() >= SHARE_A_HOME:
        home = rng
    council = _pick(home, COUNCILS)
    family, lines, postcode = names.family(home), names.street(home), names.postcode(home, LETTERS[council])
    sex = rng.choice("FM")
    born_on = region.today - timedelta(days=rng.randrange(20, 18 * 365))
    age = rules.age_on(born_on, region.today)
    care = rng.choices(("C2", "V2W" if council == "aberwen" else "V2"), (0.6, 0.4))[0] if rng.random() < LOOKED_AFTER else ""
    known = min(rng.randrange(30, 1000), (region.today - born_on).days)
    school = rng.choice(SCHOOLS[council]) if SCHOOL_STARTS <= age < SCHOOL_ENDS and rng.random() < 0.3 else ""
    setting = rng.choices(("foster", "residential", "semi_independent"), (0.7, 0.2, 0.1))[0] if care else "home"
    if care:
        lines, postcode = names.street(rng), names.postcode(rng, LETTERS[council])
    return Profile(
        number=number,
        key=key_of(region.seed, "child", number),
        council=council,
        who=_who(rng, sex, family, born_on),
        numbers=_numbers(rng, number, council, born_on, at_school=age >= SCHOOL_STARTS),
        places=(Place(lines, postcode, council, setting, known),),
        links=_links(rng, council, school, care, age, among),
        registered_at=region.at - timedelta(days=known),
        care=care,
        school=school,
        rng=rng,
    )


def _pick(rng: Random, shares: tuple[tuple[str, float], ...]) -> str:
    return rng.choices([name for name, _ in shares], [share for _, share in shares])[0]


def _who(rng: Random, sex: str, family: str, born_on: date) -> dict[str, Any]:
    estimated = rng.random() < 0.01
    return {
        "given_names": names.given(rng, sex),
        "family_name": family,
        "born_on": rules.day_unknown(born_on.year, born_on.month) if estimated else born_on,
        "born_estimated": estimated,
        "sex": sex,
        "ethnicity": _pick(rng, ETHNICITIES),
    }


def _numbers(rng: Random, number: int, council: str, born_on: date, *, at_school: bool) -> dict[str, str]:
    held = {"local": f"{LETTERS[council]}{number:08}"}
    if rng.random() < 0.95:
        held["nhs"] = nhs_number(number)
    if at_school and rng.random() < 0.9:
        held["upn"] = pupil_number(number, council, born_on)
    return {scheme: value for scheme, value in held.items() if value}


def _links(rng: Random, council: str, school: str, care: str, age: int, among: int) -> tuple[Link, ...]:
    """The first team of a council keeps a list that a person can read; whoever is left goes to the second."""
    links = []
    if care or rng.random() < OPEN:
        desks = DESKS[council]
        small = len(desks) > 1 and rng.random() > SMALL_TEAM / (among * 0.2)
        links.append(Link(desks[small], council, "Allocated for casework"))
    if school:
        links.append(Link(f"{school}_lead", school, "Enrolled"))
    if age >= TEENS and council != "aberwen" and rng.random() < 0.04:
        links.append(Link("yj_workers", "youth_justice", "Open to youth justice"))
    if council != "aberwen" and rng.random() < 0.04:
        links.append(Link("tr_nurses", "trust", "Known to the safeguarding nurses"))
    return tuple(links)


def put(region: Region, child: Profile) -> None:
    """Write the child down as the council holds her."""
    rows, owner = region.rows, region.agencies[child.council]
    about = {"child_id": child.key, "owner_id": owner, "seal": child.seal}
    key = key_of(region.seed, "identity", child.number)
    rows.add(
        Child,
        id=child.key,
        reference=child.reference,
        responsible_id=owner,
        owner_id=owner,
        registered_at=child.registered_at,
        seal=child.seal,
    )
    rows.add(Identity, id=key, recorded_at=child.registered_at, **about, **child.who)
    shown = next(({"lines": place.lines, "postcode": place.postcode} for place in child.places if not place.protected), None)
    person = rules.person_of(child.who, numbers=child.numbers, address=shown)
    for place, text in enumerate(sorted(rules.keys_for(person))):
        rows.add(SearchKey, id=UUID(int=(child.number << 80) + place, version=4), identity_id=key, key=text, **about)
    for scheme, value in child.numbers.items():
        rows.add(Identifier, id=key_of(region.seed, scheme, child.number), scheme=scheme, value=value, **about)
    _put_places(region, child, about)
    for link in child.links:
        involve(region, child, link)


def _put_places(region: Region, child: Profile, about: dict[str, Any]) -> None:
    for number, place in enumerate(child.places):
        region.rows.add(
            Address,
            id=key_of(region.seed, "address", child.number, number),
            lines=place.lines,
            postcode=place.postcode,
            area_id=region.areas[place.area],
            setting=place.setting,
            from_on=region.today - timedelta(days=place.from_days),
            to_on=None if place.to_days is None else region.today - timedelta(days=place.to_days),
            marking=Marking.VERY_RESTRICTED if place.protected else Marking.NORMAL,
            **about,
        )
    if child.care:
        started = region.today - timedelta(days=child.places[0].from_days)
        region.rows.add(Care, id=key_of(region.seed, "care", child.number), status=child.care, from_on=started, **about)


def involve(region: Region, child: Profile, link: Link) -> None:
    """The team is linked to the child, once: what agreements let linked teams see opens to it."""
    if (link.team, child.key) in region.linked:
        return
    region.linked.add((link.team, child.key))
    region.rows.add(
        ChildTeamGrant,
        permission_id=region.permissions["discover_child"],
        group_id=region.teams[link.team],
        content_object_id=child.key,
        category=Category.IDENTITY,
        level=Level.EXISTENCE,
        valid_from=child.registered_at.date(),
        basis=Basis.INVOLVEMENT,
        reason=link.reason,
        granting_agency_id=region.agencies[link.agency],
        granted_at=child.registered_at,
        **ground_of(region, link.agency, link.team, Category.IDENTITY),
    )
