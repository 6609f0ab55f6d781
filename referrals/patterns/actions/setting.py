"""An authority sets a rule for its own children."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from agencies.actor import Actor
from agencies.directory import actions as directory
from agencies.refusals import refuse_if
from agencies.words import Kind
from referrals.clocks import local_day
from referrals.patterns import rules


@transaction.atomic
def set_rule(*, rule: rules.Rule, said: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """From today on the rule runs like this for the children for whom this agency answers. Flags already raised stay as they are."""
    refuse_if(rules.objections_to_setting(rule, said, answers_for_children=by.kind == Kind.COUNCIL))
    directory.set_locally(name=rules.setting_of(rule.number), value=dict(said), valid_from=local_day(at), by=by, at=at)
