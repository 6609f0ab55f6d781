"""A pupil of the school, whom the school and the council know, and a referral about him."""

from datetime import UTC, datetime

from referrals.children.models import Child
from referrals.intake import actions
from tests.factories import child_of

TUESDAY = datetime(2026, 5, 5, 9, 0, tzinfo=UTC)
WORRY = "He comes to school hungry and is afraid of a man at home."
JSON = {"content_type": "application/json"}
WORDS = {"worry": WORRY, "what_changed": "Since Easter.", "hopes": "A visit.", "source": "2A", "harm_place": "inside", "parent_knows": "no"}
DECIDED = {
    "outcome": "S17_ASSESSMENT",
    "threshold": 3,
    "reason": "His uncle was seen drunk by two neighbours.",
    "for_sender": "Your account and ours fit together.",
}


def pupil_of(cast, given="Kai", family="Moss", *, reference="KAI", seal=0) -> Child:
    return child_of(cast, "school", given, family, reference=reference, seal=seal)


def sent(cast, child, who="Ella", *, at=TUESDAY, draft=None, **words):
    """The key of a referral that this person sent."""
    with cast.acting(who) as by:
        told = actions.Worry(**(WORDS | words))
        return actions.receive(child=Child.objects.get(pk=child.pk), told=told, draft=draft, by=by, at=at)
