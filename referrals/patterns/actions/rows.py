"""What the rows say, as plain facts for the rules; and by which numbers an authority runs a rule."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from agencies.directory.models import LocalSetting
from agencies.words import Handling, Marking, Seal
from referrals.children.models import Child, Identity
from referrals.clocks import local_day
from referrals.interviews.models import Interview, InterviewStep
from referrals.interviews.rules import Step, answer_of
from referrals.missing.actions.rows import home_areas_of
from referrals.missing.codes import ACCEPTED, WAS
from referrals.missing.models import Companion, Episode
from referrals.patterns import rules


def facts_of(child: Child, at: datetime, *, beside: Iterable[Episode] = ()) -> rules.Facts:
    """All that the rules may know of a child now; of other children, only absences at the time of those given in `beside`."""
    own = list(Episode.objects.counted().filter(child=child).select_related("found_area"))
    homes = home_areas_of(own)
    away = away_beside(child, beside)
    there = companions_of([*own, *away])
    events = tuple(event_of(row, homes.get(row.pk, frozenset()), there[row.pk]) for row in own)
    others = tuple(event_of(row, companions=there[row.pk]) for row in away)
    return rules.Facts(events, at=at, born_on=_born_on(child), interviews=_interviews_of(child), others=others)


def companions_of(episodes: list[Episode]) -> dict[UUID, frozenset[str]]:
    """Under each absence the children who were there: the child herself, and whoever was named beside her."""
    there = {row.pk: {str(row.child_id)} for row in episodes}
    for row in Companion.objects.filter(episode__in=episodes, kind=WAS):
        there[row.episode_id].add(str(row.child_id))
    return {key: frozenset(children) for key, children in there.items()}


def event_of(row: Episode, home_areas: frozenset[str] = frozenset(), companions: frozenset[str] = frozenset()) -> rules.Event:
    """The absence as the rules see it. Where a child of somebody else was found is nobody's to compare."""
    event = rules.Event(
        row.pk,
        row.child_id,
        row.last_seen_at,
        row.council_type,
        reported_at=row.reported_at,
        found_at=row.found_at,
        returned_at=row.returned_at,
        is_retrospective=row.is_retrospective,
        found_place=row.found_place,
        found_area=row.found_area.code if home_areas else "",
        home_areas=home_areas,
        hurt=row.hurt,
        harms=frozenset(row.harms),
        with_now=row.with_now,
        miles_away=row.miles_away,
        is_explained=row.explained == ACCEPTED,
        carried=frozenset(row.carried),
        found_with=row.found_with,
        companions=companions,
    )
    return rules.with_indicators(event)


def away_beside(child: Child, beside: Iterable[Episode]) -> list[Episode]:
    """Other children's absences at the same time, found somewhere or with one of the same children.

    What is sealed, restricted or under conditions tells of nobody else.
    """
    times, beside = Q(), list(beside)
    named = [row.child_id for row in Companion.objects.filter(episode__in=beside, kind=WAS)]
    with_same = Q(child__in=named) | Q(pk__in=Companion.objects.filter(child__in=[child.pk, *named], kind=WAS).keys("episode"))
    for row in beside:
        begun = Q(last_seen_at__lt=row.returned_at) if row.returned_at else Q()
        somewhere = ~Q(found_place="") if row.found_place else Q(pk__in=[])
        times |= begun & (Q(returned_at=None) | Q(returned_at__gt=row.last_seen_at)) & (somewhere | with_same)
    if not times:
        return []
    open_to_others = Q(seal=Seal.NONE, marking=Marking.NORMAL) & ~Q(handling=Handling.CONDITIONS)
    return list(Episode.objects.counted().filter(times, open_to_others).exclude(child=child))


def _interviews_of(child: Child) -> tuple[rules.Interview, ...]:
    """What became of each return interview: the answers, by status alone. No word that was said is read."""
    held = list(Interview.objects.filter(child=child).only("child", "owner", "episode", "returned_at"))
    said = InterviewStep.objects.filter(interview__in=[row.pk for row in held]).only("child", "owner", "interview", "status", "recorded_at")
    steps: dict[UUID, list[Step]] = {}
    for row in said.order_by("recorded_at", "pk"):
        steps.setdefault(row.interview_id, []).append(Step(row.status, row.recorded_at))
    answers = [(row, answer_of(steps.get(row.pk, []))) for row in held]
    return tuple(rules.Interview(row.episode_id, row.returned_at, answer.status, answer.at) for row, answer in answers if answer)


def _born_on(child: Child) -> date | None:
    """The birthday that the responsible authority holds; else the one recorded last."""
    known = Identity.objects.filter(child=child).exclude(born_on=None).only("owner", "child", "born_on").order_by("recorded_at", "pk")
    rows = list(known)
    own = [row for row in rows if row.owner_id == child.responsible_id]
    return (own or rows)[-1].born_on if rows else None


def rules_of(agency: int, at: datetime) -> Iterator[rules.Rule]:
    """The rules as an authority ran them on that day; without a word from it, as they stand in the book."""
    said = settings_of(agency, at)
    for rule in rules.RULES:
        local = rules.locally(rule, said[rule.number].value) if rule.number in said else rule
        if local:
            yield local


def settings_of(agency: int, at: datetime) -> dict[str, LocalSetting]:
    """What the authority last said of each rule until that day."""
    names = {rules.setting_of(rule.number): rule.number for rule in rules.RULES}
    said = LocalSetting.objects.filter(agency=agency, name__in=names, valid_from__lte=local_day(at)).order_by("valid_from")
    return {names[row.name]: row for row in said}
