"""Who may call which function of the database: counted out one by one, so that one more caller is a decision."""

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connections, transaction

from agencies.access.context import call
from referrals.intake.models import Referral
from tests.database import builder
from tests.factories import child_of
from tests.factories.missing import all_of

READERS = {"sg_app", "sg_job", "sg_seal", "sg_lookup"}
PLAIN = ("user", "request", "team", "agency", "purpose", "role", "system", "clearance", "seat", "statutory", "address_desk")
SETS = ("categories", "writes", "recipient_keys", "named", "excluded", "glass", "glass_reach")
CALLERS = {
    **{f"sg.ctx_{name}": READERS for name in PLAIN + SETS},
    "sg.app_now": READERS,
    "sg.app_today": READERS,
    "sg.my_children": {"sg_app"},
    "sg.holds_record": {"sg_app"},
    "sg.policies_of": {"sg_app", "sg_job"},
    "sg.count_again": set(),
    "sg.behind": {"sg_app", "sg_job"},
    "sg.is_out_of_reach": {"sg_lookup"},
    "sg.is_looked_for": {"sg_app"},
    "sg.submit_referral": {"sg_app"},
    "sg.children_in_the_log": {"sg_app"},
    "sg.lose_sight": {"sg_app"},
    "sg.answer_handover": {"sg_app"},
    "sg.end_hand_over": {"sg_app"},
    "sg.add_to_interview": {"sg_app"},
    "sg.close_interview": {"sg_app"},
    "sg.set_apart": {"sg_app"},
    "sg.carry": {"sg_app"},
    "sg.end_duties": {"sg_app"},
    "sg.who_saw": {"sg_app"},
    "sg.alert_health": {"sg_app"},
    "sg.keep_profile": {"sg_app"},
    "sg.follow_profiles": {"sg_app"},
    "sg.who_opened": {"sg_app"},
    "sg.may_write_interview": set(),
    "sg.inherit_seal": set(),
    "sg.spread_seal": set(),
    "sg.keep_owner": set(),
    "sg.keep_episodes_apart": set(),
    "audit.make_partitions": {"sg_job"},
}
HELD = """
select n.nspname || '.' || p.proname, coalesce(r.rolname, 'public') from pg_proc p
join pg_namespace n on n.oid = p.pronamespace
left join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) held on held.grantee <> p.proowner
left join pg_roles r on r.oid = held.grantee
where n.nspname in ('sg', 'audit') and held.grantee is not null
"""
MADE = "select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where nspname in ('sg', 'audit')"


def callers(database) -> dict[str, set[str]]:
    """Under each function who may call it beside its owner."""
    with builder(database) as catalogue:
        found: dict[str, set[str]] = {name: set() for (name,) in catalogue.execute(MADE)}
        for name, login in catalogue.execute(HELD):
            found[name].add(login)
    return found


def test_each_function_is_called_by_whom_it_was_made_for_and_by_nobody_else(database):
    assert callers(database) == CALLERS


def test_a_new_function_is_given_to_nobody_by_default(database):
    query = """select pg_get_userbyid(held.grantee) from pg_default_acl d, aclexplode(d.defaclacl) held
               where d.defaclobjtype = 'f' and held.grantee <> 'sg_owner'::regrole"""
    with builder(database) as catalogue:
        assert catalogue.execute(query).fetchall() == []


@pytest.mark.parametrize("login", ["job", "audit"])
def test_the_other_logins_send_no_referral_and_ask_after_no_child(database, login):
    questions = ("select * from sg.children_in_the_log('{}', '{}')", "select sg.holds_record(gen_random_uuid())")
    for question in questions:
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(using=login):
            connections[login].cursor().execute(question)


def _send(child, agency):
    words = {"source": "2A", "harm_place": "", "parent_knows": "", "worry": "He is different.", "what_changed": "", "hopes": ""}
    permission = Permission.objects.get(codename="view_record").pk
    rest = {"permission": permission, "at": "2026-06-01T12:00Z", "agreement": None, "gateway": None}
    call("sg.submit_referral", referral=child.pk, child=child.pk, council=agency.pk, **rest, **words)


@pytest.mark.parametrize("agency", ["northshire_police", "trust", "school", "charity"])
def test_a_referral_goes_to_no_agency_that_is_not_a_council(as_, cast, agency):
    child = child_of(cast, "northford", "Kai", "Reed", reference="KAI")
    with pytest.raises(DatabaseError) as refused, as_("Ella"):
        _send(child, cast.agencies[agency])
    assert refused.value.__cause__.sqlstate == "SG003"
    assert all_of(Referral) == []


def test_a_referral_goes_to_a_council(as_, cast):
    child = child_of(cast, "northford", "Kai", "Reed", reference="KAI")
    with as_("Ella"):
        _send(child, cast.agencies["northford"])
    assert [row.owner_id for row in all_of(Referral)] == [cast.agencies["northford"].pk]
