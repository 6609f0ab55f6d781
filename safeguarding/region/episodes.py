"""Absences written down: the record at its three levels, the band, sightings, the duties that followed and the flags they raised."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from agencies.words import Category
from referrals.clocks import Clock, elapsed_hours
from referrals.information.models import Record, Summary
from referrals.missing import rules
from referrals.missing.models import Change, Episode, EpisodeNarrative, Reporter, RiskBand, Sighting
from safeguarding.region.agencies import BY_TEAM
from safeguarding.region.children import Link, Profile, involve
from safeguarding.region.details import Detail, detail_of
from safeguarding.region.draws import Span, episodes_in_a_year, spans
from safeguarding.region.duties import DESKS, Owed, assign, flag
from safeguarding.region.ground import Region, key_of

# Who takes the report: the force of the area; where no force uses the service, the council itself.
HOLDERS = {
    "northford": ("northshire_police", "np_missing", ("ben", "nora")),
    "southmoor": ("southmoor_police", "sp_missing", ("cara", "joel")),
    "aberwen": ("aberwen", "aw_door", ("ffion", "gwen")),
}
FRESH = timedelta(days=2)
CARED_FOR = {"foster": "foster_carer", "residential": "residential", "semi_independent": "residential", "home": "parent"}
REASONS = {
    "HIGH": "Young, alone, without money, and a similar absence ended with harm.",
    "MEDIUM": "Has been away before and came back unharmed; carers do not know with whom.",
    "LOW": "Usually at a friend's house; the friend's parents are being asked.",
}


def happen(region: Region, child: Profile) -> None:
    """A year of absences of a child who goes missing at all, as the figures have it."""
    rng = child.rng
    count = episodes_in_a_year(rng, looked_after=bool(child.care))
    made = spans(rng, count, region.at)
    write(region, child, [(span, detail_of(rng, region, child, span)) for span in made])


def goes_missing(child: Profile, age: int) -> bool:
    """Whether this child went missing in the last year: looked-after children and the older ones far more often."""
    if age < 10:
        share = 0.01 if child.care else 0.004
    elif age < 16:
        share = 0.45 if child.care else 0.14
    else:
        share = 0.80 if child.care else 0.22
    return child.rng.random() < share


def write(region: Region, child: Profile, absences: list[tuple[Span, Detail]]) -> None:
    """All absences of one child, oldest first, with what follows from them together."""
    for number, (span, detail) in enumerate(absences):
        _write_one(region, child, number, span, detail)
    flag(region, child, [(episode_key(region, child, number), span, detail.kind) for number, (span, detail) in enumerate(absences)])


def episode_key(region: Region, child: Profile, number: int) -> UUID:
    return key_of(region.seed, "episode", child.number, number)


def _write_one(region: Region, child: Profile, number: int, span: Span, detail: Detail) -> None:
    """The pointer, the summary and the episode itself, with what belongs to it."""
    rows, key = region.rows, episode_key(region, child, number)
    agency, _, hands = HOLDERS[child.council]
    # An absence whose whereabouts are known stays with the council: no force is asked to search.
    owner = region.agencies[child.council if detail.kind == "A" else agency]
    hand = region.people[hands[number % 2]]
    about = {"child_id": child.key, "owner_id": owner, "seal": child.seal}
    within = about | {"record_id": key}
    rows.add(Record, id=key, category=Category.MISSING, kind="episode", **about)
    rows.add(
        Summary,
        id=_part(region, key, "summary"),
        category=Category.MISSING,
        text=rules.summary(rules.Times(span.last_seen_at, found_at=span.found_at, returned_at=span.returned_at)),
        written_at=span.returned_at or span.reported_at,
        goes_on=span.returned_at is None and detail.kind != "A",
        **within,
    )
    rows.add(Episode, id=key, **_times(region, span), **_ending(region, span, detail), **_beginning(child, number, detail), **within)
    within |= {"episode_id": key}
    written = {"written_at": span.reported_at, "written_by_id": hand}
    rows.add(EpisodeNarrative, id=_part(region, key, "worry"), kind="circumstances", words=detail.worry, **written, **within)
    _bands(region, key, span, detail, hand, within)
    if number % 3 == 0:
        reporter = {"relationship": CARED_FOR.get(child.places[-1].setting, "relative"), "phone": f"07700 900{child.number % 1000:03}"}
        rows.add(Reporter, id=_part(region, key, "reporter"), name=f"Carer of {child.reference}", **reporter, **within)
    if detail.sighting:
        seen_by = (region.agencies[detail.seen_by[0]], region.people[detail.seen_by[1]]) if detail.seen_by else (owner, hand)
        _sighting(region, key, span, detail.sighting, seen_by, within)
    _changes(region, key, span, within)
    _duties(region, child, key, span, detail)


def _part(region: Region, record: UUID, what: str) -> UUID:
    return key_of(region.seed, what, record)


def _times(region: Region, span: Span) -> dict[str, Any]:
    return {
        "last_seen_at": span.last_seen_at,
        "discovered_at": span.discovered_at,
        "reported_at": span.reported_at,
        "found_at": span.found_at,
        "returned_at": span.returned_at,
        "recorded_at": span.reported_at,
        "is_retrospective": span.retrospective,
        "next_mark_at": None if span.returned_at else rules.next_mark(span.last_seen_at, region.at),
    }


def _beginning(child: Profile, number: int, detail: Detail) -> dict[str, Any]:
    police = child.council != "aberwen" and detail.kind != "A"
    return {
        "council_type": detail.kind,
        "last_seen_place": detail.last_seen_place,
        "police_reference": f"{child.council[:1].upper()}P-{child.number:07}-{number + 1}" if police else "",
    }


def _ending(region: Region, span: Span, detail: Detail) -> dict[str, Any]:
    if span.found_at is None:
        return {}
    return {
        "found_place": detail.found_place,
        "found_area_id": region.areas.get(detail.found_area),
        "hurt": detail.hurt,
        "harms": list(detail.harms),
        "with_now": "placement" if detail.destination == "placement" else "family",
        "destination": detail.destination if span.returned_at else "",
    }


def _bands(region: Region, key: UUID, span: Span, detail: Detail, hand: UUID, within: dict[str, Any]) -> None:
    """The band as it was set at the report; a high one was medium at first where the absence took its time."""
    history = [(detail.band, span.reported_at)]
    if detail.band == "HIGH" and (span.found_at or region.at) - span.reported_at > timedelta(hours=8):
        history = [("MEDIUM", span.reported_at), ("HIGH", span.reported_at + timedelta(hours=6))]
    for number, (band, set_at) in enumerate(history):
        review = set_at + timedelta(hours=rules.review_hours(band))
        rows = {"band": band, "reason": REASONS[band], "set_at": set_at, "set_by_id": hand, "review_at": review}
        region.rows.add(RiskBand, id=_part(region, key, f"band {number}"), **rows, **within)


def _sighting(region: Region, key: UUID, span: Span, where: tuple[str, str], seen_by: tuple[int, UUID], within: dict[str, Any]) -> None:
    """What another force saw belongs to the holder too, and names that force."""
    seen_at = span.last_seen_at + ((span.found_at or region.at) - span.last_seen_at) * 0.6
    another = None if seen_by[0] == within["owner_id"] else seen_by[0]
    seen = within | {"by_agency_id": another, "recorded_by_id": seen_by[1], "place": where[0], "area_id": region.areas[where[1]]}
    recorded_at = min(region.at, seen_at + timedelta(minutes=30))
    words = "Seen walking with two others."
    region.rows.add(Sighting, id=_part(region, key, "sighting"), seen_at=seen_at, recorded_at=recorded_at, words=words, **seen)


def _changes(region: Region, key: UUID, span: Span, within: dict[str, Any]) -> None:
    """What happened in the last two days is left to be counted, so that the sweep raises its flags before one's eyes.

    The report of a child who is missing still is counted until she is home.
    """
    for kind, changed_at in (("reported", span.reported_at), ("returned", span.returned_at)):
        if changed_at and (region.at - changed_at < FRESH or span.returned_at is None):
            region.rows.add(Change, id=_part(region, key, kind), kind=kind, changed_at=changed_at, look_at=changed_at, **within)


def _duties(region: Region, child: Profile, key: UUID, span: Span, detail: Detail) -> None:
    """To find the child; once home, the two interviews that are never one."""
    desk, home = HOLDERS[child.council][1], DESKS[child.council]
    if span.returned_at is None:
        assign(region, child, _hours(Clock.LOCATE_CHILD, key, desk, span.last_seen_at))
        for team in dict.fromkeys((desk, home)):
            involve(region, child, Link(team, BY_TEAM[team].agency, "Missing now"))
    elif detail.interview:
        owed = _hours(Clock.RETURN_INTERVIEW, key, home, span.returned_at)
        assign(region, child, replace(owed, done_at=_done(region, owed, detail.interview)))
        if child.council != "aberwen" and detail.kind != "A":
            owed = _hours(Clock.PREVENTION_INTERVIEW, key, desk, span.returned_at)
            assign(region, child, replace(owed, done_at=_done(region, owed, "done")))


def _hours(clock: Clock, about: UUID, team: str, start: datetime) -> Owed:
    return Owed(clock, about, team, start, elapsed_hours(start, clock.value.amount))


def _done(region: Region, owed: Owed, interview: str) -> datetime | None:
    """Within its time, two days late, or not yet."""
    done_at = owed.starts_at + (owed.due_at - owed.starts_at) * 0.7 if interview == "done" else owed.due_at + timedelta(days=2)
    return None if interview == "open" or done_at > region.at else done_at
