"""The return interview: its tables, their walls, and the two deeds that the team asked to hold it does in the owner's records."""

import agencies.words
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from agencies.access.walls import Wall

TABLES = [f"referrals_{name}" for name in ("interview", "interviewnarrative", "interviewstep", "mention")]

TRIGGERS = "".join(
    f"create trigger inherit_seal before insert on {table} for each row execute function sg.inherit_seal();\n"
    f"create trigger keep_owner before update of owner_id on {table} for each row execute function sg.keep_owner();\n"
    for table in TABLES
)

# Who may write in an interview: the authority that owes it, and the team that it asked, while that grant is in date.
RIGHTS = """
create function sg.may_write_interview(wanted uuid) returns boolean
language sql stable security definer set search_path = sg, pg_temp as $$
  select sg.ctx_user() is not null and 'rhi' = any (sg.ctx_writes()) and exists (
    select 1 from referrals_interview i where i.id = wanted and not sg.is_out_of_reach(i.child_id)
      and (i.seal = 0 or i.child_id = any (sg.ctx_named()))
      and (i.owner_id = sg.ctx_agency() or exists (
        select 1 from referrals_recordteamgrant g where g.record_id = i.record_id and g.group_id = sg.ctx_team()
          and g.granting_agency_id = i.owner_id and g.level >= 3 and g.may_write
          and g.valid_from <= sg.app_today() and (g.valid_to is null or g.valid_to >= sg.app_today()))))
$$;
alter function sg.may_write_interview(uuid) owner to sg_lookup;
revoke all on function sg.may_write_interview(uuid) from public;
create policy lookup on referrals_interview for select to sg_lookup using (true);
create policy lookup on referrals_recordteamgrant for select to sg_lookup using (true);
grant select on referrals_interview, referrals_recordteamgrant to sg_lookup;
"""

# The rows belong to the authority that owes the interview, whoever of the two writes them; who and whose is never taken from the caller.
ADD = """
create function sg.add_to_interview(interview uuid, what text, said jsonb) returns void
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
  elsif what = 'words' then
    insert into referrals_interviewnarrative select * from jsonb_populate_recordset(null::referrals_interviewnarrative, kept);
  elsif what = 'mention' then
    insert into referrals_mention select * from jsonb_populate_recordset(null::referrals_mention, kept);
  end if;
end $$;
alter function sg.add_to_interview(uuid, text, jsonb) owner to sg_lookup;
revoke all on function sg.add_to_interview(uuid, text, jsonb) from public;
grant execute on function sg.add_to_interview(uuid, text, jsonb) to sg_app;
create policy added on referrals_interviewstep for insert to sg_lookup with check (true);
create policy added on referrals_interviewnarrative for insert to sg_lookup with check (true);
create policy added on referrals_mention for insert to sg_lookup with check (true);
grant insert on referrals_interviewstep, referrals_interviewnarrative, referrals_mention to sg_lookup;
"""

# The duty is another agency's where a team was asked: the deed ends it all the same, and tells nobody what else is due.
CLOSE = """
create function sg.close_interview(interview uuid, at timestamptz) returns table (duty uuid)
language plpgsql security definer set search_path = sg, pg_temp as $$
begin
  if not sg.may_write_interview(interview) then
    raise exception 'This cannot be recorded here.' using errcode = 'SG003';
  end if;
  return query update referrals_duty d set done_at = at, done_by_id = sg.ctx_user()
    from referrals_interview i where i.id = interview and d.done_at is null and d.agency_id = i.owner_id
      and ((d.clock = 'RETURN_INTERVIEW' and d.about_id = i.episode_id) or (d.clock = 'ASK_CARERS' and d.about_id = i.id))
    returning d.id;
end $$;
alter function sg.close_interview(uuid, timestamptz) owner to sg_lookup;
revoke all on function sg.close_interview(uuid, timestamptz) from public;
grant execute on function sg.close_interview(uuid, timestamptz) to sg_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ('agencies', '0002_functions'),
        ('referrals', '0010_handovers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name='Interview',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marking', models.SmallIntegerField(default=agencies.words.Marking['NORMAL'])),
                ('handling', models.CharField(blank=True, default=agencies.words.Handling['NONE'], max_length=1)),
                ('seal', models.SmallIntegerField(default=agencies.words.Seal['NONE'])),
                ('returned_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.child')),
                ('episode', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.episode')),
                ('holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.record')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.team')),
            ],
        ),
        migrations.CreateModel(
            name='InterviewNarrative',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marking', models.SmallIntegerField(default=agencies.words.Marking['NORMAL'])),
                ('handling', models.CharField(blank=True, default=agencies.words.Handling['NONE'], max_length=1)),
                ('seal', models.SmallIntegerField(default=agencies.words.Seal['NONE'])),
                ('kind', models.CharField(max_length=20)),
                ('words', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.child')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.interview')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.record')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='InterviewStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marking', models.SmallIntegerField(default=agencies.words.Marking['NORMAL'])),
                ('handling', models.CharField(blank=True, default=agencies.words.Handling['NONE'], max_length=1)),
                ('seal', models.SmallIntegerField(default=agencies.words.Seal['NONE'])),
                ('status', models.CharField(max_length=20)),
                ('reason', models.CharField(blank=True, max_length=20)),
                ('words', models.TextField(blank=True)),
                ('happened_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('planned_at', models.DateTimeField(null=True)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('interviewer', models.CharField(blank=True, max_length=120)),
                ('tie', models.CharField(blank=True, max_length=20)),
                ('asked', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.team')),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.child')),
                ('held_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.interview')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.interview')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.record')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('referral', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.referral')),
            ],
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marking', models.SmallIntegerField(default=agencies.words.Marking['NORMAL'])),
                ('handling', models.CharField(blank=True, default=agencies.words.Handling['NONE'], max_length=1)),
                ('seal', models.SmallIntegerField(default=agencies.words.Seal['NONE'])),
                ('kind', models.CharField(max_length=20)),
                ('said', models.CharField(max_length=200)),
                ('written_at', models.DateTimeField()),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.child')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.interview')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.record')),
            ],
        ),
        migrations.AddIndex(
            model_name='interview',
            index=models.Index(fields=['child', '-returned_at'], name='interview_by_child'),
        ),
        migrations.AddIndex(
            model_name='interview',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['owner', 'due_at'], name='interview_owed'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.UniqueConstraint(fields=('owner', 'episode'), name='one_interview_per_return_and_authority'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(('due_at__gte', models.F('returned_at'))), name='interview_due_after_the_return'),
        ),
        migrations.AddIndex(
            model_name='interviewnarrative',
            index=models.Index(fields=['interview'], name='words_by_interview'),
        ),
        migrations.AddIndex(
            model_name='interviewstep',
            index=models.Index(fields=['interview', 'recorded_at'], name='step_by_interview'),
        ),
        migrations.AddConstraint(
            model_name='mention',
            constraint=models.UniqueConstraint(fields=('interview', 'kind', 'said'), name='a_mention_is_entered_once'),
        ),
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
                'revoke all on "referrals_interview" from public, sg_app, sg_job',
                'grant select, insert, update on "referrals_interview" to sg_app',
                'drop policy if exists keeper on "referrals_interview"',
                'create policy keeper on "referrals_interview" for all to sg_seal using (true)',
                'grant select, update (seal) on "referrals_interview" to sg_seal',
                'comment on policy deny on "referrals_interview" is \'policy-sha256:1b3429c8bcf443e3\'',
                'comment on table "referrals_interview" is \'protected\'',
            ],
        ),
        Wall(
            'referrals_interviewnarrative',
            [
                'alter table "referrals_interviewnarrative" enable row level security',
                'alter table "referrals_interviewnarrative" force row level security',
                'drop policy if exists permit_select on "referrals_interviewnarrative"',
                'create policy permit_select on "referrals_interviewnarrative" as permissive for select to sg_app using ((("referrals_interviewnarrative"."owner_id" = (select sg.ctx_agency()) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interviewnarrative"."marking" <= (select sg.ctx_clearance())) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_interviewnarrative"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))))) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and ("referrals_interviewnarrative"."marking" < 2 or "referrals_interviewnarrative"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_interviewnarrative"."child_id" and a11."category" = \'rhi\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))) and "referrals_interviewnarrative"."handling" <> \'C\' and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interviewnarrative"."marking" <= (select sg.ctx_clearance())) or ((not "referrals_interviewnarrative"."owner_id" = (select sg.ctx_agency())) and "referrals_interviewnarrative"."handling" <> \'C\' and \'rhi\' = any ((select sg.ctx_categories())::text[]) and (exists (select 1 from "agencies_share" a5 where ((a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_interviewnarrative"."owner_id" and a5."category" = \'rhi\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_interviewnarrative"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today())))) and a5."scope" = \'any\')) or (exists (select 1 from "agencies_share" a5 where (a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_interviewnarrative"."owner_id" and a5."category" = \'rhi\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_interviewnarrative"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today()))))) and exists (select 1 from "referrals_childteamgrant" a11 where (a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_interviewnarrative"."child_id" and a11."basis" = \'involvement\' and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))) or ("referrals_interviewnarrative"."child_id" = any ((select sg.ctx_named())::uuid[]) and ("referrals_interviewnarrative"."handling" <> \'C\' or exists (select 1 from "referrals_childnamedaccess" a10 where (a10."user_id" = (select sg.ctx_user()) and a10."child_id" = "referrals_interviewnarrative"."child_id" and a10."naming_agency_id" = "referrals_interviewnarrative"."owner_id" and (a10."valid_from" <= (select sg.app_today()) and (a10."valid_to" is null or a10."valid_to" >= (select sg.app_today()))))))) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_interviewnarrative"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))',
                'drop policy if exists permit_insert on "referrals_interviewnarrative"',
                'create policy permit_insert on "referrals_interviewnarrative" as permissive for insert to sg_app with check (("referrals_interviewnarrative"."owner_id" = (select sg.ctx_agency()) and \'rhi\' = any ((select sg.ctx_writes())::text[])))',
                'drop policy if exists permit_update on "referrals_interviewnarrative"',
                'create policy permit_update on "referrals_interviewnarrative" as permissive for update to sg_app using ((("referrals_interviewnarrative"."owner_id" = (select sg.ctx_agency()) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interviewnarrative"."marking" <= (select sg.ctx_clearance()) and \'rhi\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_interviewnarrative"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and ("referrals_interviewnarrative"."marking" < 2 or "referrals_interviewnarrative"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_interviewnarrative"."child_id" and a11."category" = \'rhi\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_interviewnarrative"."handling" <> \'C\' and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interviewnarrative"."marking" <= (select sg.ctx_clearance())))) with check ((("referrals_interviewnarrative"."owner_id" = (select sg.ctx_agency()) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interviewnarrative"."marking" <= (select sg.ctx_clearance()) and \'rhi\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_interviewnarrative"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and ("referrals_interviewnarrative"."marking" < 2 or "referrals_interviewnarrative"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_interviewnarrative"."child_id" and a11."category" = \'rhi\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_interviewnarrative"."handling" <> \'C\' and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_interviewnarrative"."marking" <= (select sg.ctx_clearance()))))',
                'drop policy if exists deny on "referrals_interviewnarrative"',
                'create policy deny on "referrals_interviewnarrative" as restrictive for all to sg_app using (((not (select sg.ctx_user()) is null) and (not ("referrals_interviewnarrative"."child_id" = any ((select sg.ctx_excluded())::uuid[]) or ("referrals_interviewnarrative"."seal" >= 1 and (not ("referrals_interviewnarrative"."child_id" = any ((select sg.ctx_named())::uuid[]) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_interviewnarrative"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))))))))))',
                'revoke all on "referrals_interviewnarrative" from public, sg_app, sg_job',
                'grant select, insert on "referrals_interviewnarrative" to sg_app',
                'drop policy if exists keeper on "referrals_interviewnarrative"',
                'create policy keeper on "referrals_interviewnarrative" for all to sg_seal using (true)',
                'grant select, update (seal) on "referrals_interviewnarrative" to sg_seal',
                'comment on policy deny on "referrals_interviewnarrative" is \'policy-sha256:a4e300c63c0a7c36\'',
                'comment on table "referrals_interviewnarrative" is \'protected\'',
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
                'revoke all on "referrals_interviewstep" from public, sg_app, sg_job',
                'grant select, insert on "referrals_interviewstep" to sg_app',
                'drop policy if exists keeper on "referrals_interviewstep"',
                'create policy keeper on "referrals_interviewstep" for all to sg_seal using (true)',
                'grant select, update (seal) on "referrals_interviewstep" to sg_seal',
                'comment on policy deny on "referrals_interviewstep" is \'policy-sha256:611196b5bc5d19ba\'',
                'comment on table "referrals_interviewstep" is \'protected\'',
            ],
        ),
        Wall(
            'referrals_mention',
            [
                'alter table "referrals_mention" enable row level security',
                'alter table "referrals_mention" force row level security',
                'drop policy if exists permit_select on "referrals_mention"',
                'create policy permit_select on "referrals_mention" as permissive for select to sg_app using ((("referrals_mention"."owner_id" = (select sg.ctx_agency()) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_mention"."marking" <= (select sg.ctx_clearance())) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_mention"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))))) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and ("referrals_mention"."marking" < 2 or "referrals_mention"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_mention"."child_id" and a11."category" = \'rhi\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))) and "referrals_mention"."handling" <> \'C\' and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_mention"."marking" <= (select sg.ctx_clearance())) or ((not "referrals_mention"."owner_id" = (select sg.ctx_agency())) and "referrals_mention"."handling" <> \'C\' and \'rhi\' = any ((select sg.ctx_categories())::text[]) and (exists (select 1 from "agencies_share" a5 where ((a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_mention"."owner_id" and a5."category" = \'rhi\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_mention"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today())))) and a5."scope" = \'any\')) or (exists (select 1 from "agencies_share" a5 where (a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_mention"."owner_id" and a5."category" = \'rhi\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_mention"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today()))))) and exists (select 1 from "referrals_childteamgrant" a11 where (a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_mention"."child_id" and a11."basis" = \'involvement\' and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))) or ("referrals_mention"."child_id" = any ((select sg.ctx_named())::uuid[]) and ("referrals_mention"."handling" <> \'C\' or exists (select 1 from "referrals_childnamedaccess" a10 where (a10."user_id" = (select sg.ctx_user()) and a10."child_id" = "referrals_mention"."child_id" and a10."naming_agency_id" = "referrals_mention"."owner_id" and (a10."valid_from" <= (select sg.app_today()) and (a10."valid_to" is null or a10."valid_to" >= (select sg.app_today()))))))) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_mention"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))',
                'drop policy if exists permit_insert on "referrals_mention"',
                'create policy permit_insert on "referrals_mention" as permissive for insert to sg_app with check (("referrals_mention"."owner_id" = (select sg.ctx_agency()) and \'rhi\' = any ((select sg.ctx_writes())::text[])))',
                'drop policy if exists permit_update on "referrals_mention"',
                'create policy permit_update on "referrals_mention" as permissive for update to sg_app using ((("referrals_mention"."owner_id" = (select sg.ctx_agency()) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_mention"."marking" <= (select sg.ctx_clearance()) and \'rhi\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_mention"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and ("referrals_mention"."marking" < 2 or "referrals_mention"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_mention"."child_id" and a11."category" = \'rhi\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_mention"."handling" <> \'C\' and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_mention"."marking" <= (select sg.ctx_clearance())))) with check ((("referrals_mention"."owner_id" = (select sg.ctx_agency()) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_mention"."marking" <= (select sg.ctx_clearance()) and \'rhi\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_recordteamgrant" a12 where (a12."group_id" = (select sg.ctx_team()) and a12."record_id" = "referrals_mention"."record_id" and a12."level" >= 3 and (a12."valid_from" <= (select sg.app_today()) and (a12."valid_to" is null or a12."valid_to" >= (select sg.app_today()))) and a12."may_write" = true)) and \'rhi\' = any ((select sg.ctx_categories())::text[]) and ("referrals_mention"."marking" < 2 or "referrals_mention"."marking" <= (select sg.ctx_clearance()))) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_mention"."child_id" and a11."category" = \'rhi\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_mention"."handling" <> \'C\' and \'rhi\' = any ((select sg.ctx_categories())::text[]) and "referrals_mention"."marking" <= (select sg.ctx_clearance()))))',
                'drop policy if exists deny on "referrals_mention"',
                'create policy deny on "referrals_mention" as restrictive for all to sg_app using (((not (select sg.ctx_user()) is null) and (not ("referrals_mention"."child_id" = any ((select sg.ctx_excluded())::uuid[]) or ("referrals_mention"."seal" >= 1 and (not ("referrals_mention"."child_id" = any ((select sg.ctx_named())::uuid[]) or exists (select 1 from "referrals_recordnamedaccess" a11 where (a11."user_id" = (select sg.ctx_user()) and a11."record_id" = "referrals_mention"."record_id" and a11."purpose" = (select sg.ctx_purpose()) and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))))))))))',
                'revoke all on "referrals_mention" from public, sg_app, sg_job',
                'grant select, insert on "referrals_mention" to sg_app',
                'drop policy if exists keeper on "referrals_mention"',
                'create policy keeper on "referrals_mention" for all to sg_seal using (true)',
                'grant select, update (seal) on "referrals_mention" to sg_seal',
                'comment on policy deny on "referrals_mention" is \'policy-sha256:dba57b4071c42e13\'',
                'comment on table "referrals_mention" is \'protected\'',
            ],
        ),
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (TRIGGERS, RIGHTS, ADD, CLOSE)),
    ]
