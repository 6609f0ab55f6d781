"""One child's absences as several agencies work on them: each deed on the app login, at a time that only goes forward.

What a person may not see, or may not do now, is an answer and no failure; anything else that goes wrong is. What was accepted is noted
beside the rows, so that a later look finds both what is missing and what is too much.
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from django.core.exceptions import ObjectDoesNotExist
from django.db import ProgrammingError

from agencies.notices.tasks import deliver
from agencies.refusals import Refused
from referrals.children import actions as children
from referrals.children.models import Child
from referrals.duties.models import Duty
from referrals.escalation.tasks import climb_overdue
from referrals.interviews import actions as interviews
from referrals.interviews.models import Interview
from referrals.missing import actions as missing
from referrals.missing import rules
from referrals.missing.models import Episode
from referrals.missing.tasks import come_of_age, pass_marks
from referrals.patterns.tasks import look_for_patterns
from tests.cast import Cast
from tests.database import job_login
from tests.factories import child_of

START = datetime(2026, 3, 20, 17, 0, tzinfo=UTC)  # nine days before the clocks go forward
SWEEPS = (come_of_age, pass_marks, look_for_patterns, climb_overdue, deliver)
RESULT = """
select 'flag', f.id::text, f.rule, f.corrected_at::text from referrals_flag f union all
select 'duty', d.id::text, d.clock, concat(d.stage, d.climbs_at, d.done_at) from referrals_duty d union all
select 'notice', n.key, n.recipient_key, n.sent_at::text from agencies_notice n union all
select 'mark', e.id::text, '', e.next_mark_at::text from referrals_episode e
order by 1, 2, 3
"""


class Casework:
    """The deeds, by name of the person who tries them. What came of each is counted: done, refused, unseen or walled."""

    def __init__(self, cast: Cast, admin: psycopg.Connection, number: int) -> None:
        self.cast, self.admin, self.number = cast, admin, number
        self.now = START
        self.child = child_of(cast, "northford", "Kai", "Reed", reference=f"KAI-{number}")
        cast.link("casework", self.child.pk)
        self.counts: Counter[tuple[str, str]] = Counter()
        self.home: dict[UUID, datetime] = {}
        self.since_sweep = 0
        self.wait(timedelta(0))

    def wait(self, time: timedelta) -> None:
        self.now += time
        self.admin.execute("update test_clock set shift = %s - now()", [self.now])

    def _try(self, verb: str, who: str, deed: Callable[..., Any]) -> Any:
        self.since_sweep += 1
        try:
            with self.cast.acting(who) as actor:
                result = deed(by=actor, at=self.now)
        except Refused as refusal:
            assert all(len(reason) > 10 for reason in refusal.reasons)
            self.counts[verb, "refused"] += 1
        except ObjectDoesNotExist:
            self.counts[verb, "unseen"] += 1
        except ProgrammingError as error:  # the wall's own no, for those whom a door would have stopped before
            assert error.__cause__.sqlstate == "42501", error
            self.counts[verb, "walled"] += 1
        else:
            self.counts[verb, "done"] += 1
            return result
        return None

    def report(self, who: str, ago: timedelta, kind: str) -> None:
        """Reported just now; the child was last seen a while ago, perhaps while somebody else had a report open."""
        told = missing.Report(
            rules.Times(self.now - ago, None, self.now), "Bus station", kind, band="MEDIUM", band_reason="First checks made."
        )
        self._try("report", who, lambda **now: missing.report(child=Child.objects.get(pk=self.child.pk), told=told, **now))

    def sight(self, who: str, episode: UUID, ago: timedelta) -> None:
        seen = {"seen_at": self.now - ago, "place": "Market", "area": None, "words": ""}
        self._try("sight", who, lambda **now: missing.sight(episode=Episode.objects.get(pk=episode), **seen, **now))

    def grade(self, who: str, episode: UUID, band: str) -> None:
        said = {"band": band, "reason": "New facts."}
        self._try("grade", who, lambda **now: missing.set_band(episode=Episode.objects.get(pk=episode), **said, **now))

    def find(self, who: str, episode: UUID, *, is_home: bool, hurt: str, area: str) -> None:
        def deed(**now: Any) -> Episode:
            row = Episode.objects.get(pk=episode)
            found, home = row.found_at or self.now, self.now if is_home else None
            place = self.cast.areas[area] if area else None
            told = missing.Return(found, home, f"Flat {self.number}", place, hurt, ["NOT_KNOWN"], "me", "home" if is_home else "")
            return missing.record_return(episode=row, told=told, **now)

        row = self._try("return" if is_home else "find", who, deed)
        if row and is_home:
            self.home[row.pk] = self.now

    def correct(self, who: str, born: date) -> None:
        """The birthday turns out to be another."""
        who_she_is = {"given_names": "Kai", "family_name": "Reed", "sex": "M", "born_on": born}
        self._try("correct", who, lambda **now: children.correct(child=Child.objects.get(pk=self.child.pk), who=who_she_is, **now))

    def begin(self, who: str, episode: UUID) -> None:
        owed = {"about_id": episode, "clock": "RETURN_INTERVIEW"}
        self._try("begin", who, lambda **now: interviews.begin(duty=Duty.objects.get(**owed), **now))

    def step(self, who: str, interview: UUID, status: str, reason: str) -> None:
        told = interviews.Happened(status, self.now, words="At the door.", reason=reason)
        verb = "decline" if status in rules_of_refusal() else "offer"
        self._try(verb, who, lambda **now: getattr(interviews, verb)(interview=Interview.objects.get(pk=interview), told=told, **now))

    def ask_carers(self, who: str, interview: UUID) -> None:
        said = {"words": "They know nothing.", "safety": ""}
        self._try("ask", who, lambda **now: interviews.ask_carers(interview=Interview.objects.get(pk=interview), **said, **now))

    def complete(self, who: str, interview: UUID, also: tuple[UUID, ...]) -> None:
        told = interviews.Told(self.now, "Library", "Rosa Field", "INDEPENDENT", "They said I owe them.", "At risk after dark.", also=also)
        self._try("complete", who, lambda **now: interviews.complete(interview=Interview.objects.get(pk=interview), told=told, **now))

    def sweep(self) -> None:
        """Every sweep until nothing is left; a second round, and a third in another order, changes nothing."""
        with job_login():
            self._run(SWEEPS)
            before = self.rows(RESULT)
            self._run(SWEEPS)
            self._run(SWEEPS[::-1])
        after = self.rows(RESULT)
        assert before == after, f"a second sweep changed {set(before) ^ set(after)}"
        self.counts["sweep", "done"] += 1
        self.since_sweep = 0

    @staticmethod
    def _run(sweeps: tuple[Callable[[], None], ...]) -> None:
        for sweep in sweeps:
            sweep()

    def rows(self, statement: str, **values: Any) -> list[tuple]:
        """Looked at past the walls: for judging what was written, never who may see it."""
        return self.admin.execute(statement, {"child": self.child.pk} | values).fetchall()


def rules_of_refusal() -> tuple[str, str]:
    return "DECLINED_BY_CHILD", "DECLINED_BY_PARENT"
