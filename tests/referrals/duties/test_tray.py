"""My team's tray, and the two deeds on a duty."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from agencies.notices.models import Notice
from referrals.clocks import Clock
from referrals.duties import actions
from referrals.duties.models import Duty
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
    assert (read(cast, duty).team_id, read(cast, duty).due_at, read(cast, duty).held_by) == (door.pk, duty.due_at, None)
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


@pytest.mark.parametrize("page", ["done", "hand-over"])
def test_the_page_of_a_duty_says_whose_it_is_and_leads_back(web, assign, child, page):
    said = web("Asha").get(f"/duties/{assign().pk}/{page}/").text
    assert child.reference in said
    assert '<a class="govuk-link" href="/my-work/">Cancel</a>' in said
