"""My work: what a team is told, owes and has begun."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from agencies.actor import Actor
from agencies.notices.models import Notice
from agencies.words import Basis
from referrals.children.models import Child, ChildTeamGrant, Identity
from referrals.children.presenters import identities_of, name_of
from referrals.clocks import Clock, local_day
from referrals.decisions.models import Decision
from referrals.drafts.models import Draft
from referrals.duties.models import Duty
from referrals.duties.presenters import SHOWN as TRAY
from referrals.duties.presenters import count_of, items_of, longest_overdue, waits_of
from referrals.information.models import Record
from referrals.intake.models import Referral
from referrals.interviews.models import Interview
from referrals.interviews.presenters import Asked
from referrals.missing.models import Episode
from referrals.patterns.models import Flag
from referrals.patterns.presenters import raised_by
from referrals.profiles.models import ProfileKept
from referrals.risk.presenters import lines_of

SHOWN, FEW = 15, 10
NEWS = {
    "missing.reported": "A child is reported missing",
    "missing.found": "A missing child is found, and not home yet",
    "missing.returned": "A missing child is home",
    "missing.corrected": "The record of a missing episode was corrected",
    "missing.recorded_afterwards": "An absence that nobody reported was recorded",
    "missing.sighted": "A missing child was seen",
    "intake.received": "A referral has come in",
    "decisions.decided": "A referral that you sent is decided",
    "interviews.asked": "Your team is asked to hold a return interview",
    "interviews.held": "A return interview was held",
    "interviews.taken_back": "A return interview that your team was asked to hold was taken back",
    "interviews.recorded": "Something was recorded about a return interview",
    "duty.handed_over": "A duty was handed to your team",
    "duty.overdue": "A duty is overdue and was passed up",
    "crossings.accepted": "Somebody collects a child who was found away from home",
    "crossings.declined": "A hand-over was declined: nobody has accepted",
    "missing.moved": "An episode stood under the wrong child: its page says who read it there",
    "profiles.unsealed": "A profile that your team keeps is open to the force that looks for the child",
    "profiles.resealed": "A profile that your team keeps is sealed again",
    "draft.unsent": "You began something and did not send it: unsent words are deleted after 14 days",
    "missing.long_absence": "A child is missing for a long time",
    "missing.sight_lost": "A child who was away with whereabouts known is reported missing",
}
SOURCES: dict[str, tuple[Any, str]] = {
    "Episode": (Episode, "missing:read"),
    "Referral": (Referral, "intake:read"),
    "Decision": (Decision, "decisions:read"),
    "Flag": (Flag, "patterns:read"),
    "Duty": (Duty, "duties:read"),
    "Record": (Record, "interviews:read"),
    "ProfileKept": (ProfileKept, "profiles:read"),
}

# What a writer calls the form, where it is, and what the row of its address is.
FORMS: dict[str, tuple[str, str, Any]] = {
    "children.born": ("A birth", "children:born", Child),
    "children.correct": ("A correction", "children:correct", Child),
    "children.register": ("A registration", "children:register", None),
    "crossings.accept": ("A hand-over", "crossings:accept", Episode),
    "crossings.decline": ("A declined hand-over", "crossings:decline", Episode),
    "decisions.decide": ("A decision", "decisions:decide", Referral),
    "intake.receive": ("A referral", "intake:receive", Child),
    "interviews.ask_carers": ("What carers know", "interviews:ask_carers", Interview),
    "interviews.book": ("A booking of an interview", "interviews:book", Interview),
    "interviews.complete": ("A return interview", "interviews:complete", Interview),
    "interviews.decline": ("A refusal of an interview", "interviews:decline", Interview),
    "interviews.delegate": ("A request to hold an interview", "interviews:delegate", Interview),
    "interviews.offer": ("An offer of an interview", "interviews:offer", Interview),
    "missing.correct": ("A correction of an episode", "missing:correct", Episode),
    "missing.join": ("Two records of one absence", "missing:join", Episode),
    "missing.move": ("An episode of the wrong child", "missing:move", Episode),
    "interviews.take_back": ("Taking an interview back", "interviews:take_back", Interview),
    "missing.record_return": ("A return", "missing:record_return", Episode),
    "missing.report": ("A missing report", "missing:report", Child),
    "missing.report_past": ("An absence that nobody reported", "missing:report_past", Child),
    "missing.set_band": ("A risk band", "missing:set_band", Episode),
    "missing.sight": ("A sighting", "missing:sight", Episode),
    "missing.take_back": ("An episode recorded in error", "missing:take_back", Episode),
    "profiles.keep": ("A profile of a child who may go missing", "profiles:keep", Child),
    "patterns.answer": ("An answer to a flag", "patterns:answer", Flag),
}


@dataclass(frozen=True)
class Begun:
    """Words that somebody left in a form. Without an address the reader may no longer open what they are about."""

    draft: Draft
    says: str
    name: str = ""
    url: str = ""


@dataclass(frozen=True)
class News:
    """One thing that somebody was told. Without an address the reader may not, or may no longer, open what it is about."""

    notice: Notice
    says: str
    name: str = ""
    url: str = ""


def work_of(by: Actor, at: datetime, duties: int = 1, children: int = 1) -> dict[str, Any]:
    """What the team owes, was told and has begun, what others owe its children, the newest flags, and one page of those children.

    `duties` and `children` are the pages of the two long lists. However many children, they are asked who they are once.
    """
    ours, mine = _linked_to(by, at), Duty.objects.open().filter(team=by.team)
    tray, elsewhere = longest_overdue(mine, page=duties), longest_overdue(_due_from_others(ours, by), shown=FEW)
    flags = list(Flag.objects.unanswered().select_related("child").order_by("-raised_at")[:FEW])
    asked, told, begun, waits = Asked(by), _Told(), _Left(), waits_of([*tray, *elsewhere], at)
    shown = _missing_first(ours, children)
    about = {row.child_id for rows in (tray, elsewhere, flags, asked.rows, told.rows.values()) for row in rows}
    identities = identities_of(about | begun.children | {child.pk for child in shown}, by)
    return {
        "tray": items_of(tray, identities, waits, at),
        "tray_count": count_of(mine, tray, page=duties, shown=TRAY),
        "news": told.news(identities),
        "begun": begun.pieces(identities),
        "asked": asked.lines(identities, at),
        "elsewhere": items_of(elsewhere, identities, waits, at),
        "flags": [(flag, name_of(identities.get(flag.child_id)) or flag.child.reference) for flag in flags],
        "lines": lines_of(shown, identities, at),
        "lines_count": count_of(ours, shown, page=children, shown=SHOWN),
    }


def _linked_to(by: Actor, at: datetime) -> QuerySet:
    """The children to whom this team is linked today."""
    linked = ChildTeamGrant.objects.filter(group_id=by.team, basis=Basis.INVOLVEMENT, valid_from__lte=local_day(at))
    linked = linked.filter(Q(valid_to=None) | Q(valid_to__gte=local_day(at)))
    return Child.objects.filter(pk__in=linked.values("content_object_id"))


def _missing_first(children: QuerySet, page: int) -> list[Child]:
    away = Episode.objects.open().filter(child=OuterRef("pk"))
    in_order = children.annotate(is_away=Exists(away)).order_by("-is_away", "-registered_at", "pk")
    return list(in_order[(page - 1) * SHOWN : page * SHOWN])


def _due_from_others(children: QuerySet, by: Actor) -> QuerySet:
    return Duty.objects.open().filter(child__in=children).exclude(team=by.team)


class _Told:
    """What this person and their team were told and nobody has marked as seen, the newest first.

    What is due stands in the tray; that a duty was overdue is no news once it is done.
    """

    def __init__(self) -> None:
        told = Notice.objects.filter(Q(kind__in=NEWS) | Q(kind__startswith="flag."), acknowledged_at=None, answered_at=None)
        self.notices = list(told.order_by("-told_at", "pk")[:FEW])
        self.rows: dict[UUID, Any] = {}
        for kind, (model, _) in SOURCES.items():
            keys = [notice.about_id for notice in self.notices if notice.about_kind == kind]
            self.rows |= model.objects.in_bulk(keys) if keys else {}

    def news(self, identities: dict[UUID, Identity]) -> list[News]:
        pieces = [(notice, self.rows.get(notice.about_id)) for notice in self.notices]
        return [_piece(notice, row, identities) for notice, row in pieces if not (notice.kind == "duty.overdue" and row and row.done_at)]


def news_of(by: Actor) -> list[News]:
    """What this person and their team were told, for the other door."""
    told = _Told()
    return told.news(identities_of({row.child_id for row in told.rows.values()}, by))


def says_of(kind: str) -> str:
    """What a notice is about, in words without a name."""
    if kind.startswith("flag."):
        return raised_by(kind)
    return NEWS.get(kind) or f"Due from your team: {Clock[kind.removeprefix('duty.')].value.title}"


def _piece(notice: Notice, row: Any, identities: dict[UUID, Identity]) -> News:
    says = says_of(notice.kind)
    if row is None:
        return News(notice, says)
    return News(notice, says, name_of(identities.get(row.child_id)), reverse(SOURCES[notice.about_kind][1], args=[row.pk]))


def told_of(notice: Notice, by: Actor) -> News:
    """One notice, as the page says it to which a message leads."""
    model, _ = SOURCES.get(notice.about_kind, (None, ""))
    row = model.objects.filter(pk=notice.about_id).first() if model else None
    return _piece(notice, row, identities_of({row.child_id}, by) if row else {})


class _Left:
    """What this person began and has not sent, the latest first."""

    def __init__(self) -> None:
        self.drafts = list(Draft.objects.filter(form__in=FORMS, used_at=None).order_by("-saved_at", "pk")[:FEW])
        asked: dict[Any, list[UUID]] = {}
        for draft in self.drafts:
            asked.setdefault(FORMS[draft.form][2], []).append(draft.about_id)
        self.rows = {key: row for model, keys in asked.items() if model for key, row in model.objects.in_bulk(keys).items()}

    @property
    def children(self) -> set[UUID]:
        return {_child_of(row) for row in self.rows.values()}

    def pieces(self, identities: dict[UUID, Identity]) -> list[Begun]:
        return [_begun(draft, self.rows.get(draft.about_id), identities) for draft in self.drafts]


def _child_of(row: Any) -> UUID:
    return row.pk if isinstance(row, Child) else row.child_id


def _begun(draft: Draft, row: Any, identities: dict[UUID, Identity]) -> Begun:
    says, address, model = FORMS[draft.form]
    if model is None:
        return Begun(draft, says, url=reverse(address))
    return Begun(draft, says, name_of(identities.get(_child_of(row))), reverse(address, args=[row.pk])) if row else Begun(draft, says)
