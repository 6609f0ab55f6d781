"""What the login of the sweeps may touch: counted out table by table, so that one more is a decision."""

from tests.database import builder

READS = {
    *("agencies_agency", "agencies_agency_areas", "agencies_area", "agencies_team", "agencies_membership", "agencies_cover"),
    *("agencies_holiday", "agencies_localsetting", "agencies_heartbeat", "agencies_notice", "agencies_pass"),
    *("agencies_alertsetting", "agencies_teamhours"),
    *("referrals_change", "referrals_child", "referrals_companion", "referrals_duty", "referrals_episode", "referrals_flag"),
}
INSERTS = {"agencies_heartbeat", "agencies_notice", "agencies_pass", "event", "exposure", "referrals_duty", "referrals_flag"}
UPDATES = {"agencies_heartbeat", "agencies_notice", "referrals_change", "referrals_duty", "referrals_episode"}
COLUMNS = {
    "agencies_user": {"id", "full_name", "email", "is_active"},
    "referrals_draft": {
        *("id", "user_id", "form", "about_id", "saved_at", "used_at", "reminded", "attempts", "put_off_until", "quarantined_at"),
    },
    "referrals_childexclusion": {"child_id", "user_id", "team_id", "ended_at"},
    "referrals_childnamedaccess": {"child_id", "user_id", "valid_from", "valid_to"},
    "referrals_interview": {"id", "child_id", "owner_id", "episode_id", "returned_at"},
    "referrals_interviewstep": {"id", "child_id", "owner_id", "interview_id", "status", "recorded_at"},
    "referrals_identity": {"id", "child_id", "owner_id", "born_on", "recorded_at"},
}


def tables(database, right):
    query = """select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where nspname in ('sg', 'audit') and relkind in ('r', 'p') and has_table_privilege('sg_job', c.oid, %s) order by 1"""
    with builder(database) as catalogue:
        return {name for (name,) in catalogue.execute(query, [right]).fetchall()} - {"test_clock"}


def test_the_jobs_login_has_the_rights_that_its_sweeps_need_and_no_other(database):
    assert tables(database, "select") == READS
    assert tables(database, "insert") == INSERTS
    assert tables(database, "update") == UPDATES
    assert tables(database, "delete") == tables(database, "truncate") == set()


def test_of_people_and_children_it_reads_no_more_than_a_message_or_a_birthday_needs(database):
    query = """select relname, attname from pg_attribute a join pg_class c on c.oid = a.attrelid
               join pg_namespace n on n.oid = c.relnamespace
               where nspname = 'sg' and relkind = 'r' and attnum > 0 and not attisdropped
                 and has_column_privilege('sg_job', c.oid, attnum, 'select') and not has_table_privilege('sg_job', c.oid, 'select')"""
    found: dict[str, set[str]] = {}
    with builder(database) as catalogue:
        for table, column in catalogue.execute(query).fetchall():
            found.setdefault(table, set()).add(column)
    assert found == COLUMNS
