"""The threshold decision: a level, an outcome, a reason, by a named person; and the sender is told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from agencies.access.context import ask
from agencies.actor import Actor
from agencies.audit import trail
from agencies.directory.models import Team
from agencies.notices import actions as notices
from agencies.refusals import Refused, refuse_if
from agencies.words import Basis, Category, Level
from referrals.clocks import Clock
from referrals.decisions import rules
from referrals.decisions.codes import OUTCOMES
from referrals.decisions.models import Decision, DecisionNarrative
from referrals.drafts import actions as drafts
from referrals.duties import actions as duties
from referrals.duties.models import Duty
from referrals.information import actions as information
from referrals.intake.models import Referral
from referrals.intake.rules import decision_key

FORM = "decisions.decide"


@dataclass(frozen=True)
class Decided:
    """What is decided. `for_sender` is what the sender reads: no fact about anybody else."""

    outcome: str
    threshold: int
    reason: str
    for_sender: str
    confirmation: str = ""


def _is_missing_now(referral: Referral) -> bool:
    """Whether somebody still has to find this child. The duty is another agency's; whoever decides may know that it is open, no more."""
    [(looked_for,)] = ask("sg.is_looked_for", wanted=referral.child_id)
    return looked_for


@transaction.atomic
def decide(*, referral: Referral, told: Decided, draft: UUID | None = None, by: Actor, at: datetime) -> Decision:
    """Decide once, close the two clocks of the referral, open the next one, and tell the sender in words of their own."""
    of_this = Decision.objects.filter(referral=referral)
    if done := drafts.made_before(of_this, draft=draft, form=FORM, about=referral.pk, said=told, by=by, at=at):
        return done
    if referral.owner_id != by.agency:
        raise Refused([f"Only {referral.owner.name}, which received the referral, decides on it."])
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    proposal = rules.Proposal(told.outcome, told.threshold, told.reason, told.confirmation)
    refuse_if(
        rules.objections_to_deciding(
            proposal, received_at=referral.received_at, decided_at=referral.decided_at, missing_now=_is_missing_now(referral), at=at
        )
    )
    decision = _keep(referral, told, by, at)
    for clock in (Clock.ACKNOWLEDGE_REFERRAL, Clock.DECIDE_REFERRAL):
        duties.discharge(about=referral, clock=clock, by=by, at=at)
    opens = OUTCOMES[told.outcome].opens
    if opens and opens.value.nation in (None, referral.owner.nation):
        duties.assign(about=decision, clock=opens, start=at, team=_desk_of(referral), by=by, at=at)
    _tell_sender(referral, decision, told, by, at)
    drafts.use(draft=draft, result=decision.pk, said=told, at=at)
    trail.record(verb="decisions.decide", about=decision, by=by, at=at, outcome=told.outcome, threshold=told.threshold)
    return decision


def _desk_of(referral: Referral) -> Team:
    """The team that had to decide goes on: its duty names it."""
    duty = Duty.objects.filter(about_id=referral.pk, clock=Clock.DECIDE_REFERRAL.name).select_related("team__agency").first()
    return duty.team if duty else Team.objects.desk_of(referral.owner_id)


def _keep(referral: Referral, told: Decided, by: Actor, at: datetime) -> Decision:
    record = information.open_record(
        child=referral.child, category=Category.DECISION, kind="decision", by=by, key=decision_key(referral.pk)
    )
    same = {"record": record, "child_id": referral.child_id, "owner_id": by.agency}
    decision = Decision.objects.create(
        id=record.pk, referral=referral, outcome=told.outcome, threshold=told.threshold, decided_at=at, decided_by_id=by.user, **same
    )
    reason = f"{told.reason}\n\nConfirmed while missing: {told.confirmation}" if told.confirmation else told.reason
    DecisionNarrative.objects.create(decision=decision, reason=reason, written_at=at, **same)
    referral.decided_at = at
    referral.save(update_fields=["decided_at"])
    return decision


def _tell_sender(referral: Referral, decision: Decision, told: Decided, by: Actor, at: datetime) -> None:
    """The sender gets the outcome in plain words and the council's own sentence, as a summary granted to their team."""
    text = rules.words_for_sender(told.outcome, told.for_sender)
    information.summarise(record=decision.record, text=text, by=by, at=at)
    if referral.sender_id != by.agency:
        information.grant(
            record=decision.record,
            team=referral.sent_by_team,
            level=Level.REDACTED,
            basis=Basis.SUBMISSION,
            reason="Told what was decided on what it sent",
            by=by,
            at=at,
        )
    key = f"decision:{decision.pk}:sender"
    notices.tell(key=key, kind="decisions.decided", team=referral.sent_by_team, about=decision, by=by, at=at)
