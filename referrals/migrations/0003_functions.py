"""What must hold whoever writes: seals are inherited, episodes never overlap, owners never change, a submission reaches its council."""

from django.db import migrations

SEALED = "care address change decision decisionnarrative duty episode episodenarrative flag identifier identity record referral"
SEALED = [f"referrals_{name}" for name in (SEALED + " referralnarrative reporter riskband searchkey sighting summary").split()]
OWNED = [name for name in SEALED if name != "referrals_duty"]

FACTS = """
create function sg.my_children(what text) returns uuid[] language plpgsql stable as $$
begin
  return coalesce(case what
    when 'named' then (select array_agg(child_id) from referrals_childnamedaccess
      where user_id = sg.ctx_user() and valid_from <= sg.app_today() and (valid_to is null or valid_to >= sg.app_today()))
    when 'excluded' then (select array_agg(child_id) from referrals_childexclusion
      where ended_at is null and (user_id = sg.ctx_user() or team_id = sg.ctx_team()))
    when 'glass' then (select array_agg(child_id) from referrals_childglass
      where user_id = sg.ctx_user() and closed_at is null and opened_at <= sg.app_now() and until > sg.app_now())
    when 'glass_reach' then (select array_agg(child_id) from referrals_childglass
      where user_id = sg.ctx_user() and reach_now and closed_at is null and opened_at <= sg.app_now() and until > sg.app_now())
    end, '{}');
end $$;
"""

GRANTS = """
alter table referrals_childteamgrant enable row level security;
alter table referrals_childteamgrant force row level security;
create policy mine on referrals_childteamgrant for select to sg_app
  using (group_id = (select sg.ctx_team()) or granting_agency_id = (select sg.ctx_agency()));
create policy given on referrals_childteamgrant for insert to sg_app with check (
  granting_agency_id = (select sg.ctx_agency()) and granted_by_id = (select sg.ctx_user())
  and ((basis = 'involvement' and category = 'identity')
       or not exists (select 1 from agencies_team t where t.group_id = referrals_childteamgrant.group_id and t.agency_id = (select sg.ctx_agency()))));
create policy ended on referrals_childteamgrant for update to sg_app using (granting_agency_id = (select sg.ctx_agency()));
revoke all on referrals_childteamgrant from sg_app, sg_job;
grant select, insert, update (valid_to) on referrals_childteamgrant to sg_app;

create function sg.holds_record(wanted uuid) returns boolean
language sql stable security definer set search_path = sg, pg_temp as $$
  select exists (select 1 from referrals_record r where r.id = wanted and r.owner_id = sg.ctx_agency())
$$;
alter function sg.holds_record(uuid) owner to sg_seal;
revoke all on function sg.holds_record(uuid) from public;
grant execute on function sg.holds_record(uuid) to sg_app;

alter table referrals_recordteamgrant enable row level security;
alter table referrals_recordteamgrant force row level security;
create policy mine on referrals_recordteamgrant for select to sg_app
  using (group_id = (select sg.ctx_team()) or granting_agency_id = (select sg.ctx_agency()));
create policy given on referrals_recordteamgrant for insert to sg_app with check (
  granting_agency_id = (select sg.ctx_agency()) and granted_by_id = (select sg.ctx_user())
  and sg.holds_record(record_id));
create policy ended on referrals_recordteamgrant for update to sg_app using (granting_agency_id = (select sg.ctx_agency()));
create policy clerk on referrals_recordteamgrant for insert to sg_lookup with check (true);
revoke all on referrals_recordteamgrant from sg_app, sg_job;
grant select, insert, update (valid_to) on referrals_recordteamgrant to sg_app;
grant insert on referrals_recordteamgrant to sg_lookup;

alter table referrals_childnamedaccess enable row level security;
alter table referrals_childnamedaccess force row level security;
create policy mine on referrals_childnamedaccess for select to sg_app using (user_id = (select sg.ctx_user()));
alter table referrals_recordnamedaccess enable row level security;
alter table referrals_recordnamedaccess force row level security;
create policy mine on referrals_recordnamedaccess for select to sg_app using (user_id = (select sg.ctx_user()));
alter table referrals_childexclusion enable row level security;
alter table referrals_childexclusion force row level security;
create policy mine on referrals_childexclusion for select to sg_app
  using (user_id = (select sg.ctx_user()) or team_id = (select sg.ctx_team()));
alter table referrals_childglass enable row level security;
alter table referrals_childglass force row level security;
create policy mine on referrals_childglass for select to sg_app using (user_id = (select sg.ctx_user()));
revoke all on referrals_childnamedaccess, referrals_recordnamedaccess, referrals_childexclusion, referrals_childglass from sg_app, sg_job;
grant select on referrals_childnamedaccess, referrals_recordnamedaccess, referrals_childexclusion, referrals_childglass to sg_app;
create policy job on referrals_childexclusion for select to sg_job using ((select sg.ctx_system()) <> '');
create policy job on referrals_childnamedaccess for select to sg_job using ((select sg.ctx_system()) <> '');
grant select (child_id, user_id, team_id, ended_at) on referrals_childexclusion to sg_job;
grant select (child_id, user_id, valid_from, valid_to) on referrals_childnamedaccess to sg_job;
"""

# How far each sweep is behind, by the rows themselves and by its last sign of life: no child, no key, the same answer for whoever asks.
BEHIND = """
create function sg.behind() returns table (sweep text, last_ok_at timestamptz, oldest_due_at timestamptz, stuck bigint, now timestamptz)
language sql stable security definer set search_path = sg, pg_temp as $$
  with waiting (sweep, oldest, stuck) as (
    select 'escalation.ladder', min(due), count(quarantined_at) from (select climbs_at as due, quarantined_at from referrals_duty
      where done_at is null and climbs_at <= sg.app_now() order by climbs_at limit 1000) duties
    union all
    select 'missing.marks', min(due), count(quarantined_at) from (select next_mark_at as due, quarantined_at from referrals_episode
      where returned_at is null and next_mark_at <= sg.app_now() order by next_mark_at limit 1000) episodes
    union all
    select 'patterns.look', min(due), count(quarantined_at) from (select look_at as due, quarantined_at from referrals_change
      where counted_at is null and look_at <= sg.app_now() order by look_at limit 1000) changes
    union all
    select 'notices.relay', min(due), count(quarantined_at) from (select told_at as due, quarantined_at from agencies_notice
      where sent_at is null and told_at <= sg.app_now() order by told_at limit 1000) notices)
  select coalesce(w.sweep, h.sweep), h.last_ok_at, w.oldest, coalesce(w.stuck, 0), sg.app_now()
  from waiting w full join agencies_heartbeat h on h.sweep = w.sweep
$$;
alter function sg.behind() owner to sg_seal;
revoke all on function sg.behind() from public;
grant execute on function sg.behind() to sg_app, sg_job;
"""

SEALS = """
create function sg.inherit_seal() returns trigger language plpgsql security definer set search_path = sg, pg_temp as $$
begin
  new.seal := greatest(new.seal, coalesce((select c.seal from referrals_child c where c.id = new.child_id), 0));
  return new;
end $$;
alter function sg.inherit_seal() owner to sg_seal;
revoke all on function sg.inherit_seal() from public;

create function sg.spread_seal() returns trigger language plpgsql security definer set search_path = sg, pg_temp as $$
declare t text;
begin
  foreach t in array %s loop
    execute format('update %%I set seal = $1 where child_id = $2', t) using new.seal, new.id;
  end loop;
  return null;
end $$;
alter function sg.spread_seal() owner to sg_seal;
revoke all on function sg.spread_seal() from public;
create trigger spread_seal after update of seal on referrals_child for each row when (old.seal <> new.seal) execute function sg.spread_seal();
""" % ("array[" + ", ".join(f"'{table}'" for table in SEALED) + "]")

FIXED = """
create function sg.keep_owner() returns trigger language plpgsql as $$
begin
  if new.owner_id <> old.owner_id then
    raise exception 'The owner of a record never changes.' using errcode = 'SG002';
  end if;
  return new;
end $$;
"""

APART = """
create function sg.keep_episodes_apart() returns trigger language plpgsql security definer set search_path = sg, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.child_id::text, 0));
  if exists (
    select 1 from referrals_episode e where e.child_id = new.child_id and e.id <> new.id
      and tstzrange(e.last_seen_at, coalesce(e.returned_at, 'infinity'), '[)')
       && tstzrange(new.last_seen_at, coalesce(new.returned_at, 'infinity'), '[)')
  ) then
    raise exception 'This episode cannot be opened here.' using errcode = 'SG001';
  end if;
  return new;
end $$;
alter function sg.keep_episodes_apart() owner to sg_lookup;
revoke all on function sg.keep_episodes_apart() from public;
create policy lookup on referrals_episode for select to sg_lookup using (true);
grant select on referrals_episode to sg_lookup;
create trigger keep_episodes_apart before insert or update of last_seen_at, returned_at, child_id on referrals_episode
  for each row execute function sg.keep_episodes_apart();
"""

FOR_REFERRING = """
create function sg.is_out_of_reach(wanted uuid) returns boolean
language sql stable security definer set search_path = sg, pg_temp as $$
  select wanted = any (sg.ctx_excluded()) or not exists (
    select 1 from referrals_child c where c.id = wanted and (c.seal < 2 or c.id = any (sg.ctx_named())))
$$;
alter function sg.is_out_of_reach(uuid) owner to sg_seal;
revoke all on function sg.is_out_of_reach(uuid) from public;
grant execute on function sg.is_out_of_reach(uuid) to sg_lookup;

create function sg.is_looked_for(wanted uuid) returns table (looked_for boolean)
language sql stable security definer set search_path = sg, pg_temp as $$
  select not sg.is_out_of_reach(wanted)
    and exists (select 1 from referrals_referral r where r.child_id = wanted and r.owner_id = sg.ctx_agency() and r.decided_at is null)
    and exists (select 1 from referrals_duty d where d.child_id = wanted and d.clock = 'LOCATE_CHILD' and d.done_at is null)
$$;
alter function sg.is_looked_for(uuid) owner to sg_seal;
revoke all on function sg.is_looked_for(uuid) from public;
grant execute on function sg.is_looked_for(uuid) to sg_app;
"""

SUBMISSION = """
create function sg.submit_referral(
  referral uuid, child uuid, council bigint, source text, harm_place text, parent_knows text,
  worry text, what_changed text, hopes text, permission bigint, at timestamptz
) returns void language plpgsql security definer set search_path = sg, pg_temp as $$
begin
  if sg.ctx_user() is null or not ('referral' = any (sg.ctx_writes())) or sg.is_out_of_reach(child) then
    raise exception 'This referral cannot be sent.' using errcode = 'SG003';
  end if;
  insert into referrals_record (id, child_id, owner_id, category, kind, sender_id, marking, handling, seal)
    values (referral, child, council, 'referral', 'referral', sg.ctx_agency(), 0, '', 0);
  insert into referrals_referral (id, record_id, child_id, owner_id, sender_id, sent_by_team_id, sent_by_id, source, received_at,
      harm_place, parent_knows, marking, handling, seal)
    values (referral, referral, child, council, sg.ctx_agency(), sg.ctx_team(), sg.ctx_user(), source, at, harm_place, parent_knows, 0, '', 0);
  insert into referrals_referralnarrative (id, record_id, referral_id, child_id, owner_id, worry, what_changed, hopes, written_at, marking, handling, seal)
    values (gen_random_uuid(), referral, referral, child, council, worry, what_changed, hopes, at, 0, '', 0);
  if sg.ctx_agency() <> council then
    insert into referrals_recordteamgrant (permission_id, group_id, record_id, level, may_write, valid_from, valid_to, basis, reason,
        granted_by_id, granting_agency_id, granted_at)
      values (permission, sg.ctx_team(), referral, 3, false, (at at time zone 'Europe/London')::date, null, 'submission',
        'Keeps sight of what it sent', sg.ctx_user(), council, at);
  end if;
end $$;
alter function sg.submit_referral(uuid, uuid, bigint, text, text, text, text, text, text, bigint, timestamptz) owner to sg_lookup;
revoke all on function sg.submit_referral(uuid, uuid, bigint, text, text, text, text, text, text, bigint, timestamptz) from public;
grant execute on function sg.submit_referral(uuid, uuid, bigint, text, text, text, text, text, text, bigint, timestamptz) to sg_app;
create policy submission on referrals_record for insert to sg_lookup with check (true);
create policy submission on referrals_referral for insert to sg_lookup with check (true);
create policy submission on referrals_referralnarrative for insert to sg_lookup with check (true);
grant insert on referrals_record, referrals_referral, referrals_referralnarrative to sg_lookup;
"""

IN_THE_LOG = """
create function sg.children_in_the_log(wanted text[], keys uuid[]) returns table (child uuid, reference text)
language sql stable security definer set search_path = sg, pg_temp as $$
  select c.id, c.reference::text from referrals_child c
  where sg.ctx_role() = 'data_protection' and (c.reference = any (wanted) or c.id = any (keys))
$$;
alter function sg.children_in_the_log(text[], uuid[]) owner to sg_seal;
revoke all on function sg.children_in_the_log(text[], uuid[]) from public;
grant execute on function sg.children_in_the_log(text[], uuid[]) to sg_app;
"""

TRIGGERS = "".join(
    f"create trigger inherit_seal before insert on {table} for each row execute function sg.inherit_seal();\n" for table in SEALED
) + "".join(
    f"create trigger keep_owner before update of owner_id on {table} for each row execute function sg.keep_owner();\n"
    for table in [*OWNED, "referrals_child"]
)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_walls")]
    operations = [migrations.RunSQL(sql) for sql in (FACTS, GRANTS, SEALS, FIXED, TRIGGERS, APART, FOR_REFERRING, SUBMISSION, IN_THE_LOG, BEHIND)]
