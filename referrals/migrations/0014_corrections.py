"""Episodes are corrected: what was wrong stays on file, the right stands beside it, and whoever saw the wrong is named."""

import agencies.words
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from agencies.access.walls import Wall

# Marked as recorded in error, an episode is kept and is no absence: it stands in the way of none.
APART = """
create or replace function sg.keep_episodes_apart() returns trigger language plpgsql security definer set search_path = sg, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.child_id::text, 0));
  if new.mistaken_at is null and exists (
    select 1 from referrals_episode e where e.child_id = new.child_id and e.id <> new.id and e.mistaken_at is null
      and tstzrange(e.last_seen_at, coalesce(e.returned_at, 'infinity'), '[)')
       && tstzrange(new.last_seen_at, coalesce(new.returned_at, 'infinity'), '[)')
  ) then
    raise exception 'This episode cannot be opened here.' using errcode = 'SG001';
  end if;
  return new;
end $$;

create or replace function sg.lose_sight(child uuid, lost timestamptz, says text, at timestamptz)
returns table (episode uuid, holder bigint)
language plpgsql security definer set search_path = sg, pg_temp as $$
declare ended uuid; held_by bigint;
begin
  if sg.ctx_user() is null or not ('missing' = any (sg.ctx_writes())) or sg.is_out_of_reach(child) then
    return;
  end if;
  update referrals_episode set found_at = coalesce(found_at, lost), returned_at = lost, next_mark_at = null
    where child_id = child and returned_at is null and council_type = 'A' and owner_id <> sg.ctx_agency() and mistaken_at is null
      and last_seen_at <= lost and coalesce(found_at, lost) <= lost
    returning id, owner_id into ended, held_by;
  if ended is null then
    return;
  end if;
  update referrals_summary set text = says, written_at = at, goes_on = false where record_id = ended;
  update referrals_duty set done_at = at, done_by_id = sg.ctx_user()
    where about_id = ended and clock in ('LOCATE_CHILD', 'RISK_REVIEW') and done_at is null;
  return query select ended, held_by;
end $$;
"""

# Only the holder marks its episode, and whoever wrote in that record is marked and restricted with it; what it asked of anybody ends.
SET_APART = """
create function sg.set_apart(about uuid, kind text, marked int, says text, at timestamptz) returns void
language plpgsql security definer set search_path = sg, pg_temp as $$
declare e referrals_episode; t text;
begin
  select * into e from referrals_episode where id = about and owner_id = sg.ctx_agency() and mistaken_at is null;
  if e.id is null or sg.ctx_user() is null or not ('missing' = any (sg.ctx_writes())) or e.marking > sg.ctx_clearance()
    or sg.is_out_of_reach(e.child_id)
  then
    raise exception 'This episode cannot be corrected here.' using errcode = 'SG003';
  end if;
  update referrals_episode set mistaken_at = at, mistaken_as = kind, next_mark_at = null, marking = greatest(marking, marked) where id = about;
  update referrals_record set marking = greatest(marking, marked) where id = about;
  update referrals_summary set text = says, written_at = at, goes_on = false, marking = greatest(marking, marked) where record_id = about;
  foreach t in array array['episodenarrative', 'reporter', 'riskband', 'sighting', 'handover', 'companion', 'episodecorrection'] loop
    execute format('update referrals_%s set marking = greatest(marking, $1) where record_id = $2', t) using marked, about;
  end loop;
end $$;
alter function sg.set_apart(uuid, text, int, text, timestamptz) owner to sg_lookup;
revoke all on function sg.set_apart(uuid, text, int, text, timestamptz) from public, sg_job, sg_audit, sg_seal;
grant execute on function sg.set_apart(uuid, text, int, text, timestamptz) to sg_app;
grant update (mistaken_at, mistaken_as, marking) on referrals_episode to sg_lookup;
grant update (marking) on referrals_summary to sg_lookup;
create policy apart on referrals_record for all to sg_lookup using (true);
grant select, update (marking) on referrals_record to sg_lookup;
create policy apart on referrals_handover for all to sg_lookup using (true);
grant select, update (marking) on referrals_handover to sg_lookup;
create policy apart on referrals_episodecorrection for all to sg_lookup using (true);
grant select, update (marking) on referrals_episodecorrection to sg_lookup;
""" + "".join(
    f"create policy apart on referrals_{table} for all to sg_lookup using (true);\n"
    f"grant select, insert, update (marking) on referrals_{table} to sg_lookup;\n"
    for table in ("episodenarrative", "reporter", "riskband", "sighting", "companion")
)

# What was written in a record that stood wrong is written again in the right one, with whoever wrote it as its owner.
CARRY = """
create function sg.carry(about uuid, into_episode uuid) returns void
language plpgsql security definer set search_path = sg, pg_temp as $$
declare e referrals_episode; t text;
begin
  select * into e from referrals_episode where id = into_episode and owner_id = sg.ctx_agency() and mistaken_at is null;
  if e.id is null or sg.ctx_user() is null or not ('missing' = any (sg.ctx_writes())) or e.marking > sg.ctx_clearance()
    or sg.is_out_of_reach(e.child_id)
    or not exists (select 1 from referrals_episode w where w.id = about and w.owner_id = sg.ctx_agency() and w.mistaken_at is not null)
  then
    raise exception 'This episode cannot be corrected here.' using errcode = 'SG003';
  end if;
  foreach t in array array['episodenarrative', 'reporter', 'riskband', 'sighting', 'companion'] loop
    execute format(
      'insert into referrals_%1$s select (jsonb_populate_record(r, jsonb_build_object(''id'', gen_random_uuid(), ''seal'', $3.seal,
         ''marking'', $3.marking, ''episode_id'', $3.id, ''record_id'', $3.record_id) || $4)).* from referrals_%1$s r
       where r.episode_id = $1 and not ($5 and exists (select 1 from referrals_%1$s k where k.episode_id = $2 and k.child_id = r.child_id))
         and not ($5 and r.child_id = $3.child_id)', t)
      using about, into_episode, e, case when t = 'companion' then '{}' else jsonb_build_object('child_id', e.child_id) end, t = 'companion';
  end loop;
end $$;
alter function sg.carry(uuid, uuid) owner to sg_lookup;
revoke all on function sg.carry(uuid, uuid) from public, sg_job, sg_audit, sg_seal;
grant execute on function sg.carry(uuid, uuid) to sg_app;
"""

# A correction ends what the record asked of anybody: the one that says so is on file first, and names who made it.
END_DUTIES = """
create function sg.end_duties(correction uuid, clocks text[], at timestamptz)
returns table (duty uuid, clock varchar, agency bigint, team int)
language plpgsql security definer set search_path = sg, pg_temp as $$
declare c referrals_episodecorrection;
begin
  select * into c from referrals_episodecorrection
    where id = correction and owner_id = sg.ctx_agency() and corrected_by_id = sg.ctx_user() and corrected_at = at;
  if c.id is null then
    return;
  end if;
  return query update referrals_duty d set done_at = at, done_by_id = sg.ctx_user()
    where d.about_id = c.episode_id and d.done_at is null and (d.clock = any (clocks) or clocks = '{}')
    returning d.id, d.clock, d.agency_id, d.team_id;
end $$;
alter function sg.end_duties(uuid, text[], timestamptz) owner to sg_lookup;
revoke all on function sg.end_duties(uuid, text[], timestamptz) from public, sg_job, sg_audit, sg_seal;
grant execute on function sg.end_duties(uuid, text[], timestamptz) to sg_app;
"""

# Who must be told that they read of the wrong child: everybody to whom the log says that it was shown, since it was recorded.
WHO_SAW = """
create function sg.who_saw(about uuid)
returns table (person uuid, name text, agency bigint, looks bigint, last_at timestamptz)
language sql stable security definer set search_path = sg, pg_temp as $$
  with wrong as (
    select e.id, e.child_id, e.owner_id, (select min(v.at) from audit.event v where v.resource_id = e.id) as since
    from referrals_episode e where e.id = about and e.owner_id = sg.ctx_agency() and e.mistaken_at is not null
      and sg.ctx_user() is not null and 'missing' = any (sg.ctx_writes())),
  looks as (
    select x.event_key as key, x.at from wrong w join audit.exposure x
      on x.child_id = w.child_id and x.owner_agency = w.owner_id and x.category = 'missing' and x.at >= w.since
    union select v.key, v.at from wrong w join audit.event v on v.resource_id = w.id and v.at >= w.since and v.outcome = 0)
  select v.actor, max(v.actor_name), max(v.agency), count(distinct v.key), max(v.at)
  from (select distinct key from looks) l join audit.event v on v.key = l.key
  where v.actor is not null group by v.actor order by max(v.at) desc
$$;
alter function sg.who_saw(uuid) owner to sg_seal;
revoke all on function sg.who_saw(uuid) from public, sg_job, sg_audit, sg_lookup;
grant execute on function sg.who_saw(uuid) to sg_app;
create policy seen on audit.event for select to sg_seal using (true);
create policy seen on audit.exposure for select to sg_seal using (true);
grant select (key, at, actor, actor_name, agency, resource_id, outcome) on audit.event to sg_seal;
grant select (event_key, at, child_id, owner_agency, category) on audit.exposure to sg_seal;
"""

TRIGGERS = "".join(
    f"create trigger inherit_seal before insert on referrals_{table} for each row execute function sg.inherit_seal();\n"
    f"create trigger keep_owner before update of owner_id on referrals_{table} for each row execute function sg.keep_owner();\n"
    for table in ("companion", "episodecorrection")
)


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0004_passes'),
        ('referrals', '0013_sightings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Companion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marking', models.SmallIntegerField(default=agencies.words.Marking['NORMAL'])),
                ('handling', models.CharField(blank=True, default=agencies.words.Handling['NONE'], max_length=1)),
                ('seal', models.SmallIntegerField(default=agencies.words.Seal['NONE'])),
                ('kind', models.CharField(max_length=10)),
                ('recorded_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='EpisodeCorrection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marking', models.SmallIntegerField(default=agencies.words.Marking['NORMAL'])),
                ('handling', models.CharField(blank=True, default=agencies.words.Handling['NONE'], max_length=1)),
                ('seal', models.SmallIntegerField(default=agencies.words.Seal['NONE'])),
                ('kind', models.CharField(max_length=20)),
                ('was', models.JSONField(default=dict)),
                ('now', models.JSONField(default=dict)),
                ('reason', models.TextField()),
                ('seen_by', models.JSONField(default=list)),
                ('corrected_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='episode',
            name='one_open_episode_per_child',
        ),
        migrations.AddField(
            model_name='episode',
            name='adult_told_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='episode',
            name='carried',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='episode',
            name='explained',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='episode',
            name='factors',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='episode',
            name='found_with',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='episode',
            name='miles_away',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='episode',
            name='mistaken_as',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='episode',
            name='mistaken_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='episode',
            name='not_reported',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddConstraint(
            model_name='episode',
            constraint=models.UniqueConstraint(condition=models.Q(('mistaken_at', None), ('returned_at', None)), fields=('child',), name='one_open_episode_per_child'),
        ),
        migrations.AddField(
            model_name='companion',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.child'),
        ),
        migrations.AddField(
            model_name='companion',
            name='episode',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.episode'),
        ),
        migrations.AddField(
            model_name='companion',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='companion',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.record'),
        ),
        migrations.AddField(
            model_name='episodecorrection',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.child'),
        ),
        migrations.AddField(
            model_name='episodecorrection',
            name='corrected_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='episodecorrection',
            name='episode',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.episode'),
        ),
        migrations.AddField(
            model_name='episodecorrection',
            name='other',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.episode'),
        ),
        migrations.AddField(
            model_name='episodecorrection',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='episodecorrection',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.record'),
        ),
        migrations.AddConstraint(
            model_name='companion',
            constraint=models.UniqueConstraint(fields=('episode', 'child', 'kind'), name='a_companion_is_named_once'),
        ),
        migrations.AddIndex(
            model_name='episodecorrection',
            index=models.Index(fields=['episode', '-corrected_at'], name='correction_by_episode'),
        ),
        Wall(
            'referrals_companion',
            [
                'alter table "referrals_companion" enable row level security',
                'alter table "referrals_companion" force row level security',
                'drop policy if exists permit_select on "referrals_companion"',
                'create policy permit_select on "referrals_companion" as permissive for select to sg_app using ((("referrals_companion"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_companion"."marking" <= (select sg.ctx_clearance())) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_companion"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))))) and \'missing\' = any ((select sg.ctx_categories())::text[]) and ("referrals_companion"."marking" < 2 or "referrals_companion"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_companion"."child_id" and a11."category" = \'missing\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))) and "referrals_companion"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_companion"."marking" <= (select sg.ctx_clearance())) or ((not "referrals_companion"."owner_id" = (select sg.ctx_agency())) and "referrals_companion"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and (exists (select 1 from "agencies_share" a5 where ((a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_companion"."owner_id" and a5."category" = \'missing\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_companion"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today())))) and a5."scope" = \'any\')) or (exists (select 1 from "agencies_share" a5 where (a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_companion"."owner_id" and a5."category" = \'missing\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_companion"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today()))))) and exists (select 1 from "referrals_childteamgrant" a11 where (a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_companion"."child_id" and a11."basis" = \'involvement\' and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))) or ("referrals_companion"."child_id" = any ((select sg.ctx_glass())::uuid[]) and "referrals_companion"."handling" <> \'C\' and "referrals_companion"."marking" < 2) or ("referrals_companion"."child_id" = any ((select sg.ctx_named())::uuid[]) and ("referrals_companion"."handling" <> \'C\' or exists (select 1 from "referrals_childnamedaccess" a10 where (a10."user_id" = (select sg.ctx_user()) and a10."child_id" = "referrals_companion"."child_id" and a10."naming_agency_id" = "referrals_companion"."owner_id" and (a10."valid_from" <= (select sg.app_today()) and (a10."valid_to" is null or a10."valid_to" >= (select sg.app_today()))))))) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_companion"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))',
                'drop policy if exists permit_insert on "referrals_companion"',
                'create policy permit_insert on "referrals_companion" as permissive for insert to sg_app with check (("referrals_companion"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_writes())::text[])))',
                'drop policy if exists permit_update on "referrals_companion"',
                'create policy permit_update on "referrals_companion" as permissive for update to sg_app using ((("referrals_companion"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_companion"."marking" <= (select sg.ctx_clearance()) and \'missing\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_companion"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'missing\' = any ((select sg.ctx_categories())::text[]) and ("referrals_companion"."marking" < 2 or "referrals_companion"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_companion"."child_id" and a11."category" = \'missing\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_companion"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_companion"."marking" <= (select sg.ctx_clearance())))) with check ((("referrals_companion"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_companion"."marking" <= (select sg.ctx_clearance()) and \'missing\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_companion"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'missing\' = any ((select sg.ctx_categories())::text[]) and ("referrals_companion"."marking" < 2 or "referrals_companion"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_companion"."child_id" and a11."category" = \'missing\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_companion"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_companion"."marking" <= (select sg.ctx_clearance()))))',
                'drop policy if exists deny on "referrals_companion"',
                'create policy deny on "referrals_companion" as restrictive for all to sg_app using (((not (select sg.ctx_user()) is null) and (not ("referrals_companion"."child_id" = any ((select sg.ctx_excluded())::uuid[]) or ("referrals_companion"."seal" >= 1 and (not ("referrals_companion"."child_id" = any ((select sg.ctx_named())::uuid[]) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_companion"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))))))))))',
                'drop policy if exists job on "referrals_companion"',
                'create policy job on "referrals_companion" as permissive for all to sg_job using (((select sg.ctx_system()) <> \'\' and \'missing\' = any ((select sg.ctx_categories())::text[])))',
                'revoke all on "referrals_companion" from public, sg_app, sg_job',
                'grant select, insert on "referrals_companion" to sg_app',
                'grant select on "referrals_companion" to sg_job',
                'drop policy if exists keeper on "referrals_companion"',
                'create policy keeper on "referrals_companion" for all to sg_seal using (true)',
                'grant select, update (seal) on "referrals_companion" to sg_seal',
                'comment on policy deny on "referrals_companion" is \'policy-sha256:b94fc9187bc52f6d\'',
                'comment on table "referrals_companion" is \'protected\'',
            ],
        ),
        Wall(
            'referrals_episodecorrection',
            [
                'alter table "referrals_episodecorrection" enable row level security',
                'alter table "referrals_episodecorrection" force row level security',
                'drop policy if exists permit_select on "referrals_episodecorrection"',
                'create policy permit_select on "referrals_episodecorrection" as permissive for select to sg_app using ((("referrals_episodecorrection"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_episodecorrection"."marking" <= (select sg.ctx_clearance())) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_episodecorrection"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))))) and \'missing\' = any ((select sg.ctx_categories())::text[]) and ("referrals_episodecorrection"."marking" < 2 or "referrals_episodecorrection"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_episodecorrection"."child_id" and a11."category" = \'missing\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))) and "referrals_episodecorrection"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_episodecorrection"."marking" <= (select sg.ctx_clearance())) or ((not "referrals_episodecorrection"."owner_id" = (select sg.ctx_agency())) and "referrals_episodecorrection"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and (exists (select 1 from "agencies_share" a5 where ((a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_episodecorrection"."owner_id" and a5."category" = \'missing\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_episodecorrection"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today())))) and a5."scope" = \'any\')) or (exists (select 1 from "agencies_share" a5 where (a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_episodecorrection"."owner_id" and a5."category" = \'missing\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_episodecorrection"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today()))))) and exists (select 1 from "referrals_childteamgrant" a11 where (a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_episodecorrection"."child_id" and a11."basis" = \'involvement\' and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))) or ("referrals_episodecorrection"."child_id" = any ((select sg.ctx_glass())::uuid[]) and "referrals_episodecorrection"."handling" <> \'C\' and "referrals_episodecorrection"."marking" < 2) or ("referrals_episodecorrection"."child_id" = any ((select sg.ctx_named())::uuid[]) and ("referrals_episodecorrection"."handling" <> \'C\' or exists (select 1 from "referrals_childnamedaccess" a10 where (a10."user_id" = (select sg.ctx_user()) and a10."child_id" = "referrals_episodecorrection"."child_id" and a10."naming_agency_id" = "referrals_episodecorrection"."owner_id" and (a10."valid_from" <= (select sg.app_today()) and (a10."valid_to" is null or a10."valid_to" >= (select sg.app_today()))))))) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_episodecorrection"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))',
                'drop policy if exists permit_insert on "referrals_episodecorrection"',
                'create policy permit_insert on "referrals_episodecorrection" as permissive for insert to sg_app with check (("referrals_episodecorrection"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_writes())::text[])))',
                'drop policy if exists permit_update on "referrals_episodecorrection"',
                'create policy permit_update on "referrals_episodecorrection" as permissive for update to sg_app using ((("referrals_episodecorrection"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_episodecorrection"."marking" <= (select sg.ctx_clearance()) and \'missing\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_episodecorrection"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'missing\' = any ((select sg.ctx_categories())::text[]) and ("referrals_episodecorrection"."marking" < 2 or "referrals_episodecorrection"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_episodecorrection"."child_id" and a11."category" = \'missing\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_episodecorrection"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_episodecorrection"."marking" <= (select sg.ctx_clearance())))) with check ((("referrals_episodecorrection"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_episodecorrection"."marking" <= (select sg.ctx_clearance()) and \'missing\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_episodecorrection"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'missing\' = any ((select sg.ctx_categories())::text[]) and ("referrals_episodecorrection"."marking" < 2 or "referrals_episodecorrection"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_episodecorrection"."child_id" and a11."category" = \'missing\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_episodecorrection"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_episodecorrection"."marking" <= (select sg.ctx_clearance()))))',
                'drop policy if exists deny on "referrals_episodecorrection"',
                'create policy deny on "referrals_episodecorrection" as restrictive for all to sg_app using (((not (select sg.ctx_user()) is null) and (not ("referrals_episodecorrection"."child_id" = any ((select sg.ctx_excluded())::uuid[]) or ("referrals_episodecorrection"."seal" >= 1 and (not ("referrals_episodecorrection"."child_id" = any ((select sg.ctx_named())::uuid[]) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_episodecorrection"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))))))))))',
                'revoke all on "referrals_episodecorrection" from public, sg_app, sg_job',
                'grant select, insert on "referrals_episodecorrection" to sg_app',
                'drop policy if exists keeper on "referrals_episodecorrection"',
                'create policy keeper on "referrals_episodecorrection" for all to sg_seal using (true)',
                'grant select, update (seal) on "referrals_episodecorrection" to sg_seal',
                'comment on policy deny on "referrals_episodecorrection" is \'policy-sha256:60c9aaddc7786027\'',
                'comment on table "referrals_episodecorrection" is \'protected\'',
            ],
        ),
        migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
        migrations.RunSQL(APART, migrations.RunSQL.noop),
        migrations.RunSQL(SET_APART, migrations.RunSQL.noop),
        migrations.RunSQL(CARRY, migrations.RunSQL.noop),
        migrations.RunSQL(END_DUTIES, migrations.RunSQL.noop),
        migrations.RunSQL(WHO_SAW, migrations.RunSQL.noop),
    ]
