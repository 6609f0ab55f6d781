"""Ratify and end agreements. What is in force is flattened into `Share`, and that alone is what the rules read."""

from datetime import datetime

from django.db import transaction

from agencies.actor import Actor
from agencies.agreements.models import Agreement, Share
from agencies.agreements.rules import objections_to_ratifying
from agencies.audit import trail
from agencies.directory.models import User
from agencies.refusals import refuse_if


@transaction.atomic
def ratify(*, agreement: Agreement, signatory: User, by: Actor, at: datetime) -> None:
    """The owner agency signs: from now on the lines are in force, on their days and under their gateway."""
    gateway = agreement.gateway
    refuse_if(
        objections_to_ratifying(
            owner_agency=agreement.owner_id,
            signing_agency=by.agency,
            owner_kind=agreement.owner.kind,
            gateway=gateway and (gateway.code, gateway.rely_kinds, gateway.valid_from, gateway.valid_to),
            ends_on=agreement.valid_to,
            on=at.date(),
        )
    )
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
    trail.record(verb="agreements.ratify", about=agreement, by=by, at=at, action="disclosure")


@transaction.atomic
def end(*, agreement: Agreement, by: Actor, at: datetime) -> None:
    """Stop sharing under this agreement at once."""
    agreement.revoked_at = at
    agreement.save(update_fields=["revoked_at"])
    Share.objects.filter(agreement=agreement).delete()
    trail.record(verb="agreements.end", about=agreement, by=by, at=at)
