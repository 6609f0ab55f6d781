"""One change each that takes a question over an edge: a day or a second too late, the next team, a higher marking, a seal."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.access.situations import DAY, KINDS, OWNERS, ROLES, SECOND, TEAMS, Draft
from tests.access.worlds import CATEGORIES, PURPOSES, Team

Spoiler = Callable[[Draft, Random], None]


def put(**values: object) -> Spoiler:
    """Sets attributes of the draft to fixed values."""

    def spoil(draft: Draft, rnd: Random) -> None:
        for name, value in values.items():
            setattr(draft, name, value)

    return spoil


def membership_over(draft: Draft, rnd: Random) -> None:
    draft.member_from, draft.member_to = draft.today - 30 * DAY, draft.today - DAY


def membership_not_begun(draft: Draft, rnd: Random) -> None:
    draft.member_from, draft.member_to = draft.today + DAY, None


def fact_over(draft: Draft, rnd: Random) -> None:
    draft.starts, draft.ends = draft.today - 30 * DAY, draft.today - DAY


def fact_not_begun(draft: Draft, rnd: Random) -> None:
    draft.starts, draft.ends = draft.today + DAY, None


def fact_for_other_team(draft: Draft, rnd: Random) -> None:
    sisters = [t.key for t in TEAMS if t.agency == draft.team.agency and t.key != draft.team.key]
    draft.fact_team = rnd.choice(sisters or [t.key for t in TEAMS if t.key != draft.team.key])


def fact_for_other_category(draft: Draft, rnd: Random) -> None:
    draft.fact_category = rnd.choice([c for c in CATEGORIES if c != draft.category])


def fact_for_other_purpose(draft: Draft, rnd: Random) -> None:
    draft.fact_purpose = rnd.choice([p for p in PURPOSES if p != draft.purpose])


def other_role(draft: Draft, rnd: Random) -> None:
    draft.role = rnd.choice([r for r in ROLES if draft.category not in ROLES[r].categories])


def other_purpose(draft: Draft, rnd: Random) -> None:
    draft.purpose = rnd.choice([p for p in PURPOSES if p != draft.purpose])


def marking_above_line(draft: Draft, rnd: Random) -> None:
    draft.max_marking, draft.marking = 1, 2


def line_to_other_area(draft: Draft, rnd: Random) -> None:
    agency = KINDS[OWNERS[draft.team.key]]
    draft.recipient = rnd.choice((f"kind:{agency.kind}@9", "seat:mash@9", "agency:99"))


def link_over(draft: Draft, rnd: Random) -> None:
    draft.scope, draft.link_basis, draft.link_to = "linked", "involvement", draft.today - DAY


def glass_at_limit(draft: Draft, rnd: Random) -> None:
    draft.opened, draft.until = draft.now - 3600 * SECOND, draft.now - rnd.choice((0, 1)) * SECOND


def glass_not_yet(draft: Draft, rnd: Random) -> None:
    draft.opened, draft.until = draft.now + SECOND, draft.now + 3600 * SECOND


def address_not_to_reach_now(draft: Draft, rnd: Random) -> None:
    draft.category, draft.reach_now = "address", False


def beyond_glass(draft: Draft, rnd: Random) -> None:
    draft.category = rnd.choice(("criminal", "intelligence", "legal", "source", "rhi", "health_sensitive"))


def named_by_another_agency(draft: Draft, rnd: Random) -> None:
    draft.handling, draft.named_by = "C", rnd.choice([key for key in KINDS if key != draft.owner])


def stub(draft: Draft, rnd: Random) -> None:
    """A stub seal; sometimes with the seat or the link that still shows it."""
    draft.child_seal, draft.record_seal = rnd.choice(((1, 0), (0, 1)))
    way = rnd.randrange(4)
    seats = [t for t in TEAMS if t.seat and t.agency == draft.team.agency]
    if way == 0 and seats:
        draft.team = rnd.choice(seats)
        draft.fact_team = draft.team.key
    if way in (1, 2):
        draft.link_basis, draft.link_to = "involvement", rnd.choice((None, draft.today))


def hidden(draft: Draft, rnd: Random) -> None:
    draft.child_seal, draft.record_seal = rnd.choice(((2, 0), (0, 2), (1, 2)))


def sealed_but_named(draft: Draft, rnd: Random) -> None:
    (hidden if rnd.randrange(2) else stub)(draft, rnd)
    draft.also_named = rnd.choice(("child", "record"))


COMMON: tuple[Spoiler, ...] = (
    put(active=False),
    put(member_ended=True),
    membership_over,
    membership_not_begun,
    put(excluded="user"),
    put(excluded="team"),
    put(purpose=None),
    other_purpose,
    other_role,
    other_role,
    put(clearance=0),
    put(marking=1, clearance=0),
    put(marking=2),
    put(handling="C"),
    stub,
    stub,
    stub,
    hidden,
    sealed_but_named,
)
PROTECTED_ADDRESS = put(
    category="address", fact_category="address", role="social_worker", marking=2, max_marking=2, clearance=2, handling=""
)
DATED: tuple[Spoiler, ...] = (fact_over, fact_not_begun)
OWN: dict[str, tuple[Spoiler, ...]] = {
    "P1": (PROTECTED_ADDRESS, put(marking=1, clearance=0), put(marking=2, clearance=1), put(marking=1, clearance=0, own_line=True)),
    "P2": (*DATED, PROTECTED_ADDRESS, fact_for_other_team, put(marking=2, clearance=1)),
    "P3": (*DATED, PROTECTED_ADDRESS, fact_for_other_team, fact_for_other_category, put(marking=2, clearance=1)),
    "P4": (
        *DATED,
        PROTECTED_ADDRESS,
        put(revoked=True),
        fact_for_other_category,
        fact_for_other_purpose,
        marking_above_line,
        line_to_other_area,
        link_over,
        put(scope="linked", link_basis=None),
        put(scope="linked", link_basis="request"),
    ),
    "P5": (glass_at_limit, glass_not_yet, address_not_to_reach_now, beyond_glass, put(stranger=True), put(marking=2), put(handling="C")),
    "P6": (put(team=Team(5, 5)), put(opted_out=True), put(handling="P"), put(marking=1)),
    "P7": (*DATED, put(stranger=True), named_by_another_agency),
    "P7r": (*DATED, put(stranger=True), fact_for_other_purpose),
    "none": COMMON,
}


def spoiled(draft: Draft, rnd: Random) -> Draft:
    """The draft, in about half of all cases with one edge crossed, seldom two."""
    worse = replace(draft)
    for chance in (45, 10):
        if rnd.randrange(100) < chance:
            rnd.choice(OWN[draft.rule] if rnd.randrange(2) else COMMON)(worse, rnd)
    return worse
