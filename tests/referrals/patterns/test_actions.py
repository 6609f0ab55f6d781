"""Counting what changed: which flags are raised, for whom, once; and answering them."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission

from agencies.notices.models import Notice
from agencies.refusals import Refused
from referrals.children.models import Address, Child, ChildTeamGrant, Identity
from referrals.clocks import Clock
from referrals.decisions.models import Decision
from referrals.duties.models import Duty
from referrals.information.models import Record, Summary
from referrals.missing.models import Change, Episode
from referrals.patterns import actions
from referrals.patterns.models import Flag
from tests.database import building
from tests.factories import child_of
from tests.factories.missing import all_of, change_of, episode_of, now_of
from tests.referrals.patterns.conftest import flags, switch
from tests.referrals.patterns.facts import at


def test_at_39_three_absences_in_thirty_days_ask_the_responsible_authority_for_a_strategy_discussion(cast, absent, look):
    first, second, third = absent("2026-05-31", "2026-06-15", "2026-06-30")
    look()
    flag = flags()["RM-04", str(third.pk)]
    assert flag.owner_id == cast.agencies["northford"].pk
    assert flag.event_ids == [str(episode.pk) for episode in (first, second, third)]
    [duty] = all_of(Duty, clock=Clock.STRATEGY_DISCUSSION.name)
    assert (duty.team, duty.event_id, duty.about_id) == (cast.teams["front_door"], third.pk, flag.pk)
    assert (duty.starts_at, duty.due_at) == (third.recorded_at, at("2026-07-01 17:00"))


def test_at_39_one_day_more_and_there_is_no_flag(absent, look):
    absent("2026-05-30", "2026-06-15", "2026-06-30")
    look()
    assert not [rule for rule, _ in flags() if rule == "RM-04"]


def test_at_41_two_absences_in_twenty_eight_days_ask_for_a_review_and_a_screening(absent, look):
    absent("2026-05-04", "2026-06-01")
    look()
    assert [rule for rule, _ in flags()] == ["RM-03"]
    assert {duty.clock for duty in all_of(Duty)} == {"REPEAT_MISSING_REVIEW", "EXPLOITATION_SCREENING"}


def test_at_41_one_day_more_and_there_is_no_flag(absent, look):
    absent("2026-05-03", "2026-06-01")
    look()
    assert flags() == {}
    assert all(change.counted_at for change in all_of(Change))


def test_at_35_looking_again_creates_nothing_and_one_more_absence_makes_one_more_flag(absent, look):
    first = absent("2026-06-01", "2026-06-10", "2026-06-20")
    look(times=10)
    before, notices, duties = flags(), len(all_of(Notice)), len(all_of(Duty))
    with building():
        Change._base_manager.update(counted_at=None)
    look(times=2)
    assert (flags(), len(all_of(Notice)), len(all_of(Duty))) == (before, notices, duties)
    [fourth] = absent("2026-06-25")
    look()
    new = flags()["RM-04", str(fourth.pk)]
    assert (new.event_ids, new.version) == ([str(episode.pk) for episode in (*first, fourth)], 1)
    assert [duty.rule_version for duty in all_of(Duty, about_id=new.pk)] == ["RM-04 v1"]


SEEN = (Child, Identity, Address, Record, Summary, Episode, Decision)


def test_at_34_a_flag_changes_no_level_of_need_or_of_access(cast, absent, look):
    def everything():
        seen = {}
        for who in ("Asha", "Nia", "Ben", "Cara", "Gita", "Ella", "Finn"):
            with cast.acting(who):
                seen[who] = [sorted(str(row.pk) for row in model.objects.all()) for model in SEEN]
        return seen, len(all_of(ChildTeamGrant)), len(all_of(Decision))

    absent("2026-06-01", "2026-06-10", "2026-06-20")
    before = everything()
    look()
    assert len(flags()) == 4
    assert everything() == before


def test_an_absence_that_is_reported_late_completes_what_came_after_it(cast, child, absent, look, clock):
    early, last = absent("2026-06-01", "2026-06-25")
    look()
    between = episode_of(cast, child, at("2026-06-10 18:00"))
    change_of(between, at=clock.set(at("2026-06-27 09:00")))
    look()
    assert flags()["RM-04", str(last.pk)].event_ids == [str(episode.pk) for episode in (early, between, last)]
    [duty] = all_of(Duty, clock="STRATEGY_DISCUSSION")
    assert duty.due_at == at("2026-06-29 17:00")


def test_the_clock_of_a_duty_runs_from_the_report_however_late_it_was_counted(absent, look, clock):
    *_, third = absent("2026-06-01", "2026-06-10", "2026-06-20")
    clock.forward(days=3)
    look()
    [duty] = all_of(Duty, clock="STRATEGY_DISCUSSION")
    assert (duty.starts_at, duty.due_at) == (third.recorded_at, at("2026-06-22 17:00"))


def test_an_authority_may_switch_a_rule_off_from_a_day_on(cast, absent, look):
    switch(cast, "RM-03", value=False)
    switch(cast, "RM-03", value=True, since=date(2027, 1, 1))
    absent("2026-06-01", "2026-06-10", "2026-06-20")
    look()
    assert {rule for rule, _ in flags()} == {"RM-04", "RM-05"}


def test_an_authority_may_have_numbers_of_its_own_and_count_absences_with_known_whereabouts(cast, absent, look):
    switch(cast, "RM-04", value={"count": 2, "window_days": 90, "counts_away": True})
    switch(cast, "RM-03", value={"is_on": False})
    absent("2026-05-01", "2026-06-20", owner="northford", kind="A")
    look()
    [flag] = flags().values()
    assert "RM-04, 2 within 90 days" in flag.says


def test_a_flag_on_a_sealed_child_is_as_sealed_as_she_is(cast, clock, look):
    sealed = child_of(cast, "northford", "Kai", "Reed", reference="SEALED", seal=2)
    for day in ("2026-06-01", "2026-06-10"):
        change_of(episode_of(cast, sealed, at(f"{day} 18:00")))
    clock.set(at("2026-06-10 20:00"))
    look()
    assert {(type(row).__name__, row.seal) for row in (*all_of(Flag), *all_of(Duty))} == {("Flag", 2), ("Duty", 2)}


def answered(who, cast, flag, answer="ACTED", words="Strategy discussion held on Tuesday."):
    with cast.acting(who) as by:
        actions.answer_flag(flag=Flag.objects.get(pk=flag.pk), answer=answer, words=words, by=by, at=at("2026-07-01 10:00"))


@pytest.fixture
def flag(absent, look):
    *_, third = absent("2026-06-01", "2026-06-10", "2026-06-20")
    look()
    return flags()["RM-04", str(third.pk)]


def test_a_person_contests_a_flag_with_a_reason_and_it_stays_on_file(cast, flag):
    answered("Asha", cast, flag, "WRONG_EVENTS", "The second absence was another boy.")
    held = now_of(Flag, flag.pk)
    assert (held.answer, held.answer_words, held.answered_by_id) == (
        "WRONG_EVENTS",
        "The second absence was another boy.",
        cast.user("Asha").pk,
    )
    assert held.says == flag.says


def test_an_answered_flag_is_not_answered_again(cast, flag):
    answered("Asha", cast, flag)
    with pytest.raises(Refused) as refused:
        answered("Nia", cast, flag)
    assert refused.value.reasons == ["This flag is already answered."]


def test_a_flag_wants_an_answer_of_the_list_and_words(cast, flag):
    with pytest.raises(Refused) as refused:
        answered("Asha", cast, flag, "FINE", " ")
    assert len(refused.value.reasons) == 2


def test_another_authority_that_sees_a_flag_does_not_answer_it(cast, flag):
    with building() as build:
        grant = {"category": "missing", "level": 3, "valid_from": date(2020, 1, 1), "basis": "request", "reason": "Shared"}
        build(
            ChildTeamGrant(
                permission=Permission.objects.get(codename="view_child"),
                group_id=cast.teams["southmoor_door"].pk,
                content_object_id=flag.child_id,
                granting_agency=cast.agencies["northford"],
                granted_at=at("2026-01-01 09:00"),
                **grant,
            )
        )
    with pytest.raises(Refused) as refused:
        answered("Gita", cast, flag)
    assert "authority that answers for the child" in refused.value.reasons[0]
    assert now_of(Flag, flag.pk).answered_at is None
