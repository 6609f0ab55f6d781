"""A real worker, beat and heart each leave a sign of life; what hangs leaves none."""

import signal
import time

import pytest

from tests.chaos.harness import eventually


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
