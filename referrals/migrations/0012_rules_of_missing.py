"""Flags keep the numbers by which their rule ran, and say when their events were corrected; the jobs login reads a birthday for RM-01."""

from django.conf import settings
from django.db import migrations, models

from agencies.access.walls import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_functions'),
        ('referrals', '0011_interviews'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='flag',
            name='one_flag_per_rule_and_event',
        ),
        migrations.AddField(
            model_name='flag',
            name='corrected_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='flag',
            name='meeting_place',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='flag',
            name='occasion',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='flag',
            name='ran_as',
            field=models.JSONField(default=dict),
        ),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(fields=['owner', '-raised_at'], name='flag_by_owner'),
        ),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(condition=models.Q(('meeting_place__isnull', False)), fields=['meeting_place'], name='flag_by_meeting_place'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.UniqueConstraint(fields=('rule', 'child', 'completed_by', 'occasion'), name='one_flag_per_rule_event_and_occasion'),
        ),
        Wall(
            'referrals_flag',
            [
                'alter table "referrals_flag" enable row level security',
                'alter table "referrals_flag" force row level security',
                'drop policy if exists permit_select on "referrals_flag"',
                'create policy permit_select on "referrals_flag" as permissive for select to sg_app using ((("referrals_flag"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_flag"."marking" <= (select sg.ctx_clearance())) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_flag"."child_id" and a11."category" = \'missing\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))) and "referrals_flag"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_flag"."marking" <= (select sg.ctx_clearance())) or ((not "referrals_flag"."owner_id" = (select sg.ctx_agency())) and "referrals_flag"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and (exists (select 1 from "agencies_share" a5 where ((a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_flag"."owner_id" and a5."category" = \'missing\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_flag"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today())))) and a5."scope" = \'any\')) or (exists (select 1 from "agencies_share" a5 where (a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_flag"."owner_id" and a5."category" = \'missing\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_flag"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today()))))) and exists (select 1 from "referrals_childteamgrant" a11 where (a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_flag"."child_id" and a11."basis" = \'involvement\' and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))) or ("referrals_flag"."child_id" = any ((select sg.ctx_glass())::uuid[]) and "referrals_flag"."handling" <> \'C\' and "referrals_flag"."marking" < 2) or ("referrals_flag"."child_id" = any ((select sg.ctx_named())::uuid[]) and ("referrals_flag"."handling" <> \'C\' or exists (select 1 from "referrals_childnamedaccess" a10 where (a10."user_id" = (select sg.ctx_user()) and a10."child_id" = "referrals_flag"."child_id" and a10."naming_agency_id" = "referrals_flag"."owner_id" and (a10."valid_from" <= (select sg.app_today()) and (a10."valid_to" is null or a10."valid_to" >= (select sg.app_today())))))))))',
                'drop policy if exists permit_insert on "referrals_flag"',
                'create policy permit_insert on "referrals_flag" as permissive for insert to sg_app with check (("referrals_flag"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_writes())::text[])))',
                'drop policy if exists permit_update on "referrals_flag"',
                'create policy permit_update on "referrals_flag" as permissive for update to sg_app using ((("referrals_flag"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_flag"."marking" <= (select sg.ctx_clearance()) and \'missing\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_flag"."child_id" and a11."category" = \'missing\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_flag"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_flag"."marking" <= (select sg.ctx_clearance())))) with check ((("referrals_flag"."owner_id" = (select sg.ctx_agency()) and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_flag"."marking" <= (select sg.ctx_clearance()) and \'missing\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_flag"."child_id" and a11."category" = \'missing\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_flag"."handling" <> \'C\' and \'missing\' = any ((select sg.ctx_categories())::text[]) and "referrals_flag"."marking" <= (select sg.ctx_clearance()))))',
                'drop policy if exists deny on "referrals_flag"',
                'create policy deny on "referrals_flag" as restrictive for all to sg_app using (((not (select sg.ctx_user()) is null) and (not ("referrals_flag"."child_id" = any ((select sg.ctx_excluded())::uuid[]) or ("referrals_flag"."seal" >= 1 and (not "referrals_flag"."child_id" = any ((select sg.ctx_named())::uuid[])))))))',
                'drop policy if exists job on "referrals_flag"',
                'create policy job on "referrals_flag" as permissive for all to sg_job using (((select sg.ctx_system()) <> \'\' and \'missing\' = any ((select sg.ctx_categories())::text[])))',
                'revoke all on "referrals_flag" from public, sg_app, sg_job',
                'grant select, insert, update on "referrals_flag" to sg_app',
                'grant select, insert, update (corrected_at) on "referrals_flag" to sg_job',
                'drop policy if exists keeper on "referrals_flag"',
                'create policy keeper on "referrals_flag" for all to sg_seal using (true)',
                'grant select, update (seal) on "referrals_flag" to sg_seal',
                'comment on policy deny on "referrals_flag" is \'policy-sha256:d6f39b86a9e14eb8\'',
                'comment on table "referrals_flag" is \'protected\'',
            ],
        ),
        Wall(
            'referrals_identity',
            [
                'alter table "referrals_identity" enable row level security',
                'alter table "referrals_identity" force row level security',
                'drop policy if exists permit_select on "referrals_identity"',
                'create policy permit_select on "referrals_identity" as permissive for select to sg_app using ((("referrals_identity"."owner_id" = (select sg.ctx_agency()) and \'identity\' = any ((select sg.ctx_categories())::text[]) and "referrals_identity"."marking" <= (select sg.ctx_clearance())) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_identity"."child_id" and a11."category" = \'identity\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))))) and "referrals_identity"."handling" <> \'C\' and \'identity\' = any ((select sg.ctx_categories())::text[]) and "referrals_identity"."marking" <= (select sg.ctx_clearance())) or ((not "referrals_identity"."owner_id" = (select sg.ctx_agency())) and "referrals_identity"."handling" <> \'C\' and \'identity\' = any ((select sg.ctx_categories())::text[]) and (exists (select 1 from "agencies_share" a5 where ((a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_identity"."owner_id" and a5."category" = \'identity\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_identity"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today())))) and a5."scope" = \'any\')) or (exists (select 1 from "agencies_share" a5 where (a5."recipient_key" = any ((select sg.ctx_recipient_keys())::text[]) and a5."owner_id" = "referrals_identity"."owner_id" and a5."category" = \'identity\' and a5."purpose" = (select sg.ctx_purpose()) and a5."level" >= 3 and a5."max_marking" >= "referrals_identity"."marking" and (a5."valid_from" <= (select sg.app_today()) and (a5."valid_to" is null or a5."valid_to" >= (select sg.app_today()))))) and exists (select 1 from "referrals_childteamgrant" a11 where (a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_identity"."child_id" and a11."basis" = \'involvement\' and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today())))))))) or ("referrals_identity"."child_id" = any ((select sg.ctx_glass())::uuid[]) and "referrals_identity"."handling" <> \'C\' and "referrals_identity"."marking" < 2) or ("referrals_identity"."child_id" = any ((select sg.ctx_named())::uuid[]) and ("referrals_identity"."handling" <> \'C\' or exists (select 1 from "referrals_childnamedaccess" a10 where (a10."user_id" = (select sg.ctx_user()) and a10."child_id" = "referrals_identity"."child_id" and a10."naming_agency_id" = "referrals_identity"."owner_id" and (a10."valid_from" <= (select sg.app_today()) and (a10."valid_to" is null or a10."valid_to" >= (select sg.app_today())))))))))',
                'drop policy if exists permit_insert on "referrals_identity"',
                'create policy permit_insert on "referrals_identity" as permissive for insert to sg_app with check (("referrals_identity"."owner_id" = (select sg.ctx_agency()) and \'identity\' = any ((select sg.ctx_writes())::text[])))',
                'drop policy if exists permit_update on "referrals_identity"',
                'create policy permit_update on "referrals_identity" as permissive for update to sg_app using ((("referrals_identity"."owner_id" = (select sg.ctx_agency()) and \'identity\' = any ((select sg.ctx_categories())::text[]) and "referrals_identity"."marking" <= (select sg.ctx_clearance()) and \'identity\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_identity"."child_id" and a11."category" = \'identity\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_identity"."handling" <> \'C\' and \'identity\' = any ((select sg.ctx_categories())::text[]) and "referrals_identity"."marking" <= (select sg.ctx_clearance())))) with check ((("referrals_identity"."owner_id" = (select sg.ctx_agency()) and \'identity\' = any ((select sg.ctx_categories())::text[]) and "referrals_identity"."marking" <= (select sg.ctx_clearance()) and \'identity\' = any ((select sg.ctx_writes())::text[])) or (exists (select 1 from "referrals_childteamgrant" a11 where ((a11."group_id" = (select sg.ctx_team()) and a11."child_id" = "referrals_identity"."child_id" and a11."category" = \'identity\') and a11."level" >= 3 and (a11."valid_from" <= (select sg.app_today()) and (a11."valid_to" is null or a11."valid_to" >= (select sg.app_today()))) and a11."may_write" = true)) and "referrals_identity"."handling" <> \'C\' and \'identity\' = any ((select sg.ctx_categories())::text[]) and "referrals_identity"."marking" <= (select sg.ctx_clearance()))))',
                'drop policy if exists deny on "referrals_identity"',
                'create policy deny on "referrals_identity" as restrictive for all to sg_app using (((not (select sg.ctx_user()) is null) and (not ("referrals_identity"."child_id" = any ((select sg.ctx_excluded())::uuid[]) or ("referrals_identity"."seal" >= 1 and (not "referrals_identity"."child_id" = any ((select sg.ctx_named())::uuid[])))))))',
                'drop policy if exists job on "referrals_identity"',
                'create policy job on "referrals_identity" as permissive for all to sg_job using (((select sg.ctx_system()) <> \'\' and \'identity\' = any ((select sg.ctx_categories())::text[])))',
                'revoke all on "referrals_identity" from public, sg_app, sg_job',
                'grant select, insert, update on "referrals_identity" to sg_app',
                'grant select (id, child_id, owner_id, born_on, recorded_at) on "referrals_identity" to sg_job',
                'drop policy if exists keeper on "referrals_identity"',
                'create policy keeper on "referrals_identity" for all to sg_seal using (true)',
                'grant select, update (seal) on "referrals_identity" to sg_seal',
                'comment on policy deny on "referrals_identity" is \'policy-sha256:1c269675598627df\'',
                'comment on table "referrals_identity" is \'protected\'',
            ],
        ),
    ]
