"""Who reads a profile before, while and after its child is missing: asked of the database, as each person, on the app login."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from agencies.access.context import call
from agencies.directory.models import Team
from agencies.words import Basis, Level
from referrals.children.models import ChildGlass, ChildNamedAccess
from referrals.information import actions as information
from referrals.information.models import Record, RecordTeamGrant
from referrals.profiles.models import Profile, ProfileHealth, ProfileKept, ProfileOpening, TriggerPlan
from tests.database import building
from tests.factories.missing import all_of, episode_of
from tests.referrals.missing.absences import bring_home, report
from tests.referrals.profiles.scene import HOUR, MAY, NIGHT, SEALED, child_in_care, keep, openings, reads, seen_by

EXISTS, PLAN = {"ProfileKept"}, {"ProfileKept", "TriggerPlan"}
WHOLE = {*PLAN, "Profile", "ProfileHealth"}
# What each gets of it at any time; a force gets the whole while it looks for the child.
ALWAYS = {
    "Asha": WHOLE,
    "Nia": PLAN,
    "Max": PLAN,
    "Ivy": EXISTS,
    "Ben": EXISTS,
    "Cara": EXISTS,
    "Ella": EXISTS,
    "Dev": EXISTS,
    "Lena": set(),
    "Finn": set(),
    "Gita": set(),
    "Joan": EXISTS,
}


@pytest.fixture
def mia(cast, clock):
    clock.set(MAY)
    child = child_in_care(cast)
    cast.exclude("Lena", child.pk)
    keep(cast, child)
    clock.set(NIGHT)
    return child


@pytest.mark.parametrize("who", ALWAYS)
def test_only_the_team_that_keeps_it_reads_it_and_a_force_while_it_looks_for_the_child(cast, mia, who):
    assert seen_by(cast, who, mia) == ALWAYS[who]
    episode = report(cast, "Ben", mia, NIGHT - HOUR)
    assert seen_by(cast, who, mia) == (WHOLE if who == "Ben" else ALWAYS[who])
    bring_home(cast, "Ben", episode, NIGHT + 5 * HOUR)
    assert seen_by(cast, who, mia) == ALWAYS[who]


def test_every_team_of_the_force_that_looks_reads_it_and_no_team_of_another_force(cast, mia):
    report(cast, "Cara", mia, NIGHT - HOUR)
    assert reads(cast, "Cara", mia)
    assert not reads(cast, "Ben", mia)
    with building():
        given = RecordTeamGrant.objects.filter(basis=Basis.EPISODE, valid_to=None)
        assert {grant.group_id for grant in given} == {cast.teams["southmoor_response"].pk}


def test_an_analyst_of_the_force_reads_no_health(cast, mia):
    report(cast, "Ben", mia, NIGHT - HOUR)
    assert "ProfileHealth" not in seen_by(cast, "Hugo", mia)


def test_with_whereabouts_known_or_reported_by_a_council_nothing_is_opened(cast, mia):
    report(cast, "Ben", mia, NIGHT - HOUR, council_type="A")
    assert openings(mia) == [] and not reads(cast, "Ben", mia)
    other = child_in_care(cast, "Ada", "SG-ADA")
    keep(cast, other)
    report(cast, "Nia", other, NIGHT - HOUR)
    assert openings(other) == [] and not reads(cast, "Nia", other)


def test_whereabouts_known_turns_into_missing_and_opens_it_then(cast, mia):
    report(cast, "Ben", mia, NIGHT - 3 * HOUR, council_type="A")
    report(cast, "Ben", mia, NIGHT - HOUR, council_type="M")
    assert reads(cast, "Ben", mia)


def test_a_profile_first_kept_while_the_child_is_missing_is_open_at_once(cast, clock):
    clock.set(NIGHT)
    ada = child_in_care(cast, "Ada", "SG-ADA")
    report(cast, "Ben", ada, NIGHT - HOUR)
    keep(cast, ada, at=NIGHT)
    assert reads(cast, "Ben", ada)


def test_another_version_while_it_is_open_is_read_too_and_opens_nothing_twice(cast, mia):
    report(cast, "Ben", mia, NIGHT - HOUR)
    keep(cast, mia, at=NIGHT, seen=1, places="The quay")
    with cast.acting("Ben"):
        assert Profile.objects.filter(child=mia).newest_first().first().places == "The quay"
    assert len(openings(mia)) == 1


def test_open_and_sealed_twice_on_one_day_it_is_as_sealed_as_before(cast, mia):
    for hours in (8, 4):
        episode = report(cast, "Ben", mia, NIGHT - hours * HOUR)
        assert reads(cast, "Ben", mia)
        bring_home(cast, "Ben", episode, NIGHT - (hours - 2) * HOUR)
        assert not reads(cast, "Ben", mia)
    with building():
        assert not RecordTeamGrant.objects.filter(basis=Basis.EPISODE, valid_to=None).exists()


def test_where_nobody_followed_the_end_of_an_episode_the_wall_is_shut_all_the_same(cast, mia):
    """The grant is there still, and the open episode is not."""
    episode = report(cast, "Ben", mia, NIGHT - HOUR)
    with building():
        type(episode)._base_manager.filter(pk=episode.pk).update(found_at=NIGHT, returned_at=NIGHT)
        assert RecordTeamGrant.objects.filter(basis=Basis.EPISODE, valid_to=None).exists()
    assert not reads(cast, "Ben", mia)


def test_an_open_episode_without_a_grant_opens_nothing(cast, mia):
    episode_of(cast, mia, NIGHT - HOUR, away=None)
    assert not reads(cast, "Ben", mia)


def test_urgent_access_and_a_named_person_of_another_agency_open_nothing(cast, mia):
    with building() as build:
        build(ChildGlass(user=cast.user("Ben"), child=mia, opened_at=NIGHT - HOUR, until=NIGHT + HOUR, reason="Life at risk"))
        force = cast.agencies["southmoor_police"]
        build(ChildNamedAccess(user=cast.user("Cara"), child=mia, naming_agency=force, valid_from=MAY.date(), reason="Named"))
    assert not reads(cast, "Ben", mia) and not reads(cast, "Cara", mia)


@pytest.mark.parametrize("who", ["Nia", "Ben", "Ella"])
def test_nobody_gives_themselves_sight_of_a_profile(cast, mia, who):
    with building():
        record = Record._base_manager.get(kind="profile", child=mia)
    for basis in (Basis.ORIGINATOR, Basis.EPISODE, Basis.REQUEST):
        try:
            with cast.acting(who) as actor:
                team = Team.objects.get(pk=actor.team)
                said = {"level": Level.FULL, "basis": basis, "reason": "Curious", "by": actor, "at": NIGHT}
                information.grant(record=record, team=team, **said)
        except DatabaseError:
            pass
        assert not reads(cast, who, mia), basis


def test_another_team_of_the_council_takes_no_part_in_keeping_it(cast, mia):
    with building():
        kept = ProfileKept._base_manager.get(child=mia)
    with cast.acting("Nia"):
        call("sg.keep_profile", profile=kept.pk, permission=1, at=NIGHT)
        assert ProfileKept.objects.filter(child=mia).update(updated_on=NIGHT.date()) == 0
    assert not reads(cast, "Nia", mia)
    said = {"record_id": kept.pk, "child_id": mia.pk, "owner": cast.agencies["northford"], "version": 2}
    version = said | {"team": cast.teams["front_door"], "kept_at": NIGHT, "kept_by": cast.user("Nia")}
    for row in (Profile(**version), ProfileHealth(**said), TriggerPlan(**said, kept_at=NIGHT)):
        with pytest.raises(DatabaseError), cast.acting("Nia"):
            row.save(force_insert=True)


def test_nobody_writes_over_a_version_or_over_when_it_was_open(cast, mia):
    report(cast, "Ben", mia, NIGHT - HOUR)
    for model in (Profile, ProfileHealth, TriggerPlan, ProfileOpening):
        with pytest.raises(DatabaseError), cast.acting("Asha"):
            model.objects.filter(child=mia).update(handling="")
    with pytest.raises(DatabaseError), cast.acting("Ben") as ben:
        more = {"record_id": all_of(ProfileKept)[0].pk, "child_id": mia.pk, "owner_id": ben.agency}
        ProfileOpening.objects.create(**more, episode_id=mia.pk, to_agency_id=ben.agency, opened_at=NIGHT)


def test_who_keeps_it_does_not_end_or_lengthen_a_force_s_sight_by_hand(cast, mia):
    report(cast, "Ben", mia, NIGHT - HOUR)
    with cast.acting("Asha"):
        assert RecordTeamGrant.objects.filter(basis=Basis.EPISODE).update(valid_to=NIGHT.date() - timedelta(days=9)) == 0
    assert reads(cast, "Ben", mia)


@pytest.mark.parametrize("who", ["Nia", "Ben", "Ella", "Gita"])
def test_past_the_managers_too_the_rows_are_not_there(cast, mia, who):
    with cast.acting(who), connection.cursor() as cursor:
        for model in SEALED:
            cursor.execute(f"select count(*) from {model._meta.db_table}")
            assert cursor.fetchone() == (0,), model


def test_a_sealed_child_keeps_her_profile_from_the_force_too(cast, mia):
    report(cast, "Ben", mia, NIGHT - HOUR)
    with building():
        type(mia)._base_manager.filter(pk=mia.pk).update(seal=1)
    assert not reads(cast, "Ben", mia) and not reads(cast, "Asha", mia)


def test_a_person_excluded_from_the_child_reads_nothing_though_their_force_looks_for_her(cast, mia):
    report(cast, "Ben", mia, NIGHT - HOUR)
    cast.exclude("Ben", mia.pk)
    assert seen_by(cast, "Ben", mia) == set()
