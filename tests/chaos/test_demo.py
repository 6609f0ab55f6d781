"""The demonstration from nothing, stopped and started again: one command, everything up, everything down, nothing lost."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request

import psutil
import pytest
from django.conf import settings

from safeguarding import embedded

PATIENCE = 180
SECONDS = 15  # for a later start, on a machine that has nothing else to do


class Demo:
    """`manage.py demo` on a data folder of its own, as `make demo` starts it."""

    def __init__(self, folder):
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "REDIS_", "DJANGO_", "COV_"))}
        told = {"SAFEGUARDING_DATA": str(folder), "IS_DEMO": "true", "INSECURE_HTTP": "true", "REQUIRE_SECOND_FACTOR": "false"}
        command = [sys.executable, "manage.py", "demo", "--children", "40", "--port", "8700"]
        self.process = subprocess.Popen(
            command, cwd=settings.ROOT, env=plain | told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.said, self.address, began = "", "", time.monotonic()
        for line in self.process.stdout:
            self.said += line
            if found := re.search(r"Open (http://localhost:\d+)/", line):
                self.address, self.took = found[1], time.monotonic() - began
                break

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        said, _ = self.process.communicate(timeout=PATIENCE)
        return said


def left_over(folder) -> list[list[str]]:
    """Processes that belong to this folder and still run ten seconds later."""
    stop = time.monotonic() + 10
    while (found := running(folder)) and time.monotonic() < stop:
        time.sleep(0.2)
    return found


def running(folder) -> list[list[str]]:
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        words = process.info["cmdline"] or []
        if process.info["status"] != psutil.STATUS_ZOMBIE and any(str(folder) in word for word in words):
            found.append(words)
    return found


@pytest.fixture
def folder(tmp_path):
    yield tmp_path / "data"
    embedded.stop(tmp_path / "data")


def test_the_demonstration_starts_from_nothing_stops_whole_and_starts_again_with_what_it_had(folder):
    first = Demo(folder)
    assert first.address, first.said
    assert urllib.request.urlopen(f"{first.address}/readyz", timeout=30).status == 200
    assert "Making a fictional region" in first.said and "Every demo sign-in has the password" in first.said
    assert "What was committed stays" in first.stop()
    assert first.process.returncode == 0
    assert left_over(folder) == []
    again = Demo(folder)
    assert again.address, again.said
    assert "Making a fictional region" not in again.said
    assert [line for line in first.said.splitlines() if "  ben " in line] == [line for line in again.said.splitlines() if "  ben " in line]
    again.stop()
    assert left_over(folder) == []
    assert again.took < SECONDS * max(1, os.getloadavg()[0] / os.cpu_count())
