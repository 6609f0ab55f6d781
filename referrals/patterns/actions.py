"""Raising a flag when a pattern is complete, and answering it. A flag never changes a level by itself."""

from datetime import datetime

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import LocalSetting, Team
from agencies.notices import actions as notices
from agencies.refusals import refuse_if
from referrals.children.models import Child
from referrals.clocks import local_day
from referrals.duties import actions as duties
from referrals.missing.models import Change, Episode
from referrals.patterns import rules
from referrals.patterns.models import Flag


def _is_on(rule: rules.Rule, agency: int, at: datetime) -> bool:
    """A partnership may switch a rule off; without a word from it the rule is on."""
    said = LocalSetting.objects.filter(agency=agency, name=f"patterns.{rule.number}", valid_from__lte=local_day(at))
    last = said.order_by("-valid_from").first()
    return last is None or bool(last.value)


@transaction.atomic
def count_change(*, change: Change, by: Actor, at: datetime) -> None:
    """Count the child's episodes again, because one of them began or was corrected; the same events never raise a second flag."""
    child = Child.objects.get(pk=change.child_id)
    episodes = {episode.pk: episode for episode in Episode.objects.filter(child=child)}
    starts = [rules.Start(row.pk, row.child_id, row.last_seen_at, row.council_type) for row in episodes.values()]
    for rule in rules.RULES:
        if _is_on(rule, child.responsible_id, at):
            for finding in rules.fired_with(rule, starts, change.episode_id):
                _raise(rule, finding, child, episodes[finding.completed_by], by, at)
    change.counted_at = at
    change.save(update_fields=["counted_at"])


def _raise(rule: rules.Rule, finding: rules.Finding, child: Child, completed_by: Episode, by: Actor, at: datetime) -> None:
    flag = Flag(
        child=child,
        owner_id=child.responsible_id,
        rule=finding.rule,
        version=finding.version,
        completed_by=finding.completed_by,
        event_ids=[str(key) for key in finding.episode_ids],
        says=finding.says,
        raised_at=at,
    )
    known = Flag.objects.filter(rule=flag.rule, child=child, completed_by=flag.completed_by)
    if known.exists():
        return
    Flag.objects.bulk_create([flag], ignore_conflicts=True)
    desk = Team.objects.missing_desk_of(child.responsible_id)
    for clock in (rule.action_clock, *rule.further_clocks):
        version = f"{rule.number} v{rule.version}"
        duties.assign(about=completed_by, clock=clock, start=at, team=desk, event=finding.completed_by, rule=version, by=by, at=at)
    notices.tell(key=f"flag:{flag.rule}:{flag.completed_by}", kind=f"flag.{flag.rule}", team=desk, about=flag, by=by, at=at)
    trail.record(verb="patterns.raise_flag", about=flag, by=by, at=at, rule_version=rule.version)


@transaction.atomic
def answer_flag(*, flag: Flag, answer: str, words: str, by: Actor, at: datetime) -> None:
    """A person says what was done about a flag, or why its events are wrong. The flag stays on file with the answer."""
    flag = Flag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    refuse_if(rules.objections_to_answering(answer, words, answered=flag.answered_at is not None))
    flag.answered_at, flag.answered_by_id, flag.answer, flag.answer_words = at, by.user, answer, words
    flag.save(update_fields=["answered_at", "answered_by", "answer", "answer_words"])
    trail.record(verb="patterns.answer", about=flag, by=by, at=at, answer=answer)
