"""Rules that go by a child's age count again when a birthday is recorded or put right: her absences then wait to be looked at."""

from django.db import migrations

# A trigger, because the room that keeps birthdays stands below the one that keeps absences.
COUNT_AGAIN = """
create function sg.count_again() returns trigger
language plpgsql security definer set search_path = sg, pg_temp as $$
begin
  insert into referrals_change (id, owner_id, child_id, record_id, marking, handling, seal, attempts, episode_id, kind, changed_at, look_at)
    select gen_random_uuid(), e.owner_id, e.child_id, e.record_id, e.marking, e.handling, e.seal, 0, e.id, 'birthday',
      sg.app_now(), sg.app_now()
    from referrals_episode e where e.child_id = new.child_id and e.mistaken_at is null;
  return null;
end $$;
alter function sg.count_again() owner to sg_lookup;
revoke all on function sg.count_again() from public, sg_app, sg_job, sg_audit, sg_seal;
create policy birthday on referrals_change for insert to sg_lookup with check (true);
grant insert on referrals_change to sg_lookup;
create trigger count_again_born after insert on referrals_identity for each row when (new.born_on is not null)
  execute function sg.count_again();
create trigger count_again_corrected after update of born_on on referrals_identity for each row
  when (new.born_on is distinct from old.born_on) execute function sg.count_again();
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0016_unsent")]

    operations = [migrations.RunSQL(COUNT_AGAIN, migrations.RunSQL.noop)]
