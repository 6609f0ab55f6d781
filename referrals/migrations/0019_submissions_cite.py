"""Whoever sends a referral to another agency keeps sight of it by a grant that names its agreement and its power."""

from django.db import migrations

OF_OLD = "sg.submit_referral(uuid, uuid, bigint, text, text, text, text, text, text, bigint, timestamptz)"
OF_NOW = "sg.submit_referral(uuid, uuid, bigint, text, text, text, text, text, text, bigint, timestamptz, bigint, bigint)"

SUBMIT = f"""
drop function {OF_OLD};
create function sg.submit_referral(
  referral uuid, child uuid, council bigint, source text, harm_place text, parent_knows text,
  worry text, what_changed text, hopes text, permission bigint, at timestamptz, agreement bigint, gateway bigint
) returns void language plpgsql security definer set search_path = sg, pg_temp as $$
begin
  if sg.ctx_user() is null or not ('referral' = any (sg.ctx_writes())) or sg.is_out_of_reach(child)
      or not exists (select 1 from agencies_agency a where a.id = council and a.kind = 'council') then
    raise exception 'This referral cannot be sent.' using errcode = 'SG003';
  end if;
  insert into referrals_record (id, child_id, owner_id, category, kind, sender_id, marking, handling, seal)
    values (referral, child, council, 'referral', 'referral', sg.ctx_agency(), 0, '', 0);
  insert into referrals_referral (id, record_id, child_id, owner_id, sender_id, sent_by_team_id, sent_by_id, source, received_at,
      harm_place, parent_knows, marking, handling, seal)
    values (referral, referral, child, council, sg.ctx_agency(), sg.ctx_team(), sg.ctx_user(), source, at, harm_place, parent_knows, 0, '', 0);
  insert into referrals_referralnarrative (id, record_id, referral_id, child_id, owner_id, worry, what_changed, hopes, written_at, marking, handling, seal)
    values (gen_random_uuid(), referral, referral, child, council, worry, what_changed, hopes, at, 0, '', 0);
  if sg.ctx_agency() <> council then
    insert into referrals_recordteamgrant (permission_id, group_id, record_id, level, may_write, valid_from, valid_to, basis, reason,
        granted_by_id, granting_agency_id, granted_at, agreement_id, gateway_id)
      values (permission, sg.ctx_team(), referral, 3, false, (at at time zone 'Europe/London')::date, null, 'submission',
        'Keeps sight of what it sent', sg.ctx_user(), council, at, agreement, gateway);
  end if;
end $$;
alter function {OF_NOW} owner to sg_lookup;
revoke all on function {OF_NOW} from public, sg_app, sg_job, sg_audit, sg_seal;
grant execute on function {OF_NOW} to sg_app;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0006_exposures_cite"), ("referrals", "0018_last_letters")]
    operations = [migrations.RunSQL(SUBMIT, migrations.RunSQL.noop)]
