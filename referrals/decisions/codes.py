"""What can be decided on a referral, and what each outcome means for the child and for the clocks."""

from collections.abc import Mapping
from dataclasses import dataclass

from referrals.clocks import Clock

ACUTE = 4
LEVELS = (
    (1, "1: universal, no additional need"),
    (2, "2: early help, additional need"),
    (3, "3: targeted or complex need"),
    (4, "4: specialist or acute need"),
)


@dataclass(frozen=True)
class Outcome:
    """One outcome. `is_below` says that it is below the statutory threshold; `opens` the clock that starts with it."""

    code: str
    label: str
    told: str
    is_below: bool = False
    lowest_level: int = 1
    opens: Clock | None = None


_ROWS = (
    Outcome(
        "NFA_NO_ROLE",
        "No role for any service now",
        "No service will act now. We look again later.",
        is_below=True,
        opens=Clock.RECHECK,
    ),
    Outcome("INFO_ADVICE", "Information and advice given", "Information and advice were given.", is_below=True, opens=Clock.RECHECK),
    Outcome("SIGNPOST", "Signposted to another service", "The family was pointed to another service.", is_below=True, opens=Clock.RECHECK),
    Outcome("EARLY_HELP", "Early help offered", "Early help is offered to the family.", is_below=True, opens=Clock.EARLY_HELP),
    Outcome("FAMILY_HELP", "Family help offered, early-help tier", "Family help is offered.", is_below=True, opens=Clock.EARLY_HELP),
    Outcome(
        "EH_DECLINED",
        "Early help declined",
        "The family declined early help. A manager looks at this again.",
        is_below=True,
        opens=Clock.HELP_DECLINED,
    ),
    Outcome("OPEN_CASE_UPDATE", "Passed to the allocated worker", "The worker who knows the child has your information."),
    Outcome("S17_ASSESSMENT", "Child in need assessment", "A social worker will assess what the child needs.", opens=Clock.ASSESSMENT),
    Outcome("STRATEGY_DISCUSSION", "Strategy discussion", "Agencies discuss this child at once.", opens=Clock.STRATEGY_DISCUSSION),
    Outcome("S47_ENQUIRY", "Child protection enquiry", "A child protection enquiry is started.", lowest_level=ACUTE, opens=Clock.ICPC),
    Outcome("CLA_REQUEST", "Accommodation or care sought", "A place for the child to live safely is sought."),
    Outcome("CP_TRANSFER_IN", "Child on a plan has moved in", "The child's protection plan is taken over.", opens=Clock.ICPC),
    Outcome("PRIVATE_FOSTERING", "Private fostering", "The private fostering arrangement is looked at."),
    Outcome("ADOPTION_SUPPORT", "Adoption support", "Adoption support answers this."),
    Outcome("CARE_LEAVER", "Care leaver", "The leaving care team answers this."),
    Outcome("OTHER_LA", "Belongs to another authority", "Another authority answers for this child and has been told."),
    Outcome("MISSING_NOTIFICATION", "Missing episode only", "This was recorded with the missing episode.", opens=Clock.RECHECK),
)

OUTCOMES: Mapping[str, Outcome] = {row.code: row for row in _ROWS}
