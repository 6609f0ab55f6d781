"""What earlier absences and the child's own file tell whoever reports her missing, as far as they may see it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from agencies.actor import Actor
from agencies.directory.models import Agency
from agencies.words import Kind
from referrals.children.codes import LEGAL_STATUSES, SETTINGS, label
from referrals.children.models import Address, Care, Child
from referrals.children.presenters import identities_of, name_of
from referrals.clocks import local_day
from referrals.missing.models import Companion, Episode

CHIPS, LOOKED_THROUGH = 4, 50
WINDOWS = (28, 30, 90, 365)


def places_before(child: UUID) -> list[str]:
    """At most four places where this child was found before, the latest first; only from episodes the reader may see."""
    rows = Episode.objects.counted().filter(child=child).exclude(found_place__in=["", "Home or placement"]).order_by("-last_seen_at")
    return list(dict.fromkeys(row.found_place for row in rows[:LOOKED_THROUGH]))[:CHIPS]


def companions_before(child: UUID, by: Actor) -> list[tuple[str, str]]:
    """At most four children who were with this one before, the latest first; only those the reader may see."""
    absences = Episode.objects.counted().filter(child=child).keys()
    rows = Companion.objects.filter(episode__in=absences).order_by("-recorded_at", "pk")[:LOOKED_THROUGH]
    keys = list(dict.fromkeys(row.child_id for row in rows))[:CHIPS]
    seen, identities = Child.objects.in_bulk(keys), identities_of(keys, by)
    return [(str(key), name_of(identities.get(key)) or seen[key].reference) for key in keys if key in seen]


def standing_of(child: Child, at: datetime) -> list[dict[str, Any]]:
    """Where the child lives, by which legal status, who answers and who hosts, and how often she was away."""
    day = local_day(at)
    address = Address.objects.filter(child=child, to_on=None).order_by("-from_on").first()
    care = Care.objects.filter(child=child, from_on__lte=day, to_on=None).order_by("-from_on").first()
    host = Agency.objects.filter(kind=Kind.COUNCIL, areas=address.area_id).first() if address and address.area_id else None
    said = [
        ("Lives", label(SETTINGS, address.setting) if address else ""),
        ("Legal status", label(LEGAL_STATUSES, care.status) if care else ""),
        ("Responsible authority", Agency.objects.get(pk=child.responsible_id).name),
        ("Host authority", host.name if host and host.pk != child.responsible_id else ""),
        ("Absences", _counted(child, at)),
    ]
    return [{"key": key, "value": value} for key, value in said if value]


def _counted(child: Child, at: datetime) -> str:
    """1 in 28 days, 2 in 90 days; nothing where the reader sees none."""
    days = [(local_day(at) - local_day(row.last_seen_at)).days for row in _lately(child, at)]
    return ", ".join(f"{sum(ago <= window for ago in days)} in {window} days" for window in WINDOWS) if days else ""


def _lately(child: Child, at: datetime) -> list[Episode]:
    return list(Episode.objects.counted().filter(child=child, last_seen_at__gte=at - timedelta(days=max(WINDOWS) + 1)))
