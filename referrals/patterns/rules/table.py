"""The rules about missing children, RM-01 to RM-15: number, version, condition, what follows by which clock, and where each comes from.

The numbers are this project's defaults. Each authority switches a rule, or sets its window and count, for its own children.
"""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from referrals.clocks import Clock
from referrals.missing.codes import AWAY, MISSING
from referrals.patterns.rules.facts import POLICE

COUNTED = frozenset({POLICE, MISSING})


class Shape(StrEnum):
    """How a rule is looked for."""

    FIRST = "first"
    RED = "red"
    REPEAT = "repeat"
    NIGHTS = "nights"
    LASTING = "lasting"
    ELSEWHERE = "elsewhere"
    HARM = "harm"
    LATE = "late"
    INTERVIEWS = "interviews"
    TOGETHER = "together"


@dataclass(frozen=True)
class Rule:
    """One rule. `window_days`, `count` and `under_age` are empty where it has no such number; `or_...` is a second way to come true.

    `again_days`: it comes true again and again while the child is away, and of no absence that is over.
    """

    number: str
    version: int
    shape: Shape
    window_days: int | None
    count: int | None
    action_clock: Clock
    says: str
    source: str
    further_clocks: tuple[Clock, ...] = ()
    kinds: frozenset[str] = COUNTED
    under_age: int | None = None
    or_window_days: int | None = None
    or_count: int | None = None
    again_days: int | None = None

    @property
    def clocks(self) -> tuple[Clock, ...]:
        return self.action_clock, *self.further_clocks

    @property
    def counts_away(self) -> bool:
        """Whether absences of type A, with whereabouts known, count too."""
        return AWAY in self.kinds

    @property
    def ran_as(self) -> dict[str, Any]:
        """The numbers by which it ran, as a flag keeps them and `locally` takes them."""
        numbers = {name: getattr(self, name) for name in NUMBERS if getattr(self, name) is not None}
        return numbers | {"is_on": True, "counts_away": self.counts_away}


NUMBERS = tuple(field.name for field in fields(Rule) if field.name.endswith(("window_days", "count", "_age")))
PRACTICE = "Found in several areas' procedures; the numbers are a default"

RM_01 = Rule(
    "RM-01",
    1,
    Shape.FIRST,
    None,
    None,
    Clock.FIRST_EPISODE_VIEW,
    "Tell social care and take a manager's view the same day, exploitation screening within 5 working days.",
    "Walsall 2020 and Surrey 2024 procedures; HC 1016 report, para 109: the first absence carries the same immediate risk as the tenth",
    further_clocks=(Clock.EXPLOITATION_SCREENING,),
    under_age=13,
)
RM_02 = Rule(
    "RM-02",
    1,
    Shape.RED,
    None,
    None,
    Clock.CONSIDER_STRATEGY,
    "Consider a strategy discussion within 1 working day.",
    "HC 1016 report, para 109, with the red indicators of local screening tools; a default",
)
RM_03 = Rule(
    "RM-03",
    1,
    Shape.REPEAT,
    28,
    2,
    Clock.REPEAT_MISSING_REVIEW,
    "Review with the missing coordinator within 2 working days, exploitation screening within 5.",
    f"{PRACTICE}; Staffordshire and Stoke 2022: risk rises with each absence",
    further_clocks=(Clock.EXPLOITATION_SCREENING,),
)
RM_04 = Rule(
    "RM-04",
    1,
    Shape.REPEAT,
    30,
    3,
    Clock.STRATEGY_DISCUSSION,
    "Strategy discussion within 1 working day.",
    "Derbyshire practice guidance: missing three times in 30 days requires a strategy meeting",
)
RM_05 = Rule(
    "RM-05",
    1,
    Shape.REPEAT,
    90,
    3,
    Clock.MISSING_MEETING,
    "Multi-agency missing meeting within 5 working days, and the child is named for the next exploitation meeting.",
    PRACTICE,
    further_clocks=(Clock.MEETING_NOMINATION,),
)
RM_06 = Rule(
    "RM-06",
    1,
    Shape.REPEAT,
    90,
    5,
    Clock.TRIGGER_PLAN,
    "A named senior manager and a trigger plan within 5 working days.",
    PRACTICE,
    or_window_days=365,
    or_count=10,
)
RM_07 = Rule(
    "RM-07",
    1,
    Shape.LASTING,
    1,
    None,
    Clock.LONG_ABSENCE_STRATEGY,
    "Strategy discussion now; the managers of the responsible and of the host authority are told.",
    "Torbay 2016: over 24 hours",
)
RM_08 = Rule(
    "RM-08",
    1,
    Shape.LASTING,
    3,
    None,
    Clock.LONG_ABSENCE_MEETING,
    "Missing meeting now, and every 7 days until the child is home.",
    "Torbay 2016: a missing meeting at 72 hours, then weekly",
    again_days=7,
)
RM_09 = Rule(
    "RM-09",
    1,
    Shape.LASTING,
    7,
    None,
    Clock.TELL_DIRECTOR,
    "The director is told; after 28 days a long-term plan.",
    "Practice of many councils: 7 days and 28 days; a default",
    further_clocks=(Clock.LONG_TERM_PLAN,),
    or_window_days=28,
)
RM_10 = Rule(
    "RM-10",
    1,
    Shape.ELSEWHERE,
    None,
    None,
    Clock.CROSS_BORDER_ALERT,
    "Cross-border alert the same day, and screening for criminal exploitation.",
    "Cross-border protocols of the North West and of North Yorkshire; the 20 miles are a default",
    further_clocks=(Clock.EXPLOITATION_SCREENING,),
)
RM_11 = Rule(
    "RM-11",
    1,
    Shape.HARM,
    None,
    None,
    Clock.REFER_RETURN,
    "Refer the same day, and consider a strategy discussion.",
    "The red indicators of local screening tools; a default",
)
RM_12 = Rule(
    "RM-12",
    1,
    Shape.LATE,
    None,
    None,
    Clock.LATE_REPORT,
    "Contact about the delay within 1 working day.",
    "Liverpool 2017 and HC 1016 report, para 100: delay in reporting is itself a concern; the 12 hours are a default",
)
RM_13 = Rule(
    "RM-13",
    1,
    Shape.INTERVIEWS,
    None,
    2,
    Clock.OTHER_INTERVIEWER,
    "Offer it by a different professional, and ask the carer's view, within 5 working days.",
    "Missing People, next steps after a missing episode; the number is a default",
)
RM_14 = Rule(
    "RM-14",
    1,
    Shape.TOGETHER,
    None,
    2,
    Clock.MEETING_NOMINATION,
    "Propose a network link to the next exploitation meeting.",
    "Contextual safeguarding practice; a default",
)
RM_15 = Rule(
    "RM-15",
    1,
    Shape.NIGHTS,
    28,
    2,
    Clock.REPEAT_MISSING_REVIEW,
    "It counts as RM-03: review within 2 working days, exploitation screening within 5.",
    f"{PRACTICE}: a night away counts more than an evening",
    further_clocks=(Clock.EXPLOITATION_SCREENING,),
)
RULES = (RM_01, RM_02, RM_03, RM_04, RM_05, RM_06, RM_07, RM_08, RM_09, RM_10, RM_11, RM_12, RM_13, RM_14, RM_15)
BY_NUMBER = {rule.number: rule for rule in RULES}
PRESSING = ("RM-11", "RM-04", "RM-07", "RM-10", "RM-09", "RM-08", "RM-01", "RM-02")


def how_pressing(number: str) -> tuple[bool, int, str]:
    """Which of several rules a notice leads to: what is due tonight before what is due this week."""
    return number not in PRESSING, PRESSING.index(number) if number in PRESSING else 0, number
