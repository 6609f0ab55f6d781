"""Words that nobody sends are reminded of and then deleted; the sweep that does it reads no words."""

from django.db import migrations, models

from agencies.access.walls import Wall

# Waiting is measured from when the present step fell due, so that a sweep that stands still is seen.
WAITING = """
create or replace function sg.behind()
  returns table (sweep text, last_ok_at timestamptz, oldest_due_at timestamptz, stuck bigint, now timestamptz)
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
    select 'drafts.unsent', min(due), count(quarantined_at) from (
      select saved_at + case reminded when 0 then interval '3 days' when 1 then interval '10 days' else interval '14 days' end as due, quarantined_at
      from referrals_draft where used_at is null and saved_at <= sg.app_now() - interval '3 days' order by saved_at limit 1000) drafts
      where due <= sg.app_now()
    union all
    select 'notices.relay', min(due), count(quarantined_at) from (select told_at as due, quarantined_at from agencies_notice
      where sent_at is null and told_at <= sg.app_now() order by told_at limit 1000) notices)
  select coalesce(w.sweep, h.sweep), h.last_ok_at, w.oldest, coalesce(w.stuck, 0), sg.app_now()
  from waiting w full join agencies_heartbeat h on h.sweep = w.sweep
$$;
grant select (saved_at, used_at, reminded, quarantined_at) on referrals_draft to sg_seal;
create policy keeper on referrals_draft for select to sg_seal using (true);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_alerts'), ('referrals', '0015_ladder'),
        
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='draft',
            name='put_off_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='draft',
            name='quarantined_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='draft',
            name='reminded',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(condition=models.Q(('used_at', None)), fields=['saved_at'], name='draft_unsent'),
        ),
        Wall(
            'referrals_draft',
            [
                'alter table "referrals_draft" enable row level security',
                'alter table "referrals_draft" force row level security',
                'drop policy if exists permit_select on "referrals_draft"',
                'create policy permit_select on "referrals_draft" as permissive for select to sg_app using ("referrals_draft"."user_id" = (select sg.ctx_user()))',
                'drop policy if exists permit_insert on "referrals_draft"',
                'create policy permit_insert on "referrals_draft" as permissive for insert to sg_app with check ("referrals_draft"."user_id" = (select sg.ctx_user()))',
                'drop policy if exists permit_update on "referrals_draft"',
                'create policy permit_update on "referrals_draft" as permissive for update to sg_app using ("referrals_draft"."user_id" = (select sg.ctx_user())) with check ("referrals_draft"."user_id" = (select sg.ctx_user()))',
                'drop policy if exists deny on "referrals_draft"',
                'create policy deny on "referrals_draft" as restrictive for all to sg_app using ((not (select sg.ctx_user()) is null))',
                'drop policy if exists job on "referrals_draft"',
                'create policy job on "referrals_draft" as permissive for all to sg_job using (((select sg.ctx_system()) <> \'\' and true))',
                'revoke all on "referrals_draft" from public, sg_app, sg_job',
                'grant select, insert, update on "referrals_draft" to sg_app',
                'grant select (id, user_id, form, about_id, saved_at, used_at, reminded, attempts, put_off_until, quarantined_at), update (words, used_at, reminded, attempts, put_off_until, quarantined_at) on "referrals_draft" to sg_job',
                'comment on policy deny on "referrals_draft" is \'policy-sha256:36db13238899dc9e\'',
                'comment on table "referrals_draft" is \'protected\'',
            ],
        ),
        migrations.RunSQL(WAITING, migrations.RunSQL.noop),
    ]
