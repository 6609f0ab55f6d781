"""A duty is taken in hand or waits for an answer; what became of an interview is counted by the rules; alerts are counted by kind."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import agencies.words

from agencies.access.walls import Wall

# As before, and with a step the work to count it. The row is the authority's, like the step; whoever was asked need not see the absence.
ADD = """
create or replace function sg.add_to_interview(interview uuid, what text, said jsonb) returns void
language plpgsql security definer set search_path = sg, pg_temp as $$
declare kept jsonb;
begin
  if not sg.may_write_interview(interview) then
    raise exception 'This cannot be recorded here.' using errcode = 'SG003';
  end if;
  select jsonb_agg(line || jsonb_build_object('interview_id', i.id, 'record_id', i.record_id, 'child_id', i.child_id, 'owner_id', i.owner_id,
      'marking', i.marking, 'handling', i.handling, 'seal', i.seal, 'recorded_by_id', sg.ctx_user(), 'written_by_id', sg.ctx_user()))
    into kept from referrals_interview i, jsonb_array_elements(said) line where i.id = interview;
  if what = 'step' then
    insert into referrals_interviewstep select * from jsonb_populate_recordset(null::referrals_interviewstep, kept);
    insert into referrals_change (id, record_id, child_id, owner_id, marking, handling, seal, episode_id, kind, changed_at, look_at, attempts)
      select gen_random_uuid(), e.record_id, i.child_id, i.owner_id, i.marking, i.handling, i.seal, e.id, 'interview',
        (line ->> 'recorded_at')::timestamptz, (line ->> 'recorded_at')::timestamptz, 0
      from referrals_interview i join referrals_episode e on e.id = i.episode_id, jsonb_array_elements(said) line where i.id = interview;
  elsif what = 'words' then
    insert into referrals_interviewnarrative select * from jsonb_populate_recordset(null::referrals_interviewnarrative, kept);
  elsif what = 'mention' then
    insert into referrals_mention select * from jsonb_populate_recordset(null::referrals_mention, kept);
  end if;
end $$;
create policy added on referrals_change for insert to sg_lookup with check (true);
grant insert on referrals_change to sg_lookup;
"""

# Numbers of one's own agency by kind of alert and by rule: no row, no child, and nothing of a sealed one.
HEALTH = """
create function sg.alert_health(since timestamptz) returns table (what text, kind text, number bigint)
language sql stable security definer set search_path = sg, pg_temp as $$
  with ours as (
    select n.*, d.done_at from agencies_notice n join agencies_team t on t.group_id = n.team_id
      left join referrals_duty d on d.id = n.about_id left join referrals_flag f on f.id = n.about_id
    where sg.ctx_user() is not null and t.agency_id = sg.ctx_agency() and n.told_at >= since and coalesce(d.seal, f.seal, 0) = 0),
  flags as (
    select f.* from referrals_flag f where sg.ctx_user() is not null and f.owner_id = sg.ctx_agency() and f.raised_at >= since and f.seal = 0)
  select 'sent', o.kind, count(*) from ours o where o.sent_at is not null and o.muted_at is null group by o.kind
  union all select 'opened', o.kind, count(*) from ours o where o.acknowledged_at is not null group by o.kind
  union all select 'muted', o.kind, count(*) from ours o where o.muted_at is not null group by o.kind
  union all select 'acted', o.kind, count(*) from ours o where o.done_at is not null group by o.kind
  union all select 'acted', 'flag.' || f.rule, count(*) from flags f where f.answered_at is not null group by f.rule
  union all select 'wrong', 'flag.' || f.rule, count(*) from flags f where f.answer = 'WRONG_EVENTS' group by f.rule
$$;
alter function sg.alert_health(timestamptz) owner to sg_lookup;
revoke all on function sg.alert_health(timestamptz) from public;
grant execute on function sg.alert_health(timestamptz) to sg_app;
create policy counted on agencies_notice for select to sg_lookup using (true);
create policy counted on referrals_flag for select to sg_lookup using (true);
grant select on agencies_notice, agencies_team, referrals_flag, referrals_duty to sg_lookup;
"""

TRIGGERS = "create trigger inherit_seal before insert on referrals_query for each row execute function sg.inherit_seal();"


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_alerts"),
        ("referrals", "0014_corrections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="duty",
            name="held_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="duty",
            name="held_by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name="Query",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("seal", models.SmallIntegerField(default=agencies.words.Seal["NONE"])),
                ("asked", models.CharField(max_length=20)),
                ("asked_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency")),
                (
                    "answered_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("asked_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("child", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.child")),
                ("duty", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.duty")),
                ("team", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.team")),
            ],
        ),
        migrations.AddConstraint(
            model_name="query",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at", None)), fields=("duty",), name="one_open_query_of_a_duty"
            ),
        ),
        migrations.AddConstraint(
            model_name="query",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("asked_at"))), name="a_query_has_an_end_of_its_own"
            ),
        ),
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (ADD, TRIGGERS, HEALTH)),
        Wall(
            'referrals_interview',
            [
                'alter table "referrals_interview" enable row level security',
                'alter table "referrals_interview" force row level security',
                'drop policy if exists permit_select on "referrals_interview"',
                'create policy permit_select on "referrals_interview" as permissive for select to sg_app using ((("referrals_interview"."owner_id" = (select sg.ctx_agency()) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interview"."marking" <= (select sg.ctx_clearance())) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_interview"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))))) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and ("referrals_interview"."marking" < 2 or "referrals_interview"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_interview"."child_id" and a11."category" = \'rhi\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))) and "referrals_interview"."handling" <> \'C\' and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interview"."marking" <= (select sg.ctx_clearance())) or ((not "referrals_interview"."owner_id" = (select sg.ctx_agency())) and "referrals_interview"."handling" <> \'C\' and \'rhi\' = any ((select sg.ctx_categories())::text[]) and (exists (select 1 from "agencies_share" a5 where ((a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_interview"."owner_id" and a5."category" = \'rhi\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_interview"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today())))) and a5."scope" = \'any\')) or (exists (select 1 from "agencies_share" a5 where (a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_interview"."owner_id" and a5."category" = \'rhi\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_interview"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today()))))) and exists (select 1 from "referrals_childteamgrant" a11 where (a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_interview"."child_id" and a11."basis" = \'involvement\' and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))) or ("referrals_interview"."child_id" = any ((select sg.ctx_named())::uuid[]) and ("referrals_interview"."handling" <> \'C\' or exists (select 1 from "referrals_childnamedaccess" a10 where (a10."user_id" = (select sg.ctx_user()) and a10."child_id" = "referrals_interview"."child_id" and a10."naming_agency_id" = "referrals_interview"."owner_id" and (a10."valid_from" <= (select sg.app_today()) and (a10."valid_to" is null or a10."valid_to" >= (select sg.app_today()))))))) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_interview"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))',
                'drop policy if exists permit_insert on "referrals_interview"',
                'create policy permit_insert on "referrals_interview" as permissive for insert to sg_app with check (("referrals_interview"."owner_id" = (select sg.ctx_agency()) and \'rhi\' = any ((select sg.ctx_writes())::text[])))',
                'drop policy if exists permit_update on "referrals_interview"',
                'create policy permit_update on "referrals_interview" as permissive for update to sg_app using ((("referrals_interview"."owner_id" = (select sg.ctx_agency()) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interview"."marking" <= (select sg.ctx_clearance()) and \'rhi\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_interview"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and ("referrals_interview"."marking" < 2 or "referrals_interview"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_interview"."child_id" and a11."category" = \'rhi\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_interview"."handling" <> \'C\' and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interview"."marking" <= (select sg.ctx_clearance())))) with check ((("referrals_interview"."owner_id" = (select sg.ctx_agency()) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interview"."marking" <= (select sg.ctx_clearance()) and \'rhi\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_interview"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and ("referrals_interview"."marking" < 2 or "referrals_interview"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_interview"."child_id" and a11."category" = \'rhi\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_interview"."handling" <> \'C\' and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interview"."marking" <= (select sg.ctx_clearance()))))',
                'drop policy if exists deny on "referrals_interview"',
                'create policy deny on "referrals_interview" as restrictive for all to sg_app using (((not (select sg.ctx_user()) is null) and (not ("referrals_interview"."child_id" = any ((select sg.ctx_excluded())::uuid[]) or ("referrals_interview"."seal" >= 1 and (not ("referrals_interview"."child_id" = any ((select sg.ctx_named())::uuid[]) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_interview"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))))))))))',
                'drop policy if exists job on "referrals_interview"',
                'create policy job on "referrals_interview" as permissive for all to sg_job using (((select sg.ctx_system()) <> \'\' and \'rhi\' = any ((select sg.ctx_categories())::text[])))',
                'revoke all on "referrals_interview" from public, sg_app, sg_job',
                'grant select, insert, update on "referrals_interview" to sg_app',
                'grant select (id, child_id, owner_id, episode_id, returned_at) on "referrals_interview" to sg_job',
                'drop policy if exists keeper on "referrals_interview"',
                'create policy keeper on "referrals_interview" for all to sg_seal using (true)',
                'grant select, update (seal) on "referrals_interview" to sg_seal',
                'comment on policy deny on "referrals_interview" is \'policy-sha256:e15a56a965212f83\'',
                'comment on table "referrals_interview" is \'protected\'',
            ],
        ),
        Wall(
            'referrals_interviewstep',
            [
                'alter table "referrals_interviewstep" enable row level security',
                'alter table "referrals_interviewstep" force row level security',
                'drop policy if exists permit_select on "referrals_interviewstep"',
                'create policy permit_select on "referrals_interviewstep" as permissive for select to sg_app using ((("referrals_interviewstep"."owner_id" = (select sg.ctx_agency()) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interviewstep"."marking" <= (select sg.ctx_clearance())) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_interviewstep"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))))) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and ("referrals_interviewstep"."marking" < 2 or "referrals_interviewstep"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_interviewstep"."child_id" and a11."category" = \'rhi\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))) and "referrals_interviewstep"."handling" <> \'C\' and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interviewstep"."marking" <= (select sg.ctx_clearance())) or ((not "referrals_interviewstep"."owner_id" = (select sg.ctx_agency())) and "referrals_interviewstep"."handling" <> \'C\' and \'rhi\' = any ((select sg.ctx_categories())::text[]) and (exists (select 1 from "agencies_share" a5 where ((a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_interviewstep"."owner_id" and a5."category" = \'rhi\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_interviewstep"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today())))) and a5."scope" = \'any\')) or (exists (select 1 from "agencies_share" a5 where (a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_interviewstep"."owner_id" and a5."category" = \'rhi\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_interviewstep"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today()))))) and exists (select 1 from "referrals_childteamgrant" a11 where (a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_interviewstep"."child_id" and a11."basis" = \'involvement\' and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))) or ("referrals_interviewstep"."child_id" = any ((select sg.ctx_named())::uuid[]) and ("referrals_interviewstep"."handling" <> \'C\' or exists (select 1 from "referrals_childnamedaccess" a10 where (a10."user_id" = (select sg.ctx_user()) and a10."child_id" = "referrals_interviewstep"."child_id" and a10."naming_agency_id" = "referrals_interviewstep"."owner_id" and (a10."valid_from" <= (select sg.app_today()) and (a10."valid_to" is null or a10."valid_to" >= (select sg.app_today()))))))) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_interviewstep"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))',
                'drop policy if exists permit_insert on "referrals_interviewstep"',
                'create policy permit_insert on "referrals_interviewstep" as permissive for insert to sg_app with check (("referrals_interviewstep"."owner_id" = (select sg.ctx_agency()) and \'rhi\' = any ((select sg.ctx_writes())::text[])))',
                'drop policy if exists permit_update on "referrals_interviewstep"',
                'create policy permit_update on "referrals_interviewstep" as permissive for update to sg_app using ((("referrals_interviewstep"."owner_id" = (select sg.ctx_agency()) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interviewstep"."marking" <= (select sg.ctx_clearance()) and \'rhi\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_interviewstep"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and ("referrals_interviewstep"."marking" < 2 or "referrals_interviewstep"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_interviewstep"."child_id" and a11."category" = \'rhi\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_interviewstep"."handling" <> \'C\' and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interviewstep"."marking" <= (select sg.ctx_clearance())))) with check ((("referrals_interviewstep"."owner_id" = (select sg.ctx_agency()) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interviewstep"."marking" <= (select sg.ctx_clearance()) and \'rhi\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_interviewstep"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and ("referrals_interviewstep"."marking" < 2 or "referrals_interviewstep"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_interviewstep"."child_id" and a11."category" = \'rhi\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_interviewstep"."handling" <> \'C\' and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interviewstep"."marking" <= (select sg.ctx_clearance()))))',
                'drop policy if exists deny on "referrals_interviewstep"',
                'create policy deny on "referrals_interviewstep" as restrictive for all to sg_app using (((not (select sg.ctx_user()) is null) and (not ("referrals_interviewstep"."child_id" = any ((select sg.ctx_excluded())::uuid[]) or ("referrals_interviewstep"."seal" >= 1 and (not ("referrals_interviewstep"."child_id" = any ((select sg.ctx_named())::uuid[]) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_interviewstep"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))))))))))',
                'drop policy if exists job on "referrals_interviewstep"',
                'create policy job on "referrals_interviewstep" as permissive for all to sg_job using (((select sg.ctx_system()) <> \'\' and \'rhi\' = any ((select sg.ctx_categories())::text[])))',
                'revoke all on "referrals_interviewstep" from public, sg_app, sg_job',
                'grant select, insert on "referrals_interviewstep" to sg_app',
                'grant select (id, child_id, owner_id, interview_id, status, recorded_at) on "referrals_interviewstep" to sg_job',
                'drop policy if exists keeper on "referrals_interviewstep"',
                'create policy keeper on "referrals_interviewstep" for all to sg_seal using (true)',
                'grant select, update (seal) on "referrals_interviewstep" to sg_seal',
                'comment on policy deny on "referrals_interviewstep" is \'policy-sha256:38845a9e034f08a9\'',
                'comment on table "referrals_interviewstep" is \'protected\'',
            ],
        ),
        Wall(
            'referrals_query',
            [
                'alter table "referrals_query" enable row level security',
                'alter table "referrals_query" force row level security',
                'drop policy if exists permit_select on "referrals_query"',
                'create policy permit_select on "referrals_query" as permissive for select to sg_app using (("referrals_query"."team_id" = (select sg.ctx_team()) or "referrals_query"."agency_id" = (select sg.ctx_agency())))',
                'drop policy if exists permit_insert on "referrals_query"',
                'create policy permit_insert on "referrals_query" as permissive for insert to sg_app with check (true)',
                'drop policy if exists permit_update on "referrals_query"',
                'create policy permit_update on "referrals_query" as permissive for update to sg_app using (("referrals_query"."team_id" = (select sg.ctx_team()) or "referrals_query"."agency_id" = (select sg.ctx_agency()))) with check (("referrals_query"."team_id" = (select sg.ctx_team()) or "referrals_query"."agency_id" = (select sg.ctx_agency())))',
                'drop policy if exists deny on "referrals_query"',
                'create policy deny on "referrals_query" as restrictive for all to sg_app using (((not (select sg.ctx_user()) is null) and (not ("referrals_query"."child_id" = any ((select sg.ctx_excluded())::uuid[]) or ("referrals_query"."seal" >= 1 and (not "referrals_query"."child_id" = any ((select sg.ctx_named())::uuid[])))))))',
                'revoke all on "referrals_query" from public, sg_app, sg_job',
                'grant select, insert, update on "referrals_query" to sg_app',
                'drop policy if exists keeper on "referrals_query"',
                'create policy keeper on "referrals_query" for all to sg_seal using (true)',
                'grant select, update (seal) on "referrals_query" to sg_seal',
                'comment on policy deny on "referrals_query" is \'policy-sha256:06f2e3aadea6d89f\'',
                'comment on table "referrals_query" is \'protected\'',
            ],
        ),
    ]
