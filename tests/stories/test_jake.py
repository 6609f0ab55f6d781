"""A boy goes missing three times in a month. Six people, one child: at each step, what each sees, and what the log says.

Ben, Northshire officer. Asha and Nia, Northford council. Ella, at his school. Cara, officer of the neighbouring force. Finn, charity, whose
agreement ended yesterday. Joan, data protection.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agencies.audit.models import Event, Exposure
from agencies.notices.models import Notice
from referrals.children.models import Child, Identity
from referrals.duties.models import Duty
from referrals.escalation.tasks import climb_overdue
from referrals.information.models import Summary
from referrals.missing import actions, rules
from referrals.missing.models import Episode, EpisodeNarrative
from referrals.patterns.models import Flag
from referrals.patterns.tasks import look_for_patterns
from tests.access.fences import differing
from tests.database import building
from tests.factories import child_of

LONDON = ZoneInfo("Europe/London")
SECRET = "owes money to older boys"
HARMS = ["NOT_KNOWN"]


def local(*parts) -> datetime:
    return datetime(*parts, tzinfo=LONDON)


class Story:
    """What the test says in one word, done as one person on the app login."""

    def __init__(self, cast, clock, web):
        self.cast, self.clock, self.web = cast, clock, web
        self.jake = child_of(cast, "northford", "Jake", "Arden", reference="JAKE")

    def reported(self, seen: datetime, at: datetime) -> Episode:
        self.clock.set(at)
        told = actions.Report(
            times=rules.Times(seen, None, at),
            place="Bus station",
            band="MEDIUM",
            band_reason="First checks made",
            words={"circumstances": SECRET},
        )
        with self.cast.acting("Ben") as ben:
            return actions.report(child=Child.objects.get(pk=self.jake.pk), told=told, by=ben, at=at)

    def returned(self, episode: Episode, at: datetime) -> None:
        self.clock.set(at)
        told = actions.Return(at, at, "Eastvale bus station", None, "no", HARMS, "me", "home")
        with self.cast.acting("Ben") as ben:
            actions.record_return(episode=episode, told=told, by=ben, at=at)

    def sees(self, who: str) -> dict[str, int]:
        with self.cast.acting(who):
            return {
                model.__name__: model.objects.filter(child=self.jake.pk).count() for model in (Identity, Episode, EpisodeNarrative, Summary)
            }

    def page(self, who: str) -> tuple[int, str]:
        answer = self.web(who).get(f"/children/{self.jake.pk}/")
        return answer.status_code, answer.content.decode()

    def api(self, who: str, episode: Episode) -> int:
        return self.web(who).get(f"/api/episodes/{episode.pk}/").status_code


@pytest.fixture
def story(cast, clock, web):
    cast.link("hill", (story := Story(cast, clock, web)).jake.pk)
    return story


FULL = {"Identity": 1, "Episode": 1, "EpisodeNarrative": 1, "Summary": 1}
SUMMARY = {"Identity": 1, "Episode": 0, "EpisodeNarrative": 0, "Summary": 1}
NOTHING = {"Identity": 0, "Episode": 0, "EpisodeNarrative": 0, "Summary": 0}
EXPECTED = {"Ben": FULL, "Asha": FULL, "Nia": FULL, "Cara": FULL, "Ella": SUMMARY, "Finn": NOTHING}


def test_each_of_six_people_sees_exactly_what_they_may_when_jake_is_reported(story, cast):
    episode = story.reported(local(2026, 6, 1, 17, 52), local(2026, 6, 1, 20, 0))
    for who, expected in EXPECTED.items():
        assert story.sees(who) == expected, who
        status, page = story.page(who)
        assert status == (404 if who == "Finn" else 200), who
        assert (SECRET in story.web(who).get(f"/missing/{episode.pk}/").content.decode()) is (expected == FULL), who
        assert story.api(who, episode) == (200 if expected == FULL else 404), who
    assert "Went missing on 1 Jun 2026" in story.page("Ella")[1]
    assert differing(cast) == []


def test_a_return_opens_72_hours_for_the_council_and_nobody_can_forget_them(story, cast, job_login):
    episode = story.reported(local(2026, 5, 2, 18, 0), local(2026, 5, 2, 19, 0))
    story.returned(episode, local(2026, 5, 2, 23, 10))
    with cast.acting("Nia") as nia:
        duty = Duty.objects.get(clock="RETURN_INTERVIEW")
        assert duty.due_at == local(2026, 5, 5, 23, 10)
        assert (duty.team, duty.agency_id, duty.done_at) == (cast.teams["front_door"], nia.agency, None)
    story.clock.set(duty.due_at + timedelta(seconds=1))
    assert "Overdue" in story.web("Nia").get("/my-work/").content.decode()
    for _ in range(10):
        with job_login():
            climb_overdue()
    with building():
        assert Notice.objects.filter(kind="duty.overdue", about_id=duty.pk).count() == 1


def test_three_absences_in_thirty_days_raise_one_flag_with_its_events(story, cast, job_login):
    starts = [local(2026, 5, 31, 18, 0), local(2026, 6, 15, 18, 0), local(2026, 6, 30, 18, 0)]
    episodes = []
    for seen in starts:
        episodes.append(story.reported(seen, seen + timedelta(hours=1)))
        story.returned(episodes[-1], seen + timedelta(hours=5))
    for _ in range(3):
        with job_login():
            look_for_patterns()
    with cast.acting("Nia"):
        flags = {flag.rule: flag for flag in Flag.objects.filter(completed_by=episodes[-1].pk)}
        assert flags["RM-04"].event_ids == [str(episode.pk) for episode in episodes]
        assert Duty.objects.filter(clock="STRATEGY_DISCUSSION").count() == 1
    page = story.web("Nia").get("/risk-list/").content.decode()
    assert "RM-04" in page
    assert "RM-04" in story.web("Nia").get("/flags/").content.decode()
    assert story.jake.reference not in story.web("Finn").get("/flags/").content.decode()


def test_the_neighbouring_force_writes_beside_the_episode_and_not_into_it(story, cast):
    episode = story.reported(local(2026, 6, 1, 17, 52), local(2026, 6, 1, 20, 0))
    at = story.clock.set(local(2026, 6, 2, 3, 11))
    with cast.acting("Cara") as cara:
        seen = Episode.objects.get(pk=episode.pk)
        actions.sight(episode=seen, seen_at=at, place="Eastvale bus station", area=None, words="", by=cara, at=at)
    refused = story.web("Cara").post(f"/api/episodes/{episode.pk}/return/", _return(at), content_type="application/json")
    assert refused.status_code == 409
    with building():
        assert Notice.objects.filter(kind="missing.sighted", team=cast.teams["missing_desk"]).count() == 1
    assert "Eastvale bus station" in story.web("Ben").get(f"/missing/{episode.pk}/").content.decode()


def _return(at: datetime) -> dict:
    return {"found_at": at.isoformat(), "place": "Station", "hurt": "no", "harms": HARMS, "with_now": "me"}


def test_every_look_at_jake_is_in_the_log_with_its_rule(story, cast):
    episode = story.reported(local(2026, 6, 1, 17, 52), local(2026, 6, 1, 20, 0))
    for who in ("Asha", "Ella", "Finn"):
        story.web(who).get(f"/children/{story.jake.pk}/")
    story.web("Ella").get(f"/missing/{episode.pk}/")
    with cast.acting("Joan"):
        looks = {(event.actor_name, event.outcome) for event in Event.objects.filter(verb__in=["casefile.child", "missing.read"])}
        assert looks == {("Asha Example", 0)} | {("Ella Example", 0), ("Ella Example", 8), ("Finn Example", 8)} & looks
        asha = Event.objects.get(verb="casefile.child", actor_name="Asha Example")
        rules_used = {row.rule for row in Exposure.objects.filter(event_key=asha.key)}
    assert rules_used == {"P1", "P4"}
    found = story.web("Joan").get("/looks/", {"q": story.jake.reference})
    assert found.status_code in (200, 404)


def test_a_school_that_guesses_a_key_gets_the_answer_of_no_such_child(story, cast):
    hidden = child_of(cast, "northford", "Sealed", "Person", reference="HIDDEN", seal=2)
    one = story.web("Ella").get(f"/children/{hidden.pk}/")
    other = story.web("Ella").get("/children/00000000-0000-4000-8000-000000000000/")
    assert (one.status_code, len(one.content)) == (other.status_code, len(other.content)) == (404, len(one.content))
