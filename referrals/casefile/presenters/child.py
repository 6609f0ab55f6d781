"""The child's page: what the reader may see, room by room, in order; nothing here hides anything, the walls did."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from agencies.access.explain import Explanation, explain
from agencies.access.guard import may
from agencies.actor import Actor
from agencies.directory.models import Agency
from agencies.words import Category
from referrals.children.models import Address, Care, Child, Identity
from referrals.children.presenters import identities_of, name_of
from referrals.decisions.models import Decision
from referrals.duties.models import Duty
from referrals.duties.presenters import Item, items_of
from referrals.information.models import Record, Summary
from referrals.intake.models import Referral
from referrals.interviews.codes import COMPLETED
from referrals.interviews.models import Interview, InterviewStep
from referrals.missing.codes import AWAY
from referrals.missing.models import Episode
from referrals.patterns.models import Flag
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
    held_talks: list[InterviewStep]
    summaries: list[Summary]
    referrals: list[Referral]
    decisions: list[Decision]
    flags: list[Flag]
    duties: list[Item]
    held: list[dict[str, str]]
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
    episodes = list(Episode.objects.filter(child=child).order_by("-last_seen_at"))
    referrals = list(Referral.objects.filter(child=child).order_by("-received_at"))
    decisions = list(Decision.objects.filter(child=child).order_by("-decided_at"))
    interviews = list(Interview.objects.filter(child=child).order_by("-returned_at"))
    seen = {row.pk for row in (*episodes, *referrals, *decisions, *interviews)}
    summaries = [row for row in Summary.objects.filter(child=child).order_by("-written_at") if row.record_id not in seen]
    seen |= {row.record_id for row in summaries}
    return Page(
        child=child,
        identity=identities_of([child.pk], by).get(child.pk),
        addresses=list(Address.objects.filter(child=child).order_by("-from_on")),
        care=list(Care.objects.filter(child=child).order_by("-from_on")),
        episodes=episodes,
        interviews=interviews,
        held_talks=list(InterviewStep.objects.filter(child=child, status=COMPLETED, held_in=None)) if interviews else [],
        summaries=summaries,
        referrals=referrals,
        decisions=decisions,
        flags=list(Flag.objects.filter(child=child).order_by("-raised_at")),
        duties=items_of(Duty.objects.open().filter(child=child), by, at, shown=MOST) if may(by, "casefile.my_work") else [],
        held=_held(child, seen),
        strip=strip_of(episodes, at),
    )


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
    names = Agency.objects.in_bulk({owner for _, owner in first})
    return [Reason(kind, names[owner].name, explain(row, by)) for (kind, owner), row in first.items()]


def _kind_of(row: Any) -> str:
    if isinstance(row, Child):
        return "That she is on file"
    if isinstance(row, Flag):
        return "Flags"
    kind = CATEGORY_WORDS.get(str(row.category), str(row.category))
    return f"{kind}, as a summary" if isinstance(row, Summary) else kind


def _held(child: Child, seen: set[UUID]) -> list[dict[str, str]]:
    """What others hold and the reader may know of: by whom and of which kind; never how many, from when or called what."""
    pairs = {(row.owner_id, row.category) for row in Record.objects.filter(child=child) if row.pk not in seen}
    agencies = Agency.objects.in_bulk({owner for owner, _ in pairs})
    return [
        {
            "what": CATEGORY_WORDS.get(category, category),
            "holder": agencies[owner].name,
            "phone": agencies[owner].desk_phone,
        }
        for owner, category in sorted(pairs)
    ]


def events_of(page: Page) -> list[dict[str, Any]]:
    """The timeline, newest first: what happened, when, and who recorded it."""
    rows = (*page.episodes, *page.held_talks, *page.referrals, *page.decisions, *page.flags)
    names = Agency.objects.in_bulk({row.owner_id for row in rows})
    events = [_event(row.last_seen_at, "Went missing", names[row.owner_id]) for row in page.episodes]
    events += [_event(row.found_at, f"Was found{_at_place(row)}", names[row.owner_id]) for row in page.episodes if row.found_at]
    events += [_event(row.happened_at, "Return interview held", names[row.owner_id]) for row in page.held_talks]
    events += [_event(row.received_at, "Referral received", names[row.owner_id]) for row in page.referrals]
    events += [_event(row.decided_at, "Threshold decision", names[row.owner_id]) for row in page.decisions]
    events += [_event(row.raised_at, f"Flag {row.rule}: {row.says}", names[row.owner_id]) for row in page.flags]
    return sorted(events, key=lambda event: event["at"], reverse=True)


def _event(at: datetime, what: str, who: Agency) -> dict[str, Any]:
    return {"at": at, "title": what, "who": who.name}


def _at_place(episode: Episode) -> str:
    return f", {episode.found_place}" if episode.found_place else ""
