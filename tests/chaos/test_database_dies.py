"""PostgreSQL is killed while the sweeps are at work, three times: what was committed stays, what was not is done again, nothing twice."""

import os
import signal
import subprocess
import sys
from functools import partial

import psutil
import psycopg
import pytest

from safeguarding import embedded
from tests.chaos.harness import eventually
from tests.servers import ROOT

CHILDREN = 100
WORK = """
select (select count(*) from sg.referrals_flag),
  (select count(*) from sg.referrals_change where counted_at is null and look_at <= sg.app_now())
"""
# As if nobody had ever counted: the flags with what they asked for are gone, and every absence waits to be looked at.
FORGET = """
set session_replication_role = replica;
delete from sg.referrals_duty where about_kind = 'Flag';
delete from sg.agencies_notice where about_kind in ('Flag', 'Duty');
delete from sg.referrals_flag;
delete from sg.referrals_change;
insert into sg.referrals_change
    (id, owner_id, child_id, record_id, marking, handling, seal, attempts, episode_id, kind, changed_at, look_at)
  select gen_random_uuid(), owner_id, child_id, record_id, marking, handling, seal, 0, id, 'reported', recorded_at, recorded_at
  from sg.referrals_episode where mistaken_at is null;
"""


class Area:
    """A service of its own, with a careful PostgreSQL that may be killed."""

    def __init__(self, folder):
        self.folder = folder
        addresses = embedded.start(folder)
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "REDIS_", "DJANGO_", "COV_"))}
        told = {
            "SAFEGUARDING_DATA": str(folder),
            "SAFEGUARDING_PRIVATE": "true",
            "IS_DEMO": "true",
            "REDIS_URL": "",
            "INSECURE_HTTP": "true",
        }
        logins = {"DATABASE_URL": addresses.web, "DATABASE_URL_OWNER": addresses.owner}
        logins |= {"DATABASE_URL_JOB": addresses.job, "DATABASE_URL_AUDIT": addresses.audit}
        self.superuser = embedded.with_database(addresses.superuser, embedded.DATABASE)
        self.environment = plain | told | logins | {"PYTHONWARNINGS": "ignore"}

    def start(self, *words, **more):
        return subprocess.Popen(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment | more,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def run(self, *words):
        return subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=self.environment, capture_output=True, text=True)

    def forget(self):
        with psycopg.connect(self.superuser) as admin:
            admin.execute(FORGET)

    def kill_the_database(self):
        """The postmaster, and with it every process of its own: who is left has shared memory in which nobody may start anew."""
        postmaster = psutil.Process(int((self.folder / "postgres" / "postmaster.pid").read_text().splitlines()[0]))
        family = [postmaster, *postmaster.children(recursive=True)]
        postmaster.send_signal(signal.SIGKILL)
        psutil.wait_procs(family, timeout=20)

    def raise_the_database(self):
        embedded.start(self.folder)

    def work(self):
        """How many flags there are, and how many changes nobody has counted."""
        with psycopg.connect(self.superuser) as admin:
            return admin.execute(WORK).fetchone()

    def is_past(self, before):
        return self.work() != before


@pytest.fixture
def area(tmp_path):
    area = Area(tmp_path / "data")
    for words in (("migrate", "--database", "owner", "--verbosity", "0"), ("load_region", "--children", str(CHILDREN))):
        done = area.run(*words)
        assert done.returncode == 0, done.stderr[-2000:]
    yield area
    embedded.stop(tmp_path / "data")


def test_a_database_killed_three_times_while_the_sweeps_work_loses_and_doubles_nothing(area):
    area.forget()
    assert area.work()[1] > 10
    heart = area.start("heart", "--every", "0.2", SAFEGUARDING_LOGIN="job")
    try:
        for _ in range(3):
            before = area.work()
            eventually(partial(area.is_past, before), what="the sweeps go on")
            area.kill_the_database()
            area.raise_the_database()
        eventually(lambda: area.work()[1] == 0, what="every change is counted")
        eventually(lambda: "0 differences" in area.run("recount").stdout, what="nothing differs from what the rows ask for")
    finally:
        heart.terminate()
        heart.wait()
    assert area.work()[0] > 0
