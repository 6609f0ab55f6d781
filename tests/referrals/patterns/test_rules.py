"""Repeated absences: what is counted, and that it is counted once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.clocks import Clock
from referrals.patterns import rules
from referrals.patterns.rules import BY_NUMBER, RULES, Event, Facts, Shape, fired_with

KAI = UUID(int=1000)
RM_03, RM_04 = BY_NUMBER["RM-03"], BY_NUMBER["RM-04"]
BORROWED = {"RM-11", "RM-14"}
REPEATED = [rule for rule in RULES if rule.shape is Shape.REPEAT]
NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


def start(number, days, *, kind="", hours=0):
    return Event(UUID(int=number), KAI, NOON + timedelta(days=days, hours=hours), kind)


def fired(rule, starts, *tz):
    return rules.fired(rule, Facts(tuple(starts)), *tz)


def test_counting_again_finds_the_same_and_another_event_finds_one_more():
    three = [start(1, 0), start(2, 10), start(3, 20)]
    first = fired(RM_04, three)
    assert fired(RM_04, reversed(three)) == first
    assert fired(RM_04, three * 2) == first
    more = fired(RM_04, [*three, start(4, 25)])
    assert more[:1] == first
    assert more[1].episode_ids == (UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4))
    assert len({finding.key for finding in more}) == 2


def test_a_flag_belongs_to_the_event_that_completed_it():
    [finding] = fired(RM_04, [start(1, 0), start(2, 10), start(3, 20)])
    assert finding.completed_by == UUID(int=3)
    assert (finding.rule, finding.version, finding.child_id) == ("RM-04", 1, KAI)


def test_an_episode_that_is_reported_late_completes_what_came_after_it():
    early, late = [start(1, 0), start(3, 20)], start(2, 10)
    assert fired(RM_04, early) == []
    [finding] = fired_with(RM_04, Facts((*early, late)), late.episode_id)
    assert finding.completed_by == UUID(int=3)


def test_a_sweep_over_one_episode_leaves_old_patterns_alone():
    starts = [start(number, number * 5) for number in range(1, 40)]
    assert len(fired(RM_04, starts)) == 37
    [finding] = fired_with(RM_04, Facts(tuple(starts)), UUID(int=39))
    assert finding.completed_by == UUID(int=39)


def test_what_is_known_as_away_is_not_counted_unless_the_authority_says_so():
    starts = [start(1, 0, kind="M"), start(2, 5, kind="A")]
    assert fired(RM_03, starts) == []
    assert len(fired(replace(RM_03, kinds=RM_03.kinds | {"A"}), starts)) == 1


def test_a_child_who_is_not_looked_after_is_counted_like_one_who_is():
    assert len(fired(RM_03, [start(1, 0, kind=""), start(2, 5, kind="M")])) == 1


def test_days_are_local_days():
    late_evening = [
        replace(start(1, 0), at=datetime(2026, 5, 4, 22, 59, tzinfo=UTC)),
        replace(start(2, 0), at=datetime(2026, 6, 1, 22, 59, tzinfo=UTC)),
    ]
    assert len(fired(RM_03, late_evening)) == 1
    into_the_next_day = [late_evening[0], replace(late_evening[1], at=datetime(2026, 6, 1, 23, 1, tzinfo=UTC))]
    assert fired(RM_03, into_the_next_day) == []
    assert len(fired(RM_03, into_the_next_day, ZoneInfo("UTC"))) == 1


def test_two_starts_on_one_day_are_two():
    [finding] = fired(RM_03, [start(1, 0), start(2, 0, hours=3)])
    assert "2 times on 1 May 2026" in finding.says


def test_a_flag_says_the_facts_the_rule_and_what_follows_and_names_nobody():
    [finding] = fired(RM_04, [start(1, 0), start(2, 10), start(3, 20)])
    assert finding.says == (
        "Went missing 3 times from 1 May 2026 to 21 May 2026: RM-04, 3 within 30 days. Strategy discussion within 1 working day."
    )


@pytest.mark.parametrize("rule", REPEATED)
def test_what_a_flag_says_fits_its_column(rule):
    starts = [start(number, 0, hours=number / 60) for number in range(1, 400)]
    assert max(len(finding.says) for finding in fired(rule, starts)) <= 300


def test_each_rule_starts_its_own_clocks_and_says_where_it_comes_from():
    assert RM_03.clocks == (Clock.REPEAT_MISSING_REVIEW, Clock.EXPLOITATION_SCREENING)
    assert RM_04.clocks == (Clock.STRATEGY_DISCUSSION,)
    assert [rule.number for rule in RULES] == [f"RM-{number:02}" for number in range(1, 16)]
    assert all(rule.source and rule.says and rule.version for rule in RULES)
    assert all(rule.number in clock.value.source for rule in RULES for clock in rule.clocks if rule.number not in BORROWED)


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 23)), unique=True, max_size=12), st.sampled_from(REPEATED))
def test_a_rule_agrees_with_a_count_of_days_off_a_calendar(moments, rule):
    starts = [start(number, days, hours=hour) for number, (days, hour) in enumerate(moments, start=1)]
    expected = set()
    for completing in starts:
        day = completing.at.astimezone(ZoneInfo("Europe/London")).date()
        window = {date.fromordinal(day.toordinal() - back) for back in range(rule.window_days + 1)}
        inside = [one for one in starts if one.at <= completing.at and one.at.astimezone(ZoneInfo("Europe/London")).date() in window]
        if len(inside) >= rule.count:  # ten in a year need ten, and twelve starts within ninety days hold five before
            expected.add((completing.episode_id, frozenset(one.episode_id for one in inside)))
    assert {(finding.completed_by, frozenset(finding.episode_ids)) for finding in fired(rule, starts)} == expected


def test_an_answer_is_from_the_list_has_words_and_is_given_once():
    assert rules.objections_to_answering("ACTED", "Strategy discussion held.", answered=False) == []
    assert rules.objections_to_answering("FINE", " ", answered=True) == [
        "This flag is already answered.",
        "Choose an answer from the list.",
        "Say what was done, or why nothing needs to be.",
    ]
