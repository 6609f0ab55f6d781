"""A child turns 18 while missing: the episode stays open, the search goes on, and adult safeguarding is told once."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from referrals.children.models import Identity
from referrals.duties.models import Duty
from referrals.missing import rules
from referrals.missing.models import Episode
from referrals.missing.tasks import come_of_age
from tests.database import building
from tests.factories import child_of
from tests.factories.missing import all_of, now_of
from tests.referrals.missing.absences import bring_home, report
from tests.referrals.missing.browsing import text_of

LONDON = ZoneInfo("Europe/London")
SEEN = datetime(2026, 11, 19, 20, 0, tzinfo=LONDON)
BIRTHDAY = datetime(2026, 11, 22, 0, 0, tzinfo=LONDON)
SECOND = timedelta(seconds=5)


@pytest.fixture
def jo(cast):
    return child_of(cast, "northford", "Jo", "Arden", reference="JO", born=date(2008, 11, 22))


@pytest.fixture
def missing(cast, clock, jo):
    clock.set(SEEN + timedelta(hours=1))
    return report(cast, "Ben", jo, SEEN)


def handed_over(job_login, times=1):
    for _ in range(times):
        with job_login():
            come_of_age()
    return all_of(Duty, clock="ADULT_HANDOVER")


def test_at_51_on_the_18th_birthday_adult_safeguarding_is_told_once_and_the_episode_stays_open(cast, clock, web, missing, job_login):
    clock.set(BIRTHDAY - SECOND)
    assert handed_over(job_login) == []
    clock.set(BIRTHDAY + SECOND)
    [duty] = handed_over(job_login, times=3)
    assert (duty.team, duty.due_at) == (cast.teams["front_door"], datetime(2026, 11, 23, 17, 0, tzinfo=LONDON))
    assert now_of(Episode, missing.pk).returned_at is None
    assert {row.clock for row in all_of(Duty, about_id=missing.pk, done_at=None)} >= {"LOCATE_CHILD", "RISK_REVIEW"}
    page = text_of(web("Ben").get(f"/missing/{missing.pk}/"))
    assert "18 or older, and missing still." in page and "Telling adult safeguarding is a duty since 00:00" in page


def test_at_51_who_is_home_is_handed_to_nobody(cast, clock, missing, job_login):
    bring_home(cast, "Ben", missing, SEEN + timedelta(hours=3))
    clock.set(BIRTHDAY + SECOND)
    assert handed_over(job_login) == []


@pytest.mark.parametrize(("theirs", "told"), [(date(2009, 1, 1), 0), (date(2008, 11, 1), 1), (None, 1)])
def test_the_birthday_is_that_of_the_authority_that_answers_for_the_child_where_it_holds_one(cast, clock, job_login, theirs, told):
    jo = child_of(cast, "northshire_police", "Jo", "Arden", reference="JO", born=date(2008, 11, 22))
    with building() as build:
        if theirs:
            who = {"given_names": "Jo", "family_name": "Arden", "sex": "F", "recorded_at": SEEN}
            build(Identity(child=jo, owner=cast.agencies["northford"], born_on=theirs, **who))
    clock.set(SEEN + timedelta(hours=1))
    report(cast, "Ben", jo, SEEN)
    clock.set(BIRTHDAY + SECOND)
    assert len(handed_over(job_login)) == told


@pytest.mark.parametrize(
    ("day", "born"),
    [("2026-02-28", "2008-02-28"), ("2026-03-01", "2008-03-01"), ("2028-02-29", "2010-02-28"), ("2400-02-29", "2382-02-28")],
)
def test_who_was_born_on_29_february_is_18_on_1_march(day, born):
    assert rules.born_for_eighteen(date.fromisoformat(day)) == date.fromisoformat(born)
