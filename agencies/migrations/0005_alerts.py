"""When a team works and who is on call for it, and which alerts a person wants by mail."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0004_passes'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='muted_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='AlertSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(max_length=20)),
                ('by_mail', models.BooleanField()),
                ('until', models.DateField(null=True)),
                ('set_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'group'), name='one_choice_of_a_person_and_group')],
            },
        ),
        migrations.CreateModel(
            name='TeamHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('opens', models.TimeField()),
                ('closes', models.TimeField()),
                ('days', models.CharField(max_length=7)),
                ('on_call', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.team')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.team')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('team', 'valid_from'), name='one_set_of_hours_a_day'), models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='a_team_closes_after_it_opens')],
            },
        ),
        migrations.RunSQL("""
revoke delete on agencies_teamhours from sg_app;
revoke all on agencies_teamhours, agencies_alertsetting from sg_job;
grant select on agencies_teamhours, agencies_alertsetting to sg_job;
alter table agencies_alertsetting enable row level security;
alter table agencies_alertsetting force row level security;
create policy mine on agencies_alertsetting for all to sg_app using (user_id = (select sg.ctx_user()));
create policy relay on agencies_alertsetting for select to sg_job using (true);
revoke all on agencies_alertsetting from sg_app;
grant select, insert, update on agencies_alertsetting to sg_app;
""", migrations.RunSQL.noop),
    ]
