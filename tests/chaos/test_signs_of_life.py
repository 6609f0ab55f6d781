"""A real worker, beat and heart each leave a sign of life; what hangs leaves none."""

import signal
import subprocess
import sys
import time

import pytest

from agencies.audit.models import Heartbeat
from safeguarding.celery import SWEEPS
from tests.chaos.harness import ROOT, eventually
from tests.database import building


@pytest.mark.parametrize("start", ["worker", "beat", "heart"])
def test_a_living_process_signs_and_one_that_hangs_does_not(service, folder, start):
    sign = folder / "alive"
    service.environment["SIGN_OF_LIFE"] = str(sign)
    process = service.beat("beat") if start == "beat" else getattr(service, start)()
    eventually(sign.exists, what=f"the {start} signs")
    process.send_signal(signal.SIGSTOP)
    sign.unlink()
    time.sleep(5)  # the worker signs every 2 seconds, the heart of this test every second
    assert not sign.exists()
    process.send_signal(signal.SIGCONT)
    eventually(sign.exists, what=f"the {start} signs again")


def one_pass_of_the_heart(service):
    command = [sys.executable, "manage.py", "heart", "--once"]
    return subprocess.run(command, cwd=ROOT, env=service.environment, capture_output=True, text=True, check=False)


def test_a_heart_that_is_told_no_login_takes_that_of_the_jobs_and_every_sweep_goes_through(service, database):
    del service.environment["SAFEGUARDING_LOGIN"]
    done = one_pass_of_the_heart(service)
    assert (done.returncode, done.stderr) == (0, "")
    with building():
        assert set(Heartbeat.objects.values_list("sweep", flat=True)) == {by for _, _, by in SWEEPS.values()}


def test_a_heart_on_another_login_says_so_and_does_nothing(service):
    service.environment["SAFEGUARDING_LOGIN"] = "web"
    done = one_pass_of_the_heart(service)
    assert done.returncode == 1
    assert "The second heart works on the jobs login alone" in done.stderr
