"""Raising a flag when a pattern is complete, and answering it. A flag never changes a level by itself."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import LocalSetting, Team
from agencies.notices import actions as notices
from agencies.refusals import refuse_if
from referrals.children.models import Child
from referrals.clocks import local_day
from referrals.drafts import actions as drafts
from referrals.duties import actions as duties
from referrals.missing.models import Change, Episode
from referrals.patterns import rules
from referrals.patterns.models import Flag


@transaction.atomic
def count_change(*, change: Change, by: Actor, at: datetime) -> None:
    """Count the child's episodes again, because one of them began or was corrected; the same events never raise a second flag."""
    child = Child.objects.get(pk=change.child_id)
    episodes = {str(row.pk): row for row in Episode.objects.filter(child=child)}
    starts = [rules.Start(row.pk, row.child_id, row.last_seen_at, row.council_type) for row in episodes.values()]
    findings = [finding for rule in _rules_of(child, change.changed_at) for finding in rules.fired_with(rule, starts, change.episode_id)]
    flags = [_flag(finding, child, at) for finding in findings]
    Flag.objects.bulk_create(flags, ignore_conflicts=True)
    for flag in Flag.objects.filter(pk__in=[flag.pk for flag in flags]):
        known_at = max(change.changed_at, *(episodes[key].recorded_at for key in flag.event_ids))
        _follow(flag, child, known_at, by, at)
    change.counted_at = at
    change.save(update_fields=["counted_at"])


def _rules_of(child: Child, at: datetime) -> Iterator[rules.Rule]:
    """The rules as the responsible authority ran them on the day of the change; without a word from it, as they stand in the book."""
    said = LocalSetting.objects.filter(agency=child.responsible_id, valid_from__lte=local_day(at))
    for rule in rules.RULES:
        last = said.filter(name=f"patterns.{rule.number}").order_by("-valid_from").first()
        local = rules.locally(rule, last.value) if last else rule
        if local:
            yield local


def _flag(finding: rules.Finding, child: Child, at: datetime) -> Flag:
    return Flag(
        child=child,
        owner_id=child.responsible_id,
        rule=finding.rule,
        version=finding.version,
        completed_by=finding.completed_by,
        event_ids=[str(key) for key in finding.episode_ids],
        says=finding.says,
        raised_at=at,
    )


def _follow(flag: Flag, child: Child, known_at: datetime, by: Actor, at: datetime) -> None:
    """What the new flag asks of the desk that answers for the child. Its clocks run from when its events were known, not counted."""
    rule, desk = rules.BY_NUMBER[flag.rule], Team.objects.missing_desk_of(child.responsible_id)
    for clock in (rule.action_clock, *rule.further_clocks):
        duties.assign(
            about=flag,
            clock=clock,
            start=known_at,
            team=desk,
            event=flag.completed_by,
            rule=f"{flag.rule} v{flag.version}",
            by=by,
            at=at,
        )
    notices.tell(key=f"flag:{flag.rule}:{flag.completed_by}", kind=f"flag.{flag.rule}", team=desk, about=flag, by=by, at=at)
    what = {"rule_version": flag.version, "events": flag.event_ids}
    trail.record(verb="patterns.raise_flag", about=flag, by=by, at=at, handed=trail.Handed([desk.agency, desk]), **what)


@transaction.atomic
def answer_flag(*, flag: Flag, answer: str, words: str, draft: UUID | None = None, by: Actor, at: datetime) -> None:
    """A person says what was done about a flag, or why its events are wrong. The flag stays on file with the answer."""
    key = {"draft": draft, "said": (answer, words)}
    if drafts.made_before(Flag.objects.filter(pk=flag.pk), form="patterns.answer", about=flag.pk, by=by, at=at, **key):
        return
    answered, responsible = flag.answered_at is not None, flag.owner_id == by.agency
    refuse_if(rules.objections_to_answering(answer, words, answered=answered, responsible=responsible))
    flag = Flag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    refuse_if(rules.objections_to_answering(answer, words, answered=flag.answered_at is not None))
    flag.answered_at, flag.answered_by_id, flag.answer, flag.answer_words = at, by.user, answer, words
    flag.save(update_fields=["answered_at", "answered_by", "answer", "answer_words"])
    drafts.use(result=flag.pk, at=at, **key)
    trail.record(verb="patterns.answer", about=flag, by=by, at=at, answer=answer)
