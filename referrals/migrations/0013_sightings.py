"""What another force saw belongs to whoever holds the episode: without an agreement between the two it would not be read there."""

import django.db.models.deletion
from django.db import migrations, models

# Whoever sees the episode may add to it what was seen, in the holder's name and in its own; nothing else of the holder's.
BESIDE = """
create policy beside on referrals_sighting for insert to sg_app with check (
  'missing' = any ((select sg.ctx_writes())::text[])
  and referrals_sighting.by_agency_id = (select sg.ctx_agency()) and referrals_sighting.recorded_by_id = (select sg.ctx_user())
  and exists (
    select 1 from referrals_episode e
    where e.id = referrals_sighting.episode_id and e.record_id = referrals_sighting.record_id and e.child_id = referrals_sighting.child_id
      and e.owner_id = referrals_sighting.owner_id and e.marking = referrals_sighting.marking and e.handling = referrals_sighting.handling))
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_functions"), ("referrals", "0012_rules_of_missing")]

    operations = [
        migrations.AddField(
            model_name="sighting",
            name="by_agency",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"),
        ),
        migrations.RunSQL(BESIDE, "drop policy beside on referrals_sighting"),
    ]
