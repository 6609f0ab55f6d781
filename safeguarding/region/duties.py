"""What somebody must do because of what happened, and the flags that a run of absences raised."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from referrals import clocks
from referrals.clocks import OVERDUE_BY, Clock
from referrals.duties.models import Duty
from referrals.patterns.models import Flag
from referrals.patterns.rules import RULES, Finding, Start, fired
from safeguarding.region.agencies import AGENCIES, BY_TEAM
from safeguarding.region.children import Profile
from safeguarding.region.draws import Span
from safeguarding.region.ground import Region, key_of

NATIONS = {agency.key: agency.nation for agency in AGENCIES}
DESKS = {"northford": "nf_door", "southmoor": "sm_door", "aberwen": "aw_door"}
MANAGERS = {"northford": "priya", "southmoor": "samir", "aberwen": "gwen"}
FRESH, ANSWERED = timedelta(days=2), timedelta(days=14)
NEVER = timedelta(days=36500)
ANSWERS = {"ACTED": "Discussed with the team; the plan was changed.", "ALREADY_KNOWN": "Known; the missing meeting looks at it weekly."}


def assign(
    region: Region,
    *,
    child: Profile,
    clock: Clock,
    about: tuple[str, UUID],
    team: str,
    times: tuple[datetime, datetime],
    done_at: datetime | None,
) -> None:
    """`times` are when the clock began and when it runs out. What is overdue stands on the rung that it has reached by now."""
    starts_at, due_at = times
    waits = OVERDUE_BY[clock.value.pace]
    stage = 0 if done_at else sum(due_at + wait < region.at for wait in waits)
    region.rows.add(
        Duty,
        id=key_of(region.seed, "duty", clock.name, about[1]),
        child_id=child.key,
        clock=clock.name,
        about_kind=about[0],
        about_id=about[1],
        event_id=about[1],
        team_id=region.teams[team],
        agency_id=region.agencies[BY_TEAM[team].agency],
        seal=child.seal,
        starts_at=starts_at,
        due_at=due_at,
        climbs_at=due_at + waits[stage] if stage < len(waits) else due_at + NEVER,
        stage=stage,
        done_at=done_at,
    )


def due(region: Region, clock: Clock, council: str, start: datetime) -> datetime:
    """When a clock of this council runs out."""
    return clocks.due(clock, start, region.holidays, nation=NATIONS[council])


def flag(region: Region, child: Profile, absences: list[tuple[UUID, Span, str]]) -> None:
    """The flags that the rules raised as the child went missing again and again; the newest absences are left for the sweep."""
    if len(absences) < min(rule.count for rule in RULES):
        return
    reported = {key: span.reported_at for key, span, _ in absences}
    starts = [Start(key, child.key, span.last_seen_at, kind) for key, span, kind in absences]
    for rule in RULES:
        for finding in fired(rule, starts):
            if region.at - reported[finding.completed_by] >= FRESH:
                _raise(region, child, finding, reported[finding.completed_by])


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
        completed_by=finding.completed_by,
        event_ids=[str(event) for event in finding.episode_ids],
        says=finding.says,
        raised_at=raised_at,
        answer=answer,
        answer_words=ANSWERS.get(answer, ""),
        **(answered if answer else {}),
    )
    if not answer:
        _follow(region, child, finding, key, raised_at)


def _follow(region: Region, child: Profile, finding: Finding, key: UUID, raised_at: datetime) -> None:
    rule = next(rule for rule in RULES if rule.number == finding.rule)
    for clock in (rule.action_clock, *rule.further_clocks):
        times = raised_at, due(region, clock, child.council, raised_at)
        assign(region, child=child, clock=clock, about=("Flag", key), team=DESKS[child.council], times=times, done_at=None)
