"""How alerts fare with the people who get them: in numbers by rule and by kind, and of nobody in particular."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from agencies.access.context import ask
from agencies.notices.codes import GROUPS
from agencies.notices.rules import group_of
from referrals.patterns.rules import RULES

LOOKED_BACK = timedelta(days=90)
FLAGS = "flag."
COUNTED = ("sent", "opened", "acted", "wrong", "muted")


@dataclass(frozen=True)
class Health:
    """One rule, or one group of alerts that no rule raises. `acted`: the flag was answered, or the duty done."""

    name: str
    says: str
    sent: int
    opened: int
    acted: int
    wrong: int
    muted: int

    @property
    def is_ignored(self) -> bool:
        """Opened less than half the time: whoever sets the rule looks at it again."""
        return self.sent > 0 and self.opened * 2 < self.sent


def health_of(at: datetime) -> list[Health]:
    """The reader's agency over the last 90 days: each rule, then each other group of alerts."""
    counted: Counter[tuple[str, str]] = Counter()
    for what, kind, number in ask("sg.alert_health", since=at - LOOKED_BACK):
        for name in _names(kind):
            counted[name, what] += number
    lines = [(rule.number, rule.says) for rule in RULES] + [(group.code, group.label) for group in GROUPS if group.code != "flags"]
    return [Health(name, says, *(counted[name, what] for what in COUNTED)) for name, says in lines]


def _names(kind: str) -> list[str]:
    """A notice of flags names every rule that the event made true, and counts for each."""
    if not kind.startswith(FLAGS):
        return [group_of(kind).code]
    return [f"RM-{number}" for number in kind.removeprefix(f"{FLAGS}RM-").split("+")]
