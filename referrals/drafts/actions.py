"""Keep a writer's words, and turn them into a record once."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Membership, User
from agencies.notices import actions as notices
from agencies.refusals import SENT_BEFORE, Refused
from referrals.clocks import local_day
from referrals.drafts import rules
from referrals.drafts.models import Draft


@transaction.atomic
def save(
    *, form: str, words: dict[str, Any], version: int | None, draft: UUID | None, about: UUID | None, by: Actor, at: datetime
) -> tuple[Draft, bool]:
    """Keep the writer's words. Returns the draft, and whether it was saved: a newer version is never written over.

    Without a version the writer pressed the button: what stands on their page is what they mean. Raises `Refused` for a key
    that belongs to somebody else.
    """
    words = {name: rules.storable(value) for name, value in words.items()}
    fresh = Draft(pk=draft or uuid4(), user_id=by.user, form=form, about_id=about, words=words, saved_at=at, version=0)
    held = _claim(fresh)
    if held.used_at or (version is not None and held.version > max(version, 0)):
        return held, False
    held.words, held.version, held.saved_at, held.reminded = words, held.version + 1, at, 0
    held.save(update_fields=["words", "version", "saved_at", "reminded"])
    return held, True


def _claim(fresh: Draft) -> Draft:
    """The row of this key, made where there was none, and locked: two presses of one button queue here."""
    Draft.objects.bulk_create([fresh], ignore_conflicts=True)
    held = Draft.objects.filter(pk=fresh.pk).select_for_update(of=("self",)).first()
    if held is None:
        raise Refused([SENT_BEFORE])
    return held


def unfinished(*, form: str, about: UUID | None) -> Draft | None:
    """The words that this writer left in this form about this child or thing, the latest first."""
    return Draft.objects.filter(form=form, about_id=about, used_at=None).order_by("-saved_at").first()


def made_before(rows: Any, *, draft: UUID | None, form: str, about: UUID | None, said: Any, by: Actor, at: datetime) -> Any:
    """The row among `rows` that an earlier press of the same button made, or None. One form makes one thing, once.

    `said` is what the writer means, without any time of the press: the same key with other words is refused, never dropped.
    """
    if draft is None:
        return None
    held = _claim(Draft(pk=draft, user_id=by.user, form=form, about_id=about, saved_at=at))
    is_used = held.used_at is not None
    made = rows.filter(pk=held.result_id).first() if is_used and held.said == rules.digest(said) else None
    if (held.form, held.about_id) != (form, about) or (is_used and made is None):
        raise Refused([SENT_BEFORE])
    return made


def use(*, draft: UUID | None, result: UUID, said: Any, at: datetime) -> None:
    """The words have become a record: the draft is empty from now on and remembers only what it became, and a print of what was sent."""
    if draft is not None:
        Draft.objects.filter(pk=draft).update(used_at=at, result_id=result, said=rules.digest(said), words={})
        notices.answer(about=draft, kind="draft.unsent", at=at)


def discard(*, draft: Draft, at: datetime) -> None:
    """The words are gone, that there was a draft stays."""
    Draft.objects.filter(pk=draft.pk, used_at=None).update(used_at=at, words={})
    notices.answer(about=draft.pk, kind="draft.unsent", at=at)


def pass_term(*, draft: Draft, by: Actor, at: datetime) -> None:
    """Words that nobody sent: their writer is reminded twice, then they go. That there was a draft, and about whom, stays on file."""
    draft.reminded = rules.terms_passed(draft.saved_at, at)
    if draft.reminded == len(rules.TERMS):
        discard(draft=draft, at=at)
        trail.record(verb="drafts.pass_term", about=draft, by=by, at=at, form=draft.form, saved_at=draft.saved_at.isoformat())
        return
    draft.save(update_fields=["reminded"])
    seat = Membership.objects.current(on=local_day(at)).filter(user=draft.user_id).select_related("team").order_by("pk").first()
    if seat:
        said = {"team": seat.team, "user": User(pk=draft.user_id), "about": draft, "by": by, "at": at}
        notices.tell_again(key=f"draft:{draft.pk}", kind="draft.unsent", **said)
