"""The child's page: what the reader may see, room by room, in order; nothing here hides anything, the walls did."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from agencies.access.explain import Explanation, explain_all
from agencies.access.guard import may
from agencies.actor import Actor
from agencies.directory.models import Agency
from agencies.words import Category
from referrals.children.models import Address, Care, Child, Identity
from referrals.children.presenters import identities_of, name_of
from referrals.decisions.models import Decision
from referrals.duties.models import Duty
from referrals.duties.presenters import Item, items_of, longest_overdue, waits_of
from referrals.information.models import Record, Summary
from referrals.intake.models import Referral
from referrals.interviews.codes import COMPLETED
from referrals.interviews.models import Interview, InterviewStep
from referrals.missing.codes import AWAY
from referrals.missing.models import Episode
from referrals.patterns.models import Flag
from referrals.profiles.presenters import with_day
from referrals.risk.presenters import Strip, strip_of

MOST = 100
CATEGORY_WORDS = {
    "identity": "Identity",
    "address": "Address",
    "safeguarding": "Social care",
    "referral": "Referral",
    "source": "Who referred",
    "decision": "Threshold decision",
    "plan": "Plan",
    "missing": "Missing episodes",
    "rhi": "Return interview",
    "intelligence": "Police intelligence",
    "health": "Health information",
    "health_sensitive": "Sensitive health information",
    "education": "Education",
    "criminal": "Offending",
    "adult_risk": "Risk from adults",
    "housing": "Housing",
    "legal": "Legal proceedings",
}


@dataclass
class Page:
    """Everything the reader gets of one child, as rows that have passed the walls."""

    child: Child
    identity: Identity | None
    addresses: list[Address]
    care: list[Care]
    episodes: list[Episode]
    interviews: list[Interview]
    summaries: list[Summary]
    referrals: list[Referral]
    decisions: list[Decision]
    flags: list[Flag]
    held: list[dict[str, str]]
    profiles: list[Record]
    strip: Strip = field(default_factory=list)

    @property
    def name(self) -> str:
        return name_of(self.identity)

    @property
    def missing_days(self) -> int:
        return sum(state == "missing" for _, state, _ in self.strip)

    @property
    def rows(self) -> list[Any]:
        """Everything of this page that has passed the walls and can be accounted for, the child herself first."""
        lists = (self.addresses, self.care, self.episodes, self.interviews, self.summaries, self.referrals, self.decisions, self.flags)
        return [self.identity or self.child, *(row for rows in lists for row in rows)]

    @property
    def sees(self) -> list[str]:
        """The kinds of information on this page."""
        return sorted({_kind_of(row) for row in self.rows})

    @property
    def hidden(self) -> list[str]:
        """The kinds that others hold and this reader may know of."""
        return sorted({block["what"] for block in self.held})

    @property
    def is_missing(self) -> bool:
        """Whether the reader may know, from the episode or from its summary alone, that the child is missing now."""
        if self.open_episode:
            return self.open_episode.council_type != AWAY
        return any(row.goes_on and row.category == Category.MISSING for row in self.summaries)

    @property
    def open_episode(self) -> Episode | None:
        return next((episode for episode in self.episodes if episode.returned_at is None), None)


def page_of(child: Child, by: Actor, at: datetime) -> Page:
    """One query per room; rows that the reader may not see are in none of them."""
    on_file = _of(child, Episode.objects, "-last_seen_at")
    episodes = [row for row in on_file if not row.mistaken_at]
    referrals = _of(child, Referral.objects, "-received_at")
    decisions = _of(child, Decision.objects, "-decided_at")
    interviews = _of(child, _with_talk(Interview.objects.all()), "-returned_at")
    records = _of(child, with_day(Record.objects.all()), "pk")
    profiles = [row for row in records if row.profile_on]
    seen = {row.pk for row in (*on_file, *referrals, *decisions, *interviews, *profiles)}
    summaries = [row for row in _of(child, Summary.objects, "-written_at") if row.record_id not in seen]
    held = _held(records, seen | {row.record_id for row in summaries})
    return Page(
        child=child,
        identity=identities_of([child.pk], by).get(child.pk),
        addresses=_of(child, Address.objects, "-from_on"),
        care=_of(child, Care.objects, "-from_on"),
        episodes=episodes,
        interviews=interviews,
        summaries=summaries,
        referrals=referrals,
        decisions=decisions,
        flags=_of(child, Flag.objects, "-raised_at"),
        held=held,
        profiles=profiles,
        strip=strip_of(episodes, at),
    )


def _of(child: Child, rows: Any, order: str) -> list[Any]:
    """The child's rows of one kind, each with the agency that holds it."""
    return list(rows.select_related("owner").filter(child=child).order_by(order))


def _with_talk(interviews: QuerySet) -> QuerySet:
    """When the talk of each was held, as far as the reader may see its steps; of a talk that closed several, once."""
    held = InterviewStep.objects.filter(interview=OuterRef("pk"), status=COMPLETED, held_in=None).order_by("-happened_at")
    return interviews.annotate(held_at=Subquery(held.keys("happened_at")[:1]))


def duties_of(page: Page, by: Actor, at: datetime) -> list[Item]:
    """What anybody owes about the child, for those who have a tray of their own."""
    if not may(by, "casefile.my_work"):
        return []
    named = {page.child.pk: page.identity} if page.identity else {}
    rows = longest_overdue(Duty.objects.open().filter(child=page.child), shown=MOST)
    return items_of(rows, named, waits_of(rows, at), at)


@dataclass(frozen=True)
class Reason:
    """Why the reader sees one kind of what one agency holds about the child."""

    what: str
    holder: str
    told: Explanation


def reasons_of(page: Page, by: Actor) -> list[Reason]:
    """For every kind and holder on the child's page, the decision that let the newest of their rows through."""
    first: dict[tuple[str, int], Any] = {}
    for row in page.rows:
        first.setdefault((_kind_of(row), row.owner_id), row)
    told = explain_all(first.values(), by)
    return [Reason(kind, row.owner.name, said) for ((kind, _), row), said in zip(first.items(), told, strict=True)]


def _kind_of(row: Any) -> str:
    if isinstance(row, Child):
        return "That she is on file"
    if isinstance(row, Flag):
        return "Flags"
    kind = CATEGORY_WORDS.get(str(row.category), str(row.category))
    return f"{kind}, as a summary" if isinstance(row, Summary) else kind


def _held(records: list[Record], seen: set[UUID]) -> list[dict[str, str]]:
    """What others hold and the reader may know of: by whom and of which kind; never how many, from when or called what."""
    rows = [row for row in records if row.pk not in seen]
    kinds = {(row.owner_id, row.category): row.owner for row in rows}
    return [_block(category, kinds[owner, category]) for owner, category in sorted(kinds)]


def _block(category: str, holder: Agency) -> dict[str, str]:
    return {"what": CATEGORY_WORDS.get(category, category), "holder": holder.name, "phone": holder.desk_phone}


def events_of(page: Page) -> list[dict[str, Any]]:
    """The timeline, newest first: what happened, when, and who recorded it."""
    events = [_event(row.last_seen_at, "Went missing", row.owner) for row in page.episodes]
    events += [_event(row.found_at, f"Was found{_at_place(row)}", row.owner) for row in page.episodes if row.found_at]
    events += [_event(row.held_at, "Return interview held", row.owner) for row in page.interviews if row.held_at]
    events += [_event(row.received_at, "Referral received", row.owner) for row in page.referrals]
    events += [_event(row.decided_at, "Threshold decision", row.owner) for row in page.decisions]
    events += [_event(row.raised_at, f"Flag {row.rule}: {row.says}", row.owner) for row in page.flags]
    return sorted(events, key=lambda event: event["at"], reverse=True)


def _event(at: datetime, what: str, who: Agency) -> dict[str, Any]:
    return {"at": at, "title": what, "who": who.name}


def _at_place(episode: Episode) -> str:
    return f", {episode.found_place}" if episode.found_place else ""
