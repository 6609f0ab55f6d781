"""People with their seats: whom an agency's administrator looks after, and whom a person without a seat may ask."""

from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from agencies.directory.models import Cover, Membership, User
from agencies.words import Role

SIZE = 25
ADMINISTRATORS = 5


def seats_of(user: User, at: datetime) -> QuerySet[Membership]:
    """The seats a person may act from today, in a fixed order."""
    held = Membership.objects.current(on=localdate(at)).filter(user=user)
    return held.select_related("team__agency").order_by("team__agency__name", "team__name")


def whom_to_ask(user: User, at: datetime) -> list[Membership]:
    """The administrators of the agency where the person last had a seat. Nobody where they never had one."""
    last = Membership.objects.filter(user=user).select_related("team").order_by("-starts_on", "-pk").first()
    if last is None:
        return []
    administrators = Membership.objects.of_agency(last.team.agency_id).filter(role=Role.ADMINISTRATOR, user__is_active=True)
    return list(administrators.current(on=localdate(at)).exclude(user=user).order_by("user__full_name")[:ADMINISTRATORS])


def seats_in(agency: int, *, words: str, team: int | None, ended: bool, on: date) -> QuerySet[Membership]:
    """The seats in an agency's teams: those held or to come, or those that are over."""
    seats = Membership.objects.of_agency(agency)
    seats = seats.exclude(pk__in=Membership.objects.not_over(on=on).values("pk")) if ended else seats.not_over(on=on)
    if words:
        seats = seats.filter(Q(user__full_name__icontains=words) | Q(user__username__icontains=words))
    return (seats.filter(team=team) if team else seats).order_by("user__full_name", "user__username", "-starts_on", "-pk")


def page_of(seats: QuerySet[Membership], number: str) -> Page:
    return Paginator(seats, SIZE).get_page(number)


def cover_in(agency: int, at: datetime) -> list[dict[str, Any]]:
    """Who answers for whom, until when."""
    rows = Cover.objects.of_agency(agency, on=localdate(at)).order_by("ends_on", "pk")
    return [
        {"away": row.away, "covered_by": row.covered_by, "team": row.team, "starts_on": row.starts_on, "ends_on": row.ends_on}
        for row in rows
    ]
