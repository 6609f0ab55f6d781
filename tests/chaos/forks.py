"""Job bodies in processes of their own that may be killed at any instant: the sweeps on the jobs login, and mail that leaves as files."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

from django.conf import settings
from django.db import connections

from agencies.notices.tasks import deliver
from referrals.escalation.tasks import climb_overdue
from referrals.missing.tasks import come_of_age, pass_marks
from referrals.patterns.tasks import look_for_patterns
from tests.chaos.harness import MESSAGE
from tests.database import job_login

SWEEPS = {"look": look_for_patterns, "climb": climb_overdue, "deliver": deliver, "marks": pass_marks, "of age": come_of_age}


def sweep_in_turn(first: int) -> None:
    """All sweeps, each of several processes beginning with another."""
    bodies = list(SWEEPS.values())
    for body in bodies[first % len(bodies) :] + bodies[: first % len(bodies)]:
        body()


def fork(body: Callable[[], None]) -> int:
    """A child process on the jobs login, with connections of its own; it leaves by the shortest way. Returns its number."""
    connections.close_all()
    number = os.fork()
    if number:
        return number
    code = 1
    with suppress(BaseException), job_login():
        body()
        code = 0
    os._exit(code)


def over(number: int) -> bool | None:
    """Whether the child ended by itself and well; None while it runs."""
    done, status = os.waitpid(number, os.WNOHANG)
    return None if not done else os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0


def kill(number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(number, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(number, 0)


def killed_at_random(rnd: Random, *, at_once: int) -> int:
    """Some job bodies side by side, each killed after a random time. Returns how many died before they were done."""
    firsts = [rnd.randrange(4) for _ in range(at_once)]
    running = [fork(lambda first=first: sweep_in_turn(first)) for first in firsts]
    died = 0
    for number in running:
        time.sleep(rnd.expovariate(1 / rnd.choice((0.03, 0.1, 0.4))))
        if over(number) is None:
            kill(number)
            died += 1
    return died


def all_at_once(number: int) -> list[bool]:
    """So many processes sweep side by side until nothing is left. Whether each ended well."""
    running = [fork(lambda first=first: sweep_in_turn(first)) for first in range(number)]
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0 for child in running]


def mail_into(folder: Path) -> None:
    """What is sent outlives the process that sent it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(folder)


def mails_in(folder: Path) -> Counter:
    return Counter(found for log in folder.glob("*.log") for found in MESSAGE.findall(log.read_text(errors="replace")))
