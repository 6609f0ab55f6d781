"""Registering a child, and linking teams to her."""

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import QuerySet

from agencies.access.context import recipient_keys_of
from agencies.access.grounds import Ground, ground_of
from agencies.actor import Actor
from agencies.agreements.models import Share
from agencies.audit import trail
from agencies.directory.models import Agency, Team
from agencies.refusals import refuse_if
from agencies.words import Basis, Category, Level
from referrals.children import rules
from referrals.children.models import Address, Child, ChildTeamGrant, Identifier, Identity, SearchKey
from referrals.clocks import local_day
from referrals.drafts import actions as drafts

CANDIDATES = 8
FORM = "children.register"
CODENAMES = {Level.EXISTENCE: "discover_child", Level.REDACTED: "summary_child", Level.FULL: "view_child"}


@dataclass(frozen=True)
class Registration:
    """What is typed about a child whom the search did not show.

    `who` holds the fields of `Identity`; `identifiers` maps a scheme to a number; `address` the fields of `Address` or None.
    `not_same` says that a person has looked at every child who resembles this one. The same `key` registers nobody twice.
    """

    who: dict[str, Any]
    responsible: Agency
    identifiers: dict[str, str] = field(default_factory=dict)
    address: dict[str, Any] | None = None
    not_same: bool = False
    key: UUID | None = None


@transaction.atomic
def register(*, told: Registration, by: Actor, at: datetime) -> Child:
    """Open a file for a child. Never linked to another by itself: a person does that."""
    who, numbers = _cleaned(told.who), {scheme: rules.compact(value) for scheme, value in told.identifiers.items() if value}
    said = who, numbers, told.responsible.pk, told.address
    if known := drafts.made_before(Child.objects, draft=told.key, form=FORM, about=None, said=said, by=by, at=at):
        return known
    refuse_if(rules.objections_to_registering(who, numbers, rules.local_day(at)))
    if not told.not_same:
        refuse_if([rules.RESEMBLES] if candidates(rules.person_of(who, numbers=numbers)) else [])
    child = Child(reference=rules.make_reference(secrets.token_bytes(10)), responsible=told.responsible)
    child.owner_id, child.registered_at = by.agency, at
    child.save(force_insert=True)
    _identify(child, who, numbers, by, at)
    Identifier.objects.bulk_create(
        Identifier(child=child, owner_id=by.agency, scheme=scheme, value=value) for scheme, value in numbers.items()
    )
    if told.address:
        Address.objects.create(child=child, owner_id=by.agency, **told.address)
    drafts.use(draft=told.key, result=child.pk, said=said, at=at)
    trail.record(verb="children.register", about=child, by=by, at=at, action="collection")
    involve(child=child, team=Team.objects.get(pk=by.team), until=None, reason="The team that registered the child", by=by, at=at)
    return child


def candidates(person: rules.Person) -> list[Identity]:
    """Children whom the actor may see and who may be this one, with reasons. Twins are told apart by their given names."""
    return Identity.objects.like(person, fits="is_candidate", size=CANDIDATES)


def _cleaned(who: dict[str, Any]) -> dict[str, Any]:
    """Names without the marks that cannot be seen."""
    return {name: rules.clean_name(value) if isinstance(value, str) else value for name, value in who.items()}


def _identify(child: Child, who: dict[str, Any], numbers: dict[str, str], by: Actor, at: datetime) -> Identity:
    identity = Identity.objects.create(child=child, owner_id=by.agency, recorded_at=at, **who)
    _put_keys(identity, rules.person_of(who, numbers=numbers))
    return identity


def _put_keys(identity: Identity, person: rules.Person) -> None:
    """Keys to find the child by. Those of an earlier spelling stay: people go on typing it. No address is among them."""
    held = {row.key for row in SearchKey.objects.filter(identity=identity)}
    SearchKey.objects.bulk_create(
        SearchKey(child_id=identity.child_id, identity=identity, owner_id=identity.owner_id, key=key)
        for key in sorted(rules.keys_for(person) - held)
    )


@transaction.atomic
def born(*, child: Child, who: dict[str, Any], draft: UUID | None = None, by: Actor, at: datetime) -> None:
    """The child who was expected is born: the date of birth is set, and the expected date is no more."""
    identity = Identity.objects.select_for_update(of=("self",)).filter(child=child, owner=by.agency).first()
    refuse_if([] if identity else ["Your agency holds no identity of this child. The agency that does records the birth."])
    refuse_if(rules.objections_to_birth_of(identity.expected_on))
    _change(identity, identity.facts() | {"expected_on": None} | who, by, at)
    drafts.use(draft=draft, result=identity.pk, said=who, at=at)
    trail.record(verb="children.born", about=identity, by=by, at=at)


@transaction.atomic
def correct(*, child: Child, who: dict[str, Any], draft: UUID | None = None, by: Actor, at: datetime) -> None:
    """Put right what one's own agency holds. Beside what another agency holds, one's own view is written down."""
    identity = Identity.objects.select_for_update(of=("self",)).filter(child=child, owner=by.agency).first()
    if identity:
        changed = _change(identity, identity.facts() | who, by, at)
    else:
        refuse_if(rules.objections_to_registering(_cleaned(who), {}, rules.local_day(at)))
        identity, changed = _identify(child, _cleaned(who), {}, by, at), sorted(who)
    drafts.use(draft=draft, result=identity.pk, said=who, at=at)
    trail.record(verb="children.correct", about=identity, by=by, at=at, fields=changed)


def _change(identity: Identity, who: dict[str, Any], by: Actor, at: datetime) -> list[str]:
    who, before = _cleaned(who), identity.facts()
    refuse_if(rules.objections_to_correcting(before, who))
    refuse_if(rules.objections_to_registering(who, {}, rules.local_day(at)))
    changed = sorted(name for name in who if who[name] != before[name])
    for name in changed:
        setattr(identity, name, who[name])
    identity.save(update_fields=changed)
    _put_keys(identity, identity.person())
    return changed


@transaction.atomic
def involve(*, child: Child, team: Team, until: date | None, reason: str, by: Actor, at: datetime) -> None:
    """Link a team to a child: what agreements let linked teams see opens to them. Linking again changes nothing."""
    today = local_day(at)
    if ChildTeamGrant.objects.filter(group_id=team.pk, content_object=child, basis=Basis.INVOLVEMENT, valid_to=until).exists():
        return
    ground = ground_of(giver=by.agency, team=team, category=Category.IDENTITY, on=today, is_link=True)
    ChildTeamGrant.objects.bulk_create(
        [
            ChildTeamGrant(
                **vars(ground),
                permission=_permission(Level.EXISTENCE),
                group_id=team.pk,
                content_object=child,
                category=Category.IDENTITY,
                level=Level.EXISTENCE,
                valid_from=today,
                valid_to=until,
                basis=Basis.INVOLVEMENT,
                reason=reason,
                granted_by_id=by.user,
                granting_agency_id=by.agency,
                granted_at=at,
            )
        ],
        ignore_conflicts=True,
    )
    handed = _handed(team, reason, ground, by, today)
    trail.record(verb="children.involve", about=child, by=by, at=at, action="disclosure", handed=handed, team=team.pk)


def _handed(team: Team, reason: str, ground: Ground, by: Actor, on: date) -> trail.Handed:
    """To whom a link hands sight of the child, and every agreement of the own agency that it brings to bear on another's team."""
    if team.agency_id == by.agency:
        return trail.Handed([team], justification=reason)
    agreement, gateway = Share.objects.opened_by_link(owner=by.agency, keys=recipient_keys_of(team), on=on)
    usual = ground.gateway.code if ground.gateway else ""
    return trail.Handed([team.agency, team], agreement, gateway or usual, reason)


@transaction.atomic
def show(*, child: Child, team: Team, category: Category, until: date, reason: str, by: Actor, at: datetime) -> None:
    """Give one team of another agency full sight of one kind of what is held about the child, until a day."""
    what = {"permission": _permission(Level.FULL), "group_id": team.pk, "content_object": child, "category": category, "level": Level.FULL}
    dates = {"valid_from": local_day(at), "valid_to": until, "granted_at": at}
    giver = {"basis": Basis.REQUEST, "reason": reason, "granted_by_id": by.user, "granting_agency_id": by.agency}
    ground = ground_of(giver=by.agency, team=team, category=category, on=local_day(at))
    ChildTeamGrant.objects.bulk_create([ChildTeamGrant(**what, **dates, **giver, **vars(ground))], ignore_conflicts=True)
    _shown(child, team, category, by).filter(valid_from=local_day(at)).update(valid_to=until)
    more = {"team": team.pk, "category": str(category), "handed": ground.handed(team, reason)}
    trail.record(verb="children.show", about=child, by=by, at=at, action="disclosure", **more)


@transaction.atomic
def hide(*, child: Child, team: Team, category: Category, by: Actor, at: datetime) -> None:
    """What was shown to the team is shown no more, from this moment."""
    _shown(child, team, category, by).update(valid_to=local_day(at) - timedelta(days=1))
    trail.record(verb="children.hide", about=child, by=by, at=at, team=team.pk, category=str(category))


def _shown(child: Child, team: Team, category: Category, by: Actor) -> QuerySet[ChildTeamGrant]:
    given = ChildTeamGrant.objects.filter(group_id=team.pk, content_object=child, category=category, granting_agency_id=by.agency)
    return given.exclude(basis=Basis.INVOLVEMENT)


@transaction.atomic
def release(*, child: Child, team: Team, last_day: date, by: Actor, at: datetime) -> None:
    """The relation ends: after the last day the team sees nothing more through it."""
    ChildTeamGrant.objects.filter(group_id=team.pk, content_object=child, basis=Basis.INVOLVEMENT, valid_to=None).update(valid_to=last_day)
    trail.record(verb="children.release", about=child, by=by, at=at, team=team.pk)


def _permission(level: Level) -> Permission:
    return Permission.objects.get(content_type__app_label="referrals", codename=CODENAMES[level])
