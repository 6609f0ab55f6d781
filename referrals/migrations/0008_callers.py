"""Who may call what stands with each function; and a referral is sent to nobody but a council."""

from django.db import migrations

EVERY_LOGIN = "sg_app, sg_job, sg_audit, sg_seal, sg_lookup"
SUBMIT = "sg.submit_referral(uuid, uuid, bigint, text, text, text, text, text, text, bigint, timestamptz)"

# The owner of a function calls it without being told so. A trigger fires for whoever writes, so its function is nobody's to call.
CALLERS = {
    "sg.my_children(text)": "sg_app",
    "sg.holds_record(uuid)": "sg_app",
    "sg.behind()": "sg_app, sg_job",
    "sg.is_out_of_reach(uuid)": "sg_lookup",
    "sg.is_looked_for(uuid)": "sg_app",
    SUBMIT: "sg_app",
    "sg.children_in_the_log(text[], uuid[])": "sg_app",
    "sg.lose_sight(uuid, timestamptz, text, timestamptz)": "sg_app",
    "sg.inherit_seal()": "",
    "sg.spread_seal()": "",
    "sg.keep_owner()": "",
    "sg.keep_episodes_apart()": "",
}
OWNERS = {
    "sg_seal": ("holds_record", "behind", "inherit_seal", "spread_seal", "is_out_of_reach", "is_looked_for", "children_in_the_log"),
    "sg_lookup": ("keep_episodes_apart", "submit_referral", "lose_sight"),
}


def _said(function: str, callers: str) -> str:
    name = function.partition("(")[0].removeprefix("sg.")
    others = ", ".join(login for login in EVERY_LOGIN.split(", ") if name not in OWNERS.get(login, ()))
    given = f"grant execute on function {function} to {callers};" if callers else ""
    return f"revoke all on function {function} from public, {others}; {given}"


TO_A_COUNCIL = """
create or replace function sg.submit_referral(
  referral uuid, child uuid, council bigint, source text, harm_place text, parent_knows text,
  worry text, what_changed text, hopes text, permission bigint, at timestamptz
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
        granted_by_id, granting_agency_id, granted_at)
      values (permission, sg.ctx_team(), referral, 3, false, (at at time zone 'Europe/London')::date, null, 'submission',
        'Keeps sight of what it sent', sg.ctx_user(), council, at);
  end if;
end $$;
grant select (id, kind) on agencies_agency to sg_lookup;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_callers"), ("referrals", "0007_lose_sight")]
    operations = [
        migrations.RunSQL(TO_A_COUNCIL, migrations.RunSQL.noop),
        migrations.RunSQL("\n".join(_said(*line) for line in CALLERS.items()), migrations.RunSQL.noop),
    ]
