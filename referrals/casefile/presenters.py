"""The child's page: what the reader may see, room by room, in order; nothing here hides anything, the walls did."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from agencies.access.guard import may
from agencies.actor import Actor
from agencies.directory.models import Agency
from agencies.notices.models import Notice
from agencies.words import Basis, Category
from referrals.children.models import Address, Care, Child, ChildTeamGrant, Identity
from referrals.children.presenters import identities_of, name_of
from referrals.clocks import local_day
from referrals.decisions.models import Decision
from referrals.duties.models import Duty
from referrals.duties.presenters import Item, items_of
from referrals.information.models import Record, Summary
from referrals.intake.models import Referral
from referrals.missing.codes import AWAY
from referrals.missing.models import Episode
from referrals.patterns.models import Flag
from referrals.risk.presenters import Strip, lines_of, strip_of

SHOWN, FEW, MOST = 15, 10, 100
CATEGORY_WORDS = {
    "identity": "Identity",
    "address": "Address",
    "safeguarding": "Social care",
    "referral": "Referral",
    "decision": "Threshold decision",
    "missing": "Missing episodes",
    "health": "Health information",
    "education": "Education",
    "criminal": "Offending",
    "intelligence": "Police intelligence",
    "rhi": "Return interview",
}


NEWS = {
    "missing.reported": "A child is reported missing",
    "missing.found": "A missing child is found, and not home yet",
    "missing.returned": "A missing child is home",
    "missing.sighted": "A missing child was seen",
    "intake.received": "A referral has come in",
    "decisions.decided": "A referral that you sent is decided",
    "duty.handed_over": "A duty was handed to your team",
    "duty.overdue": "A duty is overdue and was passed up",
    "missing.sight_lost": "A child who was away with whereabouts known is reported missing",
}
SOURCES: dict[str, tuple[Any, str]] = {
    "Episode": (Episode, "missing:read"),
    "Referral": (Referral, "intake:read"),
    "Decision": (Decision, "decisions:read"),
    "Flag": (Flag, "patterns:read"),
    "Duty": (Duty, "casefile:child"),
}


@dataclass(frozen=True)
class News:
    """One thing that somebody was told. Without an address the reader may not, or may no longer, open what it is about."""

    notice: Notice
    says: str
    name: str = ""
    url: str = ""


@dataclass
class Page:
    """Everything the reader gets of one child, as rows that have passed the walls."""

    child: Child
    identity: Identity | None
    addresses: list[Address]
    care: list[Care]
    episodes: list[Episode]
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
    seen = {row.pk for row in (*episodes, *referrals, *decisions)}
    summaries = [row for row in Summary.objects.filter(child=child).order_by("-written_at") if row.record_id not in seen]
    seen |= {row.record_id for row in summaries}
    return Page(
        child=child,
        identity=identities_of([child.pk], by).get(child.pk),
        addresses=list(Address.objects.filter(child=child).order_by("-from_on")),
        care=list(Care.objects.filter(child=child).order_by("-from_on")),
        episodes=episodes,
        summaries=summaries,
        referrals=referrals,
        decisions=decisions,
        flags=list(Flag.objects.filter(child=child).order_by("-raised_at")),
        duties=items_of(Duty.objects.open().filter(child=child), by, at, shown=MOST) if may(by, "casefile.my_work") else [],
        held=_held(child, seen),
        strip=strip_of(episodes, at),
    )


def work_of(by: Actor, at: datetime, page: int = 1) -> dict[str, Any]:
    """One page of the children that this team is linked to, those missing now first; what others owe them; and the newest flags."""
    linked = ChildTeamGrant.objects.filter(group_id=by.team, basis=Basis.INVOLVEMENT, valid_from__lte=local_day(at))
    linked = linked.filter(Q(valid_to=None) | Q(valid_to__gte=local_day(at)))
    ours, away = Child.objects.filter(pk__in=linked.values("content_object_id")), Episode.objects.open().filter(child=OuterRef("pk"))
    shown = ours.annotate(is_away=Exists(away)).order_by("-is_away", "-registered_at", "pk")[(page - 1) * SHOWN : page * SHOWN]
    lines = lines_of(shown, by, at)
    elsewhere = Duty.objects.open().filter(child__in=ours).exclude(team=by.team)
    flags = list(Flag.objects.unanswered().select_related("child").order_by("-raised_at")[:FEW])
    identities = identities_of({flag.child_id for flag in flags}, by)
    return {
        "lines": lines,
        "lines_count": ours.count(),
        "news": news_of(by),
        "flags": [(flag, name_of(identities.get(flag.child_id)) or flag.child.reference) for flag in flags],
        "elsewhere": items_of(elsewhere, by, at, shown=FEW),
    }


def news_of(by: Actor) -> list[News]:
    """What this person and their team were told and nobody has marked as seen, the newest first. What is due stands in the tray."""
    told = Notice.objects.filter(Q(kind__in=NEWS) | Q(kind__startswith="flag."), acknowledged_at=None)
    notices = list(told.order_by("-told_at", "pk")[:FEW])
    rows = {}
    for kind, (model, _) in SOURCES.items():
        rows |= model.objects.in_bulk([notice.about_id for notice in notices if notice.about_kind == kind])
    identities = identities_of({row.child_id for row in rows.values()}, by)
    return [_piece(notice, rows.get(notice.about_id), identities) for notice in notices]


def _piece(notice: Notice, row: Any, identities: dict[UUID, Identity]) -> News:
    says = NEWS.get(notice.kind, "A flag was raised")
    if row is None:
        return News(notice, says)
    key = row.child_id if isinstance(row, Duty) else row.pk
    return News(notice, says, name_of(identities.get(row.child_id)), reverse(SOURCES[notice.about_kind][1], args=[key]))


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
    names = Agency.objects.in_bulk({row.owner_id for row in (*page.episodes, *page.referrals, *page.decisions, *page.flags)})
    events = [_event(row.last_seen_at, "Went missing", names[row.owner_id]) for row in page.episodes]
    events += [_event(row.found_at, f"Was found{_at_place(row)}", names[row.owner_id]) for row in page.episodes if row.found_at]
    events += [_event(row.received_at, "Referral received", names[row.owner_id]) for row in page.referrals]
    events += [_event(row.decided_at, "Threshold decision", names[row.owner_id]) for row in page.decisions]
    events += [_event(row.raised_at, f"Flag {row.rule}: {row.says}", names[row.owner_id]) for row in page.flags]
    return sorted(events, key=lambda event: event["at"], reverse=True)


def _event(at: datetime, what: str, who: Agency) -> dict[str, Any]:
    return {"at": at, "title": what, "who": who.name}


def _at_place(episode: Episode) -> str:
    return f", {episode.found_place}" if episode.found_place else ""
