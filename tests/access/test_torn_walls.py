"""A wall that somebody changed by hand is noticed: no process starts, and none that runs says that it is ready."""

import pytest

from agencies.access.walls import drifted
from safeguarding import checks
from tests.database import builder

ADDRESS = "sg.referrals_address"
ADDED = "create policy permit_insert on {0} for insert to sg_app with check ({added})"
TORN = {
    "row security is off": ("alter table {0} disable row level security", "alter table {0} enable row level security"),
    "the owner is not held by it": ("alter table {0} no force row level security", "alter table {0} force row level security"),
    "everybody reads": ("alter policy permit_select on {0} using (true)", "alter policy permit_select on {0} using ({using})"),
    "everybody is denied nothing": ("alter policy deny on {0} using (true)", "alter policy deny on {0} using ({denied})"),
    "a policy is gone": ("drop policy permit_insert on {0}", ADDED),
    "a policy is added": ("create policy more on {0} for select to sg_app using (true)", "drop policy more on {0}"),
    "a policy is for others too": ("alter policy permit_select on {0} to public", "alter policy permit_select on {0} to sg_app"),
    "the seal is gone": ("comment on table {0} is 'protected'", "comment on table {0} is '{seal}'"),
}
READ = """
select (select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = walled and polname = 'permit_select'),
       (select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = walled and polname = 'deny'),
       (select pg_get_expr(polwithcheck, polrelid) from pg_policy where polrelid = walled and polname = 'permit_insert'),
       obj_description(walled, 'pg_class')
from (select %s::regclass as walled) it
"""


@pytest.fixture
def torn(database, request):
    """One change to the walls of addresses, mended afterwards."""
    tear, mend = TORN[request.param]
    with builder(database) as owner:
        using, denied, added, seal = owner.execute(READ, [ADDRESS]).fetchone()
        owner.execute(tear.format(ADDRESS))
        yield request.param
        owner.execute(mend.format(ADDRESS, using=using, denied=denied, added=added, seal=seal))


@pytest.mark.parametrize("torn", TORN, indirect=True)
def test_whatever_is_changed_on_a_wall_by_hand_nobody_is_served(torn, client, monkeypatch):
    monkeypatch.setattr(checks, "_objections_to_login", lambda alias: [])
    said = "The policies of referrals_address are not those of the rule table. Migrate, or deploy the code that fits."
    assert said in checks.objections_to_starting()
    assert client.get("/readyz").status_code == 503


def test_a_mended_wall_stands_as_it_did(database, client):
    assert drifted() == []
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("table", ["sg.referrals_childteamgrant", "sg.agencies_notice", "audit.event", "audit.exposure"])
def test_the_walls_of_grants_notices_and_the_trail_are_watched_too(database, table):
    with builder(database) as owner:
        owner.execute(f"create policy more on {table} for select to sg_app using (true)")
        found = drifted()
        owner.execute(f"drop policy more on {table}")
    assert found == [table.partition(".")[2]]
    assert drifted() == []


def test_what_functions_of_the_schema_may_do_is_no_part_of_the_seal(database):
    with builder(database) as owner:
        owner.execute(f"create policy more on {ADDRESS} for select to sg_lookup using (true)")
        found = drifted()
        owner.execute(f"drop policy more on {ADDRESS}")
    assert found == []
