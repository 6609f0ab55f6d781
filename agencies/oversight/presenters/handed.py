"""What an event of the log handed to whom, and under which power, in words."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from agencies.agreements.models import LegalGateway
from agencies.audit.models import Event
from agencies.directory.models import Agency
from agencies.oversight.presenters.agreements import Names


def recipients_of(events: Iterable[Event]) -> dict[UUID, list[dict[str, Any]]]:
    """Under each event its recipients as they were stored, each with its words, with few queries however many there are."""
    told = {event.pk: event.recipients or [] for event in events}
    everybody = [who for recipients in told.values() for who in recipients]
    keys = {who["key"] for who in everybody if who["kind"] == "line"}
    agencies = {who["agency"] for who in everybody if who["kind"] == "team"}
    names, held = Names(keys), Agency.objects.in_bulk(agencies) if agencies else {}
    return {event: [who | {"says": _says(who, names, held)} for who in recipients] for event, recipients in told.items()}


def _says(who: dict[str, Any], names: Names, agencies: dict[int, Agency]) -> str:
    """ "Front door, Northford Council"; "Police forces of Northshire"."""
    if who["kind"] == "line":
        return names.of(who["key"])
    agency = agencies.get(who.get("agency", 0))
    return f"{who['name']}, {agency.name}" if agency else who["name"]


def gateways_of(event: Event) -> list[str]:
    """Each power by its code and its provision."""
    codes = event.gateway.split(", ") if event.gateway else []
    provisions = dict(LegalGateway.objects.filter(code__in=codes).values_list("code", "provision")) if codes else {}
    return [f"{code}: {provisions[code]}" if code in provisions else code for code in codes]
