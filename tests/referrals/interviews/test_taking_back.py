"""The authority that owes an interview takes it back from whoever it asked; the list of what is owed, booked and overdue."""

import pytest

from agencies.directory.models import Agency
from agencies.notices.models import Notice
from agencies.refusals import Refused
from referrals.children.models import Identity
from referrals.interviews import actions
from referrals.interviews.actions.rows import asked_of
from referrals.interviews.models import Interview, InterviewStep
from tests.database import building
from tests.factories import child_of
from tests.factories.missing import all_of, now_of
from tests.referrals.interviews.scene import HOUR, NOW, begun, came_home, deed, talk

DAY, JSON = 24 * HOUR, {"content_type": "application/json"}
REASON = "They have nobody free before Friday."


@pytest.fixture
def jake(cast, clock):
    clock.set(NOW)
    return child_of(cast, "northford", "Jake", "Arden", reference="7Q2MX-9K4TB-W")


@pytest.fixture
def interview(cast, jake):
    """Asked of the charity that works where he lives."""
    row = begun(cast, came_home(cast, jake))
    return deed(cast, "Nia", "delegate", row, NOW, team=cast.teams["lantern"], reason="The child lives with you.")


def test_it_is_to_be_offered_again_and_whoever_was_asked_sees_no_more_of_it(cast, interview):
    deed(cast, "Nia", "take_back", interview, NOW + HOUR, reason=REASON)
    step = max(all_of(InterviewStep), key=lambda row: row.recorded_at)
    assert (step.status, step.words) == ("TO_OFFER", f"Taken back from Youth workers, Lantern Youth. {REASON}")
    with cast.acting("Finn"):
        assert not Interview.objects.exists()
        assert not Identity.objects.exists()
    with cast.acting("Nia"):
        assert asked_of(interview) is None
    assert [row.team_id for row in all_of(Notice, kind="interviews.taken_back")] == [cast.teams["lantern"].pk]
    assert now_of(Interview, interview.pk).due_at == interview.due_at


def test_it_may_be_asked_of_another_team_afterwards(cast, interview):
    deed(cast, "Nia", "take_back", interview, NOW + HOUR, reason=REASON)
    deed(cast, "Nia", "delegate", interview, NOW + 2 * HOUR, team=cast.teams["southmoor_door"], reason="He moved.")
    with cast.acting("Gita") as gita:
        assert asked_of(interview) == gita.team


def test_only_what_was_asked_is_taken_back_and_with_a_reason(cast, interview):
    with pytest.raises(Refused) as refused:
        deed(cast, "Nia", "take_back", interview, NOW, reason=" ")
    assert refused.value.reasons == ["Say why you take it back."]
    deed(cast, "Nia", "take_back", interview, NOW + HOUR, reason=REASON)
    with pytest.raises(Refused) as refused:
        deed(cast, "Nia", "take_back", interview, NOW + 2 * HOUR, reason=REASON)
    assert refused.value.reasons == ["No other team is asked to hold this interview."]


def test_whoever_was_asked_gives_it_back_to_nobody(cast, interview):
    with cast.acting("Gita") as gita, pytest.raises(Refused) as refused:
        actions.take_back(interview=interview, reason=REASON, by=gita, at=NOW)
    assert refused.value.reasons == ["Only Northford Council, which owes this interview, takes it back."]


def test_what_is_held_is_not_taken_back(cast, interview):
    deed(cast, "Finn", "complete", interview, NOW, told=talk())
    with pytest.raises(Refused) as refused:
        deed(cast, "Nia", "take_back", interview, NOW, reason=REASON)
    assert refused.value.reasons == ["This interview is held and recorded."]


def test_pressed_twice_it_is_taken_back_once(cast, interview, web):
    nia, page = web("Nia"), f"/interviews/{interview.pk}/take-back/"
    assert page in nia.get(f"/interviews/{interview.pk}/").text
    assert "sees this interview no more" in nia.get(page).text
    sent = {"reason": REASON, "draft": "6f6d7e0e-1111-4222-8333-444455556666"}
    assert [nia.post(page, sent).status_code for _ in range(2)] == [302, 302]
    assert len(all_of(InterviewStep, status="TO_OFFER")) == 1
    assert page not in nia.get(f"/interviews/{interview.pk}/").text


def test_the_same_through_the_api(cast, interview, web):
    nia, path = web("Nia"), f"/api/interviews/{interview.pk}/take-back/"
    assert web("Finn").post(path, {"reason": REASON}, **JSON).status_code == 403
    assert nia.post(path, {"reason": REASON}, **JSON).status_code == 200
    assert nia.post(path, {"reason": REASON}, **JSON).status_code == 409


def test_the_list_shows_what_ones_teams_owe_and_of_it_what_is_booked_or_overdue(cast, clock, jake, web):
    row = begun(cast, came_home(cast, jake))
    booking = actions.Booking(NOW + DAY, "Library", "Rosa Field", "INDEPENDENT")
    nia = web("Nia")
    assert "Jake Arden" not in nia.get("/interviews/", {"show": "booked"}).text
    deed(cast, "Nia", "book", row, NOW, told=booking)
    assert "Jake Arden" in nia.get("/interviews/", {"show": "booked"}).text
    assert "Jake Arden" not in nia.get("/interviews/", {"show": "overdue"}).text
    clock.set(NOW + 4 * DAY)
    nia = web("Nia")
    assert "Jake Arden" in nia.get("/interviews/", {"show": "overdue"}).text
    assert nia.get("/api/interviews/", {"show": "overdue"}).json()["count"] == 1
    assert "Jake Arden" in nia.get("/interviews/", {"show": "nonsense"}).text
    assert "Return interviews" in nia.get("/my-work/").text


def test_in_wales_it_is_called_a_debrief(cast, jake, web):
    row = begun(cast, came_home(cast, jake))
    with building():
        Agency.objects.filter(pk=cast.agencies["northford"].pk).update(nation="wales")
    nia = web("Nia")
    assert '<h1 class="govuk-heading-l">Debrief</h1>' in nia.get(f"/interviews/{row.pk}/").text
    assert '<h1 class="govuk-heading-l">Debriefs</h1>' in nia.get("/interviews/").text
    assert "Debrief after a return" in nia.get("/my-work/").text
