"""The region in a real database: loaded by the owner's login, read by its people through the walls."""

from contextlib import contextmanager
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command

from agencies.access.context import acting, resolve
from agencies.agreements.actions import draft_of
from agencies.agreements.models import Agreement
from agencies.agreements.rules import objections_to_ratifying
from agencies.directory.models import Membership, User
from agencies.words import Category, Purpose
from referrals.children.models import Address, Child, Identity, SearchKey
from referrals.clocks import Clock, local_day
from referrals.duties.models import Duty
from referrals.escalation.tasks import climb_overdue
from referrals.information.models import Record, Summary
from referrals.intake.models import Referral
from referrals.missing.models import Change, Episode, Sighting
from referrals.missing.tasks import pass_marks
from referrals.patterns.models import Flag
from referrals.patterns.tasks import look_for_patterns
from safeguarding.region import aside, load
from tests.database import builder

CHILDREN = 200


@pytest.fixture
def region(database):
    call_command("load_region", children=CHILDREN, verbosity=0)
    return database


@contextmanager
def reading(username: str, team: str = ""):
    seats = Membership.objects.filter(user__username=username, ended_at=None).select_related("team")
    seat = seats.get(team__name=team) if team else seats.first()
    with acting(resolve(user=seat.user_id, team=seat.team_id, purpose=Purpose.SAFEGUARDING)) as actor:
        yield actor


def named(given: str) -> Identity | None:
    return Identity.objects.filter(given_names=given).first()


def agency_of(username: str) -> int:
    return Membership.objects.select_related("team").get(user__username=username).team.agency_id


def test_a_database_with_people_in_it_is_left_alone(region):
    with pytest.raises(CommandError, match="an empty one"):
        call_command("load_region", children=10, verbosity=0)


@pytest.mark.parametrize("children", [-1, 1_000_001])
def test_there_are_no_more_children_than_numbers_that_belong_to_nobody(children):
    with pytest.raises(CommandError, match="belong to nobody"):
        call_command("load_region", children=children, verbosity=0)


def test_everybody_sits_in_the_group_of_their_team(region):
    for seat in Membership.objects.filter(ended_at=None).select_related("user"):
        assert seat.user.groups.filter(pk=seat.team_id).exists()
    assert not User.objects.get(username="max").groups.exists()


def test_the_password_opens_nothing_outside_the_demonstration(region):
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_in_the_demonstration_everybody_signs_in_with_the_printed_password(database, settings):
    settings.IS_DEMO = True
    call_command("load_region", children=0, verbosity=0)
    assert User.objects.get(username="asha").check_password(settings.DEMO_PASSWORD)
    assert not User.objects.get(username="kit").is_active


def test_every_agreement_in_force_could_be_ratified_as_it_stands(region):
    signed = Agreement.objects.exclude(ratified_at=None)
    for agreement in signed:
        on = local_day(agreement.ratified_at)
        draft = draft_of(Agreement(pk=agreement.pk, owner=agreement.owner, gateway=agreement.gateway, valid_to=agreement.valid_to))
        assert objections_to_ratifying(draft, signing_agency=agreement.owner_id, on=on) == []
    assert Agreement.objects.filter(ratified_at=None).count() == 1


def test_one_agreement_ended_yesterday(region):
    with builder(region) as connection:
        ended = connection.execute("select count(*) from agencies_agreement where valid_to = sg.app_today() - 1").fetchone()
    assert ended == (1,)


class TestWhoSeesTheBoy:
    def test_his_social_worker_sees_all_that_the_council_holds(self, region):
        with reading("asha"):
            jory = named("Jory")
            assert Referral.objects.filter(child=jory.child_id).count() == 4
            assert Episode.objects.filter(child=jory.child_id).count() == 8
            assert Address.objects.filter(child=jory.child_id).count() == 5

    def test_his_aunt_finds_nothing(self, region):
        with reading("lena"):
            assert named("Jory") is None
            assert named("Bram") is not None

    def test_the_officer_at_night_finds_him_and_reads_no_referral(self, region):
        with reading("ben"):
            jory = named("Jory")
            assert Episode.objects.filter(child=jory.child_id).count() == 8
            assert not Address.objects.filter(child=jory.child_id).exists()
            assert {row.sender_id for row in Referral.objects.filter(child=jory.child_id)} == {agency_of("ben")}

    def test_the_other_force_finds_him_and_reads_its_own_sighting(self, region):
        with reading("cara"):
            jory = named("Jory")
            assert Sighting.objects.filter(child=jory.child_id).count() == 1

    def test_his_school_reads_summaries_and_no_episode(self, region):
        with reading("ella"):
            jory = named("Jory")
            assert not Episode.objects.filter(child=jory.child_id).exists()
            assert Summary.objects.filter(child=jory.child_id, category=Category.MISSING).count() == 8

    def test_the_nurse_reads_health_and_others_what_was_written_for_them(self, region):
        with reading("dev"):
            held = list(Record.objects.filter(category=Category.HEALTH))
        with reading("asha"):
            assert held
            assert set(Record.objects.filter(category=Category.EDUCATION, child=named("Jory").child_id)) != set()

    def test_the_charity_whose_agreement_ended_finds_nobody_by_it(self, region):
        with reading("finn"):
            assert named("Bram") is None
            bram = Summary.objects.filter(category=Category.REFERRAL)
            assert bram.exists()


class TestSeals:
    def test_a_hidden_child_is_found_by_the_named_worker_alone(self, region):
        with reading("omar"):
            child = named("Ysolde").child_id
        for username in ("asha", "nia", "priya", "ben"):
            with reading(username):
                assert named("Ysolde") is None
                assert not SearchKey.objects.filter(child=child).exists()

    def test_of_a_child_of_a_colleagues_family_the_linked_team_knows_only_that_she_is_there(self, region):
        with reading("priya"):
            child = named("Mila").child_id
        with reading("asha"):
            assert Child.objects.filter(pk=child).exists()
            assert named("Mila") is None

    def test_a_protected_address_is_not_read_by_the_team(self, region):
        with reading("asha"):
            alba = named("Alba")
            assert [row.postcode for row in Address.objects.filter(child=alba.child_id)] == [""]


def test_absences_never_overlap_and_a_child_is_missing_once(region):
    with builder(region) as connection:
        rows = connection.execute(
            "select child_id, last_seen_at, returned_at from referrals_episode order by child_id, last_seen_at"
        ).fetchall()
    assert len(rows) > 40
    for (child, _, returned), (other, last_seen, _) in pairwise(rows):
        assert child != other or (returned is not None and returned <= last_seen)


def test_a_few_children_are_missing_now_and_the_police_are_asked_to_find_them(region):
    with reading("nora"):
        missing = list(Episode.objects.open())
        assert 2 <= len(missing) < 10
        assert all(episode.next_mark_at > episode.last_seen_at for episode in missing)
        assert Duty.objects.open().filter(clock=Clock.LOCATE_CHILD.name).exists()


def test_return_interviews_are_done_open_and_overdue(region):
    with reading("rosa", "Missing and return") as rosa:
        duties = Duty.objects.filter(clock=Clock.RETURN_INTERVIEW.name)
        assert rosa.name == "Rosa Fenwath"
        assert duties.exclude(done_at=None).exists()
        assert duties.open().exists()


def test_the_newest_absences_are_left_for_the_sweep_to_count(region):
    with reading("nora"):
        jory = named("Jory").child_id
        last = Episode.objects.filter(child=jory).latest("last_seen_at")
        assert Change.objects.filter(episode=last, counted_at=None).exists()
        assert not Flag.objects.filter(completed_by=last.pk).exists()
        assert Flag.objects.filter(child=jory).exists()


JORYS = [f"RM-{number}" for number in ("03", "04", "05", "06", "07", "10", "11", "15")]


def test_the_sweeps_raise_his_flags_once_and_let_nothing_in_the_region_fail(region, job_login):
    with reading("nora"):
        jory = named("Jory").child_id
        last = Episode.objects.filter(child=jory).latest("last_seen_at").pk
    for _ in range(2):
        with job_login():
            look_for_patterns()
            pass_marks()
            climb_overdue()
    with reading("nora"):
        assert sorted(flag.rule for flag in Flag.objects.filter(completed_by=last)) == JORYS
        assert not Flag.objects.exclude(corrected_at=None).exists()
        assert not Change.objects.filter(counted_at=None).exclude(kind="reported", episode__returned_at=None).exists()
    with builder(region) as connection:
        assert connection.execute("select sum(failed) from agencies_heartbeat").fetchone() == (0,)


def test_the_school_reads_what_was_decided_on_what_it_sent(region):
    with reading("ella"):
        answers = [row.text for row in Summary.objects.filter(category=Category.DECISION, child=named("Bram").child_id)]
    assert len(answers) == 1
    assert "Why: From what we know today" in answers[0]


def test_what_is_undecided_waits_at_the_front_door(region):
    with reading("theo"):
        waiting = {row.pk for row in Referral.objects.undecided()}
        owed = {(row.about_id, row.clock) for row in Duty.objects.open().filter(about_kind="Referral")}
    assert waiting
    assert owed >= {(key, clock.name) for key in waiting for clock in (Clock.ACKNOWLEDGE_REFERRAL, Clock.DECIDE_REFERRAL)}


def test_nothing_is_linked_to_a_record_that_is_not_there(region):
    with reading("nia"):
        for referral in Referral.objects.all()[:50]:
            assert Record.objects.filter(pk=referral.record_id).exists()


def test_the_next_team_gets_the_next_number(region):
    with builder(region) as connection:
        connection.execute("insert into auth_group (name) values ('New team')")


def test_a_large_load_ends_with_every_key_and_index_in_place(database, monkeypatch):
    monkeypatch.setattr(load, "LARGE", 50)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "safeguarding.settings")
    with builder(database) as connection:
        before = connection.execute(aside.KEYS).fetchall(), connection.execute(aside.INDEXES).fetchall()
        call_command("load_region", children=60, verbosity=0)
        assert (connection.execute(aside.KEYS).fetchall(), connection.execute(aside.INDEXES).fetchall()) == before
