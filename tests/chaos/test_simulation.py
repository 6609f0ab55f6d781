"""Whole years of an area on a simulated clock, against an oracle written from the guidance. Longer: make sim YEARS=100 SEED=1."""

import os

import pytest

from referrals.duties.models import Duty
from referrals.patterns.models import Flag
from safeguarding.recount import differences
from tests.chaos import oracle
from tests.chaos.simulation import Year
from tests.database import builder
from tests.factories.missing import all_of

YEARS, SEED = int(os.environ.get("YEARS", "1")), int(os.environ.get("SEED", "1"))
HOURS_72 = 72 * 3600


def violations(year):
    """What was raised or owed and should not be, or the other way round, in words."""
    found = []
    for number, (child, absences) in enumerate(zip(year.children, year.area, strict=True)):
        which = {key: absence for (of, absence), key in year.keys.items() if of == number}
        raised = {(flag.rule, which[flag.completed_by]) for flag in all_of(Flag, child=child, corrected_at=None)}
        must, may = oracle.flags(absences)
        found += [f"child {number}: never raised {one}" for one in sorted(must - raised)]
        found += [f"child {number}: raised for nothing {one}" for one in sorted(raised - must - may)]
        duties = {(duty.clock, which[duty.event_id]): duty for duty in all_of(Duty, child=child) if duty.event_id in which}
        found += [f"child {number}: {wrong}" for wrong in wrongly_due(duties, must, absences)]
    return found


def wrongly_due(duties, must, absences):
    for rule, absence in sorted(must):
        for clock, days in oracle.WITHIN.get(rule, {}).items():
            shared = clock == "EXPLOITATION_SCREENING" or ("RM-15", absence) in must and clock == "REPEAT_MISSING_REVIEW"
            if not shared and duties[clock, absence].due_at != oracle.due(absences[absence].report, days):
                yield f"{clock} of absence {absence} is due {duties[clock, absence].due_at}"
    for absence, one in enumerate(absences):
        if (duties["RETURN_INTERVIEW", absence].due_at - one.end).total_seconds() != HOURS_72:
            yield f"the interview of absence {absence} is not due after 72 hours"


@pytest.mark.parametrize("seed", range(SEED, SEED + YEARS))
def test_a_year_of_an_area_ends_as_the_guidance_says(seed, cast, clock, database):
    year = Year(seed, cast, clock)
    year.live()
    wrong = violations(year)
    with builder(database) as admin:
        wrong += [line for number, line in differences(admin) if number]
    absences = sum(len(child) for child in year.area)
    print(f"seed {seed}: {len(year.story)} events, {absences} absences, {year.crashes} deaths, {len(wrong)} violations")
    assert wrong == [], "\n".join([f"SEED={seed}", *year.story[-20:]])
