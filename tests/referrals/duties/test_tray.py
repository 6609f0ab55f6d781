"""My team's tray, the two deeds on a duty, and the drafts that keep a writer's words."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from agencies.notices.models import Notice
from agencies.refusals import Refused
from referrals.children.models import Child
from referrals.clocks import Clock
from referrals.duties import actions
from referrals.duties.models import Draft, Duty
from tests.database import building
from tests.factories import child_of

JSON = {"content_type": "application/json"}
BEGAN = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def child(cast):
    return child_of(cast, "northford", "Kai", "Moss", reference="KAI")


@pytest.fixture
def assign(cast, child):
    """A duty of the casework team, about the child's identity."""

    def assigned(clock=Clock.EARLY_HELP, team="casework", start=BEGAN):
        about = type("About", (), {"pk": uuid4(), "child_id": child.pk})()
        with cast.acting("Asha") as asha:
            actions.assign(about=about, clock=clock, start=start, team=cast.teams[team], by=asha, at=start)
            return Duty.objects.get(about_id=about.pk)

    return assigned


def read(cast, duty):
    with cast.acting("Asha"):
        return Duty.objects.get(pk=duty.pk)


def test_the_tray_holds_my_teams_open_duties_the_longest_overdue_first(web, assign, clock):
    clock.set(datetime(2026, 6, 10, 12, 0, tzinfo=UTC))
    late, soon, other = assign(), assign(start=datetime(2026, 6, 9, 9, 0, tzinfo=UTC)), assign(team="front_door")
    tray = web("Asha").get("/api/duties/").json()
    assert [(row["id"], row["is_overdue"]) for row in tray] == [(str(late.pk), True), (str(soon.pk), False)]
    assert [row["id"] for row in web("Max").get("/api/duties/").json()] == [str(other.pk)]


def test_a_duty_is_marked_as_done_once(web, cast, assign):
    duty, asha = assign(), web("Asha")
    assert "Early help begins" in asha.get(f"/duties/{duty.pk}/done/").text
    assert asha.post(f"/duties/{duty.pk}/done/").status_code == 302
    assert read(cast, duty).done_by_id == cast.user("Asha").pk
    again = asha.post(f"/duties/{duty.pk}/done/")
    assert (again.status_code, "This duty is already done." in again.text) == (422, True)
    assert asha.post(f"/api/duties/{duty.pk}/done/").status_code == 409
    assert asha.post(f"/api/duties/{assign().pk}/done/").status_code == 204


@pytest.mark.parametrize(("which", "says"), [(Clock.LOCATE_CHILD, "when the return is recorded"), (Clock.DECIDE_REFERRAL, "is decided")])
def test_some_duties_end_by_their_deed_and_by_nobodys_word(web, cast, assign, which, says):
    duty, asha = assign(which), web("Asha")
    answer = asha.post(f"/api/duties/{duty.pk}/done/")
    assert (answer.status_code, says in answer.json()["reasons"][0]) == (409, True)
    assert read(cast, duty).done_at is None


def test_a_duty_is_handed_to_another_team_of_the_agency_and_its_time_stays(web, cast, assign):
    duty, asha, door = assign(), web("Asha"), cast.teams["front_door"]
    page = asha.get(f"/duties/{duty.pk}/hand-over/").text
    assert "Front door" in page
    assert "Hill School" not in page
    assert asha.post(f"/duties/{duty.pk}/hand-over/", {"team": door.pk}).status_code == 302
    assert (read(cast, duty).team_id, read(cast, duty).due_at) == (door.pk, duty.due_at)
    with building():
        assert Notice.objects.filter(team=door, kind="duty.handed_over").count() == 1


def test_a_duty_never_leaves_its_agency(web, cast, assign):
    duty, asha = assign(), web("Asha")
    answer = asha.post(f"/api/duties/{duty.pk}/hand-over/", {"team": cast.teams["response"].pk}, **JSON)
    assert answer.json() == {"reasons": ["A duty stays within the agency that bears it."]}
    assert asha.post(f"/duties/{duty.pk}/hand-over/", {"team": cast.teams["response"].pk}).status_code == 422
    moved = asha.post(f"/api/duties/{duty.pk}/hand-over/", {"team": cast.teams["front_door"].pk}, **JSON)
    assert moved.status_code == 204


@pytest.mark.parametrize("deed", ["done", "hand-over"])
def test_another_agencys_duty_is_not_there(web, assign, deed):
    duty = assign()
    assert web("Ben").get(f"/duties/{duty.pk}/{deed}/").status_code == 404
    assert web("Ben").post(f"/api/duties/{duty.pk}/{deed}/").status_code == 404


def saved(client, draft, words, version, **more):
    return client.post("/drafts/save/", {"draft": str(draft), "form": "f", "version": version, "words": words} | more, **JSON)


def test_words_survive_from_the_first_seconds(web, cast):
    asha, key = web("Asha"), uuid4()
    first = saved(asha, key, {"worry": "He is"}, 0)
    assert (first.status_code, first.json()["version"]) == (200, 1)
    assert saved(asha, key, {"worry": "He is hungry"}, 1).json()["version"] == 2
    [draft] = asha.get("/api/drafts/").json()
    assert (draft["draft"], draft["words"]) == (str(key), {"worry": "He is hungry"})
    assert web("Max").get("/api/drafts/").json() == []


def test_a_clash_shows_both_texts_and_writes_over_neither(web):
    asha, key = web("Asha"), uuid4()
    for version, words in enumerate(("one", "two")):
        saved(asha, key, {"worry": words}, version)
    clash = saved(asha, key, {"worry": "typed in another window"}, 1)
    assert (clash.status_code, clash.json()["words"], clash.json()["version"]) == (409, {"worry": "two"}, 2)
    through_the_api = {"draft": str(key), "form": "f", "version": 0, "words": {"worry": "late"}}
    assert asha.post("/api/drafts/", through_the_api, **JSON).status_code == 409
    assert asha.get("/api/drafts/").json()[0]["words"] == {"worry": "two"}
    assert asha.post("/api/drafts/", through_the_api | {"version": 2}, **JSON).json()["version"] == 3


def test_what_is_recorded_takes_no_more_words(web, cast):
    asha, key = web("Asha"), uuid4()
    saved(asha, key, {"worry": "one"}, 0)
    with cast.acting("Asha"):
        actions.use_draft(draft=key, result=uuid4(), said="words", at=BEGAN)
        assert Draft.objects.get(pk=key).words == {}
        assert actions.unfinished(form="f", about=None) is None
    assert saved(asha, key, {"worry": "two"}, 1).status_code == 410
    assert asha.get("/api/drafts/").json() == []


def press(child, by, **changed):
    asked = {"draft": None, "form": "f", "about": child.pk, "said": "words"} | changed
    return actions.made_before(Child.objects, by=by, at=BEGAN, **asked)


def test_a_key_that_was_never_saved_is_remembered_once_used(cast, child):
    key = uuid4()
    with cast.acting("Asha") as by:
        assert press(child, by) is None
        assert press(child, by, draft=key) is None
        actions.use_draft(draft=key, result=child.pk, said="words", at=BEGAN + timedelta(hours=1))
        assert press(child, by, draft=key) == child


@pytest.mark.parametrize("changed", [{"form": "g"}, {"about": UUID(int=1)}, {"said": "other words"}])
def test_the_same_key_for_something_else_is_refused_and_never_dropped(cast, child, changed):
    key = uuid4()
    with cast.acting("Asha") as by:
        press(child, by, draft=key)
        actions.use_draft(draft=key, result=child.pk, said="words", at=BEGAN)
        with pytest.raises(Refused):
            press(child, by, draft=key, **changed)


def test_a_key_of_somebody_else_is_refused(cast, child):
    key = uuid4()
    with cast.acting("Asha") as by:
        press(child, by, draft=key)
    with cast.acting("Ben") as by, pytest.raises(Refused):
        press(child, by, draft=key)
    with cast.acting("Ben") as by, pytest.raises(Refused):
        actions.save_draft(form="f", words={}, version=0, draft=key, about=None, by=by, at=BEGAN)


def test_characters_that_no_database_keeps_do_not_cost_the_words(web):
    asha, key = web("Asha"), uuid4()
    assert saved(asha, key, {"worry": "out\x00side \ud800 the school"}, 0).status_code == 200
    assert asha.get("/api/drafts/").json()[0]["words"] == {"worry": "outside  the school"}


@pytest.mark.parametrize("body", ["no json", {"form": "f"}, {"form": "f", "version": "x", "words": {}, "draft": None}, [1]])
def test_what_cannot_be_read_is_refused(web, body):
    assert web("Asha").post("/drafts/save/", body, **JSON).status_code == 400


@pytest.mark.parametrize("page", ["done", "hand-over"])
def test_the_page_of_a_duty_says_whose_it_is_and_leads_back(web, assign, child, page):
    said = web("Asha").get(f"/duties/{assign().pk}/{page}/").text
    assert child.reference in said
    assert '<a class="govuk-link" href="/my-work/">Cancel</a>' in said
