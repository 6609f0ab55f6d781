"""Writes the stories down, in the same rows as every other child."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from agencies.words import Basis, Category, Level
from referrals.children.models import ChildExclusion, ChildNamedAccess, ChildTeamGrant
from referrals.children.rules import born_about
from referrals.clocks import utc
from safeguarding.region import episodes, partners, referrals
from safeguarding.region.agreements import ground_of
from safeguarding.region.children import LETTERS, Profile, nhs_number, pupil_number, put
from safeguarding.region.draws import Span
from safeguarding.region.ground import Region, key_of
from safeguarding.region.tale import Absence, Tale, Worry
from safeguarding.region.tales import TALES

KNOWN = timedelta(days=910)
NEWLY_KNOWN = timedelta(days=10)
TWELVE, FIFTEEN = 12, 15


def tell(region: Region) -> int:
    """Write every story down; returns how many children that are."""
    for number, tale in enumerate(TALES):
        child = profile_of(region, number, tale)
        put(region, child)
        partners.contribute(region, child)
        episodes.write(region, child, [(_span(region, absence), absence.detail) for absence in tale.absences])
        for place, worry in enumerate(tale.worries):
            referrals.write(region, child, place, _contact(region, worry))
        _open_and_close(region, child, tale)
    return len(TALES)


def profile_of(region: Region, number: int, tale: Tale) -> Profile:
    born_on = _born(region.today, tale)
    known = NEWLY_KNOWN if not born_on else min(KNOWN, timedelta(days=(region.today - born_on).days - 1))
    who: dict[str, Any] = {
        "given_names": tale.given,
        "family_name": tale.family,
        "known_as": tale.known_as,
        "born_on": born_on,
        "sex": tale.sex,
    }
    who |= {"born_estimated": tale.estimated, "expected_on": region.today + timedelta(days=tale.expected_in) if tale.expected_in else None}
    return Profile(
        number=number,
        key=key_of(region.seed, "child", number),
        council=tale.council,
        who=who | {"safety_note": tale.note},
        numbers=_numbers(number, tale, born_on),
        places=tale.places,
        links=tale.links,
        registered_at=region.at - known,
        care=tale.care,
        school=tale.school,
        seal=tale.seal,
        rng=Random(f"{region.seed}:tale:{number}"),
    )


def _born(today: date, tale: Tale) -> date | None:
    if tale.born:
        return date(today.year - (FIFTEEN if tale.numbers_of or tale.school == "brook" else TWELVE), *tale.born)
    if tale.years is None:
        return None
    if tale.estimated:
        return born_about(int(tale.years), today)
    return today - timedelta(days=round(tale.years * 365.25))


def _numbers(number: int, tale: Tale, born_on: date | None) -> dict[str, str]:
    held = {"local": f"{LETTERS[tale.council]}{number:08}"}
    if not tale.numbers or born_on is None:
        return held
    if tale.numbers_of:
        other = next(place for place, one in enumerate(TALES) if one.given == tale.numbers_of)
        return held | {"nhs": nhs_number(other)}
    held |= {"nhs": nhs_number(number)} if nhs_number(number) else {}
    return held | {"upn": pupil_number(number, tale.council, born_on)} if tale.school else held


def _span(region: Region, absence: Absence) -> Span:
    start = (utc(region.at) - absence.ago).replace(microsecond=0)
    discovered, reported = start + timedelta(minutes=40), start + timedelta(minutes=75)
    if absence.hours is None:
        return Span(start, discovered, reported, None, None)
    found = start + timedelta(hours=absence.hours)
    return Span(start, discovered, reported, found, found + timedelta(minutes=80))


def _contact(region: Region, worry: Worry) -> referrals.Contact:
    received_at = region.at - worry.ago
    decided_at: datetime | None = received_at + timedelta(hours=20) if worry.outcome else None
    return referrals.Contact(
        received_at=received_at,
        source=worry.source,
        sender=worry.sender,
        worry=worry.words,
        outcome=worry.outcome,
        level=worry.level,
        decided_at=decided_at,
        reason=worry.reason,
    )


def _open_and_close(region: Region, child: Profile, tale: Tale) -> None:
    """Who is named on a sealed child, who is kept out, and to whom one child was opened by a grant."""
    council, starts = region.agencies[tale.council], region.today - timedelta(days=100)
    for username in tale.named:
        who = {"user_id": region.people[username], "child_id": child.key, "naming_agency_id": council}
        region.rows.add(ChildNamedAccess, valid_from=starts, reason="Works with the family", **who)
    for username in tale.excluded:
        region.rows.add(ChildExclusion, user_id=region.people[username], child_id=child.key, reason="Aunt of the child")
    if tale.shared_with:
        region.rows.add(
            ChildTeamGrant,
            permission_id=region.permissions["summary_child"],
            group_id=region.teams[tale.shared_with],
            content_object_id=child.key,
            category=Category.REFERRAL,
            level=Level.REDACTED,
            valid_from=starts,
            valid_to=region.today + timedelta(days=60),
            basis=Basis.REQUEST,
            reason="Plans the youth work together with the school",
            granting_agency_id=council,
            granted_at=region.at - timedelta(days=100),
            **ground_of(region, tale.council, tale.shared_with, Category.REFERRAL),
        )
