"""Flags on a page and through the API: why, which events, and who may answer."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from referrals.patterns.models import Flag
from referrals.patterns.tasks import look_for_patterns
from tests.factories import child_of
from tests.factories.missing import all_of, change_of, episode_of, now_of

LONDON = ZoneInfo("Europe/London")
ANSWER = {"answer": "ACTED", "words": "Strategy discussion held on Tuesday."}
MOST = 12
NOT_THE_PAGE = ("set_config", "current_setting", "transaction_read_only", "django_session", "SAVEPOINT", "BEGIN", "COMMIT")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.fixture
def raise_flags(cast, clock, job_login):
    """A child whom Northford registered goes missing on these evenings, and the sweep counts."""

    def raise_flags(*days, reference="KAI"):
        child = child_of(cast, "northford", "Kai", "Reed", reference=reference)
        for day in days:
            change_of(episode := episode_of(cast, child, at(f"{day} 18:00")))
        clock.set(episode.recorded_at + timedelta(minutes=1))
        with job_login():
            look_for_patterns()
        return child

    return raise_flags


@pytest.fixture
def flag(raise_flags):
    raise_flags("2026-06-01", "2026-06-10", "2026-06-20")
    [flag] = all_of(Flag, rule="RM-04")
    return flag


def text(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_page_says_because_of_which_rule_and_which_events(web, flag):
    page = text(web("Asha"), f"/flags/{flag.pk}/")
    assert "Flagged because:" in page
    assert "Went missing 3 times from 1 June 2026 to 20 June 2026: RM-04, 3 within 30 days." in page
    for moment in ("18:00 Mon 1 Jun 2026", "18:00 Wed 10 Jun 2026", "18:00 Sat 20 Jun 2026"):
        assert moment in page
    assert "version 1" in page
    assert "Why can I see this?" in page
    assert "Answer this flag" in page


def test_the_list_shows_open_flags_and_on_asking_the_answered_ones(web, flag):
    client = web("Asha")
    assert text(client, "/flags/").count("Flagged because:") == 4
    done = client.post(f"/flags/{flag.pk}/answer/", ANSWER)
    assert done.headers["Location"] == f"/flags/{flag.pk}/"
    assert "Strategy discussion held on Tuesday." in text(client, f"/flags/{flag.pk}/")
    assert text(client, "/flags/").count("Flagged because:") == 3
    assert text(client, "/flags/?show=answered").count("Flagged because:") == 1


def test_an_answer_without_words_comes_back_with_what_was_typed(web, flag):
    answer = web("Asha").post(f"/flags/{flag.pk}/answer/", ANSWER | {"words": ""})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert now_of(Flag, flag.pk).answered_at is None


def test_police_get_no_flag_that_no_agreement_gives_them_and_answer_none(web, flag):
    client = web("Ben")
    assert flag.rule not in text(client, "/flags/")
    assert client.get(f"/flags/{flag.pk}/").status_code == 404
    assert client.post(f"/flags/{flag.pk}/answer/", ANSWER).status_code == 403


@pytest.mark.parametrize("who", ["Finn", "Ella", "Gita", "Dev"])
def test_who_has_no_sight_of_the_child_learns_of_no_flag(web, flag, who):
    client = web(who)
    assert "RM-04" not in text(client, "/flags/")
    text(client, f"/flags/{flag.pk}/", status=404)


def test_the_api_shows_the_same_flags_and_takes_the_same_answer(web, flag):
    client = web("Asha")
    listed = client.get("/api/flags/").json()
    assert [row["rule"] for row in listed["flags"]].count("RM-04") == 1
    one = client.get(f"/api/flags/{flag.pk}/").json()
    assert (one["event_ids"], one["version"], one["completed_by"]) == (flag.event_ids, 1, str(flag.completed_by))
    assert client.post(f"/api/flags/{flag.pk}/answer/", ANSWER, content_type="application/json").status_code == 204
    again = client.post(f"/api/flags/{flag.pk}/answer/", ANSWER, content_type="application/json")
    assert (again.status_code, again.json()) == (409, {"reasons": ["This flag is already answered."]})
    assert client.get("/api/flags/?show=answered").json()["flags"][0]["answer"] == "ACTED"
    assert client.get("/api/flags/?show=hidden").status_code == 400


def test_a_long_list_goes_page_by_page_at_the_price_of_a_short_one(web, raise_flags):
    for number in range(8):
        raise_flags("2026-06-01", "2026-06-10", "2026-06-20", reference=f"KAI{number}")
    client = web("Asha")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/flags/")
    assert sum(not any(word in query["sql"] for word in NOT_THE_PAGE) for query in queries) <= MOST
    older = page.context["older"]
    assert [page.content.decode().count("Flagged because:"), text(client, f"/flags/{older}").count("Flagged because:")] == [25, 7]
    assert text(client, "/flags/?after=nonsense").count("Flagged because:") == 25


def test_the_words_of_an_answer_come_back_and_a_second_press_changes_nothing(web, flag):
    asha, key, path = web("Asha"), str(uuid4()), f"/flags/{flag.pk}/answer/"
    draft = {"draft": key, "form": "patterns.answer", "about": str(flag.pk), "version": 0, "words": ANSWER}
    asha.post("/drafts/save/", draft, content_type="application/json")
    assert ANSWER["words"] in text(asha, path)
    assert [asha.post(path, ANSWER | {"draft": key}).status_code for _ in range(2)] == [302, 302]
