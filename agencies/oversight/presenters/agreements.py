"""Agreements in words: who lets whom see what, in how much, about which children, on which days and under which power."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.timezone import localdate

from agencies.actor import Actor
from agencies.agreements import actions, rules
from agencies.agreements.models import Agreement, AgreementLine
from agencies.directory.models import Agency, Area
from agencies.oversight import codes
from agencies.words import Level, Marking

HEADS = [{"text": words} for words in ("What", "How much", "About", "For", "Records")]


@dataclass
class Shown:
    """One agreement with its state and lines in words, and why this reader can or cannot ratify or end it."""

    agreement: Agreement
    state: str
    colour: str
    lines: list[str]
    tables: list[tuple[str, list[list[str]]]]
    is_ours: bool
    cannot_ratify: list[str] = field(default_factory=list)
    cannot_end: list[str] = field(default_factory=list)

    @property
    def receivers(self) -> list[str]:
        return [receiver for receiver, _ in self.tables]


def all_for(by: Actor, at: datetime) -> list[Shown]:
    """What the reader's agency shares, and what it receives."""
    rows = list(Agreement.objects.concerning(by.agency, by.recipient_keys))
    names = Names({line.recipient_key for row in rows for line in row.lines.all()})
    return [_shown(row, names, by, at) for row in rows]


def one_for(agreement: Agreement, by: Actor, at: datetime) -> Shown:
    """One agreement, with what speaks against ratifying or ending it."""
    shown, draft = _shown(agreement, Names({line.recipient_key for line in agreement.lines.all()}), by, at), actions.draft_of(agreement)
    shown.cannot_ratify = rules.objections_to_ratifying(draft, signing_agency=by.agency, on=localdate(at))
    shown.cannot_end = rules.objections_to_ending(draft, by_agency=by.agency)
    return shown


def _shown(agreement: Agreement, names: "Names", by: Actor, at: datetime) -> Shown:
    state, colour = state_of(agreement, at)
    lines = sorted(agreement.lines.all(), key=lambda line: (line.recipient_key, line.category))
    is_ours = agreement.owner_id == by.agency
    return Shown(agreement, state, colour, [_line(line, names) for line in lines], _tables(lines, names), is_ours)


def _tables(lines: list[AgreementLine], names: "Names") -> list[tuple[str, list[list[str]]]]:
    """The lines by who receives, each as the cells of a row."""
    by_receiver: dict[str, list[list[str]]] = {}
    for line in lines:
        by_receiver.setdefault(names.of(line.recipient_key), []).append([cell.capitalize() for cell in _cells(line)])
    return sorted(by_receiver.items())


def state_of(agreement: Agreement, at: datetime) -> tuple[str, str]:
    """The state in one or two words, with its colour: draft, not yet, in force, ran out, ended."""
    on = localdate(at)
    if agreement.revoked_at:
        return "Ended", "grey"
    if agreement.ratified_at is None:
        return "Draft", "yellow"
    if on < agreement.valid_from:
        return "Not yet in force", "blue"
    if agreement.valid_to and agreement.valid_to < on:
        return "Ran out", "grey"
    return "In force", "green"


class Names:
    """Names of the agencies and areas that recipient keys mention, fetched once."""

    def __init__(self, keys: Iterable[str]) -> None:
        keys = set(keys)
        areas = {key.partition("@")[2] for key in keys} - {""}
        self.areas = {area.code: area.name for area in Area.objects.filter(code__in=areas)} if areas else {}
        agencies = {rules.agency_in(key) for key in keys} - {None}
        self.agencies = Agency.objects.in_bulk(agencies) if agencies else {}

    def of(self, key: str) -> str:
        """`kind:police@northshire` as "Police forces of Northshire"."""
        agency = self.agencies.get(rules.agency_in(key))
        if agency:
            return agency.name
        area = key.partition("@")[2]
        where = f" of {self.areas.get(area, area)}" if area else ""
        return codes.RECIPIENTS.get(rules.kind_in(key), "The multi-agency hub") + where


def _line(line: AgreementLine, names: Names) -> str:
    """ "Schools: missing episodes (summary), about children their team is linked to, for safeguarding; normal records"."""
    category, level, about, purpose, markings = _cells(line)
    return f"{names.of(line.recipient_key)}: {category} ({level}), about {about}, for {purpose}; {markings}"


def _cells(line: AgreementLine) -> list[str]:
    """What, how much, about whom, for what, and how closely held at most."""
    return [
        codes.CATEGORIES.get(line.category, line.category),
        codes.LEVELS[Level(line.level)],
        codes.SCOPES[line.scope],
        codes.PURPOSES.get(line.purpose, line.purpose),
        codes.MARKINGS[Marking(line.max_marking)],
    ]
