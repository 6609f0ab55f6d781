"""Opening a file for a child: only after looking at who resembles her, once, and never linked by itself."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connections

from agencies.refusals import Refused
from referrals.children import actions
from referrals.children.models import Address, Child, ChildTeamGrant, Identifier, Identity, SearchKey

AT = datetime(2026, 5, 2, 10, 0, tzinfo=UTC)
NHS = "9990000018"


def who(**more):
    return {
        "given_names": "Kai",
        "family_name": "Moss",
        "known_as": "",
        "born_on": date(2011, 3, 27),
        "born_estimated": False,
        "expected_on": None,
        "sex": "M",
        "ethnicity": "",
        "language": "",
    } | more


@pytest.fixture
def register(cast, as_):
    def registered(by="Asha", *, key=None, not_same=False, identifiers=None, address=None, **facts):
        told = actions.Registration(
            who=who(**facts),
            responsible=cast.agencies["northford"],
            identifiers=identifiers or {},
            address=address,
            not_same=not_same,
            key=key,
        )
        with as_(by) as actor:
            return actions.register(told=told, by=actor, at=AT)

    return registered


def test_a_child_is_registered_with_names_numbers_keys_and_the_team_linked(register, as_, cast):
    child = register(identifiers={"nhs": "999 000 0018"}, given_names="Kai\u200b ")
    with as_("Asha"):
        identity = Identity.objects.get(child=child)
        assert (identity.given_names, identity.owner) == ("Kai", cast.agencies["northford"])
        assert Identifier.objects.get(child=child).value == NHS
        keys = {row.key for row in SearchKey.objects.filter(child=child)}
        assert "h|" + "".join(sorted(NHS)) in keys
        assert not [key for key in keys if key.startswith("z|")]
        grants = ChildTeamGrant.objects.filter(content_object=child)
        assert [grant.group_id for grant in grants] == [cast.teams["casework"].pk]


@pytest.mark.parametrize(
    "typed",
    [
        {"given_names": "Ky"},
        {"born_on": date(2011, 3, 28)},
        {"given_names": "Moss", "family_name": "Kai"},
        {"family_name": "Mosse"},
    ],
)
def test_a_child_who_resembles_another_is_registered_only_when_a_person_says_not_the_same(register, typed):
    first = register()
    with pytest.raises(Refused, match="refused") as refused:
        register(**typed)
    assert refused.value.reasons == [actions.rules.RESEMBLES]
    assert register(not_same=True, **typed).pk != first.pk


def test_a_number_with_two_digits_changed_over_is_a_likeness(register):
    register(identifiers={"nhs": NHS})
    with pytest.raises(Refused):
        register(given_names="Amira", family_name="Holt", born_on=date(2009, 1, 2), identifiers={"nhs": "9990000081"})


def test_day_and_month_changed_over_are_a_likeness(register):
    register(born_on=date(2011, 3, 4))
    with pytest.raises(Refused):
        register(born_on=date(2011, 4, 3))


def test_twins_are_not_taken_for_one_child(register):
    assert register().pk != register(given_names="Leah", sex="F").pk


def test_the_same_key_registers_nobody_twice(register):
    key = "6a6f9a52-97a6-4b6c-9d5e-0d2f1f0f7c11"
    assert register(key=key).pk == register(key=key).pk


def test_a_child_whom_one_may_not_see_resembles_nobody(register):
    register(by="Dev")
    assert register(by="Finn")


def test_a_secret_address_is_seen_by_no_colleague_and_found_by_no_postcode(register, as_):
    place = {"lines": "1 Quiet Row", "postcode": "ZZ99 3VZ", "setting": "other", "from_on": date(2026, 5, 2), "marking": 2}
    child = register(address=place)
    with as_("Asha"):
        assert not Address.objects.filter(child=child).exists()
        assert not SearchKey.objects.filter(child=child, key__contains="ZZ99").exists()


def test_at_94_birth_adds_the_date_and_takes_the_expected_date_off(register, as_):
    child = register(born_on=None, expected_on=date(2026, 6, 1), sex="U")
    with as_("Asha") as asha:
        both = {"born_on": date(2026, 5, 1), "expected_on": date(2026, 6, 1), "sex": "F"}
        with pytest.raises(Refused) as refused:
            actions.born(child=child, who=both, by=asha, at=AT)
        assert refused.value.reasons == ["Give the date of birth or the expected date, not both."]
    with as_("Asha") as asha:
        actions.born(child=child, who={"born_on": date(2026, 5, 1), "sex": "F"}, by=asha, at=AT)
        identity = Identity.objects.get(child=child)
        assert (identity.born_on, identity.expected_on, identity.sex) == (date(2026, 5, 1), None, "F")


def test_at_94_a_child_is_born_once(register, as_):
    child = register()
    with as_("Asha") as asha, pytest.raises(Refused) as refused:
        actions.born(child=child, who={"born_on": date(2026, 5, 1), "sex": "F"}, by=asha, at=AT)
    assert "already recorded" in refused.value.reasons[0]


def test_at_94_a_birth_is_recorded_by_the_agency_that_expects_the_child(register, as_, cast):
    child = register(born_on=None, expected_on=date(2026, 6, 1), sex="U")
    with as_("Ben") as ben, pytest.raises(Refused) as refused:
        actions.born(child=Child.objects.get(pk=child.pk), who={"born_on": date(2026, 5, 1), "sex": "F"}, by=ben, at=AT)
    assert "holds no identity" in refused.value.reasons[0]


def test_at_95_an_estimate_on_another_day_than_the_15th_is_refused(register):
    with pytest.raises(Refused) as refused:
        register(born_on=date(2012, 3, 1), born_estimated=True)
    assert refused.value.reasons == ["An estimated date of birth is written as the 15th of the month."]


def test_what_is_put_right_is_found_under_both_spellings(register, as_):
    child = register(family_name="Mosse")
    with as_("Asha") as asha:
        actions.correct(child=child, who={"family_name": "Arkwright"}, by=asha, at=AT)
        keys = {row.key for row in SearchKey.objects.filter(child=child)}
        assert {"p|mos", "p|ark"} <= keys
        assert Identity.objects.get(child=child).family_name == "Arkwright"


def test_another_agencys_view_is_written_beside_the_first(register, as_):
    child = register()
    with as_("Ben") as ben:
        actions.correct(child=Child.objects.get(pk=child.pk), who=who(given_names="Kyle"), by=ben, at=AT)
        names = {row.owner_id: row.given_names for row in Identity.objects.filter(child=child)}
    assert sorted(names.values()) == ["Kai", "Kyle"]


def test_presses_in_the_same_moment_register_one_child(register, as_, cast):
    """Four at once, each on a connection of its own, as four requests would be."""
    key, together = "6a6f9a52-97a6-4b6c-9d5e-0d2f1f0f7c11", Barrier(4)

    def press(_):
        try:
            together.wait(timeout=10)
            return register(key=key).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as presses:
        assert len(set(presses.map(press, range(4)))) == 1
    with as_("Asha"):
        assert Child.objects.count() == 1


def test_a_team_is_linked_once_and_released_on_a_day(register, as_, cast):
    child, door = register(), cast.teams["front_door"]
    with as_("Asha") as asha:
        for _ in range(2):
            actions.involve(child=child, team=door, until=None, reason="Works with the family", by=asha, at=AT)
        actions.release(child=child, team=door, last_day=date(2026, 6, 1), by=asha, at=AT)
        grants = ChildTeamGrant.objects.filter(content_object=child, group_id=door.pk)
        assert [grant.valid_to for grant in grants] == [date(2026, 6, 1)]
