"""What an absence leaves behind: rows at three levels, who is told, who owes what, and nothing where it is refused."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from agencies.directory.models import Agency
from agencies.notices.models import Notice
from agencies.refusals import Refused
from referrals.children.models import Address, Child, ChildTeamGrant
from referrals.drafts.models import Draft
from referrals.duties.models import Duty
from referrals.information.models import Record, Summary
from referrals.missing import actions, rules
from referrals.missing.models import Change, Episode, EpisodeNarrative, Reporter, RiskBand, Sighting
from tests.database import building
from tests.factories import child_of
from tests.referrals.missing.absences import bring_home, report, told_missing, told_return

SEEN = datetime(2026, 6, 1, 17, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def jake(cast):
    return child_of(cast, "northford", "Jake", "Arden", reference="JAKE")


def duties_of(cast, who, **wanted):
    with cast.acting(who):
        return {duty.clock: duty for duty in Duty.objects.filter(**wanted)}


def told_to(episode):
    with building():
        return set(Notice.objects.filter(about_id=episode.pk).values_list("kind", "team__name", "team__agency__name"))


def rows_of(child):
    with building():
        models = (Record, Episode, Summary, RiskBand, EpisodeNarrative, Change, Duty)
        return [model._base_manager.filter(child=child).count() for model in models]


def test_a_report_leaves_one_record_at_three_levels_with_its_band_its_words_and_its_reporter(cast, jake):
    words = {"circumstances": "Left after an argument.", "clothing": "Blue parka.", "companions": ""}
    reporter = {"name": "Carer Example", "phone": "01632 960 111", "relationship": "foster_carer"}
    episode = report(cast, "Ben", jake, SEEN, words=words, reporter=reporter, police_reference="NP-1")
    with cast.acting("Ben") as ben:
        assert Record.objects.get(pk=episode.pk).category == "missing"
        assert Summary.objects.get(record=episode.pk).text == "Went missing on 1 Jun 2026 at 18:00. Not yet found."
        assert {row.kind for row in EpisodeNarrative.objects.filter(episode=episode)} == {"circumstances", "clothing"}
        assert Reporter.objects.get(episode=episode).relationship == "foster_carer"
        assert [row.kind for row in Change.objects.filter(episode=episode)] == ["reported"]
        band = RiskBand.objects.get(episode=episode)
        assert (band.band, band.set_by_id, band.review_at) == ("MEDIUM", ben.user, SEEN + 13 * HOUR)
        assert Episode.objects.get(pk=episode.pk).next_mark_at == SEEN + 24 * HOUR


def test_a_report_tells_the_desk_that_answers_for_the_child_and_binds_the_holders_missing_desk(cast, jake):
    episode = report(cast, "Ben", jake, SEEN)
    assert told_to(episode) == {("missing.reported", "Front door", "Northford Council")}
    owed = duties_of(cast, "Ben", about_id=episode.pk)
    assert set(owed) == {"LOCATE_CHILD", "RISK_REVIEW"}
    assert (owed["LOCATE_CHILD"].team, owed["LOCATE_CHILD"].due_at) == (cast.teams["missing_desk"], SEEN + 24 * HOUR)
    assert owed["RISK_REVIEW"].due_at == SEEN + 13 * HOUR
    with cast.acting("Nia"):
        grant = ChildTeamGrant.objects.get(content_object=jake.pk)
        assert (grant.group_id, grant.basis) == (cast.teams["front_door"].pk, "involvement")


def test_the_council_in_whose_area_the_child_stays_is_told_too(cast, jake):
    with building() as build:
        home = {"lines": "1 Example Road", "setting": "foster", "from_on": date(2026, 1, 1), "area": cast.areas["southmoor"]}
        build(Address(child=jake, owner=cast.agencies["southmoor_police"], **home))
    episode = report(cast, "Cara", jake, SEEN)
    assert {agency for _, _, agency in told_to(episode)} == {"Northford Council", "Southmoor Council"}


def test_the_reporter_is_a_category_of_its_own(cast, jake):
    episode = report(cast, "Ben", jake, SEEN, reporter={"name": "Carer Example", "phone": "", "relationship": "parent"})
    with cast.acting("Asha"):
        assert Episode.objects.filter(pk=episode.pk).exists()
        assert not Reporter.objects.filter(episode=episode.pk).exists()


def test_a_second_press_of_the_same_button_makes_nothing_new(cast, jake):
    draft = uuid4()
    with cast.acting("Ben") as ben:
        say = {
            "child": Child.objects.get(pk=jake.pk),
            "told": told_missing(SEEN, SEEN + HOUR),
            "draft": draft,
            "by": ben,
            "at": SEEN + HOUR,
        }
        first, second = actions.report(**say), actions.report(**say)
    assert first == second
    assert rows_of(jake)[:2] == [1, 1]


def test_words_sent_before_for_another_child_are_not_taken_for_this_one(cast, jake):
    other, draft = child_of(cast, "northford", "Ada", "Birch", reference="ADA"), uuid4()
    with cast.acting("Ben") as ben:
        say = {"told": told_missing(SEEN, SEEN + HOUR), "draft": draft, "by": ben, "at": SEEN + HOUR}
        actions.report(child=Child.objects.get(pk=jake.pk), **say)
        with pytest.raises(Refused) as refused:
            actions.report(child=Child.objects.get(pk=other.pk), **say)
    assert "for something else" in refused.value.reasons[0]


def test_a_return_home_closes_the_absence_and_opens_both_interviews(cast, jake):
    episode = report(cast, "Ben", jake, SEEN)
    home = SEEN + 9 * HOUR
    bring_home(cast, "Ben", episode, home, tonight="Afraid of a grey van.")
    owed = duties_of(cast, "Ben", about_id=episode.pk)
    assert owed["LOCATE_CHILD"].done_at == owed["RISK_REVIEW"].done_at == home
    assert owed["PREVENTION_INTERVIEW"].due_at == home + 24 * HOUR
    assert duties_of(cast, "Nia", about_id=episode.pk)["RETURN_INTERVIEW"].due_at == home + 72 * HOUR
    assert ("missing.returned", "Front door", "Northford Council") in told_to(episode)
    with cast.acting("Ben"):
        episode = Episode.objects.get(pk=episode.pk)
        assert (episode.found_at, episode.returned_at, episode.next_mark_at) == (home, home, None)
        assert sorted(row.kind for row in Change.objects.filter(episode=episode)) == ["reported", "returned"]
        assert "Home since 2 Jun 2026 at 03:00." in Summary.objects.get(record=episode.pk).text


def test_found_is_one_time_and_home_another(cast, jake):
    episode = report(cast, "Ben", jake, SEEN)
    found, home = SEEN + 5 * HOUR, SEEN + 7 * HOUR
    with cast.acting("Ben") as ben:
        actions.record_return(episode=episode, told=told_return(found), by=ben, at=found)
        assert Duty.objects.get(clock="LOCATE_CHILD").done_at == found
        assert Episode.objects.open().get(pk=episode.pk).found_at == found
    assert "RETURN_INTERVIEW" not in duties_of(cast, "Nia", about_id=episode.pk)
    with cast.acting("Ben") as ben:
        actions.record_return(episode=episode, told=told_return(found, home=home), by=ben, at=home)
    assert duties_of(cast, "Nia", about_id=episode.pk)["RETURN_INTERVIEW"].starts_at == home
    assert {kind for kind, *_ in told_to(episode)} == {"missing.reported", "missing.found", "missing.returned"}


def test_a_return_is_recorded_by_the_agency_that_holds_the_episode(cast, jake):
    episode = report(cast, "Ben", jake, SEEN)
    with cast.acting("Cara") as cara, pytest.raises(Refused) as refused:
        seen = Episode.objects.get(pk=episode.pk)
        actions.record_return(episode=seen, told=told_return(SEEN + HOUR), by=cara, at=SEEN + 2 * HOUR)
    assert refused.value.reasons == [
        "Northshire Police holds this episode. Ring their desk on 01632 960 555, and add a sighting: they are told at once."
    ]


def test_another_force_writes_its_sighting_beside_the_episode(cast, jake):
    episode, draft = report(cast, "Ben", jake, SEEN), uuid4()
    with cast.acting("Cara") as cara:
        seen = {"episode": Episode.objects.get(pk=episode.pk), "seen_at": SEEN + 2 * HOUR, "place": "Pier", "area": None, "words": "Alone."}
        first = actions.sight(**seen, draft=draft, by=cara, at=SEEN + 3 * HOUR)
        assert actions.sight(**seen, draft=draft, by=cara, at=SEEN + 3 * HOUR) == first
        assert (first.owner_id, first.by_agency_id, first.record_id) == (episode.owner_id, cara.agency, episode.pk)
    with cast.acting("Ben"):
        assert Sighting.objects.get(episode=episode).place == "Pier"
    assert ("missing.sighted", "Missing person team", "Northshire Police") in told_to(episode)


def test_a_band_of_another_agencys_episode_is_not_set(cast, jake):
    episode = report(cast, "Ben", jake, SEEN)
    with cast.acting("Cara") as cara, pytest.raises(Refused):
        actions.set_band(episode=Episode.objects.get(pk=episode.pk), band="HIGH", reason="Cold night", by=cara, at=SEEN + 2 * HOUR)


def test_setting_a_band_again_ends_the_review_of_the_one_before(cast, jake):
    episode, draft, at = report(cast, "Ben", jake, SEEN), uuid4(), SEEN + 3 * HOUR
    with cast.acting("Ben") as ben:
        say = {"episode": episode, "band": "HIGH", "reason": "Medication left at home.", "draft": draft, "by": ben, "at": at}
        assert actions.set_band(**say) == actions.set_band(**say)
        first, second = Duty.objects.filter(clock="RISK_REVIEW").order_by("starts_at")
        assert (first.done_at, second.done_at, second.due_at) == (at, None, at + 4 * HOUR)


def test_a_refused_report_leaves_nothing(cast, jake):
    with cast.acting("Ben") as ben, pytest.raises(Refused):
        told = told_missing(SEEN + 2 * HOUR, SEEN + 2 * HOUR)
        actions.report(child=Child.objects.get(pk=jake.pk), told=told, by=ben, at=SEEN)
    assert rows_of(jake) == [0] * 7


def test_the_words_of_a_used_draft_are_gone(cast, jake):
    draft = uuid4()
    with cast.acting("Ben") as ben:
        say = {"told": told_missing(SEEN, SEEN + HOUR), "draft": draft, "by": ben, "at": SEEN + HOUR}
        episode = actions.report(child=Child.objects.get(pk=jake.pk), **say)
        held = Draft.objects.get(pk=draft)
    assert (held.words, held.result_id, held.used_at) == ({}, episode.pk, SEEN + HOUR)


def test_a_return_pressed_twice_is_recorded_once(cast, jake):
    episode, draft, home = report(cast, "Ben", jake, SEEN), uuid4(), SEEN + 5 * HOUR
    with cast.acting("Ben") as ben:
        say = {"episode": episode, "told": told_return(home, home=home), "draft": draft, "by": ben, "at": home}
        assert actions.record_return(**say) == actions.record_return(**say) == episode
        assert [row.kind for row in Change.objects.filter(episode=episode, kind="returned")] == ["returned"]


def test_a_report_made_when_the_child_is_home_already_owes_the_interviews_and_no_search(cast, jake):
    home, at = SEEN + 6 * HOUR, SEEN + 20 * HOUR
    told = actions.Report(rules.Times(SEEN, None, at, home, home), is_retrospective=True, band="LOW", band_reason="Known afterwards.")
    with cast.acting("Ben") as ben:
        episode = actions.report(child=Child.objects.get(pk=jake.pk), told=told, by=ben, at=at)
    assert set(duties_of(cast, "Ben", about_id=episode.pk)) == {"PREVENTION_INTERVIEW"}
    assert duties_of(cast, "Nia", about_id=episode.pk)["RETURN_INTERVIEW"].due_at == home + 72 * HOUR
    assert episode.next_mark_at is None


def test_a_council_that_records_a_return_itself_owes_no_interview_by_police(cast, jake):
    episode = report(cast, "Asha", jake, SEEN, council_type="A")
    bring_home(cast, "Asha", episode, SEEN + 5 * HOUR)
    assert {clock for clock, duty in duties_of(cast, "Asha", about_id=episode.pk).items() if not duty.done_at} == {"RETURN_INTERVIEW"}


def test_only_the_two_answers_of_the_database_about_other_episodes_become_a_sentence(cast, jake):
    with cast.acting("Ben") as ben, pytest.raises(IntegrityError):
        actions.report(child=Child.objects.get(pk=jake.pk), told=told_missing(SEEN, SEEN + HOUR, council_type="X"), by=ben, at=SEEN + HOUR)


def test_where_the_childs_authority_has_no_team_here_the_holders_own_desk_bears_the_duty(cast, jake):
    with building() as build:
        far = build(Agency(name="Farshire Council", kind="council", nation="england"))
        Child._base_manager.filter(pk=jake.pk).update(responsible=far)
    episode = report(cast, "Ben", jake, SEEN)
    assert told_to(episode) == {("missing.reported", "Missing person team", "Northshire Police")}
