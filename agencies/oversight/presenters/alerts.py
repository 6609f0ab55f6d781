"""A person's own choices, beside what holds where they chose nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from agencies.actor import Actor
from agencies.notices.codes import GROUPS, Group
from agencies.notices.models import AlertSetting


@dataclass(frozen=True)
class AlertShown:
    """One group: whether it comes by mail now, and until when that was chosen."""

    group: Group
    by_mail: bool
    until: date | None


def alerts_of(by: Actor, at: datetime) -> list[AlertShown]:
    held = {row.group: row for row in AlertSetting.objects.holding(on=localdate(at)).filter(user=by.user)}
    return [_shown(group, held.get(group.code)) for group in GROUPS]


def _shown(group: Group, row: AlertSetting | None) -> AlertShown:
    return AlertShown(group, row.by_mail, row.until) if row else AlertShown(group, group.is_personal, None)
