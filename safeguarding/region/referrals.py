"""Referrals written down: who was worried, in which words, what was decided and why, and what the sender was told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from agencies.words import Basis, Category, Level
from referrals.clocks import Clock, local
from referrals.decisions.codes import OUTCOMES
from referrals.decisions.models import Decision, DecisionNarrative
from referrals.decisions.rules import words_for_sender
from referrals.information.models import Record, RecordTeamGrant, Summary
from referrals.intake.models import Referral, ReferralNarrative
from referrals.intake.rules import decision_key
from safeguarding.region.agencies import BY_TEAM
from safeguarding.region.agreements import ground_of
from safeguarding.region.children import Link, Profile, involve
from safeguarding.region.draws import pick
from safeguarding.region.duties import DESKS, MANAGERS, NATIONS, Owed, assign, due
from safeguarding.region.ground import Region, key_of

REFERRED, AGAIN = 0.6, 0.22
FORCES = {"northford": ("np_response", "ben"), "southmoor": ("sp_response", "cara")}
LEADS = {"hill": ("hill_lead", "ella"), "brook": ("brook_lead", "tom"), "moor": ("moor_lead", "beth"), "glan": ("glan_lead", "carys")}
NURSES = ("tr_nurses", "dev")
OWN = {"northford": ("nf_door", "theo"), "southmoor": ("sm_door", "gita"), "aberwen": ("aw_door", "gwen")}
DECIDERS = {"northford": ("nia", "priya"), "southmoor": ("samir",), "aberwen": ("gwen",)}
SOURCES = (("6", 0.28), ("2A", 0.17), ("3F", 0.14), ("1A", 0.15), ("1B", 0.08), ("5D", 0.10), ("9", 0.03), ("10", 0.05))
DECIDED = (
    ("NFA_NO_ROLE", 1, 0.07),
    ("INFO_ADVICE", 1, 0.20),
    ("SIGNPOST", 2, 0.10),
    ("EARLY_HELP", 2, 0.16),
    ("OPEN_CASE_UPDATE", 3, 0.08),
    ("S17_ASSESSMENT", 3, 0.27),
    ("STRATEGY_DISCUSSION", 4, 0.08),
    ("S47_ENQUIRY", 4, 0.04),
)
WORRIES = (
    "Arrives tired and hungry, and has new clothes that nobody at home can explain.",
    "There was shouting in the home again. The younger ones were in the room.",
    "Has stopped coming to school. Friends say older people collect them.",
    "Has bruises on the arm and gives two different reasons for them.",
    "Carries two phones and is frightened when one of them rings.",
    "A parent says that they cannot cope any more and does not know where to turn.",
)
CHANGES = ("Since about three weeks.", "Since the move.", "It has been getting worse since the summer.", "")
HOPES = ("That somebody speaks with the child alone.", "Advice on what the school can do.", "A visit this week.", "")
WHY = {
    True: "On what is known today this is below the threshold for a statutory service. The sender has been told what would change that.",
    False: "The worries of several agencies fit together. A social worker needs to see the child.",
}
FOR_SENDER = {
    True: "From what we know today the family can be helped without a social worker. Tell us at once when something changes.",
    False: "Your worry fits with what others have told us.",
}


@dataclass(frozen=True)
class Contact:
    """One referral before it is written down. Without an outcome it is undecided."""

    received_at: datetime
    source: str
    sender: tuple[str, str]
    worry: str
    what_changed: str = ""
    hopes: str = ""
    outcome: str = ""
    level: int = 0
    decided_at: datetime | None = None
    reason: str = ""


def happen(region: Region, child: Profile) -> None:
    """The referrals of one child since the council knows her: usually one, sometimes more."""
    rng, contacts = child.rng, []
    received = child.registered_at
    more = REFERRED
    while rng.random() < more and received < region.at:
        contacts.append(_contact(rng, region, child, received))
        received += timedelta(days=rng.uniform(10, 360))
        more = AGAIN
    for number, contact in enumerate(contacts):
        write(region, child, number, contact)


def _contact(rng: Random, region: Region, child: Profile, received_at: datetime) -> Contact:
    source, _ = pick(rng, SOURCES)
    outcome, level, _ = pick(rng, DECIDED)
    decided_at = received_at + timedelta(hours=rng.uniform(1, 30) if rng.random() < 0.9 else rng.uniform(30, 90))
    undecided = decided_at >= region.at
    return Contact(
        received_at=received_at,
        source=source,
        sender=_sender(source, child),
        worry=rng.choice(WORRIES),
        what_changed=rng.choice(CHANGES),
        hopes=rng.choice(HOPES),
        outcome="" if undecided else outcome,
        level=level,
        decided_at=None if undecided else decided_at,
    )


def _sender(source: str, child: Profile) -> tuple[str, str]:
    """The team and person of a partner agency; what the public says is written down by the front door."""
    if source == "6" and child.council in FORCES:
        return FORCES[child.council]
    if source == "2A" and child.school:
        return LEADS[child.school]
    if source == "3F" and child.council != "aberwen":
        return NURSES
    return OWN[child.council]


def write(region: Region, child: Profile, number: int, contact: Contact) -> None:
    """The referral with its words, what its sender keeps sight of, and the decision or the clock that still runs."""
    rows, key = region.rows, key_of(region.seed, "referral", child.number, number)
    team, hand = contact.sender
    sender = BY_TEAM[team].agency
    about = {"child_id": child.key, "owner_id": region.agencies[child.council], "seal": child.seal}
    within = about | {"record_id": key}
    rows.add(Record, id=key, category=Category.REFERRAL, kind="referral", sender_id=region.agencies[sender], **about)
    rows.add(
        Referral,
        id=key,
        sender_id=region.agencies[sender],
        sent_by_team_id=region.teams[team],
        sent_by_id=region.people[hand],
        source=contact.source,
        received_at=contact.received_at,
        harm_place="not_known",
        parent_knows="not_known",
        decided_at=contact.decided_at,
        **within,
    )
    words = {"worry": contact.worry, "what_changed": contact.what_changed, "hopes": contact.hopes}
    part = key_of(region.seed, "words", key)
    rows.add(ReferralNarrative, id=part, referral_id=key, written_at=contact.received_at, **words, **within)
    text = f"Referral received on {local(contact.received_at):%d %B %Y}. Ask the front door before acting on it."
    _summarise(region, key, Category.REFERRAL, text, contact.received_at, within)
    if sender != child.council:
        _grant(region, key, team, child, contact.received_at, of=Category.REFERRAL)
    if contact.decided_at:
        _decide(region, child, key, contact)
    else:
        _wait(region, child, key, contact.received_at)


def _wait(region: Region, child: Profile, key: UUID, received_at: datetime) -> None:
    """The front door is linked to the child and has one working day to acknowledge and to decide."""
    desk = DESKS[child.council]
    involve(region, child, Link(desk, child.council, "Received a referral"))
    for clock in (Clock.ACKNOWLEDGE_REFERRAL, Clock.DECIDE_REFERRAL):
        assign(region, child, Owed(clock, key, desk, received_at, due(region, clock, child.council, received_at), kind="Referral"))


def _decide(region: Region, child: Profile, referral: UUID, contact: Contact) -> None:
    rows, key = region.rows, decision_key(referral)
    outcome, when = OUTCOMES[contact.outcome], contact.decided_at
    deciders = DECIDERS[child.council]
    hand = region.people[deciders[child.number % len(deciders)]]
    about = {"child_id": child.key, "owner_id": region.agencies[child.council], "seal": child.seal}
    within = about | {"record_id": key}
    rows.add(Record, id=key, category=Category.DECISION, kind="decision", **about)
    decided = {"outcome": contact.outcome, "threshold": contact.level, "decided_at": when, "decided_by_id": hand}
    rows.add(Decision, id=key, referral_id=referral, **decided, **within)
    reason = contact.reason or WHY[outcome.is_below]
    rows.add(DecisionNarrative, id=key_of(region.seed, "reason", key), decision_id=key, reason=reason, written_at=when, **within)
    _summarise(region, key, Category.DECISION, words_for_sender(contact.outcome, FOR_SENDER[outcome.is_below]), when, within)
    if BY_TEAM[contact.sender[0]].agency != child.council:
        _grant(region, key, contact.sender[0], child, when, of=Category.DECISION)
    if outcome.opens and outcome.opens.value.nation in (None, NATIONS[child.council]):
        due_at = due(region, outcome.opens, child.council, when)
        done_at = due_at - timedelta(hours=1) if due_at < region.at else None
        assign(region, child, Owed(outcome.opens, key, DESKS[child.council], when, due_at, done_at, kind="Decision"))


def _summarise(region: Region, key: UUID, category: str, text: str, when: datetime, within: dict[str, Any]) -> None:
    part = key_of(region.seed, "summary", key)
    region.rows.add(Summary, id=part, category=category, text=text, written_at=when, **within)


def _grant(region: Region, key: UUID, team: str, child: Profile, when: datetime, *, of: Category) -> None:
    """Who sends a referral keeps sight of it, and is told in a summary what was decided on it."""
    level = Level.FULL if of == Category.REFERRAL else Level.REDACTED
    region.rows.add(
        RecordTeamGrant,
        permission_id=region.permissions["view_record" if level == Level.FULL else "summary_record"],
        group_id=region.teams[team],
        content_object_id=key,
        level=level,
        valid_from=local(when).date(),
        basis=Basis.SUBMISSION,
        reason="Keeps sight of what it sent",
        granted_by_id=region.people[MANAGERS[child.council]],
        granting_agency_id=region.agencies[child.council],
        granted_at=when,
        **ground_of(region, child.council, team, of),
    )
