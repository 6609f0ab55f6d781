"""Several agencies work on one child in any order that a machine thinks of, on the app login: what must hold holds after every deed."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from safeguarding.recount import differences
from tests.database import builder
from tests.stories.casework import Casework
from tests.stories.invariants import HOLDS

HOUR = timedelta(hours=1)
ANYBODY = ["Ben", "Asha", "Nia", "Cara", "Gita", "Hugo", "Ella"]
REPORTERS = ["Ben", "Ben", "Asha", "Asha", "Cara", "Hugo"]
OWING = ["Nia", "Nia", "Nia", "Max", "Asha", "Gita", "Ben"]
AGO = [HOUR / 2, HOUR, 5 * HOUR, 13 * HOUR, 30 * HOUR]
WAITS = [HOUR / 4, HOUR, 7 * HOUR, 26 * HOUR, 80 * HOUR, 200 * HOUR]
STATUSES = ["OFFERED", "ACCEPTED", "NO_RESPONSE", "NOT_POSSIBLE", "DECLINED_BY_CHILD", "DECLINED_BY_PARENT"]
DEEDS = {"report", "sight", "grade", "find", "return", "begin", "offer", "decline", "ask", "complete", "correct", "sweep"}
OUTCOMES = {"done", "refused", "unseen", "walled"}
# A corrected birthday is counted with the next absence; and each story begins anew in March, when the duties of the last had climbed.
KNOWN = "RM-01", "climbed before it was due"
QUICK = settings(
    max_examples=10,
    stateful_step_count=36,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # the story as it happened; to have it made shorter, add Phase.shrink and wait
    suppress_health_check=list(HealthCheck),
)


class AnyOrder(RuleBasedStateMachine):
    """One deed after another; `cast`, `admin` and `tally` are put in place by the test."""

    cast = admin = None
    tally: Counter = Counter()

    @initialize()
    def begin_anew(self):
        number = type(self).tally["examples"]
        type(self).tally["examples"] += 1
        self.work = Casework(self.cast, self.admin, number)

    @rule(data=st.data())
    def somebody_does_something(self, data):
        """One rule and not ten, so that no story is told without a return: the machine leaves out rules at random."""
        self.draw = lambda choices: data.draw(st.sampled_from(choices))
        getattr(self, self.draw(self.possible()))()

    def possible(self):
        """What may be tried now, the likely things more than once."""
        away, home, heard = self.keys("referrals_episode"), self.work.home, self.keys("referrals_interview")
        verbs = ["correct", "report"] + ["report"] * 4 * (not self.is_away())
        verbs += ["find", "find", "find", "grade", "sight"] if away else []
        verbs += ["begin", "begin"] if home else []
        verbs += ["follow", "follow", "ask_carers", "complete"] if heard else []
        return verbs + ["sweep", "sweep"] * (self.work.since_sweep >= 3)

    def keys(self, table):
        order = {"referrals_episode": "last_seen_at", "referrals_interview": "returned_at"}[table]
        return [key for (key,) in self.work.rows(f"select id from {table} where child_id = %(child)s order by {order}, id")]

    def one(self, table):
        """Mostly the newest row; now and then another."""
        keys = self.keys(table)
        return self.draw(keys[-1:] * 4 + keys[-3:])

    def somebody(self, episode):
        """Mostly of the agency that holds it, so that stories go on; now and then anybody."""
        [(held,)] = self.work.rows("select owner_id from referrals_episode where id = %(key)s", key=episode)
        return self.draw([who for who in ANYBODY if self.cast.agency_of(who).pk == held] * 4 + ANYBODY)

    def is_away(self):
        return bool(self.work.rows("select 1 from referrals_episode where child_id = %(child)s and returned_at is null"))

    def report(self):
        who, ago = self.draw(REPORTERS), self.draw(AGO)
        self.work.wait(ago if self.is_away() else ago + self.draw(WAITS))
        self.work.report(who, ago, self.draw(["", "M", "A"]) if who == "Asha" else "")

    def sight(self):
        self.work.sight(self.draw(ANYBODY), self.one("referrals_episode"), self.draw(AGO))

    def grade(self):
        episode = self.one("referrals_episode")
        self.work.grade(self.somebody(episode), episode, self.draw(["LOW", "HIGH", "ABSENT"]))

    def find(self):
        self.work.wait(self.draw(WAITS))
        episode, is_home = self.one("referrals_episode"), self.draw([True, True, False])
        hurt, area = self.draw(["no", "care"]), self.draw(["", "northshire", "southmoor_force"])
        self.work.find(self.somebody(episode), episode, is_home=is_home, hurt=hurt, area=area)

    def begin(self):
        self.work.begin(self.draw(OWING), self.draw(list(self.work.home)))

    def follow(self):
        said = self.draw(STATUSES), self.draw(["MISSING_AGAIN", "CUSTODY"])
        self.work.step(self.draw(OWING), self.one("referrals_interview"), *said)

    def ask_carers(self):
        self.work.ask_carers(self.draw(OWING), self.one("referrals_interview"))

    def complete(self):
        also = tuple(self.work.home) if self.draw([True, False]) else ()
        self.work.complete(self.draw(OWING), self.one("referrals_interview"), also)

    def correct(self):
        self.work.correct(self.draw(ANYBODY), date(2012, 1, 1) + timedelta(days=self.draw(range(1000))))

    def sweep(self):
        self.work.wait(self.draw(WAITS))
        self.work.sweep()

    @invariant()
    def what_must_hold_holds(self):
        broken = {says: found for says, question in HOLDS.items() if (found := self.work.rows(question, home=list(self.work.home)))}
        assert broken == {}

    def teardown(self):
        if hasattr(self, "work"):
            self.work.sweep()
            self.what_must_hold_holds()
            self.work.wait(timedelta(minutes=3))
            differ = [line for number, line in differences(self.admin) if number and not any(known in line for known in KNOWN)]
            assert differ == []
            type(self).tally.update(self.work.counts)


def test_deeds_of_several_agencies_in_any_order_break_nothing_that_must_hold(cast, database, clock):
    tally = Counter()
    with builder(database) as admin:
        machine = type("Machine", (AnyOrder,), {"cast": cast, "admin": admin, "tally": tally})
        run_state_machine_as_test(machine, settings=QUICK)
    print(tally)
    tried = [key for key in tally if key != "examples"]
    assert {verb for verb, outcome in tried if outcome == "done"} == DEEDS
    assert {outcome for _, outcome in tried} == OUTCOMES
