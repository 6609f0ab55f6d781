"""What carers may keep about a child who may go missing, and why a version of it cannot be kept."""

from dataclasses import dataclass, fields
from datetime import date

from referrals.children.codes import is_offered
from referrals.profiles.codes import RISK_BANDS

NEWER = "Somebody of your team kept another version while you wrote. It stands below: take over what is missing, then keep yours."
ANOTHER = "Another team of your agency keeps this child's profile. Ask your desk who, and tell them what you know."


@dataclass(frozen=True)
class Told:
    """One version as its writer means it: what helps to find the child, her health, and what is agreed for when she goes."""

    places: str = ""
    friends: str = ""
    phone: str = ""
    description: str = ""
    medication: str = ""
    needs: str = ""
    circumstances: str = ""
    band: str = ""
    agreed_with: str = ""
    review_on: date | None = None

    def part(self, *names: str) -> dict:
        return {name: getattr(self, name) for name in names}


WHOLE = tuple(field.name for field in fields(Told))
FINDS = ("places", "friends", "phone", "description")
HEALTH = ("medication", "needs")
PLAN = ("circumstances", "band", "agreed_with", "review_on")


def objections_to_keeping(told: Told, on: date, *, cares: bool) -> list[str]:
    """Why this version cannot be kept. Empty when it can."""
    reasons = []
    if not cares:
        reasons.append("Only a team that works with the child keeps her profile. Your team is not linked to her.")
    if not any(str(value).strip() for value in told.part(*FINDS, *HEALTH).values()):
        reasons.append("Write at least one thing that would help to find the child.")
    return reasons + objections_to_plan(told, on)


def objections_to_plan(told: Told, on: date) -> list[str]:
    """A trigger plan is whole or there is none: when to report at once, the band, with whom it is agreed, when it is looked at again."""
    said = [str(value or "").strip() for value in told.part(*PLAN).values()]
    if not any(said):
        return []
    reasons = []
    if not all(said):
        reasons.append("A trigger plan says when to report at once, the band, with whom it is agreed, and when it is reviewed.")
    if told.band and not is_offered(RISK_BANDS, told.band, on):
        reasons.append("Choose a risk band from the list in use today.")
    if told.review_on and told.review_on <= on:
        reasons.append("The trigger plan is reviewed on a day that is still to come.")
    return reasons


def is_review_over(review_on: date | None, on: date) -> bool:
    """Whether the day has passed by which the trigger plan was to be looked at again."""
    return review_on is not None and review_on < on
