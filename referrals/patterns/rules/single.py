"""Rules that one absence fulfils by how it ended, how late it was reported, or who was away at the same time."""

import re
from dataclasses import replace
from datetime import tzinfo

from referrals.missing.codes import NONE_DISCLOSED, NOT_KNOWN
from referrals.missing.rules import is_found_elsewhere, is_late_report
from referrals.patterns.rules.facts import Event, Facts, Finding, day_of
from referrals.patterns.rules.table import Rule

FAR = 20
HURT = frozenset({"minor", "care"})
CARRIED = frozenset({"DRUGS", "CASH", "WEAPON", "NEW_PHONE"})
EXPLOITED = frozenset({"SEXUAL", "CRIMINAL_EXPLOITATION"})
NO_HARM = frozenset({NONE_DISCLOSED, NOT_KNOWN})
# Everybody is found at home sooner or later: that two children were says nothing; nor that both came back.
HOMES = frozenset({"", "home", "placement", "home or placement", "own home", "returned home", "came back by themselves", "not known"})


def is_elsewhere(event: Event) -> bool:
    """Found with another force, in an area that is not home, or far away. Council areas name no force: a neighbour is elsewhere."""
    abroad = is_found_elsewhere(event.found_area, event.home_areas)
    return abroad or event.with_now == "other_force" or (event.miles_away or 0) > FAR


def with_indicators(event: Event) -> Event:
    """The absence with the red indicators that its own facts show: A2 itself, A4 found elsewhere, E1 injury, and harm that was told."""
    shown = {"A2"} | ({"A4"} if is_elsewhere(event) else set()) | ({"E1"} if event.hurt in HURT else set())
    return replace(event, red=event.red | shown | (event.harms & EXPLOITED))


def elsewhere(rule: Rule, events: list[Event], facts: Facts, tz: tzinfo) -> list[Finding]:
    """RM-10. An explanation given when the child is found is enough; one given later answers the flag."""
    return [
        _of_one(rule, event, f"Found {_when(event)} outside the home area, and not explained")
        for event in events
        if event.found_at and is_elsewhere(event) and not event.is_explained
    ]


def is_harmed(event: Event) -> bool:
    """Injury, or any harm that somebody recorded; things that a child does not usually bring home; an adult nobody knows."""
    return bool(event.hurt in HURT or event.harms - NO_HARM or event.carried & CARRIED or event.found_with == "unknown_adult")


def harmed(rule: Rule, events: list[Event], facts: Facts, tz: tzinfo) -> list[Finding]:
    """RM-11."""
    return [
        _of_one(rule, event, f"Found {_when(event)} with signs of harm or exploitation")
        for event in events
        if event.found_at and is_harmed(event)
    ]


def late(rule: Rule, events: list[Event], facts: Facts, tz: tzinfo) -> list[Finding]:
    """RM-12. The delay is itself a concern."""
    return [
        _of_one(rule, event, f"Last seen {day_of(event.at)} and reported late")
        for event in events
        if is_late_report(event.times, retrospective=event.is_retrospective)
    ]


def together(rule: Rule, events: list[Event], facts: Facts, tz: tzinfo) -> list[Finding]:
    """RM-14. The flag counts the child's own absence alone: the other child is another child's flag, and a link is a disclosure."""
    found = []
    for event in events:
        beside = [other for other in facts.others if other.kind in rule.kinds and is_together(event, other)]
        if beside:
            says = f"Away {_since(event)} at the same time as another child, and found at the same place or with the same companion"
            found.append(_of_one(rule, event, says, _meeting(event, beside)))
    return found


def _meeting(event: Event, beside: list[Event]) -> str:
    """What the flags of both children share: the place, or else the companion whom they have in common."""
    if any(place_of(other) == place_of(event) != "" for other in beside):
        return place_of(event)
    return min(event.companions & frozenset().union(*(other.companions for other in beside)))


def is_together(one: Event, other: Event) -> bool:
    """Away at the same time, and found at the same place or with the same companion; two absences of one child are never together."""
    same_place = place_of(one) == place_of(other) != ""
    return one.child_id != other.child_id and one.overlaps(other) and (same_place or bool(one.companions & other.companions))


def place_of(event: Event) -> str:
    """The place where the child was found, as it is compared: spelling of spaces and capitals aside. Empty at home or not known."""
    folded = " ".join(re.sub(r"[^\w]+", " ", event.found_place.casefold()).split())
    return "" if folded in HOMES else folded


def _when(event: Event) -> str:
    return f"on {day_of(event.found_at or event.at)}"


def _since(event: Event) -> str:
    return f"since {day_of(event.at)}"


def _of_one(rule: Rule, event: Event, says: str, place: str = "") -> Finding:
    words, keys = f"{says}: {rule.number}. {rule.says}", (event.episode_id,)
    return Finding(rule.number, rule.version, event.child_id, event.episode_id, keys, words, rule.clocks, meeting_place=place)
