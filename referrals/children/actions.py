"""Registering a child, and linking teams to her."""

import secrets
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import Permission
from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Agency, Team
from agencies.refusals import refuse_if
from agencies.words import Basis, Category, Level
from referrals.children import rules
from referrals.children.models import Address, Child, ChildTeamGrant, Identifier, Identity, SearchKey
from referrals.clocks import local_day

CODENAMES = {Level.EXISTENCE: "discover_child", Level.REDACTED: "summary_child", Level.FULL: "view_child"}


@transaction.atomic
def register(
    *, who: dict[str, Any], responsible: Agency, identifiers: dict[str, str], address: dict[str, Any] | None, by: Actor, at: datetime
) -> Child:
    """Open a file for a child that the search did not show. Never linked to another by itself: a person does that.

    `who` holds the fields of `Identity`; `identifiers` maps a scheme to a number; `address` the fields of `Address` or None.
    """
    refuse_if(rules.objections_to_registering(who, identifiers, rules.local_day(at)))
    child = Child.objects.create(
        reference=rules.make_reference(secrets.token_bytes(10)), responsible=responsible, owner_id=by.agency, registered_at=at
    )
    identity = Identity.objects.create(child=child, owner_id=by.agency, recorded_at=at, **who)
    SearchKey.objects.bulk_create(
        SearchKey(child=child, identity=identity, owner_id=by.agency, key=key) for key in sorted(rules.keys_for(rules.person_of(who)))
    )
    Identifier.objects.bulk_create(
        Identifier(child=child, owner_id=by.agency, scheme=scheme, value=value) for scheme, value in identifiers.items() if value
    )
    if address:
        Address.objects.create(child=child, owner_id=by.agency, **address)
    trail.record(verb="children.register", about=child, by=by, at=at, action="collection")
    return child


@transaction.atomic
def involve(*, child: Child, team: Team, until: date | None, reason: str, by: Actor, at: datetime) -> None:
    """Link a team to a child: what agreements let linked teams see opens to them. Linking again changes nothing."""
    today = local_day(at)
    if ChildTeamGrant.objects.filter(group_id=team.pk, content_object=child, basis=Basis.INVOLVEMENT, valid_to=until).exists():
        return
    ChildTeamGrant.objects.bulk_create(
        [
            ChildTeamGrant(
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
    trail.record(verb="children.involve", about=child, by=by, at=at, action="disclosure", team=team.pk)


@transaction.atomic
def release(*, child: Child, team: Team, last_day: date, by: Actor, at: datetime) -> None:
    """The relation ends: after the last day the team sees nothing more through it."""
    ChildTeamGrant.objects.filter(group_id=team.pk, content_object=child, basis=Basis.INVOLVEMENT, valid_to=None).update(valid_to=last_day)
    trail.record(verb="children.release", about=child, by=by, at=at, team=team.pk)


def _permission(level: Level) -> Permission:
    return Permission.objects.get(content_type__app_label="referrals", codename=CODENAMES[level])
