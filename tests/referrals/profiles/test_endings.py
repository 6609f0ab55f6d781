"""However an episode ends or is put right, a profile is open while the child is looked for and sealed when she is not; its keepers hear."""

import pytest

from agencies.notices.models import Notice
from agencies.refusals import Refused
from referrals.children.models import Child
from referrals.missing import actions as missing
from referrals.missing import rules
from referrals.missing.models import Episode
from tests.agencies.scenes import log_of
from tests.database import building
from tests.factories.missing import all_of
from tests.referrals.missing.absences import bring_home, report, told_return
from tests.referrals.profiles.scene import HOUR, MAY, NIGHT, child_in_care, keep, openings, reads

LATER = NIGHT + 2 * HOUR


@pytest.fixture
def mia(cast, clock):
    clock.set(MAY)
    child = child_in_care(cast)
    keep(cast, child)
    clock.set(NIGHT)
    return child


@pytest.fixture
def gone(cast, mia):
    episode = report(cast, "Ben", mia, NIGHT - HOUR)
    assert reads(cast, "Ben", mia)
    return episode


@pytest.fixture
def act(cast):
    """A deed of Ben's on an episode, later that night."""

    def act(deed, episode, **said):
        with cast.acting("Ben") as ben:
            return deed(episode=Episode.objects.get(pk=episode.pk), **said, by=ben, at=LATER)

    return act


def told(kind):
    with building():
        return Notice.objects.filter(kind=kind).count()


def is_sealed(cast, child):
    return not reads(cast, "Ben", child) and all(row.closed_at for row in openings(child))


def test_home_it_is_sealed(cast, mia, gone):
    bring_home(cast, "Ben", gone, LATER)
    assert is_sealed(cast, mia)
    assert [(row.opened_at, row.closed_at, row.episode_id) for row in openings(mia)] == [(NIGHT, LATER, gone.pk)]


def test_found_and_not_home_it_is_still_open(cast, mia, gone, act):
    act(missing.record_return, gone, told=told_return(LATER))
    assert reads(cast, "Ben", mia)
    bring_home(cast, "Ben", gone, LATER)
    assert is_sealed(cast, mia)


def test_an_episode_that_never_was_is_sealed_when_it_is_taken_back(cast, mia, gone, act):
    act(missing.take_back, gone, reason="He was upstairs.")
    assert is_sealed(cast, mia)


def test_moved_to_the_right_child_hers_is_open_and_the_wrong_child_s_is_sealed(cast, clock, mia, gone, act):
    ada = child_in_care(cast, "Ada", "SG-ADA")
    keep(cast, ada)
    assert not reads(cast, "Ben", ada)
    with cast.acting("Ben"):
        right = Child.objects.get(pk=ada.pk)
    act(missing.move, gone, child=right, reason="She gave her sister's name.")
    assert is_sealed(cast, mia) and reads(cast, "Ben", ada)


def test_a_return_corrected_away_opens_it_again_and_corrected_in_seals_it(cast, mia, gone, act):
    bring_home(cast, "Ben", gone, NIGHT + HOUR)
    assert is_sealed(cast, mia)
    times = {"last_seen_at": gone.last_seen_at, "discovered_at": None, "reported_at": gone.reported_at}
    act(missing.correct, gone, now=rules.Times(**times), reason="Another girl came home.")
    assert reads(cast, "Ben", mia)
    bring_home(cast, "Ben", gone, LATER)
    assert is_sealed(cast, mia)
    assert len(openings(mia)) == 2


def test_two_records_of_one_absence_joined_it_is_open_for_the_one_that_is_kept(cast, mia, act):
    first = report(cast, "Ben", mia, NIGHT - 9 * HOUR)
    bring_home(cast, "Ben", first, NIGHT - 5 * HOUR)
    second = report(cast, "Ben", mia, NIGHT - HOUR)
    with cast.acting("Ben"):
        kept = Episode.objects.get(pk=first.pk)
    act(missing.join, second, kept=kept, reason="He was never home.")
    assert reads(cast, "Ben", mia)
    assert [row.episode_id for row in openings(mia) if row.closed_at is None] == [first.pk]
    bring_home(cast, "Ben", first, LATER)
    assert is_sealed(cast, mia)


def test_the_second_absence_is_of_another_force_and_the_first_force_reads_nothing(cast, mia, gone):
    bring_home(cast, "Ben", gone, NIGHT)
    report(cast, "Cara", mia, NIGHT + HOUR)
    assert reads(cast, "Cara", mia) and not reads(cast, "Ben", mia)


def test_an_absence_recorded_afterwards_opens_nothing(cast, mia):
    back = told_return(NIGHT - HOUR, home=NIGHT - HOUR)
    with cast.acting("Ben") as ben:
        past = missing.Past(last_seen_at=NIGHT - 4 * HOUR, back=back, not_reported="not_noticed")
        child = Child.objects.get(pk=mia.pk)
        missing.report_past(child=child, told=past, by=ben, at=NIGHT)
    assert openings(mia) == []


def test_a_report_that_is_refused_opens_nothing(cast, mia):
    report(cast, "Cara", mia, NIGHT - HOUR)
    with pytest.raises(Refused):
        report(cast, "Ben", mia, NIGHT - HOUR / 2)
    assert not reads(cast, "Ben", mia)


def test_who_keeps_it_is_told_of_each_opening_and_each_sealing_and_the_log_says_to_whom(cast, mia, gone, database):
    assert (told("profiles.unsealed"), told("profiles.resealed")) == (1, 0)
    bring_home(cast, "Ben", gone, LATER)
    assert (told("profiles.unsealed"), told("profiles.resealed")) == (1, 1)
    with building():
        teams = {notice.team_id for notice in Notice.objects.filter(kind__startswith="profiles.")}
    assert teams == {cast.teams["casework"].pk}
    [unsealed], [resealed] = (log_of(database, f"verb = 'profiles.{deed}'") for deed in ("unseal", "reseal"))
    assert [who["name"] for who in unsealed["recipients"]] == ["Northshire Police"]
    assert unsealed["detail"]["episode"] == resealed["detail"]["episode"] == str(gone.pk)


def test_a_child_without_a_profile_goes_missing_as_before(cast, clock):
    clock.set(NIGHT)
    child = child_in_care(cast, "Ada", "SG-ADA")
    episode = report(cast, "Ben", child, NIGHT - HOUR)
    bring_home(cast, "Ben", episode, LATER)
    assert openings(child) == [] and told("profiles.unsealed") == 0
    assert len(all_of(Episode, child=child)) == 1
