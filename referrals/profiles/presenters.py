"""A profile as its reader finds it: whole, or that it exists; and for whoever keeps it, to whom it was open and who looked."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from agencies.access.context import ask
from agencies.actor import Actor
from agencies.directory.models import Agency, User
from referrals.children.codes import label
from referrals.children.models import Child
from referrals.clocks import local_day
from referrals.profiles import codes, rules
from referrals.profiles.models import Profile, ProfileHealth, ProfileKept, ProfileOpening, TriggerPlan

LABELS = {
    "places": "Where the child may be",
    "friends": "Friends, and how to reach them",
    "phone": "Phone and accounts",
    "description": "Description",
    "medication": "Medication",
    "needs": "Health needs",
}


@dataclass
class ProfilePage:
    """One profile. Without a version the reader knows that it exists, and no more; without a plan, that none is agreed or to be seen."""

    kept: ProfileKept
    keeper: Agency
    version: Profile | None = None
    health: ProfileHealth | None = None
    plan: TriggerPlan | None = None
    is_ours: bool = False
    review_is_over: bool = False
    openings: list[ProfileOpening] = field(default_factory=list)
    looks: list[dict[str, Any]] = field(default_factory=list)
    versions: list[dict[str, Any]] = field(default_factory=list)

    @property
    def facts(self) -> list[dict[str, str]]:
        """What is written of what would help to find the child."""
        parts = ((self.version, rules.FINDS), (self.health, rules.HEALTH))
        return [{"key": LABELS[name], "value": said} for row, names in parts if row for name in names if (said := getattr(row, name))]

    @property
    def planned(self) -> list[dict[str, Any]]:
        return facts_of_plan(self.plan) if self.plan else []

    @property
    def opening(self) -> ProfileOpening | None:
        """The opening under which a reader of another agency has it before them."""
        return next((row for row in self.openings if row.closed_at is None), None)

    @property
    def for_the_log(self) -> dict[str, str]:
        """For which episode a force has it before them: whoever keeps the profile reads that beside the look."""
        return {"episode": str(self.opening.episode_id)} if self.opening and not self.is_ours else {}


def page_of(kept: ProfileKept, by: Actor, at: datetime) -> ProfilePage:
    """Rows that the reader may not see are in none of these queries."""
    page = ProfilePage(kept=kept, keeper=Agency.objects.get(pk=kept.owner_id))
    page.plan = plan_of(kept)
    page.review_is_over = rules.is_review_over(page.plan.review_on if page.plan else None, local_day(at))
    page.version = Profile.objects.filter(record=kept.record_id).newest_first().first()
    if page.version is None:
        return page
    page.is_ours = kept.owner_id == by.agency
    page.health = ProfileHealth.objects.filter(record=kept.record_id, version=page.version.version).first()
    page.openings = _openings(kept)
    if page.is_ours:
        page.looks, page.versions = _looks(page), _versions(kept)
    return page


def _openings(kept: ProfileKept) -> list[ProfileOpening]:
    """To whom it was open, the latest first."""
    return list(ProfileOpening.objects.filter(record=kept.record_id).select_related("to_agency").order_by("-opened_at", "pk"))


def _looks(page: ProfilePage) -> list[dict[str, Any]]:
    """Who of a force opened it, when, and for which episode, as the log has it."""
    seen = ask("sg.who_opened", profile=page.kept.pk)
    agencies = Agency.objects.in_bulk({agency for _, _, agency, _ in seen}) if seen else {}
    since = {row.episode_id: row.opened_at for row in reversed(page.openings)}
    return [
        {"at": at, "name": name, "agency": agencies[agency].name, "episode": episode, "since": since.get(episode)}
        for at, name, agency, episode in seen
    ]


def _versions(kept: ProfileKept) -> list[dict[str, Any]]:
    rows = list(Profile.objects.filter(record=kept.record_id).newest_first())
    people = User.objects.in_bulk({row.kept_by_id for row in rows})
    return [
        {
            "title": f"Version {row.version}",
            "at": row.kept_at,
            "who": people[row.kept_by_id].full_name,
            "text": "\n".join(f"{LABELS[name]}: {said}" for name in rules.FINDS if (said := getattr(row, name))),
        }
        for row in rows
    ]


def plan_of(kept: ProfileKept) -> TriggerPlan | None:
    """The plan of the latest version, where one is agreed and the reader may see it."""
    row = TriggerPlan.objects.filter(record=kept.record_id).newest_first().first()
    return row if row and row.circumstances else None


def plans_for(child: Child) -> list[dict[str, Any]]:
    """What is agreed for the time when this child goes, for whoever reports her and may see it."""
    rows = TriggerPlan.objects.filter(child=child).order_by("record_id", "-version").distinct("record_id")
    return [fact for row in rows if row.circumstances for fact in facts_of_plan(row)]


def facts_of_plan(plan: TriggerPlan) -> list[dict[str, Any]]:
    return [
        {"key": "Report at once when", "value": plan.circumstances},
        {"key": "Agreed risk band", "value": label(codes.RISK_BANDS, plan.band)},
        {"key": "Agreed with", "value": plan.agreed_with},
        {"key": "Reviewed by", "value": f"{plan.review_on.day} {plan.review_on:%b %Y}" if plan.review_on else ""},
    ]


def profiles_of(child: UUID) -> list[ProfileKept]:
    """That there are profiles of the child, and whether the reader finds each open."""
    return list(ProfileKept.objects.with_opening().select_related("owner").filter(child=child).order_by("-updated_on", "pk"))


def with_day(records: QuerySet) -> QuerySet:
    """Records, each with the day of its last version where it is a profile: they are asked for together where they stand together."""
    return records.annotate(profile_on=Subquery(ProfileKept.objects.filter(record=OuterRef("pk")).keys("updated_on")[:1]))


def told_before(version: Profile | None) -> dict[str, Any]:
    """The version that counts as a form begins with it."""
    if version is None:
        return {"seen": 0}
    same = {"record": version.record_id, "version": version.version}
    health, plan = ProfileHealth.objects.filter(**same).first(), TriggerPlan.objects.filter(**same).first()
    parts = ((version, rules.FINDS), (health, rules.HEALTH), (plan, rules.PLAN))
    return {name: getattr(row, name) for row, names in parts if row for name in names} | {"seen": version.version}
