"""Children in lists: who they are as far as the reader may see, and why a record may be the child who is looked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.crypto import salted_hmac

from agencies.actor import Actor
from agencies.directory.models import Agency
from agencies.words import Kind
from referrals.children import codes, rules
from referrals.children.actions import candidates
from referrals.children.models import Child, Identifier, Identity
from referrals.clocks import local_day

SHOWN = 20
LOOKED_FOR = ("given_names", "family_name", "born_on", "number", "reference")


@dataclass(frozen=True)
class Line:
    """One child in a list of results or of candidates."""

    child: Child
    identity: Identity | None
    name: str
    age: str
    band: str
    reasons: list[str]
    is_own: bool


def name_of(identity: Identity | None) -> str:
    """The name in the order of the file; empty where it is not held here."""
    return " ".join(filter(None, [identity.given_names, identity.family_name])) or identity.known_as if identity else ""


def age_of(identity: Identity | None, at: datetime) -> str:
    """15, about 15, not yet born, or age not known."""
    if identity is None:
        return ""
    return rules.age_about(identity.born_on, local_day(at), estimated=identity.born_estimated, expected_on=identity.expected_on)


def identities_of(children: Iterable[UUID], by: Actor) -> dict[UUID, Identity]:
    """One visible identity per child: the reader's own agency's before another's."""
    found: dict[UUID, Identity] = {}
    for identity in Identity.objects.filter(child__in=list(children)).order_by("recorded_at", "pk"):
        if identity.child_id not in found or identity.owner_id == by.agency:
            found[identity.child_id] = identity
    return found


def bar_of(child: Child, identity: Identity | None, at: datetime) -> dict[str, Any]:
    """What the identity bar shows."""
    born = identity.born_on if identity and not identity.born_estimated else None
    known_as = identity.known_as if identity and name_of(identity) != identity.known_as else ""
    return {
        "name": name_of(identity),
        "known_as": known_as,
        "age": age_of(identity, at),
        "born": born,
        "reference": child.reference,
        "seen": identity or child,
    }


def bar_for(child: Child, by: Actor, at: datetime) -> dict[str, Any]:
    """What the identity bar shows of this child to this reader."""
    return bar_of(child, identities_of([child.pk], by).get(child.pk), at)


def found(asked: Mapping[str, Any], person: rules.Person, by: Actor, at: datetime) -> list[Line]:
    """At most twenty children whom the reader may see: those with the very number or reference first, then the most alike."""
    exact = _by_number(asked, by, at)
    seen = {line.child.pk for line in exact}
    alike = [_line(row.child, row, by, at) for row in Identity.objects.like(person, fits="fits_search", size=SHOWN)]
    return [*exact, *(line for line in alike if line.child.pk not in seen)][:SHOWN]


def _by_number(asked: Mapping[str, Any], by: Actor, at: datetime) -> list[Line]:
    """A reference, or a number that some agency has on file: equality alone."""
    if not asked["number"] and not asked["reference"]:
        return []
    holders = Identifier.objects.filter(value=asked["number"]).keys("child")
    rows = Child.objects.filter(reference=asked["reference"]) | Child.objects.filter(pk__in=holders)
    children = list(rows.select_related("responsible")[:SHOWN])
    identities = identities_of([child.pk for child in children], by)
    return [_line(child, identities.get(child.pk), by, at) for child in children]


def _line(child: Child, identity: Identity | None, by: Actor, at: datetime) -> Line:
    likeness = getattr(identity, "likeness", None)
    return Line(
        child=child,
        identity=identity,
        name=name_of(identity) or "Name not held here",
        age=age_of(identity, at),
        band=str(likeness.band) if likeness and likeness.is_suggested else "Perhaps the same child",
        reasons=[reason.says for reason in likeness.reasons] if likeness else [],
        is_own=(identity or child).owner_id == by.agency,
    )


def grouped(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """Own records first, then what others share."""
    own = [line for line in lines if line.is_own]
    shared = [line for line in lines if not line.is_own]
    return [group for group in (("Held by your agency", own), ("Held by other agencies and shared with you", shared)) if group[1]]


def resembling(person: rules.Person, by: Actor, at: datetime) -> list[Line]:
    """Who may be the child that is about to be registered, with the reasons."""
    return [_line(row.child, row, by, at) for row in candidates(person)]


def searched(asked: Mapping[str, Any]) -> dict[str, str]:
    """A search as the log keeps it: which things were looked for, and a keyed hash of them; never the words."""
    told = [name for name in LOOKED_FOR if asked.get(name)]
    words = "|".join(f"{name}={str(asked[name]).casefold()}" for name in told)
    return {"shape": "+".join(told), "terms": salted_hmac("children.find", words, algorithm="sha256").hexdigest()[:32]}


def in_words(asked: Mapping[str, Any]) -> str:
    """What was looked for, said back: 'Tomm Wilson', 14 Mar 2011."""
    name = " ".join(filter(None, [asked["given_names"], asked["family_name"]]))
    born = f"{asked['born_on'].day} {asked['born_on']:%b %Y}" if asked["born_on"] else ""
    return ", ".join(filter(None, [f"‘{name}’" if name else "", born, asked["number"]]))


def usual_council(by: Actor) -> Agency | None:
    """The council that a form offers first: one's own, or the one that serves the same area."""
    councils = Agency.objects.filter(kind=Kind.COUNCIL)
    return councils.filter(pk=by.agency).first() or councils.filter(areas__in=Agency(pk=by.agency).areas.all()).order_by("pk").first()


def check_rows(said: Mapping[str, Any], who: Mapping[str, Any], on: date) -> list[dict[str, str]]:
    """What will be kept, to be read over once more."""
    age = rules.age_about(who["born_on"], on, estimated=who["born_estimated"], expected_on=who["expected_on"])
    day = who["born_on"] or who["expected_on"]
    kind = "Expected date of birth" if who["expected_on"] else "Date of birth, estimated" if who["born_estimated"] else "Date of birth"
    address = ", ".join(filter(None, [said["lines"], said["postcode"]]))
    rows = [
        ("Given names", who["given_names"]),
        ("Family name", who["family_name"]),
        ("Known as", who["known_as"]),
        (kind, f"{day.day} {day:%b %Y}"),
        ("Age", age),
        ("Sex", codes.label(codes.SEXES, who["sex"])),
        ("Ethnicity", codes.label(codes.ETHNICITIES, who["ethnicity"])),
        ("First language", who["language"]),
        ("NHS number", said["nhs"]),
        ("Unique pupil number", said["upn"]),
        ("Address, kept secret" if said["protected"] else "Address", address),
        ("Council that answers for the child", said["responsible"].name),
    ]
    return [{"key": key, "value": value} for key, value in rows]
