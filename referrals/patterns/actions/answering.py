"""A person says what was done about a flag, or contests its events."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.refusals import refuse_if
from referrals.drafts import actions as drafts
from referrals.patterns import rules
from referrals.patterns.models import Flag


@transaction.atomic
def answer_flag(*, flag: Flag, answer: str, words: str, draft: UUID | None = None, by: Actor, at: datetime) -> None:
    """A person says what was done about a flag, or why its events are wrong. The flag stays on file with the answer."""
    key: dict[str, Any] = {"draft": draft, "said": (answer, words)}
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
