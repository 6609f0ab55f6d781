"""One decision, as far as the reader may see: in full with its reason, or what was written for the sender."""

from dataclasses import dataclass
from uuid import UUID

from agencies.access.context import ask
from agencies.directory.models import Agency, User
from referrals.decisions.codes import LEVELS, OUTCOMES
from referrals.decisions.models import Decision, DecisionNarrative
from referrals.information.models import Record, Summary


@dataclass(frozen=True)
class Page:
    """`decision` and `reason` for those who get the whole; `told` for those who get the summary."""

    record: Record
    holder: Agency
    decision: Decision | None
    reason: str
    facts: list[dict[str, str]]
    told: list[str]

    @property
    def referral(self) -> UUID | None:
        return self.decision.referral_id if self.decision else None


def is_looked_for(child: UUID) -> bool:
    """Whether somebody still has to find this child: said to those who decide, and to nobody else."""
    [(looked_for,)] = ask("sg.is_looked_for", wanted=child)
    return looked_for


def page_of(record: Record) -> Page:
    """What the reader gets of the decision whose pointer this is."""
    decision = Decision.objects.filter(pk=record.pk).first()
    narrative = DecisionNarrative.objects.filter(decision=decision).first() if decision else None
    summary = Summary.objects.filter(record=record).first()
    return Page(
        record=record,
        holder=Agency.objects.get(pk=record.owner_id),
        decision=decision,
        reason=narrative.reason if narrative else "",
        facts=_facts(decision) if decision else [],
        told=summary.text.split("\n\n") if summary else [],
    )


def _facts(decision: Decision) -> list[dict[str, str]]:
    outcome = OUTCOMES.get(decision.outcome)
    return [
        {"key": "Outcome", "value": outcome.label if outcome else decision.outcome},
        {"key": "Level of need", "value": dict(LEVELS)[decision.threshold]},
        {"key": "Decided by", "value": User.objects.get(pk=decision.decided_by_id).full_name},
    ]
