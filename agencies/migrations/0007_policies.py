"""The policies that stand on a table, as one checksum: a wall that somebody changed by hand is noticed before anybody is served."""

from django.db import migrations

# What an owner of definer functions may do opens nothing to a login, and every room adds to it; all other policies are counted.
POLICIES = """
create function sg.policies_of(walled regclass) returns text language sql stable set search_path = pg_catalog as $$
  select encode(sha256(convert_to(coalesce(string_agg(
    format('%I %s %s %s using (%s) check (%s)', p.polname, p.polcmd, p.polpermissive, held.roles,
      pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)), E'\\n' order by p.polname), ''), 'UTF8')), 'hex')
  from pg_policy p cross join lateral (
    select string_agg(role::regrole::text, ', ' order by role::regrole::text collate "C") as roles from unnest(p.polroles) role) held
  where p.polrelid = walled and not p.polroles <@ array['sg_lookup'::regrole::oid, 'sg_seal'::regrole::oid]
$$;
revoke all on function sg.policies_of(regclass) from public;
grant execute on function sg.policies_of(regclass) to sg_app, sg_job;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0006_exposures_cite")]
    operations = [migrations.RunSQL(POLICIES, "drop function sg.policies_of(regclass);")]
