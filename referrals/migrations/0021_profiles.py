"""Carers keep a profile of a child who may go missing: sealed, and open to a force for as long as it holds an open episode of her."""

import agencies.words
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from agencies.access.walls import Seal, Wall

TABLES = ("profilekept", "profile", "profilehealth", "triggerplan", "profileopening")
TRIGGERS = "".join(
    f"create trigger inherit_seal before insert on referrals_{table} for each row execute function sg.inherit_seal();\n"
    f"create trigger keep_owner before update of owner_id on referrals_{table} for each row execute function sg.keep_owner();\n"
    for table in TABLES
)

# Beyond the rule table, which shows a row to all of its agency: to the team that keeps the profile, to a force while it holds an
# open episode, whatever grant was forgotten, and to whoever is named on a child. Only who keeps it writes another version.
HOLDS = """exists (select 1 from referrals_recordteamgrant g where g.record_id = {table}.record_id and g.group_id = (select sg.ctx_team())
  and g.level >= 3 and g.valid_from <= (select sg.app_today()) and (g.valid_to is null or g.valid_to >= (select sg.app_today()))
  and {which})"""
LOOKS_FOR = """exists (select 1 from referrals_episode e where e.child_id = {table}.child_id and e.owner_id = (select sg.ctx_agency())
  and e.returned_at is null and e.mistaken_at is null and e.council_type <> 'A')"""


def _holds(table, which):
    return HOLDS.format(table=table, which=which.format(table=table))


def _sealed(table):
    which = "(g.basis = 'originator' or (g.basis = 'episode' and " + LOOKS_FOR + "))"
    named = f"{table}.child_id = any ((select sg.ctx_named())::uuid[])"
    return f"create policy sealed on {table} as restrictive for select to sg_app using ({named} or {_holds(table, which)});\n"


def _by_keepers(table, deed="insert", clause="with check"):
    kept = _holds(table, "g.basis = 'originator'")
    return f"create policy by_keepers on {table} as restrictive for {deed} to sg_app {clause} ({kept});\n"


# The grants that open a profile are given and ended by the database alone.
KEPT = (
    "".join(_sealed(f"referrals_{table}") for table in ("profile", "profilehealth", "profileopening"))
    + "".join(_by_keepers(f"referrals_{table}") for table in ("profile", "profilehealth", "triggerplan"))
    + _by_keepers("referrals_profilekept", "update", "using")
    + """
revoke insert on referrals_profileopening from sg_app;
create policy by_functions on referrals_recordteamgrant as restrictive for insert to sg_app
  with check (basis not in ('originator', 'episode'));
create policy by_functions_too on referrals_recordteamgrant as restrictive for update to sg_app
  using (basis not in ('originator', 'episode'));
create policy followed on referrals_recordteamgrant for all to sg_lookup using (true);
grant select, insert, update (valid_to) on referrals_recordteamgrant to sg_lookup;

create function sg.keep_profile(profile uuid, permission bigint, at timestamptz) returns void
language plpgsql security definer set search_path = sg, pg_temp as $$
begin
  if sg.ctx_user() is null or not ('missing' = any (sg.ctx_writes())) then
    raise exception 'This profile cannot be kept here.' using errcode = 'SG003';
  end if;
  insert into referrals_recordteamgrant (permission_id, group_id, record_id, level, may_write, valid_from, valid_to, basis, reason,
      granted_by_id, granting_agency_id, granted_at)
    select permission, sg.ctx_team(), r.id, 3, false, sg.app_today(), null, 'originator', 'Keeps the profile',
      sg.ctx_user(), r.owner_id, at
    from referrals_record r where r.id = profile and r.kind = 'profile' and r.owner_id = sg.ctx_agency()
      and not sg.is_out_of_reach(r.child_id)
      and not exists (select 1 from referrals_recordteamgrant k where k.record_id = r.id and k.basis = 'originator');
end $$;
alter function sg.keep_profile(uuid, bigint, timestamptz) owner to sg_lookup;
revoke all on function sg.keep_profile(uuid, bigint, timestamptz) from public, sg_job, sg_audit, sg_seal;
grant execute on function sg.keep_profile(uuid, bigint, timestamptz) to sg_app;
"""
)

# Each profile of the child is open to the force that holds an open episode of her, and to nobody else: brought up to date by whatever
# begins or ends an episode, and by a profile that is written meanwhile. The lock is the one under which episodes are kept apart.
FOLLOWED = """
create policy followed on referrals_profilekept for select to sg_lookup using (true);
grant select on referrals_profilekept to sg_lookup;
create policy followed on referrals_profileopening for all to sg_lookup using (true);
grant select, insert, update (closed_at) on referrals_profileopening to sg_lookup;

create function sg.follow_profiles(child uuid, permission bigint, at timestamptz)
returns table (opening uuid, profile uuid, keeper int, owner bigint, holder bigint, episode uuid, is_open boolean)
language plpgsql security definer set search_path = sg, pg_temp as $$
begin
  if sg.ctx_user() is null or not ('missing' = any (sg.ctx_writes())) or sg.is_out_of_reach(child) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(child::text, 0));
  return query
  with ended as (
    update referrals_profileopening o set closed_at = greatest(at, o.opened_at)
    where o.child_id = child and o.closed_at is null and not exists (
      select 1 from referrals_episode e where e.id = o.episode_id and e.child_id = o.child_id
        and e.returned_at is null and e.mistaken_at is null and e.council_type <> 'A')
    returning o.id, o.record_id, o.owner_id, o.to_agency_id, o.episode_id),
  shut as (
    update referrals_recordteamgrant g set valid_to = sg.app_today() - 1 from ended x
    where g.record_id = x.record_id and g.basis = 'episode' and (g.valid_to is null or g.valid_to >= sg.app_today()))
  select x.id, x.record_id, k.group_id, x.owner_id, x.to_agency_id, x.episode_id, false
  from ended x join referrals_recordteamgrant k on k.record_id = x.record_id and k.basis = 'originator';
  return query
  with begun as (
    insert into referrals_profileopening (id, record_id, child_id, owner_id, marking, handling, seal, episode_id, to_agency_id, opened_at)
    select gen_random_uuid(), p.record_id, p.child_id, p.owner_id, 0, 'C', 0, e.id, e.owner_id, at
    from referrals_profilekept p
    join referrals_episode e on e.child_id = p.child_id and e.returned_at is null and e.mistaken_at is null and e.council_type <> 'A'
    join agencies_agency a on a.id = e.owner_id and a.kind = 'police'
    where p.child_id = child and not exists (
      select 1 from referrals_profileopening o where o.record_id = p.record_id and o.episode_id = e.id and o.closed_at is null)
    returning referrals_profileopening.*),
  given as (
    insert into referrals_recordteamgrant (permission_id, group_id, record_id, level, may_write, valid_from, valid_to, basis, reason,
        granted_by_id, granting_agency_id, granted_at)
    select permission, t.group_id, b.record_id, 3, false, sg.app_today(), null, 'episode', 'Holds the open episode',
      sg.ctx_user(), b.owner_id, at
    from begun b join agencies_team t on t.agency_id = b.to_agency_id and t.kind <> 'governance'
    on conflict (group_id, record_id, basis, valid_from) do update set valid_to = null)
  select b.id, b.record_id, k.group_id, b.owner_id, b.to_agency_id, b.episode_id, true
  from begun b join referrals_recordteamgrant k on k.record_id = b.record_id and k.basis = 'originator';
end $$;
alter function sg.follow_profiles(uuid, bigint, timestamptz) owner to sg_lookup;
revoke all on function sg.follow_profiles(uuid, bigint, timestamptz) from public, sg_job, sg_audit, sg_seal;
grant execute on function sg.follow_profiles(uuid, bigint, timestamptz) to sg_app;
"""

# Who of another agency had the profile before them, as the log says it: for the team that keeps it, and for nobody else.
LOOKED = """
create policy kept on referrals_recordteamgrant for select to sg_seal using (true);
grant select on referrals_recordteamgrant to sg_seal;
create function sg.who_opened(profile uuid)
returns table (seen_at timestamptz, name text, agency bigint, episode uuid)
language sql stable security definer set search_path = sg, pg_temp as $$
  with kept as (
    select p.id, p.child_id, p.owner_id from referrals_profilekept p
    where p.id = profile and p.owner_id = sg.ctx_agency() and sg.ctx_user() is not null and exists (
      select 1 from referrals_recordteamgrant g where g.record_id = p.record_id and g.group_id = sg.ctx_team() and g.basis = 'originator'))
  select v.at, v.actor_name, v.agency, nullif(v.detail ->> 'episode', '')::uuid
  from kept k join audit.event v on v.resource_id = k.id and v.verb = 'profiles.read' and v.outcome = 0 and v.agency <> k.owner_id
  where exists (select 1 from audit.exposure x where x.event_key = v.key and x.child_id = k.child_id and x.owner_agency = k.owner_id
    and x.category = 'missing' and x.level = 3)
  order by v.at desc limit 200
$$;
alter function sg.who_opened(uuid) owner to sg_seal;
revoke all on function sg.who_opened(uuid) from public, sg_job, sg_audit, sg_lookup;
grant execute on function sg.who_opened(uuid) to sg_app;
grant select (verb, detail) on audit.event to sg_seal;
grant select (level) on audit.exposure to sg_seal;
"""

class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_alerts'),
        ('referrals', '0020_sealed_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='childteamgrant',
            name='basis',
            field=models.CharField(choices=[('involvement', 'involvement'), ('request', 'request'), ('submission', 'submission'), ('originator', 'originator'), ('episode', 'episode')], max_length=20),
        ),
        migrations.AlterField(
            model_name='recordteamgrant',
            name='basis',
            field=models.CharField(choices=[('involvement', 'involvement'), ('request', 'request'), ('submission', 'submission'), ('originator', 'originator'), ('episode', 'episode')], max_length=20),
        ),
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marking', models.SmallIntegerField(default=agencies.words.Marking['NORMAL'])),
                ('handling', models.CharField(blank=True, default=agencies.words.Handling['NONE'], max_length=1)),
                ('seal', models.SmallIntegerField(default=agencies.words.Seal['NONE'])),
                ('version', models.PositiveIntegerField()),
                ('places', models.TextField(blank=True)),
                ('friends', models.TextField(blank=True)),
                ('phone', models.TextField(blank=True)),
                ('description', models.TextField(blank=True)),
                ('kept_at', models.DateTimeField()),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.child')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.record')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.team')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('record', 'version'), name='a_version_of_a_profile_is_written_once')],
            },
        ),
        migrations.CreateModel(
            name='ProfileHealth',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marking', models.SmallIntegerField(default=agencies.words.Marking['NORMAL'])),
                ('handling', models.CharField(blank=True, default=agencies.words.Handling['NONE'], max_length=1)),
                ('seal', models.SmallIntegerField(default=agencies.words.Seal['NONE'])),
                ('version', models.PositiveIntegerField()),
                ('medication', models.TextField(blank=True)),
                ('needs', models.TextField(blank=True)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.child')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.record')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('record', 'version'), name='health_of_a_version_is_written_once')],
            },
        ),
        migrations.CreateModel(
            name='ProfileKept',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marking', models.SmallIntegerField(default=agencies.words.Marking['NORMAL'])),
                ('handling', models.CharField(blank=True, default=agencies.words.Handling['NONE'], max_length=1)),
                ('seal', models.SmallIntegerField(default=agencies.words.Seal['NONE'])),
                ('updated_on', models.DateField()),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.child')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.record')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('child', 'owner'), name='one_profile_per_child_and_agency')],
            },
        ),
        migrations.CreateModel(
            name='ProfileOpening',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marking', models.SmallIntegerField(default=agencies.words.Marking['NORMAL'])),
                ('handling', models.CharField(blank=True, default=agencies.words.Handling['NONE'], max_length=1)),
                ('seal', models.SmallIntegerField(default=agencies.words.Seal['NONE'])),
                ('episode_id', models.UUIDField()),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.child')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.record')),
                ('to_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('closed_at', None)), fields=['child'], name='profile_open_by_child')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('record', 'episode_id'), name='one_opening_at_a_time_per_episode')],
            },
        ),
        migrations.CreateModel(
            name='TriggerPlan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marking', models.SmallIntegerField(default=agencies.words.Marking['NORMAL'])),
                ('handling', models.CharField(blank=True, default=agencies.words.Handling['NONE'], max_length=1)),
                ('seal', models.SmallIntegerField(default=agencies.words.Seal['NONE'])),
                ('version', models.PositiveIntegerField()),
                ('circumstances', models.TextField(blank=True)),
                ('band', models.CharField(blank=True, max_length=20)),
                ('agreed_with', models.CharField(blank=True, max_length=200)),
                ('review_on', models.DateField(null=True)),
                ('kept_at', models.DateTimeField()),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.child')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.record')),
            ],
            options={
                'indexes': [models.Index(fields=['child', '-version'], name='trigger_plan_by_child')],
                'constraints': [models.UniqueConstraint(fields=('record', 'version'), name='plan_of_a_version_is_written_once')],
            },
        ),
        Wall(
            'referrals_profilekept',
            [
                'alter table "referrals_profilekept" enable row level security',
                'alter table "referrals_profilekept" force row level security',
                'drop policy if exists permit_select on "referrals_profilekept"',
                'create policy permit_select on "referrals_profilekept" as permissive for select to sg_app using (("referrals_profilekept"."owner_id" = (select sg.ctx_agency()) or exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_profilekept"."record_id" and a12."level" >= 1 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profilekept"."child_id" and a11."category" = \'identity\') and a11."level" >= 1 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))) and "referrals_profilekept"."handling" <> \'C\' and ("referrals_profilekept"."marking" < 2 or "referrals_profilekept"."marking" <= (select sg.ctx_clearance()))) or ((not "referrals_profilekept"."owner_id" = (select sg.ctx_agency())) and "referrals_profilekept"."handling" <> \'C\' and (exists (select 1 from "agencies_share" a5 where ((a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_profilekept"."owner_id" and a5."category" = \'identity\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 1 and a5."max_marking" >= "referrals_profilekept"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today())))) and a5."scope" = \'any\')) or (exists (select 1 from "agencies_share" a5 where (a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_profilekept"."owner_id" and a5."category" = \'identity\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 1 and a5."max_marking" >= "referrals_profilekept"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today()))))) and exists (select 1 from "referrals_childteamgrant" a11 where (a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profilekept"."child_id" and a11."basis" = \'involvement\' and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))) or ("referrals_profilekept"."child_id" = any ((select sg.ctx_glass())::uuid[]) and "referrals_profilekept"."handling" <> \'C\' and "referrals_profilekept"."marking" < 2) or ("referrals_profilekept"."child_id" = any ((select sg.ctx_named())::uuid[]) and ("referrals_profilekept"."handling" <> \'C\' or exists (select 1 from "referrals_childnamedaccess" a10 where (a10."user_id" = (select sg.ctx_user()) and a10."child_id" = "referrals_profilekept"."child_id" and a10."naming_agency_id" = "referrals_profilekept"."owner_id" and (a10."valid_from" <= (select sg.app_today()) and (a10."valid_to" is null or a10."valid_to" >= (select sg.app_today()))))))) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_profilekept"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))',
                'drop policy if exists permit_insert on "referrals_profilekept"',
                'create policy permit_insert on "referrals_profilekept" as permissive for insert to sg_app with check (("referrals_profilekept"."owner_id" = (select sg.ctx_agency()) and \'identity\' = any ((select sg.ctx_writes())::text[])))',
                'drop policy if exists permit_update on "referrals_profilekept"',
                'create policy permit_update on "referrals_profilekept" as permissive for update to sg_app using ((("referrals_profilekept"."owner_id" = (select sg.ctx_agency()) and \'identity\' = any ((select sg.ctx_categories())::text[]) and "referrals_profilekept"."marking" <= (select sg.ctx_clearance()) and \'identity\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_profilekept"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'identity\' = any ((select sg.ctx_categories())::text[]) and ("referrals_profilekept"."marking" < 2 or "referrals_profilekept"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profilekept"."child_id" and a11."category" = \'identity\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_profilekept"."handling" <> \'C\' and \'identity\' = any ((select sg.ctx_categories())::text[]) and "referrals_profilekept"."marking" <= (select sg.ctx_clearance())))) with check ((("referrals_profilekept"."owner_id" = (select sg.ctx_agency()) and \'identity\' = any ((select sg.ctx_categories())::text[]) and "referrals_profilekept"."marking" <= (select sg.ctx_clearance()) and \'identity\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_profilekept"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'identity\' = any ((select sg.ctx_categories())::text[]) and ("referrals_profilekept"."marking" < 2 or "referrals_profilekept"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profilekept"."child_id" and a11."category" = \'identity\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_profilekept"."handling" <> \'C\' and \'identity\' = any ((select sg.ctx_categories())::text[]) and "referrals_profilekept"."marking" <= (select sg.ctx_clearance()))))',
                'drop policy if exists deny on "referrals_profilekept"',
                'create policy deny on "referrals_profilekept" as restrictive for all to sg_app using (((not (select sg.ctx_user()) is null) and (not ("referrals_profilekept"."child_id" = any ((select sg.ctx_excluded())::uuid[]) or ((not ("referrals_profilekept"."child_id" = any ((select sg.ctx_named())::uuid[]) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_profilekept"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))))) and ("referrals_profilekept"."seal" = 2 or ("referrals_profilekept"."seal" = 1 and (not ((select sg.ctx_seat()) = true or exists (select 1 from "referrals_childteamgrant" a11 where (a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profilekept"."child_id" and a11."basis" = \'involvement\' and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))))))))))))',
                'revoke all on "referrals_profilekept" from public, sg_app, sg_job',
                'grant select, insert, update on "referrals_profilekept" to sg_app',
                'drop policy if exists keeper on "referrals_profilekept"',
                'create policy keeper on "referrals_profilekept" for all to sg_seal using (true)',
                'grant select, update (seal) on "referrals_profilekept" to sg_seal',
                'comment on policy deny on "referrals_profilekept" is \'policy-sha256:761ea179cc15bef5\'',
                'comment on table "referrals_profilekept" is \'protected\'',
            ],
        ),
        Wall(
            'referrals_profile',
            [
                'alter table "referrals_profile" enable row level security',
                'alter table "referrals_profile" force row level security',
                'drop policy if exists permit_select on "referrals_profile"',
                'create policy permit_select on "referrals_profile" as permissive for select to sg_app using ((("referrals_profile"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_profile"."marking" <= (select sg.ctx_clearance())) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_profile"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))))) and \'missing\' = any ((select sg.ctx_categories())::text[]) and ("referrals_profile"."marking" < 2 or "referrals_profile"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profile"."child_id" and a11."category" = \'missing\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))) and "referrals_profile"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_profile"."marking" <= (select sg.ctx_clearance())) or ((not "referrals_profile"."owner_id" = (select sg.ctx_agency())) and "referrals_profile"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and (exists (select 1 from "agencies_share" a5 where ((a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_profile"."owner_id" and a5."category" = \'missing\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_profile"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today())))) and a5."scope" = \'any\')) or (exists (select 1 from "agencies_share" a5 where (a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_profile"."owner_id" and a5."category" = \'missing\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_profile"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today()))))) and exists (select 1 from "referrals_childteamgrant" a11 where (a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profile"."child_id" and a11."basis" = \'involvement\' and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))) or ("referrals_profile"."child_id" = any ((select sg.ctx_glass())::uuid[]) and "referrals_profile"."handling" <> \'C\' and "referrals_profile"."marking" < 2) or ("referrals_profile"."child_id" = any ((select sg.ctx_named())::uuid[]) and ("referrals_profile"."handling" <> \'C\' or exists (select 1 from "referrals_childnamedaccess" a10 where (a10."user_id" = (select sg.ctx_user()) and a10."child_id" = "referrals_profile"."child_id" and a10."naming_agency_id" = "referrals_profile"."owner_id" and (a10."valid_from" <= (select sg.app_today()) and (a10."valid_to" is null or a10."valid_to" >= (select sg.app_today()))))))) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_profile"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))',
                'drop policy if exists permit_insert on "referrals_profile"',
                'create policy permit_insert on "referrals_profile" as permissive for insert to sg_app with check (("referrals_profile"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_writes())::text[])))',
                'drop policy if exists permit_update on "referrals_profile"',
                'create policy permit_update on "referrals_profile" as permissive for update to sg_app using ((("referrals_profile"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_profile"."marking" <= (select sg.ctx_clearance()) and \'missing\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_profile"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'missing\' = any ((select sg.ctx_categories())::text[]) and ("referrals_profile"."marking" < 2 or "referrals_profile"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profile"."child_id" and a11."category" = \'missing\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_profile"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_profile"."marking" <= (select sg.ctx_clearance())))) with check ((("referrals_profile"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_profile"."marking" <= (select sg.ctx_clearance()) and \'missing\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_profile"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'missing\' = any ((select sg.ctx_categories())::text[]) and ("referrals_profile"."marking" < 2 or "referrals_profile"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profile"."child_id" and a11."category" = \'missing\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_profile"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_profile"."marking" <= (select sg.ctx_clearance()))))',
                'drop policy if exists deny on "referrals_profile"',
                'create policy deny on "referrals_profile" as restrictive for all to sg_app using (((not (select sg.ctx_user()) is null) and (not ("referrals_profile"."child_id" = any ((select sg.ctx_excluded())::uuid[]) or ("referrals_profile"."seal" >= 1 and (not ("referrals_profile"."child_id" = any ((select sg.ctx_named())::uuid[]) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_profile"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))))))))))',
                'revoke all on "referrals_profile" from public, sg_app, sg_job',
                'grant select, insert on "referrals_profile" to sg_app',
                'drop policy if exists keeper on "referrals_profile"',
                'create policy keeper on "referrals_profile" for all to sg_seal using (true)',
                'grant select, update (seal) on "referrals_profile" to sg_seal',
                'comment on policy deny on "referrals_profile" is \'policy-sha256:2e397671303b5492\'',
                'comment on table "referrals_profile" is \'protected\'',
            ],
        ),
        Wall(
            'referrals_profilehealth',
            [
                'alter table "referrals_profilehealth" enable row level security',
                'alter table "referrals_profilehealth" force row level security',
                'drop policy if exists permit_select on "referrals_profilehealth"',
                'create policy permit_select on "referrals_profilehealth" as permissive for select to sg_app using ((("referrals_profilehealth"."owner_id" = (select sg.ctx_agency()) and \'health\' = any ((select sg.ctx_categories())::text[]) and "referrals_profilehealth"."marking" <= (select sg.ctx_clearance())) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_profilehealth"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))))) and \'health\' = any ((select sg.ctx_categories())::text[]) and ("referrals_profilehealth"."marking" < 2 or "referrals_profilehealth"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profilehealth"."child_id" and a11."category" = \'health\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))) and "referrals_profilehealth"."handling" <> \'C\' and \'health\' = any ((select sg.ctx_categories())::text[]) and "referrals_profilehealth"."marking" <= (select sg.ctx_clearance())) or ((not "referrals_profilehealth"."owner_id" = (select sg.ctx_agency())) and "referrals_profilehealth"."handling" <> \'C\' and \'health\' = any ((select sg.ctx_categories())::text[]) and (exists (select 1 from "agencies_share" a5 where ((a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_profilehealth"."owner_id" and a5."category" = \'health\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_profilehealth"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today())))) and a5."scope" = \'any\')) or (exists (select 1 from "agencies_share" a5 where (a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_profilehealth"."owner_id" and a5."category" = \'health\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_profilehealth"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today()))))) and exists (select 1 from "referrals_childteamgrant" a11 where (a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profilehealth"."child_id" and a11."basis" = \'involvement\' and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))) or ("referrals_profilehealth"."child_id" = any ((select sg.ctx_glass())::uuid[]) and "referrals_profilehealth"."handling" <> \'C\' and "referrals_profilehealth"."marking" < 2) or ("referrals_profilehealth"."child_id" = any ((select sg.ctx_named())::uuid[]) and ("referrals_profilehealth"."handling" <> \'C\' or exists (select 1 from "referrals_childnamedaccess" a10 where (a10."user_id" = (select sg.ctx_user()) and a10."child_id" = "referrals_profilehealth"."child_id" and a10."naming_agency_id" = "referrals_profilehealth"."owner_id" and (a10."valid_from" <= (select sg.app_today()) and (a10."valid_to" is null or a10."valid_to" >= (select sg.app_today()))))))) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_profilehealth"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))',
                'drop policy if exists permit_insert on "referrals_profilehealth"',
                'create policy permit_insert on "referrals_profilehealth" as permissive for insert to sg_app with check (("referrals_profilehealth"."owner_id" = (select sg.ctx_agency()) and \'health\' = any ((select sg.ctx_writes())::text[])))',
                'drop policy if exists permit_update on "referrals_profilehealth"',
                'create policy permit_update on "referrals_profilehealth" as permissive for update to sg_app using ((("referrals_profilehealth"."owner_id" = (select sg.ctx_agency()) and \'health\' = any ((select sg.ctx_categories())::text[]) and "referrals_profilehealth"."marking" <= (select sg.ctx_clearance()) and \'health\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_profilehealth"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'health\' = any ((select sg.ctx_categories())::text[]) and ("referrals_profilehealth"."marking" < 2 or "referrals_profilehealth"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profilehealth"."child_id" and a11."category" = \'health\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_profilehealth"."handling" <> \'C\' and \'health\' = any ((select sg.ctx_categories())::text[]) and "referrals_profilehealth"."marking" <= (select sg.ctx_clearance())))) with check ((("referrals_profilehealth"."owner_id" = (select sg.ctx_agency()) and \'health\' = any ((select sg.ctx_categories())::text[]) and "referrals_profilehealth"."marking" <= (select sg.ctx_clearance()) and \'health\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_profilehealth"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'health\' = any ((select sg.ctx_categories())::text[]) and ("referrals_profilehealth"."marking" < 2 or "referrals_profilehealth"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profilehealth"."child_id" and a11."category" = \'health\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_profilehealth"."handling" <> \'C\' and \'health\' = any ((select sg.ctx_categories())::text[]) and "referrals_profilehealth"."marking" <= (select sg.ctx_clearance()))))',
                'drop policy if exists deny on "referrals_profilehealth"',
                'create policy deny on "referrals_profilehealth" as restrictive for all to sg_app using (((not (select sg.ctx_user()) is null) and (not ("referrals_profilehealth"."child_id" = any ((select sg.ctx_excluded())::uuid[]) or ("referrals_profilehealth"."seal" >= 1 and (not ("referrals_profilehealth"."child_id" = any ((select sg.ctx_named())::uuid[]) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_profilehealth"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))))))))))',
                'revoke all on "referrals_profilehealth" from public, sg_app, sg_job',
                'grant select, insert on "referrals_profilehealth" to sg_app',
                'drop policy if exists keeper on "referrals_profilehealth"',
                'create policy keeper on "referrals_profilehealth" for all to sg_seal using (true)',
                'grant select, update (seal) on "referrals_profilehealth" to sg_seal',
                'comment on policy deny on "referrals_profilehealth" is \'policy-sha256:c909a61b22b01cd4\'',
                'comment on table "referrals_profilehealth" is \'protected\'',
            ],
        ),
        Wall(
            'referrals_triggerplan',
            [
                'alter table "referrals_triggerplan" enable row level security',
                'alter table "referrals_triggerplan" force row level security',
                'drop policy if exists permit_select on "referrals_triggerplan"',
                'create policy permit_select on "referrals_triggerplan" as permissive for select to sg_app using ((("referrals_triggerplan"."owner_id" = (select sg.ctx_agency()) and \'plan\' = any ((select sg.ctx_categories())::text[]) and "referrals_triggerplan"."marking" <= (select sg.ctx_clearance())) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_triggerplan"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))))) and \'plan\' = any ((select sg.ctx_categories())::text[]) and ("referrals_triggerplan"."marking" < 2 or "referrals_triggerplan"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_triggerplan"."child_id" and a11."category" = \'plan\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))) and "referrals_triggerplan"."handling" <> \'C\' and \'plan\' = any ((select sg.ctx_categories())::text[]) and "referrals_triggerplan"."marking" <= (select sg.ctx_clearance())) or ((not "referrals_triggerplan"."owner_id" = (select sg.ctx_agency())) and "referrals_triggerplan"."handling" <> \'C\' and \'plan\' = any ((select sg.ctx_categories())::text[]) and (exists (select 1 from "agencies_share" a5 where ((a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_triggerplan"."owner_id" and a5."category" = \'plan\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_triggerplan"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today())))) and a5."scope" = \'any\')) or (exists (select 1 from "agencies_share" a5 where (a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_triggerplan"."owner_id" and a5."category" = \'plan\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_triggerplan"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today()))))) and exists (select 1 from "referrals_childteamgrant" a11 where (a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_triggerplan"."child_id" and a11."basis" = \'involvement\' and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))) or ("referrals_triggerplan"."child_id" = any ((select sg.ctx_named())::uuid[]) and ("referrals_triggerplan"."handling" <> \'C\' or exists (select 1 from "referrals_childnamedaccess" a10 where (a10."user_id" = (select sg.ctx_user()) and a10."child_id" = "referrals_triggerplan"."child_id" and a10."naming_agency_id" = "referrals_triggerplan"."owner_id" and (a10."valid_from" <= (select sg.app_today()) and (a10."valid_to" is null or a10."valid_to" >= (select sg.app_today()))))))) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_triggerplan"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))',
                'drop policy if exists permit_insert on "referrals_triggerplan"',
                'create policy permit_insert on "referrals_triggerplan" as permissive for insert to sg_app with check (("referrals_triggerplan"."owner_id" = (select sg.ctx_agency()) and \'plan\' = any ((select sg.ctx_writes())::text[])))',
                'drop policy if exists permit_update on "referrals_triggerplan"',
                'create policy permit_update on "referrals_triggerplan" as permissive for update to sg_app using ((("referrals_triggerplan"."owner_id" = (select sg.ctx_agency()) and \'plan\' = any ((select sg.ctx_categories())::text[]) and "referrals_triggerplan"."marking" <= (select sg.ctx_clearance()) and \'plan\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_triggerplan"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'plan\' = any ((select sg.ctx_categories())::text[]) and ("referrals_triggerplan"."marking" < 2 or "referrals_triggerplan"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_triggerplan"."child_id" and a11."category" = \'plan\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_triggerplan"."handling" <> \'C\' and \'plan\' = any ((select sg.ctx_categories())::text[]) and "referrals_triggerplan"."marking" <= (select sg.ctx_clearance())))) with check ((("referrals_triggerplan"."owner_id" = (select sg.ctx_agency()) and \'plan\' = any ((select sg.ctx_categories())::text[]) and "referrals_triggerplan"."marking" <= (select sg.ctx_clearance()) and \'plan\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_triggerplan"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'plan\' = any ((select sg.ctx_categories())::text[]) and ("referrals_triggerplan"."marking" < 2 or "referrals_triggerplan"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_triggerplan"."child_id" and a11."category" = \'plan\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_triggerplan"."handling" <> \'C\' and \'plan\' = any ((select sg.ctx_categories())::text[]) and "referrals_triggerplan"."marking" <= (select sg.ctx_clearance()))))',
                'drop policy if exists deny on "referrals_triggerplan"',
                'create policy deny on "referrals_triggerplan" as restrictive for all to sg_app using (((not (select sg.ctx_user()) is null) and (not ("referrals_triggerplan"."child_id" = any ((select sg.ctx_excluded())::uuid[]) or ("referrals_triggerplan"."seal" >= 1 and (not ("referrals_triggerplan"."child_id" = any ((select sg.ctx_named())::uuid[]) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_triggerplan"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))))))))))',
                'revoke all on "referrals_triggerplan" from public, sg_app, sg_job',
                'grant select, insert on "referrals_triggerplan" to sg_app',
                'drop policy if exists keeper on "referrals_triggerplan"',
                'create policy keeper on "referrals_triggerplan" for all to sg_seal using (true)',
                'grant select, update (seal) on "referrals_triggerplan" to sg_seal',
                'comment on policy deny on "referrals_triggerplan" is \'policy-sha256:ffd8ca48fdf00ea8\'',
                'comment on table "referrals_triggerplan" is \'protected\'',
            ],
        ),
        Wall(
            'referrals_profileopening',
            [
                'alter table "referrals_profileopening" enable row level security',
                'alter table "referrals_profileopening" force row level security',
                'drop policy if exists permit_select on "referrals_profileopening"',
                'create policy permit_select on "referrals_profileopening" as permissive for select to sg_app using ((("referrals_profileopening"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_profileopening"."marking" <= (select sg.ctx_clearance())) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_profileopening"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))))) and \'missing\' = any ((select sg.ctx_categories())::text[]) and ("referrals_profileopening"."marking" < 2 or "referrals_profileopening"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profileopening"."child_id" and a11."category" = \'missing\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))) and "referrals_profileopening"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_profileopening"."marking" <= (select sg.ctx_clearance())) or ((not "referrals_profileopening"."owner_id" = (select sg.ctx_agency())) and "referrals_profileopening"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and (exists (select 1 from "agencies_share" a5 where ((a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_profileopening"."owner_id" and a5."category" = \'missing\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_profileopening"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today())))) and a5."scope" = \'any\')) or (exists (select 1 from "agencies_share" a5 where (a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_profileopening"."owner_id" and a5."category" = \'missing\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_profileopening"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today()))))) and exists (select 1 from "referrals_childteamgrant" a11 where (a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profileopening"."child_id" and a11."basis" = \'involvement\' and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))) or ("referrals_profileopening"."child_id" = any ((select sg.ctx_glass())::uuid[]) and "referrals_profileopening"."handling" <> \'C\' and "referrals_profileopening"."marking" < 2) or ("referrals_profileopening"."child_id" = any ((select sg.ctx_named())::uuid[]) and ("referrals_profileopening"."handling" <> \'C\' or exists (select 1 from "referrals_childnamedaccess" a10 where (a10."user_id" = (select sg.ctx_user()) and a10."child_id" = "referrals_profileopening"."child_id" and a10."naming_agency_id" = "referrals_profileopening"."owner_id" and (a10."valid_from" <= (select sg.app_today()) and (a10."valid_to" is null or a10."valid_to" >= (select sg.app_today()))))))) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_profileopening"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))',
                'drop policy if exists permit_insert on "referrals_profileopening"',
                'create policy permit_insert on "referrals_profileopening" as permissive for insert to sg_app with check (("referrals_profileopening"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_writes())::text[])))',
                'drop policy if exists permit_update on "referrals_profileopening"',
                'create policy permit_update on "referrals_profileopening" as permissive for update to sg_app using ((("referrals_profileopening"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_profileopening"."marking" <= (select sg.ctx_clearance()) and \'missing\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_profileopening"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'missing\' = any ((select sg.ctx_categories())::text[]) and ("referrals_profileopening"."marking" < 2 or "referrals_profileopening"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profileopening"."child_id" and a11."category" = \'missing\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_profileopening"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_profileopening"."marking" <= (select sg.ctx_clearance())))) with check ((("referrals_profileopening"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_profileopening"."marking" <= (select sg.ctx_clearance()) and \'missing\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_profileopening"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'missing\' = any ((select sg.ctx_categories())::text[]) and ("referrals_profileopening"."marking" < 2 or "referrals_profileopening"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_profileopening"."child_id" and a11."category" = \'missing\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_profileopening"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_profileopening"."marking" <= (select sg.ctx_clearance()))))',
                'drop policy if exists deny on "referrals_profileopening"',
                'create policy deny on "referrals_profileopening" as restrictive for all to sg_app using (((not (select sg.ctx_user()) is null) and (not ("referrals_profileopening"."child_id" = any ((select sg.ctx_excluded())::uuid[]) or ("referrals_profileopening"."seal" >= 1 and (not ("referrals_profileopening"."child_id" = any ((select sg.ctx_named())::uuid[]) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_profileopening"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))))))))))',
                'revoke all on "referrals_profileopening" from public, sg_app, sg_job',
                'grant select, insert on "referrals_profileopening" to sg_app',
                'drop policy if exists keeper on "referrals_profileopening"',
                'create policy keeper on "referrals_profileopening" for all to sg_seal using (true)',
                'grant select, update (seal) on "referrals_profileopening" to sg_seal',
                'comment on policy deny on "referrals_profileopening" is \'policy-sha256:9e2453f3d8c1ba35\'',
                'comment on table "referrals_profileopening" is \'protected\'',
            ],
        ),
        *(migrations.RunSQL(sql) for sql in (TRIGGERS, KEPT, FOLLOWED, LOOKED)),
        Seal(),
    ]
