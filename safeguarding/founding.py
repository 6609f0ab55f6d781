"""What a new partnership starts from, written by the owner's login: powers to share, bank holidays, agencies, teams and people.

Everything is added that is not there yet, and nothing that stands is changed: it may run at each release, and with a longer list.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import localdate

from agencies.agreements.codes import GATEWAYS, gateway_for, lines_of, scope_of
from agencies.agreements.models import Agreement, AgreementLine, LegalGateway
from agencies.directory.models import Agency, Area, Holiday, Membership, Team, User
from agencies.directory.rules import bank_holidays
from agencies.words import Nation, Purpose

OWNER = "owner"
YEARS_BACK, YEARS_AHEAD = 3, 10
Tell = Callable[[str], None]


class NotUnderstood(Exception):
    """The list names something that this service does not know; `args[0]` is a sentence that says what and where."""


def add_reference(on: date, tell: Tell) -> None:
    """The powers to share, and the bank holidays of both nations from three years back to ten years ahead."""
    held = set(LegalGateway.objects.using(OWNER).values_list("code", flat=True))
    missing = [LegalGateway(**gate.row()) for gate in GATEWAYS if gate.code not in held]
    LegalGateway.objects.using(OWNER).bulk_create(missing)
    closed = bank_holidays(on.year - YEARS_BACK, on.year + YEARS_AHEAD)
    entered = set(Holiday.objects.using(OWNER).values_list("nation", "on"))
    days = [Holiday(nation=nation, on=day, name=name) for day, name in sorted(closed.items()) for nation in Nation]
    new = [day for day in days if (day.nation, day.on) not in entered]
    Holiday.objects.using(OWNER).bulk_create(new)
    tell(f"{len(missing)} powers to share and {len(new)} bank holidays added, to the end of {on.year + YEARS_AHEAD}.")


def add_partnership(told: dict[str, Any], at: datetime, tell: Tell) -> None:
    """Areas, agencies, their teams and people, and for each new agency the default agreement as a draft. Raises `NotUnderstood`."""
    for area in _rows(told, "areas"):
        _add(Area, {"code": area.pop("code", "")}, area, tell)
    for agency in _rows(told, "agencies"):
        _add_agency(agency, at, tell)


def _rows(told: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    rows = told.pop(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise NotUnderstood(f"“{name}” must be a list, each entry under its own [[{name}]].")
    yield from rows


def _add(model: type[models.Model], key: dict[str, Any], more: dict[str, Any], tell: Tell) -> tuple[Any, bool]:
    """The row of this key, made where there is none. Whatever the model does not know is refused with a sentence."""
    named = ", ".join(map(str, key.values()))
    found = model._base_manager.using(OWNER).filter(**key).first()
    if found:
        return found, False
    try:
        row = model(**key, **more)
        row.full_clean(validate_unique=False, validate_constraints=False)
    except TypeError as error:
        raise NotUnderstood(f"{model.__name__} {named}: {error}.") from None
    except ValidationError as error:
        said = "; ".join(f"{field}: {' '.join(words)}" for field, words in error.message_dict.items())
        raise NotUnderstood(f"{model.__name__} {named}: {said}") from None
    row.save(using=OWNER)
    tell(f"{model.__name__} {named} added.")
    return row, True


def _add_agency(told: dict[str, Any], at: datetime, tell: Tell) -> None:
    teams, codes = list(_rows(told, "teams")), told.pop("areas", [])
    agency, is_new = _add(Agency, {"name": told.pop("name", "")}, told, tell)
    areas = list(Area.objects.using(OWNER).filter(code__in=codes))
    if unknown := set(codes) - {area.code for area in areas}:
        raise NotUnderstood(f"Agency {agency.name}: no area has the code {', '.join(sorted(unknown))}.")
    if is_new:
        agency.areas.set(areas)
        _draft_agreement(agency, at, tell)
    for team in teams:
        _add_team(agency, team, at, tell)


def _add_team(agency: Agency, told: dict[str, Any], at: datetime, tell: Tell) -> None:
    people, name, code = list(_rows(told, "people")), told.pop("name", ""), told.pop("seat_area", "")
    if code:
        told["seat_area"] = Area.objects.using(OWNER).filter(code=code).first()
    if not Team.objects.using(OWNER).filter(agency=agency, name=name).exists():
        told["group"], _ = Group.objects.using(OWNER).get_or_create(name=f"{agency.pk}: {name}")
    team, _ = _add(Team, {"agency": agency, "name": name}, told, tell)
    for person in people:
        _seat(team, person, at, tell)


def _seat(team: Team, told: dict[str, Any], at: datetime, tell: Tell) -> None:
    """An account that has no password until its owner asks for one by e-mail, and a seat from today."""
    role = told.pop("role", "")
    told["password"] = "!"
    user, _ = _add(User, {"username": told.pop("username", "")}, told, tell)
    if Membership.objects.using(OWNER).filter(user=user, team=team, ended_at=None).exists():
        return
    _add(Membership, {"user": user, "team": team, "role": role, "starts_on": localdate(at)}, {}, tell)
    user.groups.add(team.group)


def _draft_agreement(owner: Agency, at: datetime, tell: Tell) -> None:
    """The default matrix, proposed: nothing is shared before the owner's administrator has read and ratified it."""
    gateway = LegalGateway.objects.using(OWNER).get(code=gateway_for(owner.kind, owner.nation))
    said = {"title": "Sharing to keep children safe", "owner": owner, "gateway": gateway, "valid_from": localdate(at)}
    agreement = Agreement.objects.using(OWNER).create(number=f"DRAFT {owner.pk}", **said)
    tell(f"Agreement {agreement.number} of {owner.name} proposed: it waits for the agency's administrator.")
    hubs = [area.code for area in owner.areas.all()] or [""]
    for line in lines_of(owner.kind):
        keys = [f"seat:mash@{code}" for code in hubs if code] if line.recipient == "mash" else [f"kind:{line.recipient}"]
        shared = {"category": line.category, "purpose": Purpose.SAFEGUARDING, "level": line.level, "max_marking": line.marking}
        rows = [AgreementLine(agreement=agreement, recipient_key=key, scope=scope_of(line), **shared) for key in keys]
        AgreementLine.objects.using(OWNER).bulk_create(rows)
