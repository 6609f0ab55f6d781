"""One interview as far as the reader may see it, and the interviews that a team owes or was asked to hold."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from agencies.access.guard import may
from agencies.actor import Actor
from agencies.directory.models import Agency, Membership, User
from referrals.children.codes import label
from referrals.children.models import Child, Identity
from referrals.children.presenters import bar_for, identities_of, name_of
from referrals.clocks import Clock, local, local_day
from referrals.duties.models import Duty
from referrals.duties.presenters import count_of
from referrals.duties.rules import is_overdue
from referrals.information.models import Record, Summary
from referrals.interviews import codes, rules
from referrals.interviews.actions.beginning import key_of
from referrals.interviews.actions.rows import asked_of, known_of, objections_to_writer
from referrals.interviews.models import Interview, InterviewNarrative, InterviewStep, Mention

SHOWN = 25
ANSWERS = {rules.YES: "Yes", rules.NO: "No", rules.NONE: "Does not apply"}


@dataclass(frozen=True)
class Page:
    """`interview` and what hangs on it for those who get the whole; `told` for those who get the summary."""

    record: Record
    holder: Agency
    interview: Interview | None
    summary: Summary | None
    bar: dict[str, Any]
    status: str = ""
    is_overdue: bool = False
    is_held: bool = False
    is_refused: bool = False
    can_write: bool = False
    is_asked: bool = False
    offered: str = ""
    accepted: str = ""
    facts: list[dict[str, Any]] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    words: list[dict[str, Any]] = field(default_factory=list)
    mentions: list[dict[str, str]] = field(default_factory=list)
    referral: UUID | None = None
    held_in: UUID | None = None

    @property
    def seen(self) -> Any:
        """The fullest row that the reader gets: it says why they see it."""
        return self.interview or self.summary or self.record

    @property
    def called(self) -> str:
        return rules.called(self.holder.nation)

    @property
    def told(self) -> str:
        return self.summary.text if self.summary else ""


def page_of(record: Record, by: Actor, at: datetime) -> Page:
    """The whole for those who get it, the safety summary for those who do not, else that it is held and by whom."""
    interview = Interview.objects.filter(pk=record.pk).first()
    child = Child.objects.filter(pk=record.child_id).first()
    return Page(
        record=record,
        holder=Agency.objects.get(pk=record.owner_id),
        interview=interview,
        summary=Summary.objects.filter(record=record).first(),
        bar=bar_for(child, by, at) if child else {},
        **(_whole(interview, by, at) if interview else {}),
    )


def _whole(interview: Interview, by: Actor, at: datetime) -> dict[str, Any]:
    rows = list(InterviewStep.objects.filter(interview=interview).select_related("asked__agency").order_by("recorded_at", "pk"))
    words = list(InterviewNarrative.objects.filter(interview=interview).order_by("-written_at"))
    people = User.objects.in_bulk({interview.opened_by_id, *(row.recorded_by_id for row in rows), *(row.written_by_id for row in words)})
    opened = _item(label(codes.STATUSES, codes.TO_OFFER), interview.opened_at, people[interview.opened_by_id], "")
    steps = [rules.Step(row.status, row.happened_at, row.reason) for row in rows]
    return {
        "status": rules.status_of(steps),
        "is_overdue": is_overdue(interview.due_at, interview.ended_at, at),
        "is_held": known_of(interview, steps).is_held,
        "is_refused": rules.status_of(steps) in rules.DECLINES and interview.ended_at is None,
        "is_asked": interview.ended_at is None and asked_of(interview) is not None,
        "can_write": not objections_to_writer(interview, by),
        "offered": rules.offered(steps),
        "accepted": rules.accepted(steps),
        "facts": _facts(interview, steps),
        "steps": [*(_step(row, people) for row in reversed(rows)), opened],
        "words": [_item(label(codes.VOICES, row.kind), row.written_at, people[row.written_by_id], row.words) for row in words],
        "mentions": _mentions(interview),
        "referral": next((row.referral_id for row in rows if row.referral_id), None),
        "held_in": next((row.held_in_id for row in rows if row.held_in_id), None),
    }


def _facts(interview: Interview, steps: list[rules.Step]) -> list[dict[str, Any]]:
    return [
        {"key": "Home since", "at": interview.returned_at},
        {"key": "Due by", "at": interview.due_at, "value": f"{Clock.RETURN_INTERVIEW.value.amount} hours from the return"},
        {"key": "Status", "value": label(codes.STATUSES, rules.status_of(steps))},
        {"key": "Offered after this return", "value": ANSWERS[rules.offered(steps)]},
        {"key": "Accepted after this return", "value": ANSWERS[rules.accepted(steps)]},
    ]


def _step(row: InterviewStep, people: dict[UUID, User]) -> dict[str, Any]:
    """One line of the history: what, when it happened, who recorded it, and everything that was said about it."""
    reason = label(codes.REASONS, row.reason) if row.reason else ""
    asked = f"{row.asked.name}, {row.asked.agency.name}" if row.asked else ""
    planned = f"For {_moment(row.planned_at)}" if row.planned_at else ""
    who = f"By {row.interviewer}: {label(codes.TIES, row.tie).lower()}" if row.interviewer else ""
    text = "\n".join(filter(None, [reason, asked, planned, row.place, who, row.words]))
    return _item(label(codes.STATUSES, row.status), row.happened_at, people[row.recorded_by_id], text)


def _item(title: str, at: datetime, who: User, text: str) -> dict[str, Any]:
    return {"title": title, "at": at, "who": who.full_name, "text": text}


def _mentions(interview: Interview) -> list[dict[str, str]]:
    said = list(Mention.objects.filter(interview=interview).order_by("kind", "said"))
    lists = [(row.label, [mention.said for mention in said if mention.kind == row.code]) for row in codes.MENTIONS]
    return [{"key": key, "value": "\n".join(lines)} for key, lines in lists if lines]


def _moment(instant: datetime) -> str:
    here = local(instant)
    return f"{here:%H:%M} on {here:%a} {here.day} {here:%b %Y}"


def others_owed(interview: Interview, by: Actor) -> list[tuple[str, str]]:
    """The child's other returns for which this reader may record the same talk: the absence, and when the child came home."""
    if interview.owner_id == by.agency:
        rows = Duty.objects.open().filter(child=interview.child_id, clock=Clock.RETURN_INTERVIEW.name, agency=by.agency)
        owed = [(duty.about_id, duty.starts_at) for duty in rows.order_by("starts_at")]
    else:
        rest = Interview.objects.open().filter(child=interview.child_id, owner=interview.owner_id).order_by("returned_at")
        owed = [(row.episode_id, row.returned_at) for row in rest if asked_of(row) == by.team]
    return [(str(key), f"Home since {_moment(since)}") for key, since in owed if key != interview.episode_id]


@dataclass(frozen=True)
class Line:
    """One interview in a list. `duty` where the reader's team owes it; `interview` once it was opened."""

    child: Child | None
    name: str
    status: str
    returned_at: datetime
    due_at: datetime
    is_overdue: bool
    duty: Duty | None
    interview: Interview | None


def opened_for(duty: Duty) -> Record | None:
    """The interview that this duty asks for, or whose refusal left carers to be asked; None while nobody has opened it."""
    asked = duty.about_id if duty.clock == Clock.ASK_CARERS.name else key_of(duty.about_id, duty.agency_id)
    return Record.objects.filter(pk=asked).first()


def called_by(by: Actor) -> str:
    return rules.called(Agency.objects.get(pk=by.agency).nation)


def owed_by(by: Actor, at: datetime, page: int = 1, show: str = codes.OWED) -> tuple[list[Line], int]:
    """One page of the interviews that the reader's teams owe, the longest overdue first, and how many there are."""
    seats = Membership.objects.current(on=local_day(at)).filter(user=by.user, team__agency=by.agency)
    mine = Duty.objects.open().filter(team__in=seats.values("team"), clock=Clock.RETURN_INTERVIEW.name)
    if show == codes.IS_OVERDUE:
        mine = mine.overdue(at=at)
    elif show == codes.IS_BOOKED:
        mine = mine.filter(about_id__in=_booked(by).keys("episode"))
    duties = list(mine.select_related("child").order_by("due_at", "pk")[(page - 1) * SHOWN : page * SHOWN])
    held = {row.episode_id: row for row in Interview.objects.filter(episode__in=[duty.about_id for duty in duties], owner=by.agency)}
    status, identities = _statuses(held.values()), identities_of({duty.child_id for duty in duties}, by)
    lines = [
        _line(held.get(duty.about_id), duty, name_of(identities.get(duty.child_id)), status, returned_at=duty.starts_at, at=at)
        for duty in duties
    ]
    return lines, count_of(mine, duties, page=page, shown=SHOWN)


def _booked(by: Actor) -> QuerySet:
    """The interviews of the reader's agency that have a time: those whose last step says so."""
    last = InterviewStep.objects.filter(interview=OuterRef("pk")).order_by("-recorded_at", "-pk").keys("status")[:1]
    return Interview.objects.open().filter(owner=by.agency).alias(status=Subquery(last)).filter(status=codes.BOOKED)


class Asked:
    """The interviews that another authority asked the reader's team to hold and that are not over, the longest overdue first."""

    def __init__(self, by: Actor) -> None:
        self.rows = list(self._open(by)) if by.team is not None and may(by, "interviews.read") else []

    @staticmethod
    def _open(by: Actor) -> QuerySet:
        steps = InterviewStep.objects.filter(asked=by.team, interview__ended_at=None)
        open_ones = Interview.objects.open().filter(pk__in=steps.keys("interview")).exclude(owner=by.agency)
        return open_ones.select_related("child").order_by("due_at", "pk")[:SHOWN]

    def lines(self, identities: dict[UUID, Identity], at: datetime) -> list[Line]:
        status = _statuses(self.rows) if self.rows else {}
        return [_line(row, None, name_of(identities.get(row.child_id)), status, returned_at=row.returned_at, at=at) for row in self.rows]


def asked_for(by: Actor, at: datetime) -> list[Line]:
    """The same, for a page that shows nothing else of these children."""
    asked = Asked(by)
    return asked.lines(identities_of({row.child_id for row in asked.rows}, by), at)


def _line(
    interview: Interview | None, duty: Duty | None, name: str, statuses: dict[UUID, str], *, returned_at: datetime, at: datetime
) -> Line:
    owed = duty or interview
    return Line(
        child=owed.child,
        name=name,
        status=label(codes.STATUSES, statuses.get(interview.pk, codes.TO_OFFER) if interview else codes.TO_OFFER),
        returned_at=returned_at,
        due_at=owed.due_at,
        is_overdue=is_overdue(owed.due_at, duty.done_at if duty else interview.ended_at, at),
        duty=duty,
        interview=interview,
    )


def _statuses(interviews: Iterable[Interview]) -> dict[UUID, str]:
    """The status of each: that of its last step."""
    rows = InterviewStep.objects.filter(interview__in=[row.pk for row in interviews]).order_by("recorded_at", "pk")
    return {row.interview_id: row.status for row in rows}
