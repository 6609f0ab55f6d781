"""Tell and send. An action leaves a row; the relay sends it, and a second copy is known by its key."""

import hashlib
import logging
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Membership, Team, User
from agencies.notices import rules
from agencies.notices.codes import Group
from agencies.notices.models import AlertSetting, Notice
from agencies.refusals import refuse_if

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
RETRY, SLOWEST = timedelta(minutes=1), 4
SHOWN_AFTER = 8
STORM = 500  # after an import or a jump of the clock nobody reads so many messages, and the real one drowns


def tell(*, key: str, kind: str, team: Team, about: Any, by: Actor, at: datetime, user: User | None = None) -> None:
    """Leave one notice for a team, or for one person in it. The same key and recipient leave nothing new."""
    Notice.objects.bulk_create([_notice(key, kind, team, about, at, user)], ignore_conflicts=True)


AGAIN = [
    *("kind", "about_kind", "about_id", "told_at", "acknowledged_at", "answered_at", "sent_at"),
    *("lease_until", "attempts", "next_try_at", "quarantined_at"),
]


def tell_again(*, key: str, kind: str, team: Team, about: Any, by: Actor, at: datetime, user: User | None = None) -> None:
    """One notice for a team, or a person in it, in place of what they were told of it before: more is known, and it is news once more."""
    notice = _notice(key, kind, team, about, at, user)
    Notice.objects.bulk_create([notice], update_conflicts=True, update_fields=AGAIN, unique_fields=["key", "recipient_key"])


def answer_older(*, key: str, team: Team, kinds: str, about: QuerySet, at: datetime) -> None:
    """What this team was told before of these things, and nobody has marked as seen, is answered by the newer notice of this key."""
    older = Notice.objects.filter(kind__startswith=kinds, team=team, user=None, about_id__in=about, acknowledged_at=None)
    older.filter(answered_at=None).exclude(key=key).update(answered_at=at)


def is_told(*, team: Team, about: UUID, at: datetime) -> bool:
    """Whether the team hears of this in the same moment already: one event brings a desk one notice."""
    return Notice.objects.filter(team=team, user=None, about_id=about, told_at=at).exists()


def _notice(key: str, kind: str, team: Team, about: Any, at: datetime, user: User | None = None) -> Notice:
    recipient, what = f"user:{user.pk}" if user else f"team:{team.pk}", {"about_kind": type(about).__name__, "about_id": about.pk}
    return Notice(key=key, kind=kind, recipient_key=recipient, team=team, user=user, told_at=at, next_try_at=at, **what)


def answer(*, about: UUID, kind: str, at: datetime) -> None:
    """What was told of this thing is settled, and no news any more."""
    Notice.objects.filter(about_id=about, kind=kind, answered_at=None).update(answered_at=at)


@transaction.atomic
def acknowledge(*, notice: Notice, by: Actor, at: datetime) -> None:
    """The recipient has seen it: that, and no mail, is the receipt."""
    Notice.objects.filter(pk=notice.pk, acknowledged_at=None).update(acknowledged_at=at)


def lease(*, at: datetime) -> list[Notice]:
    """Take one waiting notice for a while, so that no other relay sends it too; in a storm, all that wait for the same recipient."""
    with transaction.atomic():
        waiting = Notice.objects.to_send(at=at).select_for_update(skip_locked=True, of=("self",), no_key=True)
        first = waiting.first()
        if first is None:
            return []
        taken = [first]
        if Notice.objects.to_send(at=at).filter(recipient_key=first.recipient_key)[STORM:].exists():
            taken = list(waiting.filter(recipient_key=first.recipient_key))
            logger.error("A storm of notices became one message", extra={"row": str(first.pk), "notices": len(taken)})
        again = at + RETRY * 2 ** min(first.attempts, SLOWEST)
        _among(taken).update(lease_until=at + LEASE, attempts=F("attempts") + 1, next_try_at=again)
        return taken


def deliver(*, notices: list[Notice], at: datetime) -> bool:
    """Send what was leased, outside any transaction. What fails is tried again, more and more rarely, and after eight times shown."""
    try:
        muted_at = _send(notices[0], at, alone=len(notices) == 1)
    except Exception:
        logger.exception("A notice was not sent", extra={"row": str(notices[0].pk)})
        shown = at if notices[0].attempts + 1 >= SHOWN_AFTER else None
        _among(notices).update(lease_until=None, quarantined_at=shown)
        return False
    _among(notices).update(sent_at=at, muted_at=muted_at, lease_until=None, quarantined_at=None)
    return True


def _among(notices: list[Notice]) -> QuerySet[Notice]:
    return Notice.objects.filter(pk__in=[notice.pk for notice in notices])


def _send(notice: Notice, at: datetime, *, alone: bool) -> datetime | None:
    """No name, no reason, and always the same Message-ID, so that mail programs fold repeats. The link leads there after signing in.

    Returns when it was muted: by the person themselves, who finds it in the service all the same.
    """
    addresses = _own(notice, at) if notice.user_id else [notice.team.email, *_copies(notice, at)]
    if addresses is None:
        return at
    found = [address for address in addresses if address]
    if not found:
        return None
    digest = hashlib.sha256(f"{notice.key}|{notice.recipient_key}".encode()).hexdigest()[:32]
    where = reverse("casefile:told", args=[notice.pk]) if alone else reverse("casefile:my_work")
    EmailMessage(
        subject="You have an item to look at",
        body=f"A record on your list changed. Sign in to see it: {settings.PUBLIC_ADDRESS}{where}",
        to=found[:1],
        bcc=found[1:],
        headers={"Message-ID": f"<{digest}@notices.invalid>"},
    ).send()
    return None


def _own(notice: Notice, at: datetime) -> list[str] | None:
    """The person's address; None where they chose not to hear of this by mail. What must reach a person nobody mutes."""
    group = rules.group_of(notice.kind)
    held = AlertSetting.objects.holding(on=localdate(at)).filter(user=notice.user_id, group=group.code).first()
    if held and not held.by_mail and not group.is_statutory:
        return None
    return list(User.objects.filter(pk=notice.user_id, is_active=True).values_list("email", flat=True))


def _copies(notice: Notice, at: datetime) -> list[str]:
    """Who of the team asked for a copy of what it is told."""
    on, group = localdate(at), rules.group_of(notice.kind)
    asked = AlertSetting.objects.holding(on=on).filter(group=group.code, by_mail=True).values("user")
    seated = Membership.objects.current(on=on).filter(team=notice.team_id, user__in=asked).values("user")
    return list(User.objects.filter(pk__in=seated, is_active=True).order_by("email").values_list("email", flat=True))


@transaction.atomic
def choose(*, group: Group, by_mail: bool, until: date | None, by: Actor, at: datetime) -> None:
    """A person says whether they want this group of alerts by mail. The tray shows them whatever is said here."""
    refuse_if(rules.objections_to_choosing(group, by_mail=by_mail, until=until, on=localdate(at)))
    said = {"by_mail": by_mail, "until": until, "set_at": at}
    AlertSetting.objects.update_or_create(user_id=by.user, group=group.code, defaults=said)
    trail.record(verb="notices.choose", about=None, by=by, at=at, group=group.code, by_mail=by_mail, until=until and until.isoformat())
