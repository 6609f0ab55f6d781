"""Every gateway, and agreements as the agencies of the region have signed them: from the default matrix."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from agencies.agreements.codes import GATEWAYS, PROTECTED, RECIPIENTS, LineOf, gateway_for, lines_of, scope_of
from agencies.agreements.models import Agreement, AgreementLine, LegalGateway, Share
from agencies.words import Category as C
from agencies.words import Kind, Marking, Purpose, Role
from safeguarding.region.agencies import AGENCIES, BY_KEY, BY_TEAM, PEOPLE, AgencyOf
from safeguarding.region.ground import Region

STANDS, RUNS = timedelta(days=700), timedelta(days=500)
DRAFTED, SPLIT = "youth_justice", ("northford", "charity")


def sign(region: Region) -> None:
    """Write down every gateway and agreement: one left as a draft, one that ended yesterday, all others in force."""
    region.gateways = {gate.code: region.rows.add(LegalGateway, **gate.row()) for gate in GATEWAYS}
    for number, owner in enumerate(AGENCIES, start=1):
        lines = lines_of(owner.kind)
        apart = [line for line in lines if (owner.key, line.recipient) == SPLIT]
        kept = [line for line in lines if line not in apart]
        common: dict[str, Any] = {"owner": owner, "gateway": region.gateways[gateway_for(owner.kind, owner.nation)]}
        _agree(region, **common, number=f"ISA {number}", title="Sharing to keep children safe", lines=kept)
        if apart:
            _agree(region, **common, number=f"ISA {number} L", title="Sharing with Lantern Youth", lines=apart, ended=True)
        if owner.kind == Kind.COUNCIL:
            marked = [
                LineOf(to, C.ADDRESS, int(cell), Marking.VERY_RESTRICTED)
                for to, cell in zip(RECIPIENTS, PROTECTED, strict=True)
                if cell != "."
            ]
            _agree(region, **common, number=f"ISA {number} P", title="That an address is protected, and nothing of it", lines=marked)


def _recipient_key(line: LineOf) -> str:
    return "seat:mash@northford" if line.recipient == "mash" else f"kind:{line.recipient}"


def _agree(region: Region, *, owner: AgencyOf, gateway: int, number: str, title: str, lines: list[LineOf], ended: bool = False) -> None:
    rows, draft = region.rows, owner.key == DRAFTED
    starts, ends = region.today - STANDS, region.today - timedelta(days=1) if ended else region.today + RUNS
    agreement = rows.add(
        Agreement,
        number=number,
        title=title,
        owner_id=region.agencies[owner.key],
        gateway_id=None if draft else gateway,
        valid_from=starts,
        valid_to=None if draft else ends,
        ratified_at=None if draft else region.at - STANDS,
        ratified_by_id=None if draft else signatory(region, owner),
        review_on=None if draft else min(ends, region.today + timedelta(days=180)),
    )
    for line in lines:
        shared = {
            "recipient_key": _recipient_key(line),
            "category": line.category,
            "purpose": Purpose.SAFEGUARDING,
            "level": line.level,
            "max_marking": line.marking,
            "scope": scope_of(line),
        }
        rows.add(AgreementLine, agreement_id=agreement, **shared)
        if not draft:
            region.lines.setdefault((owner.key, shared["recipient_key"], line.category), (agreement, gateway))
            rows.add(Share, agreement_id=agreement, owner_id=region.agencies[owner.key], valid_from=starts, valid_to=ends, **shared)


def ground_of(region: Region, giver: str, team: str, category: str) -> dict[str, Any]:
    """On what an agency's grant to a team of another rests: the line of its agreement, or the power that it usually relies on."""
    body, to = BY_KEY[giver], BY_KEY[BY_TEAM[team].agency]
    if body == to:
        return {}
    power = region.gateways[gateway_for(body.kind, body.nation)]
    agreement, gateway = region.lines.get((giver, f"kind:{to.kind}", category), (None, power))
    return {"agreement_id": agreement, "gateway_id": gateway}


def signatory(region: Region, owner: AgencyOf) -> UUID:
    """The administrator of the owner agency signs."""
    desk = f"{owner.key}_governance"
    return region.people[next(person.username for person in PEOPLE if person.team == desk and person.role == Role.ADMINISTRATOR)]
