"""When an agency may put its agreement in force, and when it may end it."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Gateway:
    """The power relied on: which kinds of agency may rely on it or receive under it, and on which days it holds."""

    code: str
    rely_kinds: tuple[str, ...]
    receive_kinds: tuple[str, ...]
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Draft:
    """An agreement as it stands: who owns the records, who receives, on what it rests, whether it is in force or has ended."""

    owner_agency: int
    owner_kind: str
    gateway: Gateway | None
    ends_on: date | None
    receivers: tuple[str, ...] = field(default=())
    has_lines: bool = True
    in_force: bool = False
    has_ended: bool = False


def objections_to_ratifying(draft: Draft, *, signing_agency: int | None, on: date) -> list[str]:
    """Why this agreement cannot be ratified today. Empty when it can."""
    reasons = []
    if draft.owner_agency != signing_agency:
        reasons.append("Only the agency that owns the records can ratify the agreement.")
    if draft.has_ended:
        reasons.append("The agreement has ended. Draw up a new one.")
    elif draft.in_force:
        reasons.append("The agreement is in force already.")
    if not draft.has_lines:
        reasons.append("The agreement shares nothing yet.")
    if draft.ends_on is None:
        reasons.append("Give the agreement a last day.")
    elif draft.ends_on < on:
        reasons.append("The last day of the agreement has passed.")
    return reasons + _objections_to_the_gateway(draft, on)


def _objections_to_the_gateway(draft: Draft, on: date) -> list[str]:
    gateway = draft.gateway
    if gateway is None:
        return ["Name the legal gateway that the agreement relies on."]
    reasons = []
    if draft.owner_kind not in gateway.rely_kinds:
        reasons.append(f"{gateway.code} is not a gateway that this kind of agency may rely on.")
    if gateway.receive_kinds and not set(draft.receivers) <= set(gateway.receive_kinds):
        reasons.append(f"{gateway.code} does not let every recipient of this agreement receive.")
    if on < gateway.valid_from or (gateway.valid_to and on > gateway.valid_to):
        reasons.append(f"{gateway.code} does not hold today.")
    return reasons


def objections_to_ending(draft: Draft, *, by_agency: int | None) -> list[str]:
    """Why sharing under this agreement cannot be stopped from here. Empty when it can."""
    reasons = []
    if draft.owner_agency != by_agency:
        reasons.append("Only the agency that owns the records can end the agreement.")
    if draft.has_ended:
        reasons.append("The agreement has ended already.")
    elif not draft.in_force:
        reasons.append("The agreement was never in force.")
    return reasons


def kind_in(recipient_key: str) -> str:
    """The kind of agency a line names, as in `kind:police` or `kind:police@northshire`. Empty where it names one agency or a seat."""
    scheme, _, rest = recipient_key.partition(":")
    return rest.partition("@")[0] if scheme == "kind" else ""


def agency_in(recipient_key: str) -> int | None:
    """The one agency a line names, as in `agency:12`."""
    scheme, _, rest = recipient_key.partition(":")
    return int(rest) if scheme == "agency" and rest.isdigit() else None
