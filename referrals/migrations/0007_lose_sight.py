"""A report that a child is missing ends the absence with whereabouts known that another agency holds, seen by the reporter or not."""

from django.db import migrations

LOSE_SIGHT = """
create function sg.lose_sight(child uuid, lost timestamptz, says text, at timestamptz)
returns table (episode uuid, holder bigint)
language plpgsql security definer set search_path = sg, pg_temp as $$
declare ended uuid; held_by bigint;
begin
  if sg.ctx_user() is null or not ('missing' = any (sg.ctx_writes())) or sg.is_out_of_reach(child) then
    return;
  end if;
  update referrals_episode set found_at = coalesce(found_at, lost), returned_at = lost, next_mark_at = null
    where child_id = child and returned_at is null and council_type = 'A' and owner_id <> sg.ctx_agency()
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
alter function sg.lose_sight(uuid, timestamptz, text, timestamptz) owner to sg_lookup;
revoke all on function sg.lose_sight(uuid, timestamptz, text, timestamptz) from public, sg_job, sg_audit, sg_seal;
grant execute on function sg.lose_sight(uuid, timestamptz, text, timestamptz) to sg_app;
create policy sight_lost on referrals_episode for update to sg_lookup using (true);
create policy sight_lost on referrals_summary for all to sg_lookup using (true);
create policy sight_lost on referrals_duty for all to sg_lookup using (true);
grant update (found_at, returned_at, next_mark_at) on referrals_episode to sg_lookup;
grant select, update (text, written_at, goes_on) on referrals_summary to sg_lookup;
grant select, update (done_at, done_by_id) on referrals_duty to sg_lookup;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0006_append_only")]
    operations = [migrations.RunSQL(LOSE_SIGHT, migrations.RunSQL.noop)]
