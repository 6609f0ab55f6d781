"""Raising flags: what is newly true of a child's absences, for her and for another who was away with her."""

from collections.abc import Iterable
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.missing.models import Change, Episode
from referrals.patterns import rules
from referrals.patterns.actions import following, rows
from referrals.patterns.models import Flag

TOGETHER = next(rule.number for rule in rules.RULES if rule.shape is rules.Shape.TOGETHER)


@transaction.atomic
def count_change(*, change: Change, by: Actor, at: datetime) -> None:
    """Count the child's episodes again, because one of them began, goes on or was corrected; the same events never raise a second flag.

    While the child is away the change stays to be looked at: a mark or a night later, by a time on its row.
    """
    child, episode = Child.objects.get(pk=change.child_id), Episode.objects.get(pk=change.episode_id)
    facts = rows.facts_of(child, at, beside=[episode, *_met(child)])
    known_at = max(change.changed_at, change.look_at)
    local = list(rows.rules_of(child.responsible_id, known_at))
    _raise(local, facts, child, episode, known_at, by, at)
    check_flags(child, facts, by, at)
    _count_beside(facts, episode, known_at, by, at)
    again = _again(facts, change, at)
    change.counted_at, change.look_at = (None, again) if again else (at, change.look_at)
    change.save(update_fields=["counted_at", "look_at"])


def _again(facts: rules.Facts, change: Change, at: datetime) -> datetime | None:
    """Only the report of an absence is looked at again: one row for each child who is missing. What was recorded in error is none."""
    event = facts.event_of(change.episode_id)
    return rules.look_again_at(event, at) if event and change.kind == "reported" else None


def _met(child: Child) -> list[Episode]:
    """The child's absences for which a flag says already that another child was there."""
    return list(Episode.objects.filter(pk__in=Flag.objects.filter(child=child, rule=TOGETHER).keys("completed_by")))


def _raise(
    local: Iterable[rules.Rule], facts: rules.Facts, child: Child, episode: Episode, known_at: datetime, by: Actor, at: datetime
) -> None:
    """The flags that count this episode and that nobody raised before, with what they ask, and one notice."""
    found = {finding.key: (rule, finding) for rule in local for finding in rules.fired_with(rule, facts, episode.pk)}
    flags = [_flag(finding, rule.ran_as, child, at) for rule, finding in found.values()]
    Flag.objects.bulk_create(flags, ignore_conflicts=True)
    new = list(Flag.objects.filter(pk__in=[flag.pk for flag in flags]).order_by("rule", "occasion"))
    recorded = {str(row.pk): row.recorded_at for row in Episode.objects.filter(child=child)} if new else {}
    for flag in new:
        _, finding = found[flag.rule, flag.child_id, flag.completed_by, flag.occasion]
        since = max([known_at, *(recorded[key] for key in flag.event_ids), *([finding.since] if finding.since else [])])
        following.follow(flag, finding.clocks, child, since, by, at)
    following.tell(new, child, by, at)


def _flag(finding: rules.Finding, ran_as: dict, child: Child, at: datetime) -> Flag:
    return Flag(
        child=child,
        owner_id=child.responsible_id,
        rule=finding.rule,
        version=finding.version,
        ran_as=ran_as,
        completed_by=finding.completed_by,
        occasion=finding.occasion,
        event_ids=[str(key) for key in finding.episode_ids],
        meeting_place=uuid5(NAMESPACE_URL, f"place:{finding.meeting_place}") if finding.meeting_place else None,
        says=finding.says,
        raised_at=at,
    )


def check_flags(child: Child, facts: rules.Facts, by: Actor, at: datetime) -> None:
    """A flag whose events were corrected away is marked, and never deleted; it is held to the numbers by which its rule ran."""
    flags = list(Flag.objects.filter(child=child))
    true = _true_of(flags, child, facts)
    for flag in flags:
        if (flag in true) != (flag.corrected_at is None):
            flag.corrected_at = None if flag in true else at
            flag.save(update_fields=["corrected_at"])
            trail.record(verb="patterns.check_flag", about=flag, by=by, at=at, events=flag.event_ids, still_true=flag in true)
            following.check(flag, true, by, at)


def _true_of(flags: list[Flag], child: Child, facts: rules.Facts) -> dict[Flag, tuple[Clock, ...]]:
    """The flags that the facts still bear out, each with what it asks for."""
    found: dict[str, dict[tuple, rules.Finding]] = {}
    true = {}
    for flag in flags:
        ran, key = f"{flag.rule} {flag.ran_as}", (flag.rule, child.pk, flag.completed_by, flag.occasion)
        if ran not in found:
            rule = rules.locally(rules.BY_NUMBER[flag.rule], flag.ran_as or True)
            found[ran] = {finding.key: finding for finding in rules.fired(rule, facts)} if rule else {}
        if key in found[ran]:
            true[flag] = found[ran][key].clocks
    return true


def _count_beside(facts: rules.Facts, episode: Episode, known_at: datetime, by: Actor, at: datetime) -> None:
    """The other children: those who were there with her now, and those of whom that was said before. Each has a flag of her own."""
    own = facts.event_of(episode.pk)
    there = {other.child_id: other.episode_id for other in facts.others if own and rules.is_together(own, other)}
    counted = Flag.objects.filter(child=episode.child_id, rule=TOGETHER, event_ids__contains=[str(episode.pk)])
    places = counted.exclude(meeting_place=None).keys("meeting_place")
    said = {flag.child_id for flag in Flag.objects.filter(rule=TOGETHER, meeting_place__in=places).exclude(child=episode.child_id)}
    for child in Child.objects.filter(pk__in=said | set(there)).order_by("pk"):
        absence = Episode.objects.filter(pk=there.get(child.pk)).first()
        hers = rows.facts_of(child, at, beside=[*([absence] if absence else []), *_met(child)])
        local = [rule for rule in rows.rules_of(child.responsible_id, known_at) if rule.number == TOGETHER]
        if absence:
            _raise(local, hers, child, absence, known_at, by, at)
        check_flags(child, hers, by, at)
