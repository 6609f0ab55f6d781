"""What somebody must do because of what happened, and the flags that a run of absences raised."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from referrals import clocks
from referrals.clocks import Clock
from referrals.duties.models import Duty
from referrals.patterns.models import Flag
from referrals.patterns.rules import BY_NUMBER, Event, Facts, Finding, fired
from safeguarding.region.agencies import AGENCIES, BY_TEAM
from safeguarding.region.children import Profile
from safeguarding.region.draws import Span
from safeguarding.region.ground import Region, key_of

NATIONS = {agency.key: agency.nation for agency in AGENCIES}
DESKS = {"northford": "nf_door", "southmoor": "sm_door", "aberwen": "aw_door"}
REVIEWERS = DESKS | {"northford": "nf_missing"}
MANAGERS = {"northford": "priya", "southmoor": "samir", "aberwen": "gwen"}
COUNTED = [BY_NUMBER[number] for number in ("RM-03", "RM-04", "RM-05", "RM-06", "RM-12")]
FRESH, ANSWERED = timedelta(days=2), timedelta(days=14)
ANSWERS = {"ACTED": "Discussed with the team; the plan was changed.", "ALREADY_KNOWN": "Known; the missing meeting looks at it weekly."}


@dataclass(frozen=True)
class Owed:
    """One duty: its clock, what it is about, who bears it, when it began and runs out, and when it was done, if it was."""

    clock: Clock
    about: UUID
    team: str
    starts_at: datetime
    due_at: datetime
    done_at: datetime | None = None
    kind: str = "Episode"
    rule: str = ""


def assign(region: Region, child: Profile, owed: Owed) -> None:
    """What is overdue stands on the rung that it has reached by now."""
    stage, hours = 0, clocks.Hours(region.holidays, NATIONS[BY_TEAM[owed.team].agency])
    climbs_at = clocks.next_climb(owed.clock, owed.due_at, stage, hours)
    while climbs_at and climbs_at < region.at and not owed.done_at:
        stage += 1
        climbs_at = clocks.next_climb(owed.clock, owed.due_at, stage, hours)
    region.rows.add(
        Duty,
        id=key_of(region.seed, "duty", owed.clock.name, owed.about),
        child_id=child.key,
        clock=owed.clock.name,
        about_kind=owed.kind,
        about_id=owed.about,
        event_id=owed.about,
        team_id=region.teams[owed.team],
        agency_id=region.agencies[BY_TEAM[owed.team].agency],
        seal=child.seal,
        starts_at=owed.starts_at,
        due_at=owed.due_at,
        climbs_at=climbs_at,
        stage=stage,
        done_at=owed.done_at,
        rule_version=owed.rule,
    )


def due(region: Region, clock: Clock, council: str, start: datetime) -> datetime:
    """When a clock of this council runs out."""
    return clocks.due(clock, start, region.holidays, nation=NATIONS[council])


def flag(region: Region, child: Profile, absences: list[tuple[UUID, Span, str]]) -> None:
    """The flags that the rules raised as the child went missing again and again; the newest absences are left for the sweep."""
    reported = {key: span.reported_at for key, span, _ in absences}
    events = tuple(_event(key, child, span, kind) for key, span, kind in absences)
    for rule in COUNTED:
        for finding in fired(rule, Facts(events, at=region.at)):
            if region.at - reported[finding.completed_by] >= FRESH:
                _raise(region, child, finding, reported[finding.completed_by])


def _event(key: UUID, child: Profile, span: Span, kind: str) -> Event:
    return Event(key, child.key, span.last_seen_at, kind, span.reported_at, span.found_at, span.returned_at, span.retrospective)


def _raise(region: Region, child: Profile, finding: Finding, reported_at: datetime) -> None:
    raised_at = reported_at + timedelta(minutes=1)
    key = key_of(region.seed, "flag", finding.rule, finding.completed_by)
    rng = Random(f"{region.seed}:answer:{key}")
    answer = rng.choice(list(ANSWERS)) if region.at - raised_at > ANSWERED or rng.random() < 0.6 else ""
    answered = {"answered_at": raised_at + timedelta(hours=rng.uniform(3, 40)), "answered_by_id": region.people[MANAGERS[child.council]]}
    region.rows.add(
        Flag,
        id=key,
        child_id=child.key,
        owner_id=region.agencies[child.council],
        seal=child.seal,
        rule=finding.rule,
        version=finding.version,
        ran_as=BY_NUMBER[finding.rule].ran_as,
        completed_by=finding.completed_by,
        event_ids=[str(event) for event in finding.episode_ids],
        says=finding.says,
        raised_at=raised_at,
        answer=answer,
        answer_words=ANSWERS.get(answer, ""),
        **(answered if answer else {}),
    )
    if not answer:
        _follow(region, child, finding, raised_at)


def _follow(region: Region, child: Profile, finding: Finding, raised_at: datetime) -> None:
    version = f"{finding.rule} v{finding.version}"
    for clock in finding.clocks:
        due_at = due(region, clock, child.council, raised_at)
        assign(region, child, Owed(clock, finding.completed_by, REVIEWERS[child.council], raised_at, due_at, rule=version))
