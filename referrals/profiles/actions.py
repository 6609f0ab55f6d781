"""Carers keep a profile; it is unsealed while a force looks for the child, and sealed again when she is home."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.db.models import Q

from agencies.access.context import ask, call
from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Agency, Team
from agencies.notices import actions as notices
from agencies.refusals import Refused, refuse_if
from agencies.words import Basis, Category, Handling, Level
from referrals.children.models import Child, ChildTeamGrant
from referrals.clocks import local_day
from referrals.drafts import actions as drafts
from referrals.information import actions as information
from referrals.profiles import rules
from referrals.profiles.models import Profile, ProfileHealth, ProfileKept, TriggerPlan

FORM = "profiles.keep"


def kept_by_us(child: UUID, by: Actor) -> ProfileKept | None:
    """The profile that this agency keeps of the child, by whichever of its teams."""
    return ProfileKept.objects.filter(child=child, owner=by.agency).first()


def latest_of(kept: ProfileKept | None) -> Profile | None:
    """The version that counts, for whoever finds the profile open."""
    return Profile.objects.filter(record=kept.record_id).newest_first().first() if kept else None


def cares_for(child: UUID, by: Actor, at: datetime) -> bool:
    """Whether the team works with the child: it is linked to her today."""
    linked = ChildTeamGrant.objects.filter(group_id=by.team, content_object=child, basis=Basis.INVOLVEMENT, valid_from__lte=local_day(at))
    return linked.filter(Q(valid_to=None) | Q(valid_to__gte=local_day(at))).exists()


@transaction.atomic
def keep(*, child: Child, told: rules.Told, seen: int = 0, draft: UUID | None = None, by: Actor, at: datetime) -> Profile:
    """Another version of the profile and its trigger plan. `seen` is the version that the writer had before them, none being 0.

    Where the child is missing when her profile is first kept, it is open at once to the force that looks for her.
    """
    key: dict[str, Any] = {"draft": draft, "said": told}
    done = drafts.made_before(Profile.objects.filter(child=child), form=FORM, about=child.pk, by=by, at=at, **key)
    if done:
        return done
    refuse_if(rules.objections_to_keeping(told, local_day(at), cares=cares_for(child.pk, by, at)))
    kept = kept_by_us(child.pk, by)
    latest = latest_of(kept)
    if kept and latest is None:
        raise Refused([rules.ANOTHER])
    refuse_if([rules.NEWER] if (latest.version if latest else 0) != seen else [])
    try:
        with transaction.atomic():
            kept = kept or _begin(child, by, at)
            profile = _put_version(kept, seen + 1, told, by, at)
    except IntegrityError as error:  # two at once: the database lets one version through
        raise Refused([rules.NEWER]) from error
    ProfileKept.objects.filter(pk=kept.pk).update(updated_on=local_day(at))
    follow(child=child.pk, by=by, at=at)
    drafts.use(result=profile.pk, at=at, **key)
    trail.record(verb="profiles.keep", about=profile, by=by, at=at, action="collection", version=profile.version)
    return profile


def _begin(child: Child, by: Actor, at: datetime) -> ProfileKept:
    """That there is a profile everybody learns who may know of the child; what stands in it the team that begins it, and no other."""
    record = information.open_record(child=child, category=Category.IDENTITY, kind="profile", by=by)
    kept = ProfileKept.objects.create(id=record.pk, record=record, child=child, owner_id=by.agency, updated_on=local_day(at))
    call("sg.keep_profile", profile=record.pk, permission=_permission(), at=at)
    return kept


def _permission() -> int:
    codename = information.CODENAMES[Level.FULL]
    return Permission.objects.get(content_type__app_label="referrals", codename=codename).pk


def _put_version(kept: ProfileKept, version: int, told: rules.Told, by: Actor, at: datetime) -> Profile:
    """Held under conditions: no agreement, no urgent access and no sight of the category opens it. The plan is held as plans are."""
    within = {"record_id": kept.record_id, "child_id": kept.child_id, "owner_id": kept.owner_id, "version": version}
    sealed = within | {"handling": Handling.CONDITIONS}
    who = {"team_id": by.team, "kept_at": at, "kept_by_id": by.user}
    profile = Profile.objects.create(id=uuid4(), **sealed, **who, **told.part(*rules.FINDS))
    ProfileHealth.objects.create(**sealed, **told.part(*rules.HEALTH))
    TriggerPlan.objects.create(**within, kept_at=at, **told.part(*rules.PLAN))
    return profile


def follow(*, child: UUID, by: Actor, at: datetime) -> None:
    """Open the child's profiles to the force that holds an open episode of her, and seal them where it does not: whoever keeps one hears.

    An absence with whereabouts known opens nothing, and neither does an episode that no force holds.
    """
    changed = list(ask("sg.follow_profiles", child=child, permission=_permission(), at=at))
    teams = Team.objects.in_bulk([keeper for _, _, keeper, *_ in changed]) if changed else {}
    forces = Agency.objects.in_bulk([force for *_, force, _, _ in changed]) if changed else {}
    for opening, key, keeper, owner, force, episode, is_open in changed:
        kept = ProfileKept(pk=key, record_id=key, child_id=child, owner_id=owner)
        told = {"key": f"opening:{opening}:{is_open}", "team": teams[keeper], "about": kept, "by": by, "at": at}
        why = trail.Handed([forces[force]], justification="Holds an open episode")
        if is_open:
            notices.tell(kind="profiles.unsealed", **told)
            trail.record(verb="profiles.unseal", about=kept, by=by, at=at, action="disclosure", handed=why, episode=str(episode))
        else:
            notices.tell(kind="profiles.resealed", **told)
            trail.record(verb="profiles.reseal", about=kept, by=by, at=at, episode=str(episode), force=force)
