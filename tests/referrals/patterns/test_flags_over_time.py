"""What time, corrections and other children do to flags, counted by the sweep on the jobs login."""

from datetime import timedelta
from itertools import permutations

import pytest

from agencies.audit.models import Event
from agencies.notices.models import Notice
from referrals.children.models import Address, Identity
from referrals.clocks import Clock
from referrals.duties.models import Duty
from referrals.missing.models import Change, Episode
from referrals.patterns.models import Flag
from tests.database import building
from tests.factories import child_of
from tests.factories.missing import all_of, change_of, episode_of, now_of
from tests.referrals.missing.absences import bring_home, report
from tests.referrals.patterns.conftest import flags, switch
from tests.referrals.patterns.facts import at

SEEN = at("2026-05-02 23:10")


@pytest.fixture
def missing(cast, child, clock):
    clock.set(SEEN + timedelta(hours=1))
    return report(cast, "Ben", child, SEEN)


def asked(clock):
    return [duty.starts_at for duty in sorted(all_of(Duty, clock=clock.name), key=lambda duty: duty.starts_at)]


def test_at_43_the_rules_about_long_absences_fire_while_the_child_is_missing(clock, missing, look):
    for hours, rules in ((23, set()), (25, {"RM-07"}), (73, {"RM-07", "RM-08"}), (169, {"RM-07", "RM-08", "RM-09"})):
        clock.set(SEEN + timedelta(hours=hours))
        look(times=2)
        assert {rule for rule, _ in flags()} & {"RM-07", "RM-08", "RM-09"} == rules
    assert asked(Clock.LONG_ABSENCE_STRATEGY) == [at("2026-05-03 23:10")]
    assert asked(Clock.TELL_DIRECTOR) == [at("2026-05-09 23:10")]


def test_at_44_meetings_are_proposed_at_72_hours_then_weekly_and_stop_on_return(cast, clock, missing, look):
    for day in range(3, 20):
        clock.set(at(f"2026-05-{day:02} 23:11"))
        look()
    bring_home(cast, "Ben", missing, at("2026-05-20 09:00"))
    for day in range(21, 31):
        clock.set(at(f"2026-05-{day:02} 23:11"))
        look()
    assert asked(Clock.LONG_ABSENCE_MEETING) == [at(f"2026-05-{day:02} 23:10") for day in (5, 12, 19)]
    assert {change.counted_at is None for change in all_of(Change)} == {False}


def test_at_43_a_sweep_that_comes_late_raises_every_mark_that_it_missed_and_a_lost_message_costs_nothing(clock, missing, look):
    clock.set(SEEN + timedelta(days=29))
    look(times=3)
    assert asked(Clock.LONG_TERM_PLAN) == [at("2026-05-30 23:10")]
    assert [flag.occasion for flag in sorted(all_of(Flag, rule="RM-08"), key=lambda flag: flag.occasion)] == [0, 1, 2, 3]


def test_the_responsible_and_the_host_authority_are_both_told_of_a_long_absence(cast, child, clock, look):
    with building() as build:
        stays = {"lines": "1 Quay", "setting": "residential", "from_on": "2026-01-01", "area": cast.areas["southmoor"]}
        build(Address(child=child, owner=cast.agencies["northshire_police"], **stays))
    clock.set(SEEN + timedelta(hours=1))
    missing = report(cast, "Ben", child, SEEN)
    clock.set(SEEN + timedelta(hours=24, minutes=1))
    look(times=2)
    told = {notice.team: notice.kind for notice in all_of(Notice, key=f"flag:{missing.pk}")}
    assert told == {cast.teams["front_door"]: "flag.RM-07", cast.teams["southmoor_door"]: "flag.RM-07"}


def test_at_42_a_first_absence_of_a_child_under_thirteen_asks_for_a_view_the_same_day(cast, clock, look):
    young = child_of(cast, "northford", "Bea", "Lowe", reference="BEA")
    with building():
        Identity._base_manager.filter(child=young).update(born_on="2014-08-01")
    episode = episode_of(cast, young, at("2026-05-02 18:00"))
    change_of(episode)
    clock.set(at("2026-05-02 19:30"))
    look()
    [duty] = all_of(Duty, clock=Clock.FIRST_EPISODE_VIEW.name)
    assert (f"{duty.due_at.astimezone(SEEN.tzinfo):%d %b %H:%M}", duty.team) == ("02 May 23:59", cast.teams["front_door"])
    assert flags()["RM-01", str(episode.pk)].says.startswith("Went missing for the first time on 2 May 2026, aged 11")


def test_at_46_a_late_report_asks_for_contact_about_the_delay(cast, child, clock, look, correct):
    episode = episode_of(cast, child, at("2026-05-02 20:00"), away=timedelta(hours=20))
    clock.set(at("2026-05-03 17:00"))
    correct(episode, at("2026-05-03 16:30"), reported_at=at("2026-05-03 09:30"))
    look()
    assert flags()["RM-12", str(episode.pk)]
    assert len(all_of(Duty, clock=Clock.LATE_REPORT.name)) == 1


def test_at_40_three_absences_in_ninety_days_ask_for_a_meeting_and_a_day_more_does_not(absent, look):
    *_, third = absent("2026-03-01", "2026-04-10", "2026-05-30")
    look()
    assert [rule for rule, _ in flags()] == ["RM-05"]
    [duty] = all_of(Duty, clock=Clock.MISSING_MEETING.name)
    assert (duty.event_id, duty.due_at) == (third.pk, at("2026-06-05 17:00"))


def test_at_40_one_day_more_and_there_is_no_flag(absent, look):
    absent("2026-02-28", "2026-04-10", "2026-05-30")
    look()
    assert flags() == {}


def test_several_rules_by_one_event_are_one_notice_that_names_them_the_most_pressing_first(absent, look):
    *_, third = absent("2026-06-01", "2026-06-10", "2026-06-20")
    look()
    [notice] = all_of(Notice, key=f"flag:{third.pk}")
    assert notice.kind == "flag.RM-04+03+05"
    assert notice.about_id == flags()["RM-04", str(third.pk)].pk
    assert not [told for told in all_of(Notice) if told.kind.startswith("duty.")]


def test_what_is_learnt_of_the_same_event_later_renews_its_notice(absent, look, correct, clock):
    *_, second = absent("2026-06-01", "2026-06-10")
    look()
    with building():
        Notice.objects.update(sent_at=at("2026-06-10 20:00"), acknowledged_at=at("2026-06-10 20:05"))
    clock.set(at("2026-06-11 09:00"))
    correct(second, at("2026-06-11 08:59"), hurt="care")
    look(times=2)
    [notice] = all_of(Notice, key=f"flag:{second.pk}")
    assert (notice.kind, notice.sent_at, notice.acknowledged_at) == ("flag.RM-11+03", None, None)


def test_a_clock_that_two_rules_ask_for_by_one_event_is_owed_once(cast, child, clock, look):
    for day in ("2026-06-01", "2026-06-10"):
        change_of(episode_of(cast, child, at(f"{day} 18:00"), away=timedelta(hours=9)))
    clock.set(at("2026-06-11 09:00"))
    look()
    assert {rule for rule, _ in flags()} == {"RM-03", "RM-15"}
    assert len(all_of(Duty, clock=Clock.REPEAT_MISSING_REVIEW.name)) == 1


def evening(day):
    home = at(f"{day} 23:00")
    return {"last_seen_at": at(f"{day} 18:00"), "reported_at": at(f"{day} 19:00"), "found_at": home, "returned_at": home}


def test_a_flag_whose_events_were_corrected_away_is_marked_and_stays_on_file(absent, look, correct, clock):
    first, second = absent("2026-06-01", "2026-06-10")
    look()
    when = clock.set(at("2026-06-12 09:00"))
    correct(first, when, **evening("2026-04-01"))
    look(times=2)
    [flag] = all_of(Flag)
    assert (flag.rule, flag.corrected_at.date().isoformat()) == ("RM-03", "2026-06-12")
    correct(first, when, **evening("2026-06-02"))
    look()
    assert [(one.pk, one.corrected_at) for one in all_of(Flag)] == [(flag.pk, None)]
    with building():
        deeds = [event.verb for event in Event.objects.filter(verb__startswith="patterns.", verb__endswith="_flag").order_by("at")]
    assert deeds == ["patterns.raise_flag", "patterns.check_flag", "patterns.check_flag"]


def test_a_new_window_leaves_the_flags_of_the_old_one_true(cast, absent, look, correct, clock):
    first, second = absent("2026-06-01", "2026-06-20")
    look()
    switch(cast, "RM-03", {"window_days": 7, "count": 2}, since=at("2026-06-21 00:00").date())
    correct(second, clock.set(at("2026-06-22 09:00")), hurt="no")
    look()
    assert flags()["RM-03", str(second.pk)].corrected_at is None
    assert flags()["RM-03", str(second.pk)].ran_as["window_days"] == 28


@pytest.mark.parametrize("order", list(permutations(range(3)))[::2])
def test_changes_counted_in_any_order_raise_the_same_flags(cast, child, clock, look, order):
    episodes = [episode_of(cast, child, at(f"2026-06-{day} 18:00"), away=timedelta(hours=9)) for day in ("01", "10", "20")]
    clock.set(at("2026-06-21 09:00"))
    for position, number in enumerate(order):
        change_of(episodes[number], at=at(f"2026-06-20 2{position}:00"))
        look()
    numbers = {str(episode.pk): number for number, episode in enumerate(episodes)}
    expected = {("RM-03", 1), ("RM-03", 2), ("RM-15", 1), ("RM-15", 2), ("RM-04", 2), ("RM-05", 2)}
    assert {(rule, numbers[event]) for rule, event in flags()} == expected


def both_away(cast, clock, seal=0):
    """Kai and Jude were away on the same evening and found in the same flat."""
    pair = []
    for name, sealed in (("KAI2", 0), ("JUDE", seal)):
        other = child_of(cast, "northford", name.title(), "Reed", reference=name, seal=sealed)
        pair.append(episode_of(cast, other, at("2026-06-01 18:00")))
        with building():
            Episode._base_manager.filter(pk=pair[-1].pk).update(found_place="Flat 2, Harbour Rd")
    change_of(pair[-1])
    clock.set(at("2026-06-02 09:00"))
    return pair


def test_rm_14_raises_a_flag_for_each_child_and_each_names_that_childs_own_event_alone(cast, clock, look):
    kai, jude = both_away(cast, clock)
    look(times=2)
    raised = {flag.child_id: flag for flag in all_of(Flag, rule="RM-14")}
    assert set(raised) == {kai.child_id, jude.child_id}
    assert [raised[one.child_id].event_ids for one in (kai, jude)] == [[str(kai.pk)], [str(jude.pk)]]
    with building():
        noted = [event.detail["events"] for event in Event.objects.filter(verb="patterns.raise_flag")]
    assert sorted(noted) == sorted([[str(kai.pk)], [str(jude.pk)]])


def test_rm_14_who_may_not_see_the_other_child_gets_no_key_of_hers_by_page_or_api(cast, clock, look, web):
    kai, jude = both_away(cast, clock)
    look()
    flag = next(one for one in all_of(Flag, rule="RM-14") if one.child_id == kai.child_id)
    cast.exclude("Asha", jude.child_id)
    hidden, whole = {}, {}
    for who, said in (("Asha", hidden), ("Nia", whole)):
        client = web(who)
        said["page"] = client.get(f"/flags/{flag.pk}/").content.decode()
        said["api"] = client.get(f"/api/flags/{flag.pk}/").content.decode()
    assert all(str(jude.pk) in words for words in whole.values())
    assert not any(key in words for words in hidden.values() for key in (str(jude.pk), str(jude.child_id), "Jude"))


def test_rm_14_a_sealed_child_is_told_of_to_nobody_beside_her(cast, clock, look):
    kai, jude = both_away(cast, clock, seal=2)
    look()
    assert [(flag.child_id, flag.seal) for flag in all_of(Flag, rule="RM-14")] == [(jude.child_id, 2)]


def test_rm_14_when_the_other_absence_is_corrected_both_flags_say_so(cast, clock, look, correct):
    _, jude = both_away(cast, clock)
    look()
    correct(jude, clock.set(at("2026-06-03 09:00")), found_place="Bus station")
    look()
    assert [flag.corrected_at is not None for flag in all_of(Flag, rule="RM-14")] == [True, True]


def test_rm_10_another_force_is_found_by_the_areas_of_whoever_holds_the_episode(cast, child, clock, look, correct):
    episode = episode_of(cast, child, at("2026-06-01 18:00"))
    clock.set(at("2026-06-02 09:00"))
    correct(episode, at("2026-06-01 23:30"), found_area=cast.areas["northshire"])
    look()
    assert flags() == {}
    correct(episode, at("2026-06-02 08:30"), found_area=cast.areas["southmoor_force"])
    look()
    assert {rule for rule, _ in flags()} == {"RM-02", "RM-10"}
    assert now_of(Flag, flags()["RM-10", str(episode.pk)].pk).owner_id == child.responsible_id
