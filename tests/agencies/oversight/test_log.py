"""Who looked at what: each data-protection officer sees their own people and their own data, and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from agencies.access.context import acting, system
from agencies.audit import trail
from agencies.audit.models import Event, Exposure
from agencies.audit.trail import Look, Shown
from agencies.words import Outcome
from tests.agencies.scenes import children_of, log_of
from tests.database import building
from tests.referrals.missing.browsing import bare, text_of

LOOKS = "/looks/"


@pytest.fixture
def child(cast):
    [child] = children_of(cast, "northford", 1)
    return child


@pytest.fixture
def look(cast):
    """Somebody looked: at rows of one agency about one child, with an outcome."""

    def looked(who, child=None, *, owner="northford", rule="P1", outcome=Outcome.DONE, verb="casefile.child", asked_for=""):
        actor = replace(cast.actor(who), request=uuid4())
        shown = [Shown(child.pk, cast.agencies[owner].pk, "identity", 3, rule)] if child and outcome == Outcome.DONE else []
        detail = {"asked_for": asked_for} if asked_for else {}
        trail.commit([Look(actor, verb, outcome=outcome, shown=shown, detail=detail)])

    return looked


def seen_by(as_, who, **filters):
    with as_(who):
        return [event.actor_name.split()[0] for event in Event.objects.filter(**filters).order_by("id")]


def test_an_officer_sees_looks_at_their_agencys_data_whoever_looked(as_, look, child):
    look("Asha", child)
    look("Ben", child, rule="P4")
    assert seen_by(as_, "Joan") == ["Asha", "Ben"]


def test_an_officer_sees_what_their_own_people_looked_at_elsewhere(as_, look, child):
    look("Ben", child, rule="P4")
    assert seen_by(as_, "Pia") == ["Ben"]


def test_an_officer_of_another_agency_sees_nothing(as_, look, child):
    look("Asha", child)
    look("Dev", child, rule="P4")
    look("Asha", outcome=Outcome.REFUSED)
    assert seen_by(as_, "Pia") == []
    with as_("Pia"):
        assert list(Exposure.objects.all()) == []


def test_an_officer_sees_of_a_strangers_look_only_what_it_showed_of_their_own(as_, cast, child):
    ours, theirs = cast.agencies["northford"].pk, cast.agencies["trust"].pk
    shown = [Shown(child.pk, ours, "identity", 3, "P4"), Shown(child.pk, theirs, "health", 2, "P4")]
    trail.commit([Look(cast.actor("Ben"), "casefile.child", shown=shown)])
    with as_("Joan"):
        assert [row.category for row in Exposure.objects.all()] == ["identity"]
    with as_("Pia"):
        assert sorted(row.category for row in Exposure.objects.all()) == ["health", "identity"]


@pytest.mark.parametrize("who", ["Asha", "Nia", "Max", "Adil", "Ella"])
def test_nobody_else_sees_other_peoples_looks(as_, look, child, who):
    look("Ben", child)
    assert seen_by(as_, who) == []


def test_everybody_sees_their_own_looks_and_what_these_showed(as_, look, child):
    look("Ben", child)
    assert seen_by(as_, "Ben") == ["Ben"]
    with as_("Ben"):
        assert [row.child_id for row in Exposure.objects.all()] == [child.pk]


def test_the_search_finds_a_child_by_reference_and_by_key(web, look, child):
    look("Ben", child, rule="P4")
    look("Asha")
    joan = web("Joan")
    for words in (child.reference, child.reference.lower(), str(child.pk)):
        page = joan.get(LOOKS, {"q": words}).text
        assert "Ben Example" in page
        assert "Asha Example" not in page
        assert child.reference in page
        assert "a sharing agreement in force covered it for their purpose" in page
        assert "identity (in full)" in page
        assert "Northshire Police: 1" in page


def test_the_search_finds_what_was_asked_for_in_vain(web, look, child):
    look("Asha", outcome=Outcome.NOT_FOUND, asked_for=str(child.pk))
    page = web("Joan").get(LOOKS, {"q": str(child.pk)}).text
    assert "Asha Example" in page
    assert "Not found" in page


@pytest.mark.parametrize("words", ["Asha Example", "asha", "ASHA"])
def test_the_search_finds_people_by_name_and_username(web, look, child, words):
    look("Asha", child)
    look("Ben", child)
    page = web("Joan").get(LOOKS, {"q": words}).text
    assert "Asha Example" in page
    assert "Ben Example" not in page
    assert "Social worker, Casework one, Northford Council" in page


def test_a_childs_name_finds_nothing_and_stays_out_of_the_trail(web, look, child, database):
    look("Asha", child)
    page = web("Joan").get(LOOKS, {"q": "Rowan0 Ashdown"}).text
    assert "Nothing in the log fits these words." in page
    [event] = log_of(database, "verb = 'oversight.looks'")
    assert event["detail"]["searched"] == "unknown"
    assert "Rowan" not in str(event)


def test_the_search_is_narrowed_by_verdict_agency_and_days(web, cast, look, child):
    look("Asha", child)
    look("Ben", child)
    look("Ivy", outcome=Outcome.REFUSED)
    joan = web("Joan")
    refused = joan.get(LOOKS, {"verdict": int(Outcome.REFUSED)}).text
    assert "Ivy Example" in refused
    assert "Asha Example" not in refused
    police = joan.get(LOOKS, {"agency": cast.agencies["northshire_police"].pk}).text
    assert "Ben Example" in police
    assert "Asha Example" not in police
    assert "No looks in these days." in joan.get(LOOKS, {"first": "1 Jan 2020", "last": "31 Jan 2020"}).text


def test_words_that_are_no_day_are_said_to_be_none(web):
    answer = web("Joan").get(LOOKS, {"first": "soon"})
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert "From: Give a date, such as 14 Nov 2026 or 14/11/26." in answer.text
    assert "Error:" in answer.text


@pytest.mark.parametrize("day", ["31 Feb 2026", "2026-02-31", "99/99/2026"])
def test_a_day_that_does_not_exist_is_an_error_and_stays_as_typed(web, day):
    page = web("Joan").get(LOOKS, {"last": day}).text
    assert "To: There is no such day." in page
    assert f'value="{day}"' in page


def test_the_days_of_the_search_read_as_people_write_them(web, clock):
    clock.set(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
    joan = web("Joan")
    assert 'value="25 Oct 2026"' in joan.get(LOOKS).text and 'value="24 Nov 2026"' in joan.get(LOOKS).text
    assert 'value="1 Nov 2026"' in joan.get(LOOKS, {"first": "2026-11-01"}).text


@pytest.mark.parametrize("days", [{"first": "0999-01-01"}, {"last": "9999-12-31"}, {"first": "1/1/1899", "last": "1/1/2101"}])
def test_a_year_in_which_nobody_looked_is_sent_back_on_both_doors(web, days):
    joan = web("Joan")
    page, api = joan.get(LOOKS, days), joan.get("/api/looks/", days)
    assert (page.status_code, api.status_code) == (200, 400)
    assert set(api.json()) == set(days)
    for name in days:
        label = {"first": "From", "last": "To"}[name]
        assert f"{label}: Give a year from 1900 to 2100." in page.text


def test_the_search_itself_is_in_the_log_and_about_the_child(web, child, database):
    web("Joan").get(LOOKS, {"q": child.reference})
    [event] = log_of(database, "verb = 'oversight.looks'")
    assert (event["actor_name"], event["purpose"], event["resource_id"]) == ("Joan Example", "audit", child.pk)
    assert event["detail"]["searched"] == "child"


def test_whether_a_child_exists_makes_no_difference_to_an_officer_elsewhere(web, look, child):
    look("Asha", child)
    pia, stranger = web("Pia"), uuid4()
    pages = [bare(pia.get(LOOKS, {"q": str(key)})).replace(str(key), "") for key in (child.pk, stranger)]
    assert pages[0] == pages[1]
    assert "No looks in these days." in pages[0]


@pytest.mark.parametrize("who", ["Asha", "Nia", "Adil", "Ben", "Ella"])
def test_the_search_is_for_data_protection_officers(web, who, database):
    assert web(who).get(LOOKS).status_code == 403
    assert web(who).get("/api/looks/").status_code == 403
    assert {event["outcome"] for event in log_of(database, "verb = 'oversight.looks'")} == {Outcome.REFUSED}


def test_a_long_log_comes_page_by_page_without_a_gap(web, look, child):
    for _ in range(120):
        look("Ben", child)
    joan, keys, after = web("Joan"), [], ""
    for _ in range(5):
        page = joan.get("/api/looks/", {"q": "ben", "after": after}).json()
        keys += [event["key"] for event in page["events"]]
        after = page["after"]
    assert (len(keys), len(set(keys)), after) == (120, 120, "")
    assert "Older" in joan.get(LOOKS, {"q": "ben"}).text


def test_a_page_after_nonsense_is_empty(web, look, child):
    look("Ben", child)
    assert web("Joan").get("/api/looks/", {"after": "yesterday"}).json()["events"] == []


def test_one_event_shows_all_that_was_stored(web, look, child, database):
    look("Ben", child, rule="P4")
    [event] = log_of(database, "verb = 'casefile.child'")
    page = web("Joan").get(f"/looks/{event['key']}/").text
    for word in (event["policy_version"], str(event["request_id"]), "Ben Example", "Police officer", child.reference, "Northford Council"):
        assert word in page


def test_one_event_says_its_verdict_as_a_sentence_and_leaves_out_what_it_has_not(web, look, child, database):
    look("Asha", child)
    look("Ivy", outcome=Outcome.REFUSED)
    pages = [text_of(web("Joan").get(f"/looks/{event['key']}/")) for event in log_of(database, "verb = 'casefile.child'")]
    done, refused = sorted(pages, key=lambda page: "Ivy" in page)
    assert "Verdict, as decided then Entitled under P1: their own agency holds it" in done
    assert "Verdict, as decided then Refused" in refused
    assert "None" not in done + refused and "Not known" not in done + refused


def test_each_child_stands_once_in_what_was_shown_at_the_fullest_level(web, cast, child, database):
    ours = cast.agencies["northford"].pk
    shown = [Shown(child.pk, ours, "identity", level, rule) for level, rule in ((1, "P4"), (3, "P1"), (2, "P1"))]
    trail.commit([Look(cast.actor("Asha"), "casefile.child", shown=[*shown, Shown(child.pk, ours, "missing", 2, "P1")])])
    [event] = log_of(database, "verb = 'casefile.child'")
    page = text_of(web("Joan").get(f"/looks/{event['key']}/"))
    assert f"{child.reference} identity (in full), missing episodes (summary) Northford Council P1: " in page
    assert page.count("identity (") == 1


def test_one_event_is_not_there_for_an_officer_elsewhere(web, look, child, database):
    look("Asha", child)
    [event] = log_of(database, "verb = 'casefile.child'")
    assert web("Pia").get(f"/looks/{event['key']}/").status_code == 404
    assert web("Pia").get(f"/api/looks/{event['key']}/").status_code == 404
    assert web("Joan").get(f"/api/looks/{event['key']}/").json()["shown"][0]["child"] == str(child.pk)


def test_my_looks_are_mine_alone(web, look, child):
    look("Asha", child)
    look("Ben", child)
    page = web("Ben").get("/my-looks/").text
    assert child.reference in page
    assert page.count("Opened a child&#x27;s page") == 1
    mine = web("Ben").get("/api/my-looks/").json()["events"]
    assert {event["actor_name"] for event in mine} == {"Ben Example"}


def test_a_reference_of_another_agencys_child_is_unknown_until_the_own_people_left_a_trail(web, cast, look):
    [hidden] = children_of(cast, "southmoor", 1)
    with building():
        type(hidden)._base_manager.filter(pk=hidden.pk).update(seal=2)
    pia = web("Pia")
    one, other = (bare(pia.get(f"{LOOKS}?q={words}")).replace(words, "") for words in (hidden.reference, "ZZZZZ-ZZZZZ-Z"))
    assert one == other
    assert str(hidden.pk) not in pia.get("/api/my-looks/").text
    look("Ben", hidden, owner="southmoor")
    assert "Ben" in pia.get(f"{LOOKS}?q={hidden.reference}").text


def test_looks_at_a_sealed_child_stay_findable_for_the_owner(web, look, child):
    look("Asha", child)
    with building():
        type(child)._base_manager.filter(pk=child.pk).update(seal=2)
    assert "Asha Example" in web("Joan").get(LOOKS, {"q": child.reference}).text


def test_a_named_job_is_found_by_its_name(web, cast, database):
    [child] = children_of(cast, "northford", 1)
    with acting(system("missing.marks")) as job:
        child.owner_id = cast.agencies["northford"].pk
        trail.record(verb="missing.pass_mark", about=child, by=job, at=trail.database_now())
    page = web("Joan").get(LOOKS, {"q": "missing.marks"}).text
    assert "Noted that an absence passed a mark" in page
    assert "Automatic checks: 1" in page


def test_the_api_refuses_a_day_that_is_none(web):
    assert web("Joan").get("/api/looks/", {"first": "soon"}).status_code == 400


def test_a_look_at_many_children_is_told_by_their_number(web, cast):
    children, ours = children_of(cast, "northford", 3), cast.agencies["northford"].pk
    shown = [Shown(child.pk, ours, "identity", 1, "P4") for child in children]
    trail.commit([Look(cast.actor("Ben"), "meetings.risk_list", shown=shown, agreement="ISA 1")])
    page = web("Joan").get(LOOKS).text
    assert "3 children" in page
    assert "Agreement ISA 1" in page
