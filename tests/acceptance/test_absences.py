"""Rows of the acceptance table about absences, played through actions, database and pages."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction

from agencies.audit.models import Event
from agencies.notices.models import Notice
from agencies.refusals import Refused
from referrals.children.models import Child
from referrals.duties.models import Duty
from referrals.information.models import Summary
from referrals.missing import actions, rules
from referrals.missing.models import Episode, RiskBand
from tests.database import building
from tests.factories import child_of
from tests.referrals.missing.absences import bring_home, report, told_missing, told_return
from tests.referrals.missing.browsing import fields_of, text_of

LONDON = ZoneInfo("Europe/London")
NEUTRAL = "This report was not opened here. Ring Northford Council on 01632 960 555 now: they take it from there."


def local(text, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON, fold=fold)


@pytest.fixture
def jake(cast):
    return child_of(cast, "northford", "Jake", "Arden", reference="JAKE")


def refusal_of(cast, who, child, seen, at, **more):
    with cast.acting(who) as actor, pytest.raises(Refused) as refused:
        actions.report(child=Child.objects.get(pk=child.pk), told=told_missing(seen, at, **more), by=actor, at=at)
    return refused.value.reasons


@pytest.mark.parametrize(
    ("row", "returned", "due"),
    [
        (1, local("2026-05-02 23:10"), local("2026-05-05 23:10")),
        (2, local("2026-10-24 23:10"), local("2026-10-27 22:10")),
        (3, local("2026-03-28 20:00"), local("2026-03-31 21:00")),
        (5, local("2026-12-24 18:00"), local("2026-12-27 18:00")),
    ],
)
def test_at_1_2_3_and_5_a_return_opens_an_interview_duty_of_72_elapsed_hours(cast, jake, row, returned, due):
    episode = report(cast, "Ben", jake, returned - timedelta(hours=6))
    bring_home(cast, "Ben", episode, returned)
    with cast.acting("Nia"):
        assert Duty.objects.get(clock="RETURN_INTERVIEW").due_at == due, f"AT-{row}"


@pytest.mark.parametrize(("typed", "due"), [("1:30 BST", "2026-10-28 00:30"), ("1:30 GMT", "2026-10-28 01:30")])
def test_at_4_the_hour_that_comes_twice_is_asked_for_and_kept_as_one_instant(cast, web, clock, jake, typed, due):
    episode = report(cast, "Ben", jake, local("2026-10-24 20:00"))
    clock.set(local("2026-10-25 09:00"))
    ben, path = web("Ben"), f"/missing/{episode.pk}/return/"
    answers = {"found_when": "today", "found_clock": "1:30", "where": "home", "hurt": "no", "with_now": "family"}
    asked = ben.post(path, fields_of(ben.get(path)) | answers)
    assert asked.status_code == 422
    assert "01:30 came twice. Write 01:30 BST for the first, GMT for the second." in text_of(asked)
    check = ben.post(path, fields_of(asked) | {"found_clock": typed})
    assert f"01:30 {typed[-3:]} Sun 25 Oct 2026" in text_of(check)
    ben.post(path, fields_of(check) | {"confirmed": "yes"})
    with cast.acting("Nia"):
        assert Duty.objects.get(clock="RETURN_INTERVIEW").due_at == local(due)


def test_at_45_five_times_are_stored_apart_and_two_may_be_unknown(cast, jake):
    seen, at = local("2026-05-02 20:00"), local("2026-05-02 21:30")
    five = rules.Times(seen, local("2026-05-02 21:00"), at)
    with cast.acting("Ben") as ben:
        told = actions.Report(five, band="MEDIUM", band_reason="First checks made.")
        episode = actions.report(child=Child.objects.get(pk=jake.pk), told=told, by=ben, at=at)
        found, home = local("2026-05-03 01:00"), local("2026-05-03 02:00")
        actions.record_return(episode=episode, told=told_return(found, home=home), by=ben, at=home)
        kept = Episode.objects.get(pk=episode.pk).times()
    assert kept == (seen, five.discovered_at, at, found, home)


def test_at_45_found_before_reported_needs_the_mark_of_a_report_made_afterwards(cast, jake):
    seen, at, found = local("2026-05-02 20:00"), local("2026-05-03 08:00"), local("2026-05-03 01:00")
    episode = report(cast, "Ben", jake, seen, after=at - seen)
    with cast.acting("Ben") as ben, pytest.raises(Refused, match="refused") as refused:
        actions.record_return(episode=episode, told=told_return(found), by=ben, at=at)
    assert "before the report" in refused.value.reasons[0]
    later = report(cast, "Cara", child_of(cast, "northford", "Ada", "Birch", reference="ADA"), seen, after=at - seen, is_retrospective=True)
    with cast.acting("Cara") as cara:
        assert actions.record_return(episode=later, told=told_return(found, home=found), by=cara, at=at).found_at == found


def test_at_45_home_before_found_is_refused_by_rule_and_by_database(cast, jake):
    seen = local("2026-05-02 20:00")
    episode, found = report(cast, "Ben", jake, seen), local("2026-05-03 01:00")
    with cast.acting("Ben") as ben:
        with pytest.raises(Refused):
            told = told_return(found, home=found - timedelta(minutes=1))
            actions.record_return(episode=episode, told=told, by=ben, at=found)
        with pytest.raises(DatabaseError), transaction.atomic():
            Episode.objects.filter(pk=episode.pk).update(found_at=found, returned_at=found - timedelta(minutes=1))


def test_at_47_an_absence_with_whereabouts_known_ends_in_the_moment_in_which_missing_begins(cast, jake):
    away = report(cast, "Asha", jake, local("2026-05-02 18:00"), council_type="A")
    lost = local("2026-05-02 23:00")
    missing = report(cast, "Asha", jake, lost, council_type="M")
    with cast.acting("Asha"):
        away = Episode.objects.get(pk=away.pk)
        assert (away.returned_at, missing.last_seen_at, missing.returned_at) == (lost, lost, None)
        assert [duty.about_id for duty in Duty.objects.open().filter(clock="LOCATE_CHILD")] == [missing.pk]
        assert not Duty.objects.filter(clock="RETURN_INTERVIEW").exists()


@pytest.mark.parametrize("marking", [0, 2])
def test_at_47_police_report_a_child_missing_whom_the_council_holds_as_away_seen_by_them_or_not(cast, jake, marking):
    away = report(cast, "Asha", jake, local("2026-05-02 18:00"), council_type="A")
    with building():
        Episode._base_manager.filter(pk=away.pk).update(marking=marking)
    lost = local("2026-05-02 23:00")
    assert report(cast, "Ben", jake, lost).returned_at is None
    with building():
        away = Episode._base_manager.get(pk=away.pk)
        assert (away.found_at, away.returned_at, away.next_mark_at) == (lost, lost, None)
        assert Summary._base_manager.get(record=away.record_id).goes_on is False
        assert not Duty._base_manager.filter(about_id=away.pk, done_at=None).exists()
        assert Notice.objects.get(kind="missing.sight_lost").team.agency == cast.agencies["northford"]
        assert Event.objects.filter(verb="missing.lose_sight").count() == 1


def test_at_47_a_report_from_before_the_child_was_seen_there_ends_nothing(cast, jake):
    away = report(cast, "Asha", jake, local("2026-05-02 18:00"), council_type="A")
    assert refusal_of(cast, "Ben", jake, local("2026-05-02 12:00"), local("2026-05-02 20:00")) == [NEUTRAL]
    with building():
        assert Episode._base_manager.get(pk=away.pk).returned_at is None


def test_at_47_an_overlap_is_an_error_of_the_database_and_one_neutral_sentence(cast, jake):
    episode = report(cast, "Ben", jake, local("2026-05-02 20:00"))
    bring_home(cast, "Ben", episode, local("2026-05-03 02:00"))
    inside = local("2026-05-03 01:00")
    assert refusal_of(cast, "Ben", jake, inside, inside + timedelta(hours=4)) == [NEUTRAL]
    with building() as build, pytest.raises(DatabaseError) as refused, transaction.atomic():
        more = {"record_id": episode.record_id, "child_id": jake.pk, "owner_id": episode.owner_id}
        build(Episode(last_seen_at=inside, reported_at=inside, recorded_at=inside, **more))
    assert refused.value.__cause__.sqlstate == "SG001"


def test_at_48_a_second_report_is_refused_alike_by_who_sees_the_first_and_by_who_does_not(cast, jake):
    seen = local("2026-05-02 20:00")
    episode, at = report(cast, "Ben", jake, seen), seen + timedelta(hours=2)
    seeing = refusal_of(cast, "Cara", jake, seen + timedelta(minutes=5), at)
    with building():
        Episode._base_manager.filter(pk=episode.pk).update(marking=2)
    with cast.acting("Cara"):
        assert not Episode.objects.filter(pk=episode.pk).exists()
    assert refusal_of(cast, "Cara", jake, seen + timedelta(minutes=5), at) == seeing == [NEUTRAL]
    with building():
        assert [row.pk for row in Episode._base_manager.filter(child=jake)] == [episode.pk]


def test_at_49_a_band_is_changed_by_another_row_with_its_author_and_reason(cast, jake):
    episode = report(cast, "Ben", jake, local("2026-05-02 21:00"), band="LOW")
    with cast.acting("Ben") as ben:
        actions.set_band(episode=episode, band="HIGH", reason="Medication left at home.", by=ben, at=local("2026-05-03 01:15"))
        low, high = RiskBand.objects.filter(episode=episode).order_by("set_at")
    with pytest.raises(DatabaseError, match="permission denied"), cast.acting("Ben"):
        RiskBand.objects.filter(pk=low.pk).update(band="NO_APPARENT", reason="Written over.")
    assert (low.band, low.reason, low.set_at) == ("LOW", "First checks made.", local("2026-05-02 22:00"))
    assert (high.band, high.reason, high.set_by_id) == ("HIGH", "Medication left at home.", ben.user)
