"""What policies and the trail need of the database: the clock, the context's settings, the partitions of the log."""

from django.db import migrations

CLOCK = """
create function sg.app_now() returns timestamptz language sql stable parallel safe as $$ select now() $$;
create function sg.app_today() returns date language sql stable parallel safe
  as $$ select (sg.app_now() at time zone 'Europe/London')::date $$;
"""

PLAIN = {
    "user": "uuid",
    "request": "uuid",
    "team": "bigint",
    "agency": "bigint",
    "purpose": "text",
    "role": "text",
    "system": "text",
    "clearance": "smallint",
    "seat": "boolean",
    "statutory": "boolean",
    "address_desk": "boolean",
}
SETS = {
    "categories": "text[]",
    "writes": "text[]",
    "recipient_keys": "text[]",
    "named": "uuid[]",
    "excluded": "uuid[]",
    "glass": "uuid[]",
    "glass_reach": "uuid[]",
}
READ = "create function sg.ctx_{0}() returns {1} language sql stable parallel safe as $$ select {2} $$;"
SETTING = "nullif(current_setting('sg.{0}', true), '')::{1}"

CONTEXT = "\n".join(
    [READ.format(name, kind, SETTING.format(name, kind)) for name, kind in PLAIN.items()]
    + [READ.format(name, kind, f"coalesce({SETTING.format(name, kind)}, '{{}}'::{kind})") for name, kind in SETS.items()]
)

TRAIL = """
create table audit.event (
  id bigint generated always as identity, key uuid not null, at timestamptz not null default clock_timestamp(),
  xact xid8 not null default pg_current_xact_id(),
  actor uuid, actor_name text not null, team bigint, agency bigint, role text not null, verb text not null, action text not null,
  resource_kind text, resource_id uuid, child_id uuid, owner_agency bigint, level smallint, rule text, agreement text,
  purpose text not null, gateway text, justification text, recipients jsonb, outcome smallint not null,
  policy_version text not null, request_id uuid not null, salt bytea not null, detail jsonb not null default '{}',
  primary key (at, id)
) partition by range (at);
create index event_at on audit.event using brin (at);
create index event_child on audit.event (child_id, at);
create index event_actor on audit.event (actor, at);
create index event_owner on audit.event (owner_agency, at);
create index event_employer on audit.event (agency, at);
create index event_resource on audit.event (resource_id, at);
create index event_xact on audit.event (xact);
create index event_key on audit.event (key);

create table audit.exposure (
  id bigint generated always as identity, event_key uuid not null, at timestamptz not null default clock_timestamp(),
  actor uuid, agency bigint, child_id uuid not null, owner_agency bigint not null, category text not null, level smallint not null, rule text not null,
  primary key (at, id)
) partition by range (at);
create index exposure_child on audit.exposure (child_id, at);
create index exposure_event on audit.exposure (event_key);

create function audit.make_partitions(first_month date, months int) returns int
language plpgsql security definer set search_path = audit, pg_temp as $$
declare made int := 0; start date; part text; parent text;
begin
  foreach parent in array array['event', 'exposure'] loop
    for i in 0 .. months - 1 loop
      start := (date_trunc('month', first_month) + make_interval(months => i))::date;
      part := parent || '_' || to_char(start, 'YYYYMM');
      if to_regclass('audit.' || part) is null then
        execute format('create table audit.%I partition of audit.%I for values from (%L) to (%L)',
          part, parent, start, (start + interval '1 month')::date);
        execute format('alter table audit.%I enable row level security', part);
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end $$;
revoke all on function audit.make_partitions(date, int) from public;
grant execute on function audit.make_partitions(date, int) to sg_job;
select audit.make_partitions((now() - interval '1 month')::date, 6);

alter table audit.event enable row level security;
alter table audit.event force row level security;
alter table audit.exposure enable row level security;
alter table audit.exposure force row level security;
create policy add on audit.event for insert to sg_app, sg_job, sg_audit with check (true);
create policy add on audit.exposure for insert to sg_app, sg_job, sg_audit with check (true);
create policy read on audit.event for select to sg_app using (
  actor = (select sg.ctx_user())
  or ((select sg.ctx_role()) = 'data_protection' and (owner_agency = (select sg.ctx_agency()) or agency = (select sg.ctx_agency())))
  or ((select sg.ctx_role()) = 'data_protection' and exists (
    select 1 from audit.exposure x where x.event_key = event.key and x.owner_agency = (select sg.ctx_agency()))));
create policy read on audit.exposure for select to sg_app using (
  actor = (select sg.ctx_user())
  or (select sg.ctx_role()) = 'data_protection' and (owner_agency = (select sg.ctx_agency()) or agency = (select sg.ctx_agency())));
revoke all on audit.event, audit.exposure from public;
grant insert, select on audit.event, audit.exposure to sg_app;
grant insert on audit.event, audit.exposure to sg_job, sg_audit;
"""

GROUND = """
alter table agencies_notice enable row level security;
alter table agencies_notice force row level security;
create policy mine on agencies_notice for select to sg_app using (
  user_id = (select sg.ctx_user()) or (user_id is null and team_id = (select sg.ctx_team())));
create policy told on agencies_notice for insert to sg_app with check ((select sg.ctx_user()) is not null);
create policy seen on agencies_notice for update to sg_app using (
  user_id = (select sg.ctx_user()) or (user_id is null and team_id = (select sg.ctx_team())));
create policy relay on agencies_notice for all to sg_job using (true);
create policy keeper on agencies_notice for select to sg_seal using (true);
grant select (told_at, sent_at, quarantined_at) on agencies_notice to sg_seal;
revoke all on agencies_notice, agencies_heartbeat from sg_app, sg_job;
grant select, insert, update on agencies_notice to sg_app, sg_job;
revoke delete on agencies_membership, agencies_cover, agencies_agreement, agencies_agreementline, agencies_legalgateway from sg_app;
grant select on agencies_heartbeat to sg_app;
grant select, insert, update on agencies_heartbeat to sg_job;
grant select on agencies_heartbeat to sg_seal;
"""

# Sweeps read who is in which team and which days count; of a person no more than how to reach them.
JOBS = """
grant select on agencies_agency, agencies_agency_areas, agencies_area, agencies_team, agencies_membership, agencies_cover,
  agencies_holiday, agencies_localsetting to sg_job;
grant select (id, full_name, email, is_active) on agencies_user to sg_job;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]
    operations = [migrations.RunSQL(CLOCK + CONTEXT), migrations.RunSQL(TRAIL), migrations.RunSQL(GROUND + JOBS)]
