"""The log in words: who, as what, when, what they saw, under which rule, and what was decided then."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime

from agencies.access.compile import child_table
from agencies.access.context import ask
from agencies.actor import Actor
from agencies.audit.models import Event, Exposure
from agencies.audit.trail import Shown
from agencies.directory.codes import ROLES
from agencies.directory.models import Agency, Team
from agencies.oversight import codes
from agencies.oversight.presenters import handed
from agencies.oversight.rules import deed_of
from agencies.words import Level, Outcome, Role

ROLE_WORDS = {str(role): words for role, words in ROLES}


@dataclass
class Line:
    """One event as a row of the page."""

    event: Event
    who: str
    role: str
    team: str
    agency: str
    deed: str
    saw: list[str] = field(default_factory=list)
    children: str = ""
    rules: list[str] = field(default_factory=list)
    purpose: str = ""
    verdict: str = ""
    colour: str = "grey"


def references_of(children: Iterable[UUID], by: Actor) -> dict[UUID, str]:
    """The references of children in the log: to a data-protection officer all of them, to others those they may see today."""
    keys = sorted(set(children))
    if by.role == Role.DATA_PROTECTION:
        return dict(ask("sg.children_in_the_log", wanted=[], keys=keys)) if keys else {}
    return {row.pk: row.reference for row in child_table().objects.filter(pk__in=keys)}


def exposures_of(events: Iterable[Event]) -> dict[UUID, list[Exposure]]:
    shown = defaultdict(list)
    for row in Exposure.objects.filter(event_key__in=[event.pk for event in events]).order_by("category", "-level"):
        shown[row.event_key].append(row)
    return shown


def shown_again(row: Exposure) -> Shown:
    """What an earlier event showed, as another event keeps it."""
    rests_on = row.agreement or "", row.gateway or ""
    return Shown(row.child_id, row.owner_agency, row.category, row.level, row.rule, *rests_on)


def lines_of(events: list[Event], by: Actor) -> list[Line]:
    """The events of a page in words, with four queries however many they are."""
    teams = Team.objects.select_related("agency").in_bulk({event.team for event in events if event.team})
    agencies = {team.agency_id: team.agency for team in teams.values()}
    shown = exposures_of(events)
    alone = {_alone(event, shown[event.pk]) for event in events} - {None}
    named = references_of(alone, by)
    return [_line(event, teams, agencies, shown[event.pk], named) for event in events]


def _line(event: Event, teams: dict, agencies: dict, shown: list[Exposure], named: dict[UUID, str]) -> Line:
    return Line(
        event=event,
        who=event.actor_name,
        role=ROLE_WORDS.get(event.role, "automatic check"),
        team=teams[event.team].name if event.team in teams else "",
        agency=agencies[event.agency].name if event.agency in agencies else "",
        deed=deed_of(event.verb, event.action, event.detail),
        saw=saw(shown),
        children=_children(event, shown, named),
        rules=rules_of(event, shown),
        purpose=codes.PURPOSES.get(event.purpose, event.purpose),
        verdict=verdict_of(event, shown),
        colour=codes.VERDICT_COLOURS.get(event.outcome, "grey"),
    )


def _alone(event: Event, shown: list[Exposure]) -> UUID | None:
    """The one child that the event is about, where there is one."""
    children = {row.child_id for row in shown} | ({event.child_id} if event.child_id else set())
    return next(iter(children)) if len(children) == 1 else None


def _children(event: Event, shown: list[Exposure], named: dict[UUID, str]) -> str:
    child = _alone(event, shown)
    if child:
        return named.get(child, f"child {str(child)[:8]}")
    many = len({row.child_id for row in shown})
    return f"{many} children" if many else ""


def saw(shown: list[Exposure]) -> list[str]:
    """Each category with the fullest level at which it was shown."""
    fullest: dict[str, int] = {}
    for row in shown:
        fullest[row.category] = max(fullest.get(row.category, 0), row.level)
    return [f"{codes.CATEGORIES.get(category, category)} ({codes.LEVELS[Level(level)]})" for category, level in sorted(fullest.items())]


def verdict_of(event: Event, shown: list[Exposure]) -> str:
    """Entitled, where records were shown or changed under a rule; else what became of it."""
    is_entitled = event.outcome == Outcome.DONE and _rules(event, shown)
    return "Entitled" if is_entitled else dict(codes.VERDICTS).get(event.outcome, "")


def _rules(event: Event, shown: list[Exposure]) -> list[str]:
    return sorted({row.rule for row in shown if row.rule} | ({event.rule} if event.rule else set()))


def rules_of(event: Event, shown: list[Exposure]) -> list[str]:
    """Under which rules, cheapest first, with every agreement that something was shown under."""
    words = [f"{rule}: {codes.RULES.get(rule, rule)}" for rule in _rules(event, shown)]
    cited = set(event.agreement.split(", ")) if event.agreement else set()
    return words + [f"Agreement {number}" for number in sorted(cited | _agreements(shown))]


def _agreements(shown: list[Exposure]) -> set[str]:
    return {row.agreement for row in shown if row.agreement}


def _power(row: Exposure) -> str:
    return f"Agreement {row.agreement}" + (f" ({row.gateway})" if row.gateway else "") if row.agreement else row.gateway or ""


def facts_of(event: Event, line: Line) -> list[dict[str, Any]]:
    """Everything that was stored of one event, in pairs; what the event does not have is left out."""
    owner = Agency.objects.filter(pk=event.owner_agency).first()
    pairs = [
        ("When", f"{localtime(event.at):%H:%M:%S %a %-d %b %Y}"),
        ("Who", line.who),
        ("As what", ", ".join(filter(None, [line.role, line.team, line.agency]))),
        ("What", line.deed),
        ("Kind of operation", event.action),
        ("Verdict, as decided then", _sentence(line)),
        ("About", " ".join(filter(None, [event.resource_kind, str(event.resource_id or "")]))),
        ("Child", line.children),
        ("Owner of the record", owner.name if owner else ""),
        ("Level of the record", codes.LEVELS.get(event.level, "")),
        ("Purpose", line.purpose),
        ("Agreement", event.agreement),
        ("Legal gateway", "; ".join(handed.gateways_of(event))),
        ("Reason given", event.justification),
        ("Handed to", "; ".join(who["says"] for who in handed.recipients_of([event])[event.pk])),
        ("Rule table", event.policy_version),
        ("Request", str(event.request_id)),
        ("Event", str(event.pk)),
    ]
    pairs += [(f"Detail: {name.replace('_', ' ')}", str(value)) for name, value in sorted(event.detail.items())]
    return [{"key": key, "value": value} for key, value in pairs if value]


def _sentence(line: Line) -> str:
    """ "Entitled under P1: their own agency holds it"; "Refused"."""
    return f"{line.verdict} under {'; '.join(line.rules)}" if line.verdict == "Entitled" else line.verdict


def shown_in(event: Event, by: Actor) -> list[dict[str, Any]]:
    """Each child that the event showed and the reader may know of, once: what, how fully, whose, under which rules and agreements."""
    rows = exposures_of([event])[event.pk]
    named = references_of({row.child_id for row in rows}, by)
    owners = Agency.objects.in_bulk({row.owner_agency for row in rows})
    by_child: dict[UUID, list[Exposure]] = defaultdict(list)
    for row in rows:
        by_child[row.child_id].append(row)
    return [
        {
            "child": named.get(child, str(child)),
            "saw": saw(shown),
            "owners": sorted({owners[row.owner_agency].name for row in shown}),
            "rules": [f"{rule}: {codes.RULES.get(rule, rule)}" for rule in sorted({row.rule for row in shown})],
            "agreements": sorted({_power(row) for row in shown} - {""}),
        }
        for child, shown in by_child.items()
    ]
