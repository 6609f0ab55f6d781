"""When an agency may put its agreement in force."""

from datetime import date

Gateway = tuple[str, list[str], date, date | None]


def objections_to_ratifying(
    *, owner_agency: int, signing_agency: int | None, owner_kind: str, gateway: Gateway | None, ends_on: date | None, on: date
) -> list[str]:
    """Why this agreement cannot be ratified today. Empty when it can."""
    reasons = []
    if owner_agency != signing_agency:
        reasons.append("Only the agency that owns the records can ratify the agreement.")
    if ends_on is None:
        reasons.append("Give the agreement a last day.")
    if gateway is None:
        reasons.append("Name the legal gateway that the agreement relies on.")
        return reasons
    code, rely_kinds, first, last = gateway
    if owner_kind not in rely_kinds:
        reasons.append(f"{code} is not a gateway that this kind of agency may rely on.")
    if on < first or (last and on > last):
        reasons.append(f"{code} does not hold today.")
    return reasons
