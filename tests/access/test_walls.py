"""The walls as the catalogue shows them: no guarded table slips, no login can bypass, no function is everybody's."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from agencies.access.walls import drifted, guarded_models
from agencies.audit.models import Event
from tests.database import builder

SLIPPED = """
select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'sg' and c.relkind in ('r', 'p') and c.relname = any (%s)
  and (not c.relrowsecurity or not c.relforcerowsecurity or pg_get_userbyid(c.relowner) = 'sg_app'
    or exists (select 1 from unnest(array['r', 'a', 'w']) command where (select count(*) from pg_policy p where p.polrelid = c.oid
         and p.polpermissive and p.polcmd in (command, '*') and (p.polrelid::regclass::text, p.polname) <> ('referrals_sighting', 'beside')
         and (0 = any (p.polroles) or 'sg_app'::regrole = any (p.polroles))) <> 1)
    or not exists (select 1 from pg_policy p where p.polrelid = c.oid and not p.polpermissive and p.polcmd = '*'
         and 'sg_app'::regrole = any (p.polroles)))
"""
GRANTS = ["referrals_childteamgrant", "referrals_recordteamgrant", "referrals_childnamedaccess", "referrals_recordnamedaccess"]
GRANTS += ["referrals_childexclusion", "referrals_childglass", "agencies_notice"]


def rows(name, query, params=()):
    with builder(name) as catalogue:
        return catalogue.execute(query, params).fetchall()


def test_every_guarded_table_has_its_walls(database):
    assert rows(database, SLIPPED, [[model._meta.db_table for model in guarded_models()]]) == []


def test_the_policies_in_the_database_are_those_of_the_rule_table(database):
    assert drifted() == []


def test_tables_of_grants_and_notices_are_walled_too(database):
    held = rows(database, "select relname from pg_class where relrowsecurity and relforcerowsecurity and relname = any (%s)", [GRANTS])
    assert {name for (name,) in held} == set(GRANTS)


def test_no_login_of_the_app_bypasses_or_owns_anything(database):
    found = rows(
        database,
        """select rolname from pg_roles where rolname in ('sg_app', 'sg_job', 'sg_audit')
           and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb
                or exists (select 1 from pg_auth_members m where m.member = pg_roles.oid)
                or exists (select 1 from pg_class c where c.relowner = pg_roles.oid))""",
    )
    assert found == []


def test_definer_functions_have_a_fixed_path_are_nobodys_by_default_and_belong_to_no_superuser(database):
    found = rows(
        database,
        """select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner
           where n.nspname in ('sg', 'audit') and p.prosecdef and (r.rolsuper or p.proconfig is null
                or not p.proconfig::text like '%%search_path%%' or has_function_privilege('public', p.oid, 'execute'))""",
    )
    assert found == []


def test_no_view_reads_past_the_walls(database):
    found = rows(
        database,
        "select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where relkind in ('v', 'm') and nspname = 'sg'",
    )
    assert found == []


def test_partitions_of_the_log_cannot_be_read_beside_the_parent(database):
    found = rows(
        database,
        """select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where nspname = 'audit' and c.relispartition
           and c.relkind = 'r' and (has_table_privilege('sg_app', c.oid, 'select') or not c.relrowsecurity)""",
    )
    assert found == []


@pytest.mark.parametrize("deed", ["update audit.event set verb = 'x'", "delete from audit.event", "truncate audit.event"])
def test_the_app_cannot_change_the_log(database, deed):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed)


def test_without_a_context_the_log_shows_nothing(cast):
    assert list(Event.objects.all()) == []


def test_jobs_read_no_name_address_or_narrative(database):
    closed = [
        "identity",
        "address",
        "identifier",
        "searchkey",
        "episodenarrative",
        "referralnarrative",
        "decisionnarrative",
        "reporter",
        "interviewnarrative",
        "mention",
    ]
    found = rows(
        database,
        "select relname from pg_class where relname = any (%s) and has_table_privilege('sg_job', oid, 'select')",
        [[f"referrals_{name}" for name in closed]],
    )
    assert found == []


def test_every_definer_policy_names_its_role(database):
    found = rows(database, "select polname from pg_policy where 0 = any (polroles)")
    assert found == []
