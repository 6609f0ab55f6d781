"""Whatever is recorded about an interview is recorded once, however often the button is pressed."""

from uuid import uuid4

import pytest

from agencies.refusals import Refused
from referrals.duties.models import Duty
from referrals.interviews import actions
from referrals.interviews.actions import Booking, Happened
from referrals.interviews.models import InterviewNarrative, InterviewStep
from tests.agencies.scenes import log_of
from tests.factories import child_of
from tests.factories.missing import all_of
from tests.referrals.interviews.scene import HOUR, NOW, begun, came_home, deed, refusal


@pytest.fixture
def interview(cast, clock):
    clock.set(NOW)
    return begun(cast, came_home(cast, child_of(cast, "northford", "Jake", "Arden", reference="7Q2MX-9K4TB-W")))


DEEDS = {
    "offer": lambda cast: {"told": Happened("OFFERED", NOW)},
    "decline": lambda cast: {"told": refusal()},
    "book": lambda cast: {"told": Booking(NOW + 40 * HOUR, "Library", "Rosa Field", "INDEPENDENT")},
    "delegate": lambda cast: {"team": cast.teams["lantern"], "reason": "The child lives with you."},
}


@pytest.mark.parametrize("name", DEEDS)
def test_pressed_twice_it_is_one_step_and_one_line_of_the_log(cast, database, interview, name):
    draft = uuid4()
    for _ in range(2):
        deed(cast, "Nia", name, interview, NOW, **DEEDS[name](cast), draft=draft)
    assert len(all_of(InterviewStep)) == 1
    assert len(log_of(database, f"verb = 'interviews.{name}'")) == 1


def test_what_carers_know_is_kept_once(cast, database, interview):
    deed(cast, "Nia", "decline", interview, NOW, told=refusal())
    draft = uuid4()
    for _ in range(2):
        deed(cast, "Nia", "ask_carers", interview, NOW + HOUR, words="She is afraid of the older boys.", safety="", draft=draft)
    assert [row.kind for row in all_of(InterviewNarrative)].count("carers") == 1
    assert len(log_of(database, "verb = 'interviews.ask_carers'")) == 1


def test_an_interview_taken_back_twice_is_taken_back_once(cast, database, interview):
    deed(cast, "Nia", "delegate", interview, NOW, team=cast.teams["lantern"], reason="The child lives with you.")
    draft = uuid4()
    for _ in range(2):
        deed(cast, "Nia", "take_back", interview, NOW + HOUR, reason="They have nobody free this week.", draft=draft)
    assert len(log_of(database, "verb = 'interviews.take_back'")) == 1


def test_an_interview_is_opened_from_the_duty_that_asks_for_one_and_from_no_other(cast, interview):
    deed(cast, "Nia", "decline", interview, NOW, told=refusal())
    [duty] = all_of(Duty, clock="ASK_CARERS")
    with cast.acting("Nia") as nia, pytest.raises(Refused, match="refused") as refused:
        actions.begin(duty=duty, by=nia, at=NOW)
    assert refused.value.reasons == ["Only the agency that owes a return interview opens it."]
