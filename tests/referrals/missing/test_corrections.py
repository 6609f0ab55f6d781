"""What was recorded wrongly is put right: the wrong stays on file, the right stands beside it, and nobody is alarmed twice."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from agencies.audit.models import Event
from agencies.notices.models import Notice
from agencies.refusals import Refused
from agencies.words import Marking
from referrals.children.models import Child
from referrals.duties.models import Duty
from referrals.information.models import Summary
from referrals.missing import actions, rules
from referrals.missing.models import Episode, EpisodeCorrection, EpisodeNarrative, RiskBand, Sighting
from tests.database import building
from tests.factories import child_of
from tests.factories.missing import all_of, now_of
from tests.referrals.missing.absences import bring_home, report, told_return

SEEN = datetime(2026, 6, 1, 17, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOME = SEEN + 9 * HOUR
LATER = SEEN + 12 * HOUR


@pytest.fixture
def jake(cast):
    return child_of(cast, "northford", "Jake", "Arden", reference="JAKE")


@pytest.fixture
def ada(cast):
    return child_of(cast, "northford", "Ada", "Birch", reference="ADA")


@pytest.fixture
def missing(cast, jake):
    return report(cast, "Ben", jake, SEEN)


@pytest.fixture
def home(cast, missing):
    return bring_home(cast, "Ben", missing, HOME)


def times(episode, **other):
    return rules.Times(
        **dict(zip(("last_seen_at", "discovered_at", "reported_at", "found_at", "returned_at"), episode.times(), strict=True)) | other
    )


def correct(cast, episode, reason="The clock was misread.", who="Ben", at=LATER, draft=None, **other):
    with cast.acting(who) as actor:
        episode = Episode.objects.get(pk=episode.pk)
        return actions.correct(episode=episode, now=times(episode, **other), reason=reason, draft=draft, by=actor, at=at)


def move(cast, episode, child, reason="She gave her sister's name.", at=LATER, draft=None):
    with cast.acting("Ben") as ben:
        right = Child.objects.get(pk=child.pk)
        return actions.move(episode=Episode.objects.get(pk=episode.pk), child=right, reason=reason, draft=draft, by=ben, at=at)


def open_duties(episode):
    return {duty.clock: duty for duty in all_of(Duty, about_id=episode.pk, done_at=None)}


def told(kind):
    with building():
        return sorted(Notice.objects.filter(kind=kind).values_list("team__name", "team__agency__name"))


def test_a_corrected_time_stands_in_place_of_the_old_one_which_stays_on_file(cast, home):
    row = correct(cast, home, last_seen_at=SEEN - 2 * HOUR)
    kept = now_of(Episode, home.pk)
    assert (kept.last_seen_at, row.was["last_seen_at"]) == (SEEN - 2 * HOUR, SEEN.isoformat())
    assert (row.reason, row.corrected_by_id, row.now["returned_at"]) == ("The clock was misread.", cast.user("Ben").pk, HOME.isoformat())
    [summary] = all_of(Summary, record=home.record_id)
    assert "at 16:00" in summary.text


def test_another_time_of_the_return_runs_the_interviews_from_then_and_ends_the_old_duties(cast, home):
    correct(cast, home, found_at=HOME - 3 * HOUR, returned_at=HOME - 2 * HOUR)
    owed = open_duties(home)
    assert {clock: duty.starts_at for clock, duty in owed.items()} == dict.fromkeys(
        ("RETURN_INTERVIEW", "PREVENTION_INTERVIEW"), HOME - 2 * HOUR
    )
    assert owed["RETURN_INTERVIEW"].due_at == HOME + 70 * HOUR
    with building():
        ended = Event.objects.filter(verb="duties.end")
        assert {event.detail["because"] for event in ended} == {"corrected"}
        assert len(ended) == 2
    assert told("missing.corrected") == [("Front door", "Northford Council"), ("Missing person team", "Northshire Police")]


def test_an_interview_that_was_held_is_not_asked_for_again(cast, home):
    with building():
        Duty._base_manager.filter(about_id=home.pk, clock="RETURN_INTERVIEW").update(done_at=HOME + HOUR)
    correct(cast, home, returned_at=HOME + HOUR)
    assert set(open_duties(home)) == {"PREVENTION_INTERVIEW"}


def test_a_return_that_never_was_is_taken_back_and_the_child_is_looked_for_again(cast, home):
    row = correct(cast, home, reason="It was her sister who came back.", found_at=None, returned_at=None)
    kept = now_of(Episode, home.pk)
    assert (kept.found_at, kept.returned_at, kept.found_place, kept.next_mark_at) == (None, None, "", SEEN + 24 * HOUR)
    assert row.was["found_place"] == "Eastvale bus station"
    assert set(open_duties(home)) == {"LOCATE_CHILD", "RISK_REVIEW"}
    with cast.acting("Ben"):
        assert Summary.objects.get(record=home.pk).goes_on


def test_a_child_who_comes_home_after_a_return_was_taken_back_is_listened_to(cast, home):
    correct(cast, home, found_at=None, returned_at=None)
    bring_home(cast, "Ben", now_of(Episode, home.pk), LATER + HOUR)
    owed = open_duties(home)
    assert {clock: duty.starts_at for clock, duty in owed.items()} == dict.fromkeys(
        ("RETURN_INTERVIEW", "PREVENTION_INTERVIEW"), LATER + HOUR
    )


def test_the_next_mark_of_an_absence_goes_with_the_time_last_seen(cast, missing):
    correct(cast, missing, last_seen_at=SEEN - 2 * HOUR, at=SEEN + 3 * HOUR)
    assert now_of(Episode, missing.pk).next_mark_at == SEEN + 22 * HOUR
    assert set(open_duties(missing)) == {"LOCATE_CHILD", "RISK_REVIEW"}


def test_found_that_was_not_is_taken_back_and_nobody_fetches_any_more(cast, missing):
    found = told_return(SEEN + 2 * HOUR, area=cast.areas["southmoor_force"])
    with cast.acting("Ben") as ben:
        actions.record_return(episode=missing, told=found, by=ben, at=SEEN + 3 * HOUR)
    assert set(open_duties(missing)) == {"ACCEPT_CHILD", "RISK_REVIEW"}
    correct(cast, missing, found_at=None)
    assert set(open_duties(missing)) == {"LOCATE_CHILD", "RISK_REVIEW"}


def test_home_that_was_not_leaves_the_child_found(cast, home):
    correct(cast, home, returned_at=None)
    assert (now_of(Episode, home.pk).found_at, set(open_duties(home))) == (HOME, {"RISK_REVIEW"})
    assert now_of(Episode, home.pk).found_place == "Eastvale bus station"


def test_a_correction_pressed_twice_is_made_once(cast, home, ada):
    draft = uuid4()
    assert correct(cast, home, last_seen_at=SEEN - HOUR, draft=draft) == correct(cast, home, last_seen_at=SEEN - HOUR, draft=draft)
    assert move(cast, home, ada, draft=(key := uuid4())) == move(cast, home, ada, draft=key)


def test_times_that_overlap_another_absence_are_refused_and_the_no_tells_nothing(cast, jake, home):
    second = report(cast, "Ben", jake, HOME + HOUR)
    with pytest.raises(Refused) as refused:
        correct(cast, second, last_seen_at=HOME - HOUR)
    assert refused.value.reasons == ["This was not put right here. Ring Northford Council on 01632 960 555 now: they take it from there."]
    assert now_of(Episode, second.pk).last_seen_at == HOME + HOUR


def test_only_the_holder_corrects(cast, home):
    with pytest.raises(Refused) as refused:
        correct(cast, home, who="Cara", last_seen_at=SEEN - HOUR)
    assert "Northshire Police holds this episode" in refused.value.reasons[0]


def test_an_episode_that_never_was_is_kept_marked_and_asks_nothing_of_anybody(cast, jake, missing):
    with cast.acting("Ben") as ben:
        actions.take_back(episode=missing, reason="He was at school all day.", by=ben, at=LATER)
        assert not Episode.objects.open().filter(child=jake.pk).exists()
        assert Episode.objects.get(pk=missing.pk).mistaken_at == LATER
        assert Summary.objects.get(record=missing.pk).goes_on is False
    assert open_duties(missing) == {}
    assert told("missing.corrected") == [("Front door", "Northford Council"), ("Missing person team", "Northshire Police")]
    assert report(cast, "Ben", jake, SEEN + HOUR).returned_at is None


def test_nothing_more_is_written_into_what_was_recorded_in_error(cast, missing):
    with cast.acting("Ben") as ben:
        say = {"episode": missing, "reason": "He was at school all day.", "draft": uuid4(), "by": ben, "at": LATER}
        assert actions.take_back(**say) == actions.take_back(**say)
        mistaken = Episode.objects.get(pk=missing.pk)
        deeds = [
            lambda: actions.record_return(episode=mistaken, told=told_return(HOME), by=ben, at=LATER),
            lambda: actions.set_band(episode=mistaken, band="HIGH", reason="Cold", by=ben, at=LATER),
            lambda: actions.sight(episode=mistaken, seen_at=SEEN + HOUR, place="Pier", area=None, words="", by=ben, at=LATER),
            lambda: actions.take_back(episode=mistaken, reason="Again", by=ben, at=LATER),
        ]
        for deed in deeds:
            with pytest.raises(Refused) as refused:
                deed()
            assert refused.value.reasons == [rules.IN_ERROR]


def test_at_96_an_episode_is_moved_to_the_right_child_with_what_was_written_and_with_duties_of_its_own(cast, ada, missing):
    with cast.acting("Cara") as cara:
        seen = {"episode": Episode.objects.get(pk=missing.pk), "seen_at": SEEN + HOUR, "place": "Pier", "area": None, "words": "Alone."}
        actions.sight(**seen, by=cara, at=SEEN + 2 * HOUR)
    home = bring_home(cast, "Ben", missing, HOME)
    moved = move(cast, home, ada)
    kept = now_of(Episode, moved.pk)
    assert (kept.child_id, kept.times(), kept.found_place, kept.mistaken_at) == (ada.pk, home.times(), "Eastvale bus station", None)
    for model in (EpisodeNarrative, RiskBand, Sighting):
        old, new = all_of(model, episode=home.pk), all_of(model, episode=moved.pk)
        assert [(row.owner_id, row.child_id) for row in new] == [(row.owner_id, ada.pk) for row in old]
        assert old and {row.marking for row in old} == {Marking.RESTRICTED}
    assert open_duties(home) == {}
    assert open_duties(moved)["RETURN_INTERVIEW"].due_at == HOME + 72 * HOUR


def test_at_96_both_childrens_logs_say_that_it_was_moved(cast, jake, ada, home):
    moved = move(cast, home, ada)
    with building():
        events = {event.child_id: event.detail for event in Event.objects.filter(verb="missing.move")}
    assert set(events) == {jake.pk, ada.pk}
    assert events[jake.pk]["moved_to"] == str(moved.pk) and events[ada.pk]["moved_from"] == str(home.pk)


def test_at_96_everybody_who_looked_while_it_stood_wrong_is_listed_and_data_protection_is_told(cast, web, jake, ada, home):
    web("Cara").get(f"/missing/{home.pk}/")
    web("Nia").get(f"/children/{jake.pk}/")
    web("Gita").get(f"/children/{ada.pk}/")
    move(cast, home, ada)
    [row] = all_of(EpisodeCorrection, kind="moved")
    assert {(one["name"], one["agency"]) for one in row.seen_by} == {
        ("Ben Example", "Northshire Police"),
        ("Cara Example", "Southmoor Police"),
        ("Nia Example", "Northford Council"),
    }
    assert told("missing.moved") == [("Information governance", "Northshire Police")]
    page = web("Pia").get(f"/looks/?q={jake.pk}").text
    assert "Moved an episode to the right child" in page


def test_at_96_who_may_read_the_wrong_child_reads_the_right_ones_absence_no_more(cast, web, jake, ada, home):
    move(cast, home, ada)
    assert web("Nia").get(f"/missing/{home.pk}/").status_code == 404
    assert "Went missing" not in web("Nia").get(f"/children/{jake.pk}/").text
    assert web("Ben").get(f"/missing/{home.pk}/").status_code == 200


def test_an_episode_of_a_child_who_is_missing_still_moves_with_the_search(cast, ada, missing):
    moved = move(cast, missing, ada)
    assert set(open_duties(moved)) == {"LOCATE_CHILD", "RISK_REVIEW"}
    assert open_duties(missing) == {}
    with cast.acting("Ben"):
        assert [row.pk for row in Episode.objects.open()] == [moved.pk]


def test_an_absence_of_a_child_found_elsewhere_moves_with_the_hand_over(cast, ada, missing):
    found = told_return(SEEN + 2 * HOUR, area=cast.areas["southmoor_force"])
    with cast.acting("Ben") as ben:
        actions.record_return(episode=missing, told=found, by=ben, at=SEEN + 3 * HOUR)
    assert set(open_duties(move(cast, missing, ada))) == {"ACCEPT_CHILD", "RISK_REVIEW"}


def test_an_episode_is_not_moved_to_its_own_child_nor_onto_another_absence(cast, jake, ada, home):
    with pytest.raises(Refused) as refused:
        move(cast, home, jake, reason=" ")
    assert len(refused.value.reasons) == 2
    report(cast, "Ben", ada, SEEN + HOUR)
    with pytest.raises(Refused) as refused:
        move(cast, home, ada)
    assert "This was not put right here." in refused.value.reasons[0]
    assert now_of(Episode, home.pk).mistaken_at is None


def join(cast, episode, kept, who="Ben", at=LATER, draft=None):
    with cast.acting(who) as actor:
        pair = {"episode": Episode.objects.get(pk=episode.pk), "kept": Episode.objects.get(pk=kept.pk)}
        return actions.join(**pair, reason="She never came home in between.", draft=draft, by=actor, at=at)


def test_one_absence_recorded_as_two_is_one_again_and_goes_on(cast, jake, home):
    second, draft = report(cast, "Ben", jake, HOME + HOUR, band="HIGH"), uuid4()
    row = join(cast, second, home, draft=draft)
    assert join(cast, second, home, draft=draft) == row
    kept = now_of(Episode, home.pk)
    assert (kept.last_seen_at, kept.returned_at, kept.found_place) == (SEEN, None, "")
    assert (row.other_id, row.kind, now_of(Episode, second.pk).mistaken_as) == (home.pk, "joined", "joined")
    assert set(open_duties(home)) == {"LOCATE_CHILD", "RISK_REVIEW"}
    assert open_duties(second) == {}
    with cast.acting("Ben"):
        assert rules.current_band(RiskBand.objects.filter(episode=home.pk)).band == "HIGH"


def test_of_two_that_are_over_the_earlier_may_go_into_the_later_too(cast, jake, home):
    second = bring_home(cast, "Ben", report(cast, "Ben", jake, HOME + HOUR), HOME + 3 * HOUR)
    join(cast, home, second)
    kept = now_of(Episode, second.pk)
    assert (kept.last_seen_at, kept.reported_at, kept.returned_at) == (SEEN, SEEN + HOUR, HOME + 3 * HOUR)
    assert set(open_duties(second)) == {"RETURN_INTERVIEW", "PREVENTION_INTERVIEW"}


def test_the_same_absence_under_two_children_becomes_one_and_those_who_saw_the_wrong_one_are_named(cast, web, ada, home):
    right = report(cast, "Ben", ada, SEEN + HOUR)
    web("Cara").get(f"/missing/{home.pk}/")
    row = join(cast, home, right)
    kept = now_of(Episode, right.pk)
    assert (kept.child_id, kept.last_seen_at, kept.returned_at, kept.found_place) == (ada.pk, SEEN, HOME, "Eastvale bus station")
    assert {one["name"] for one in row.seen_by} == {"Ben Example", "Cara Example"}
    assert now_of(Episode, home.pk).marking == Marking.RESTRICTED
    assert set(open_duties(right)) == {"RETURN_INTERVIEW", "PREVENTION_INTERVIEW"}
    assert told("missing.moved") == [("Information governance", "Northshire Police")]


def test_an_agency_joins_only_what_it_holds_itself(cast, jake, home):
    other = report(cast, "Cara", jake, HOME + HOUR)
    with pytest.raises(Refused) as refused:
        join(cast, home, other)
    assert refused.value.reasons == ["Another agency holds that episode. Ring its desk: an agency joins only what it holds itself."]
    with pytest.raises(Refused) as refused:
        join(cast, home, home)
    assert refused.value.reasons == ["Choose another episode than this one."]


def test_after_the_last_mark_a_correction_sets_no_other(cast, missing):
    with building():
        Episode._base_manager.filter(pk=missing.pk).update(next_mark_at=None)
    correct(cast, missing, last_seen_at=SEEN - HOUR)
    assert now_of(Episode, missing.pk).next_mark_at is None
