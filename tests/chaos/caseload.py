"""Children with absences nobody has counted and duties nobody has climbed, written in bulk; and what must have become of them."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from agencies.notices.models import Notice
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.duties.models import Duty
from referrals.information.models import Record
from referrals.missing.models import Change, Episode
from referrals.patterns.models import Flag
from tests.cast import Cast
from tests.database import builder, building

EVENINGS = (25, 15, 5)
ASKED_BY = {
    "RM-03": ("REPEAT_MISSING_REVIEW", "EXPLOITATION_SCREENING"),
    "RM-04": ("STRATEGY_DISCUSSION",),
    "RM-05": ("MISSING_MEETING", "MEETING_NOMINATION"),
}
LAST = Counter({"RM-03": 1, "RM-04": 1, "RM-05": 1})
FLAGS = {1: LAST, 3: LAST + Counter({"RM-03": 1})}  # by how many absences were uncounted


class Caseload:
    """Each child was missing three times within thirty days, and a return interview of hers ran out a minute ago."""

    def __init__(self, cast: Cast, database: str, now: datetime | None = None) -> None:
        self.cast, self.database, self.now = cast, database, now or datetime.now(tz=UTC)
        self.children: list[Child] = []
        self.uncounted: dict[UUID, int] = {}

    def add(self, number: int, *, uncounted: int = len(EVENINGS)) -> "Caseload":
        """So many children, of each of whom the newest absences are uncounted."""
        council, police = self.cast.agencies["northford"], self.cast.agencies["northshire_police"]
        new = [
            Child(reference=uuid4().hex[:14], responsible=council, owner=council, registered_at=self.now - timedelta(days=99))
            for _ in range(number)
        ]
        noon = self.now.replace(hour=12, minute=0, second=0, microsecond=0)  # no night away, whenever the test runs
        episodes = [self._episode(child, police, noon - timedelta(days=days)) for child in new for days in EVENINGS]
        rows = [
            new,
            [Record(id=row.pk, child=row.child, owner=police, category="missing", kind="episode") for row in episodes],
            episodes,
            [self._change(row) for number, row in enumerate(episodes) if number % len(EVENINGS) >= len(EVENINGS) - uncounted],
            [self._duty(child) for child in new],
        ]
        with building():
            for kind in rows:
                type(kind[0])._base_manager.bulk_create(kind)
        self.children += new
        self.uncounted |= {child.pk: uncounted for child in new}
        return self

    def _episode(self, child: Child, owner, start: datetime) -> Episode:
        key, home = uuid4(), start + timedelta(hours=5)
        times = {"last_seen_at": start, "reported_at": start, "found_at": home, "returned_at": home, "recorded_at": start}
        return Episode(id=key, record_id=key, child=child, owner=owner, **times)

    def _change(self, row: Episode) -> Change:
        within = {"record_id": row.record_id, "child": row.child, "owner": row.owner}
        return Change(**within, episode=row, kind="reported", changed_at=row.recorded_at, look_at=row.recorded_at)

    def _duty(self, child: Child) -> Duty:
        team, due_at = self.cast.teams["front_door"], self.now - timedelta(minutes=1)
        about = {"about_kind": "Episode", "about_id": uuid4(), "event_id": uuid4()}
        times = {"starts_at": due_at - timedelta(hours=72), "due_at": due_at, "climbs_at": due_at}
        return Duty(child=child, clock=Clock.RETURN_INTERVIEW.name, team=team, agency=team.agency, **about, **times)

    def counted(self) -> int:
        with builder(self.database) as admin:
            return admin.execute("select count(*) from referrals_change where counted_at is not null").fetchone()[0]

    def is_done(self) -> bool:
        """Whether nothing waits for a sweep any more. What was flagged weeks late climbs as far as its time has run."""
        with builder(self.database) as admin:
            waiting = (
                "select (select count(*) from referrals_change where counted_at is null)"
                " + (select count(*) from referrals_duty where done_at is null and climbs_at <= now())"
                " + (select count(*) from agencies_notice where sent_at is null)"
            )
            return admin.execute(waiting).fetchone()[0] == 0

    def faults(self) -> list[str]:
        """What is missing or doubled, in words; empty when every child has exactly what the rules ask for."""
        with building():
            flags = list(Flag._base_manager.all())
            duties = list(Duty._base_manager.all())
            notices = list(Notice.objects.all())
        found, raised_of, owed_of = [], defaultdict(Counter), defaultdict(Counter)
        for flag in flags:
            raised_of[flag.child_id][flag.rule] += 1
        for duty in duties:
            owed_of[duty.child_id][duty.clock] += 1
        for child in self.children:
            raised, owed = raised_of[child.pk], owed_of[child.pk]
            flagged = FLAGS[self.uncounted[child.pk]]
            asked = Counter(clock for rule in flagged.elements() for clock in ASKED_BY[rule])
            if raised != flagged or owed != asked + Counter({"RETURN_INTERVIEW": 1}):
                found.append(f"{child.reference}: {raised}, {owed}")
        told = Counter((notice.key, notice.recipient_key) for notice in notices)
        expected = self._notices_due(flags, duties)
        found += [f"never told: {key}" for key in expected - set(told)] + [f"told without cause: {key}" for key in set(told) - expected]
        return found + [f"told {times} times: {key}" for key, times in told.items() if times > 1]

    def _notices_due(self, flags: list[Flag], duties: list[Duty]) -> set[tuple[str, str]]:
        """One for each event with flags to the desk, and one to each person on each rung that a duty has reached."""
        desk = f"team:{self.cast.teams['front_door'].pk}"
        max_, nia = (f"user:{self.cast.user(who).pk}" for who in ("Max", "Nia"))
        expected = {(f"flag:{flag.completed_by}", desk) for flag in flags}
        expected |= {(f"duty:{duty.pk}:2", max_) for duty in duties if duty.stage >= 2}
        return expected | {(f"duty:{duty.pk}:4", nia) for duty in duties if duty.stage >= 4}
