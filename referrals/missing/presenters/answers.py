"""The check page: what will be recorded, read back in words before it counts."""

from datetime import datetime
from typing import Any

from django.forms import Form

from referrals.children.codes import label
from referrals.children.models import Child
from referrals.missing import codes
from referrals.missing.actions import Past, Report, Return
from referrals.profiles.codes import RISK_BANDS

Answer = dict[str, Any]


def _line(key: str, value: str = "", at: datetime | None = None) -> Answer:
    return {"key": key, "value": value, "at": at}


def return_answers(told: Return) -> list[Answer]:
    harms = ", ".join(label(codes.HARMS, harm) for harm in told.harms)
    home = _line("Home", label(codes.DESTINATIONS, told.destination), told.returned_at)
    not_home = _line("Home", f"Not home yet{': ' + label(codes.DESTINATIONS, told.destination).lower() if told.destination else ''}")
    lines = [
        _line("Found", at=told.found_at),
        _line("Where", told.place),
        _line("Police area", told.area.name if told.area else "Not known"),
        _line("Hurt or unwell", label(codes.HURT, told.hurt)),
        _line("With the child now", label(codes.WITH_NOW, told.with_now)),
        home if told.returned_at else not_home,
        _line("Harm while missing", harms),
    ]
    return lines + [line for line in (*_findings(told), _line("Must know tonight", told.tonight)) if line["value"]]


def _findings(told: Return) -> list[Answer]:
    """What was told beside the necessary; the other children by their references, as they were typed."""
    children = Child.objects.filter(pk__in=told.companions).order_by("reference")
    return [
        _line("Found with", label(codes.FOUND_WITH, told.found_with)),
        _line("Other children there", ", ".join(child.reference for child in children)),
        _line("Others there", told.companion_words),
        _line("Carried", ", ".join(label(codes.CARRIED, thing) for thing in told.carried)),
        _line("Miles from home", "" if told.miles_away is None else str(told.miles_away)),
        _line("Explained", label(codes.EXPLAINED, told.explained)),
        _line("In the child's words", told.explanation),
    ]


def report_answers(told: Report) -> list[Answer]:
    """Everything that was said; what was left empty is not asked after again."""
    who = ", ".join(filter(None, [told.reporter.get("name", ""), told.reporter.get("phone", "")]))
    said = [
        _line("Last seen", told.place, told.times.last_seen_at),
        _line("Found to be missing", at=told.times.discovered_at),
        _line("Reported", "after the child was found" if told.is_retrospective else "", told.times.reported_at),
        *(_line(label(codes.NARRATIVES, kind), words) for kind, words in told.words.items()),
        _line("With the child before", ", ".join(child.reference for child in Child.objects.filter(pk__in=told.may_be_with))),
        _line("May be at", ", ".join(told.may_be_at)),
        _line("Drives and draws", ", ".join(label(codes.FACTORS, factor) for factor in told.factors)),
        _line("Risk band", f"{label(RISK_BANDS, told.band)}: {told.band_reason}"),
        _line("Told us", f"{who}, {label(codes.RELATIONSHIPS, told.reporter['relationship']).lower()}" if who else ""),
        _line("Council type", label(codes.COUNCIL_TYPES, told.council_type)),
        _line("Police reference", told.police_reference),
    ]
    return [line for line in said if line["value"] or line["at"]]


def past_answers(told: Past) -> list[Answer]:
    """An absence that is over, from last seen to home; what was left empty is not asked after again."""
    who = f"{told.noticed_by['name']}, {label(codes.RELATIONSHIPS, told.noticed_by['relationship']).lower()}" if told.noticed_by else ""
    said = [
        _line("Last seen", told.place, told.last_seen_at),
        _line("Noticed", who, told.discovered_at),
        *(_line(label(codes.NARRATIVES, kind), words) for kind, words in told.words.items()),
        _line("Why nobody reported it, from the list", label(codes.NOT_REPORTED, told.not_reported)),
        _line("Council type", label(codes.COUNCIL_TYPES, told.council_type)),
        *return_answers(told.back),
    ]
    return [line for line in said if line["value"] or line["at"]]


def kept_of(form: Form) -> list[tuple[str, str]]:
    """Every typed word again, hidden, for the button of the check page."""
    return [
        (bound.html_name, str(one))
        for bound in form
        for one in (bound.value() if isinstance(bound.value(), list) else [bound.value()])
        if one not in (None, "", False)
    ]
