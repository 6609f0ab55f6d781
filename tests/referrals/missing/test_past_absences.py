"""Missing and never reported: an absence that is over is recorded in one deed, and the silence about it is a concern of its own."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from agencies.notices.models import Notice
from agencies.refusals import Refused
from referrals.children.models import Child
from referrals.duties.models import Duty
from referrals.missing import actions
from referrals.missing.models import Episode, EpisodeNarrative, Reporter
from referrals.patterns.models import Flag
from referrals.patterns.tasks import look_for_patterns
from tests.factories import child_of
from tests.factories.missing import all_of, now_of
from tests.referrals.missing.absences import bring_home, report, told_return
from tests.referrals.missing.browsing import fields_of, text_of

SEEN = datetime(2026, 6, 1, 17, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOME = SEEN + 6 * HOUR
LEARNT = SEEN + timedelta(days=9)


@pytest.fixture
def jake(cast, clock):
    clock.set(LEARNT)
    return child_of(cast, "northford", "Jake", "Arden", reference="7Q2MX-9K4TB-W")


def past(seen=SEEN, home=HOME, **more):
    back = told_return(home, home=home, **more.pop("back", {}))
    words = {"circumstances": "Told at the interview.", "unreported": more.pop("unreported", "")}
    return actions.Past(seen, back, **{"place": "School", "not_reported": "expected_back", "words": words} | more)


def add(cast, child, told=None, draft=None, who="Ben"):
    with cast.acting(who) as actor:
        child = Child.objects.get(pk=child.pk)
        return actions.report_past(child=child, told=told or past(), draft=draft, by=actor, at=LEARNT)


def test_one_deed_records_it_from_last_seen_to_home_with_who_noticed_and_why_nobody_said(cast, jake):
    who = {"name": "Aunt Example", "relationship": "relative"}
    episode = add(cast, jake, past(discovered_at=SEEN + HOUR, noticed_by=who, not_reported="other", unreported="Afraid of the landlord."))
    kept = now_of(Episode, episode.pk)
    assert kept.times() == (SEEN, SEEN + HOUR, LEARNT, HOME, HOME)
    assert (kept.is_retrospective, kept.not_reported, kept.next_mark_at, kept.found_place) == (True, "other", None, "Eastvale bus station")
    assert {row.kind for row in all_of(EpisodeNarrative, episode=episode)} == {"circumstances", "unreported"}
    assert [row.name for row in all_of(Reporter, episode=episode)] == ["Aunt Example"]


def test_the_interview_is_owed_from_the_return_as_it_was_and_is_late_at_once(cast, jake):
    episode = add(cast, jake)
    owed = {duty.clock: duty.due_at for duty in all_of(Duty, about_id=episode.pk, done_at=None)}
    assert owed == {"RETURN_INTERVIEW": HOME + 72 * HOUR, "PREVENTION_INTERVIEW": HOME + 24 * HOUR}
    assert [notice.team for notice in all_of(Notice, kind="missing.recorded_afterwards")] == [cast.teams["front_door"]]


def test_it_stands_before_a_later_absence_that_is_open_and_completes_a_pattern_once(cast, jake, clock, job_login):
    report(cast, "Ben", jake, SEEN + timedelta(days=8))
    episode = add(cast, jake)
    for _ in range(3):
        with job_login():
            look_for_patterns()
    raised = sorted((flag.rule, flag.completed_by == episode.pk) for flag in all_of(Flag))
    assert ("RM-12", True) in raised and ("RM-03", False) in raised
    assert len(raised) == len(set(raised))


def test_an_absence_that_overlaps_another_is_refused_and_the_no_tells_nothing(cast, jake):
    bring_home(cast, "Cara", report(cast, "Cara", jake, SEEN + HOUR), SEEN + 3 * HOUR)
    with pytest.raises(Refused) as refused:
        add(cast, jake)
    assert refused.value.reasons == [
        "This absence was not added here. Ring Northford Council on 01632 960 555 now: they take it from there."
    ]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"not_reported": ""}, "Say why nobody reported it: choose from the list."),
        ({"not_reported": "other"}, "Say in words why nobody reported it."),
        ({"home": SEEN - HOUR}, "The child was last seen after the time you give for finding them."),
        ({"back": {"carried": ["BOMB"]}}, "Choose what the child carried from the list."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(cast, jake, more, says):
    with pytest.raises(Refused) as refused:
        add(cast, jake, past(**more))
    assert refused.value.reasons == [says]


def test_a_child_who_is_not_home_yet_is_reported_missing_and_not_added(cast, jake):
    with pytest.raises(Refused) as refused:
        add(cast, jake, actions.Past(SEEN, told_return(HOME), not_reported="not_known"))
    assert refused.value.reasons == ["Give the time at which the child was home. A child who is not home yet is reported missing now."]


def test_pressed_twice_it_is_recorded_once(cast, jake):
    draft = uuid4()
    assert add(cast, jake, draft=draft) == add(cast, jake, draft=draft)
    assert len(all_of(Episode)) == 1


ANSWERS = {"last_seen_on": "1 Jun", "last_seen_clock": "1800", "seen_place": "School", "found_on": "1 Jun", "found_clock": "2200"}
ANSWERS |= {"home_on": "2 Jun", "home_clock": "0100", "circumstances": "Told at the interview.", "not_reported": "used_to_it"}
ANSWERS |= {"noticed_name": "Aunt Example", "relationship": "relative"}


def test_the_page_reads_it_back_before_it_counts_and_leads_to_the_return(web, jake):
    ben, path = web("Ben"), f"/children/{jake.pk}/report-past-absence/"
    assert path in ben.get(f"/children/{jake.pk}/").text and path in ben.get(f"/children/{jake.pk}/report-missing/").text
    check = ben.post(path, fields_of(ben.get(path)) | ANSWERS)
    for words in ("18:00 Mon 1 Jun 2026, School", "Aunt Example, other relative", "It has happened so often", "01:00 Tue 2 Jun 2026, Home"):
        assert words in text_of(check), words
    sent = fields_of(check) | {"confirmed": "yes"}
    done = text_of(ben.post(path, sent, follow=True))
    assert "Return recorded" in done and "Return talk due by 01:00 Fri 5 Jun 2026" in done
    assert "Already recorded at" in text_of(ben.post(path, sent, follow=True))
    [episode] = all_of(Episode)
    assert "Why nobody reported it It has happened so often" in text_of(ben.get(f"/missing/{episode.pk}/"))


def test_the_page_without_a_later_time_home_takes_the_time_found_and_says_what_is_missing(web, jake):
    ben, path = web("Ben"), f"/children/{jake.pk}/report-past-absence/"
    answer = ben.post(path, fields_of(ben.get(path)) | ANSWERS | {"not_reported": ""})
    assert answer.status_code == 422 and "“Why did nobody report it?” needs an answer." in text_of(answer)
    check = ben.post(path, fields_of(answer) | {"not_reported": "not_known", "home_on": "", "home_clock": "", "noticed_name": ""})
    ben.post(path, fields_of(check) | {"confirmed": "yes"})
    [episode] = all_of(Episode)
    assert (episode.returned_at, all_of(Reporter)) == (SEEN + 5 * HOUR - HOUR, [])


def test_an_absence_that_one_may_see_at_that_time_is_told_before_the_check(cast, web, jake):
    bring_home(cast, "Ben", report(cast, "Ben", jake, SEEN - HOUR), SEEN + HOUR)
    ben, path = web("Ben"), f"/children/{jake.pk}/report-past-absence/"
    answer = ben.post(path, fields_of(ben.get(path)) | ANSWERS)
    assert answer.status_code == 422 and "The child was still missing then, until 19:00 on 1 Jun." in text_of(answer)


def test_the_api_adds_it_too(web, jake):
    back = {"found_at": HOME.isoformat(), "returned_at": HOME.isoformat(), "place": "Home or placement", "hurt": "no"}
    back |= {"harms": ["NOT_KNOWN"], "with_now": "family", "destination": "home"}
    said = {"child": str(jake.pk), "last_seen_at": SEEN.isoformat(), "place": "School", "circumstances": "Told.", "back": back}
    ben, path = web("Ben"), "/api/past-absences/"
    answer = ben.post(path, said | {"not_reported": "not_known"}, content_type="application/json")
    assert (answer.status_code, answer.json()["not_reported"], answer.json()["is_retrospective"]) == (201, "not_known", True)
    assert ben.post(path, said | {"not_reported": "x"}, content_type="application/json").status_code == 409
    nobody = ben.post(path, said | {"child": str(uuid4()), "not_reported": "not_known"}, content_type="application/json")
    assert nobody.json()["reasons"] == ["There is no such child among those you may see."]
