"""In whatever order absences become known, and however often they are counted, the same flags stand at the end."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from referrals.patterns.rules import RULES, Facts, Shape, fired, fired_with
from tests.referrals.patterns.facts import event

ALONE = [rule for rule in RULES if rule.shape not in (Shape.INTERVIEWS, Shape.TOGETHER)]
ABSENCES = st.lists(
    st.tuples(
        st.integers(0, 400), st.integers(0, 23), st.integers(1, 90), st.sampled_from(["", "M", "A"]), st.sampled_from(["no", "care"])
    ),
    min_size=1,
    max_size=10,
    unique_by=lambda absence: absence[:2],
)
BORN, BEGUN = date(2015, 3, 27), date(2026, 1, 1)


def events_of(absences):
    made = []
    for number, (day, hour, hours, kind, hurt) in enumerate(absences, start=1):
        start = f"{BEGUN + timedelta(days=day)} {hour:02}:20"
        made.append(event(number, start, hours=hours, kind=kind, hurt=hurt, red=frozenset({"E1"}) if hurt == "care" else frozenset()))
    return made


def sweep(standing, raised, known, number):
    """One change is counted: what it completes is raised once, and every flag is held to the facts as they are now."""
    facts = Facts(tuple(known), born_on=BORN)
    raised |= {finding.key for rule in ALONE for finding in fired_with(rule, facts, UUID(int=number))}
    return raised & {finding.key for rule in ALONE for finding in fired(rule, facts)}


def wanted(known):
    """Every finding of the rules at the end; a meeting is proposed only while a child is away, and these are all home."""
    facts = Facts(tuple(known), born_on=BORN)
    return {finding.key for rule in ALONE if rule.number != "RM-08" for finding in fired(rule, facts)}


@given(ABSENCES, st.randoms(use_true_random=False))
def test_any_order_in_which_absences_become_known_leaves_the_same_flags(absences, chance):
    events = events_of(absences)
    told = list(events)
    chance.shuffle(told)
    standing, raised, known = set(), set(), []
    for one in told:
        known.append(one)
        standing = sweep(standing, raised, known, one.episode_id.int)
    assert standing == wanted(events)


@given(ABSENCES, st.randoms(use_true_random=False))
def test_counting_again_in_any_order_raises_nothing_more(absences, chance):
    events = events_of(absences)
    raised: set = set()
    order = [one.episode_id.int for one in events]
    for _ in range(2):
        chance.shuffle(order)
        for number in order:
            standing = sweep(set(), raised, events, number)
    assert standing == raised == wanted(events)
