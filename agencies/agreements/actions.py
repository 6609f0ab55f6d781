"""Ratify and end agreements. What is in force is flattened into `Share`, and that alone is what the rules read."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from agencies.actor import Actor
from agencies.agreements import rules
from agencies.agreements.models import Agreement, AgreementLine, LegalGateway, Share
from agencies.audit import trail
from agencies.directory.models import Agency, User
from agencies.refusals import refuse_if


def _gateway(held: LegalGateway | None) -> rules.Gateway | None:
    if held is None:
        return None
    return rules.Gateway(held.code, tuple(held.rely_kinds), tuple(held.receive_kinds), held.valid_from, held.valid_to)


def _receivers(lines: list[AgreementLine]) -> tuple[str, ...]:
    """The kinds of all recipients that are named by kind or one by one."""
    keys = {line.recipient_key for line in lines}
    kinds = {rules.kind_in(key) for key in keys} - {""}
    agencies = {rules.agency_in(key) for key in keys} - {None}
    return tuple(sorted(kinds | set(Agency.objects.filter(pk__in=agencies).values_list("kind", flat=True))))


def draft_of(agreement: Agreement) -> rules.Draft:
    """The agreement as the rules see it."""
    lines = list(agreement.lines.all())
    return rules.Draft(
        owner_agency=agreement.owner_id,
        owner_kind=agreement.owner.kind,
        gateway=_gateway(agreement.gateway),
        ends_on=agreement.valid_to,
        receivers=_receivers(lines),
        has_lines=bool(lines),
        in_force=agreement.ratified_at is not None,
        has_ended=agreement.revoked_at is not None,
    )


def _handed(agreement: Agreement) -> trail.Handed:
    """Who receives under it, by the keys of its lines, and the power it rests on."""
    receivers = sorted({line.recipient_key for line in agreement.lines.all()})
    return trail.Handed(receivers, agreement.number, agreement.gateway.code if agreement.gateway else "")


def _locked(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)


@transaction.atomic
def ratify(*, agreement: Agreement, signatory: User, by: Actor, at: datetime) -> None:
    """The owner agency signs: from now on the lines are in force, on their days and under their gateway."""
    agreement = _locked(agreement)
    refuse_if(rules.objections_to_ratifying(draft_of(agreement), signing_agency=by.agency, on=localdate(at)))
    agreement.ratified_at, agreement.ratified_by = at, signatory
    agreement.save(update_fields=["ratified_at", "ratified_by"])
    Share.objects.bulk_create(
        Share(
            agreement=agreement,
            owner_id=agreement.owner_id,
            recipient_key=line.recipient_key,
            category=line.category,
            purpose=line.purpose,
            level=line.level,
            max_marking=line.max_marking,
            scope=line.scope,
            valid_from=agreement.valid_from,
            valid_to=agreement.valid_to,
        )
        for line in agreement.lines.all()
    )
    trail.record(verb="agreements.ratify", about=agreement, by=by, at=at, action="disclosure", handed=_handed(agreement))


@transaction.atomic
def end(*, agreement: Agreement, by: Actor, at: datetime) -> None:
    """Stop sharing under this agreement at once."""
    agreement = _locked(agreement)
    refuse_if(rules.objections_to_ending(draft_of(agreement), by_agency=by.agency))
    agreement.revoked_at = at
    agreement.save(update_fields=["revoked_at"])
    Share.objects.filter(agreement=agreement).delete()
    trail.record(verb="agreements.end", about=agreement, by=by, at=at, handed=_handed(agreement))
