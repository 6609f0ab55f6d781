"""The recount finds nothing to say after the sweeps, and says what is missing and what is too much when somebody spoils a row."""

import pytest
from django.core.management import CommandError, call_command

from safeguarding.recount import differences
from tests.chaos.forks import SWEEPS
from tests.database import builder

SPOILT = {
    "1 missing  0 too many": "delete from referrals_flag where id = (select id from referrals_flag where rule = 'RM-04' limit 1)",
    "RM-06  1 compared  0 missing  1 too many": "update referrals_flag set rule = 'RM-06' where id = (select id from referrals_flag where"
    " rule = 'RM-05' limit 1)",
    "1  absences of one child that share time": "update referrals_episode set returned_at = returned_at + interval '12 days' where id ="
    " (select id from referrals_episode where last_seen_at < sg.app_now() - interval '20 days' limit 1)",
    "1  a flag whose events are not": "update referrals_flag set event_ids = event_ids || to_jsonb(child_id::text) where id ="
    " (select id from referrals_flag limit 1)",
    "1  a flag without what it asks for": "delete from referrals_duty where id = (select id from referrals_duty where clock ="
    " 'STRATEGY_DISCUSSION' limit 1)",
    "1  a flag of which nobody was told": "delete from agencies_notice where key = (select key from agencies_notice where key like"
    " 'flag:%' and kind = 'flag.RM-03' limit 1)",
    "1  a duty that should stand on a higher rung": "update referrals_duty set stage = 0 where id = (select id from referrals_duty where"
    " stage > 0 and clock in ('RETURN_INTERVIEW', 'STRATEGY_DISCUSSION', 'PREVENTION_INTERVIEW') limit 1)",
    "1  a duty that climbed before it was due": "update referrals_duty set due_at = due_at + interval '900 days' where id = (select id"
    " from referrals_duty where stage > 0 limit 1)",
    "1  a notice that should have left": "update agencies_notice set sent_at = null, next_try_at = next_try_at - interval '1 hour' where"
    " id = (select id from agencies_notice limit 1)",
    "1  a row that the checks have given up on": "update referrals_change set quarantined_at = sg.app_now() where id = (select id from"
    " referrals_change limit 1)",
    "1  a return without its one interview duty": "update referrals_change set kind = 'returned' where id = (select id from"
    " referrals_change limit 1)",
}


@pytest.fixture
def swept(caseload, clock, job_login):
    caseload.add(3)
    with job_login():
        for body in SWEEPS.values():
            body()
    clock.forward(minutes=3)
    with job_login():
        for body in SWEEPS.values():
            body()


def test_after_the_sweeps_nothing_differs_and_whatever_is_spoilt_is_named(swept, database, capsys):
    call_command("recount")
    said = capsys.readouterr().out
    assert "0 differences" in said
    assert "RM-04  3 compared  0 missing  0 too many" in said
    with builder(database) as admin:
        for says, statement in SPOILT.items():
            with admin.transaction(force_rollback=True):
                admin.execute("set local session_replication_role = replica")
                assert admin.execute(statement).rowcount == 1
                assert [line for number, line in differences(admin) if says in line and number], says
        admin.execute(SPOILT["1  a duty that climbed before it was due"])
    with pytest.raises(CommandError, match="differ"):
        call_command("recount")
