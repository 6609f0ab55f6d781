"""Decided once, by a manager or the hub lead of the council that received it, with a reason; the sender is told the same day."""

from uuid import uuid4

import pytest

from agencies.access.context import ask
from agencies.notices.models import Notice
from referrals.children.models import Child
from referrals.decisions.models import Decision, DecisionNarrative
from referrals.duties.models import Duty
from referrals.information.models import Record, Summary
from referrals.intake.models import Referral
from referrals.intake.rules import decision_key
from referrals.missing import actions as missing
from referrals.missing.rules import Times
from tests.agencies.scenes import log_of
from tests.database import building
from tests.factories import child_of
from tests.referrals.intake.scene import DECIDED, JSON, TUESDAY, pupil_of, sent

UNCLE = DECIDED["reason"]


@pytest.fixture
def kai(cast):
    return pupil_of(cast)


@pytest.fixture
def referral(cast, kai, clock):
    clock.set(TUESDAY)
    return sent(cast, kai)


def decide(client, referral, **more):
    return client.post(f"/referrals/{referral}/decide/", DECIDED | more)


def test_at_25_the_sender_sees_outcome_reason_next_step_and_challenge_the_same_day_and_nothing_of_others(web, cast, referral, clock):
    clock.set(TUESDAY.replace(hour=10))
    assert decide(web("Nia"), referral)["Location"] == f"/referrals/{referral}/"
    clock.set(TUESDAY.replace(hour=16))
    page = web("Ella").get(f"/referrals/{referral}/").text
    for words in (
        "A social worker will assess what the child needs.",
        DECIDED["for_sender"],
        "complete the assessment, within 45 working days.",
        "01632 960 555",
        "say that you disagree with the decision",
    ):
        assert words in page, words
    assert UNCLE not in page
    assert "The decision in full" not in page
    with cast.acting("Ella"):
        assert not Decision.objects.exists()
        assert not DecisionNarrative.objects.exists()
        assert Summary.objects.get(category="decision").record_id == decision_key(referral)
    with building():
        told = Notice.objects.get(kind="decisions.decided")
        assert (told.team, told.told_at.date()) == (cast.teams["hill"], TUESDAY.date())


def test_the_duties_are_discharged_and_the_next_clock_begins(web, cast, referral):
    decide(web("Nia"), referral)
    with cast.acting("Nia"):
        duties = {duty.clock: (duty.done_at is not None, duty.team.name) for duty in Duty.objects.select_related("team")}
    assert duties == {
        "ACKNOWLEDGE_REFERRAL": (True, "Front door"),
        "DECIDE_REFERRAL": (True, "Front door"),
        "ASSESSMENT": (False, "Front door"),
    }


def test_an_outcome_that_opens_no_clock_asks_nothing_more(web, cast, referral):
    decide(web("Nia"), referral, outcome="CARE_LEAVER")
    assert "nothing is asked of you. Ring us when something changes." in web("Ella").get(f"/referrals/{referral}/").text
    with cast.acting("Nia"):
        assert not Duty.objects.open().exists()


def test_the_council_reads_the_decision_in_full(web, cast, referral):
    nia = web("Nia")
    decide(nia, referral)
    assert f"/decisions/{decision_key(referral)}/" in nia.get(f"/referrals/{referral}/").text
    page = nia.get(f"/decisions/{decision_key(referral)}/").text
    assert "Child in need assessment" in page
    assert "Nia Example" in page
    assert UNCLE in page
    read = web("Asha").get(f"/api/decisions/{decision_key(referral)}/").json()
    assert (read["reason"], read["decision"]["outcome"], len(read["told"])) == (UNCLE, "S17_ASSESSMENT", 3)


def test_the_sender_reads_of_the_decision_what_was_written_for_them(web, referral):
    decide(web("Nia"), referral)
    ella = web("Ella")
    page = ella.get(f"/decisions/{decision_key(referral)}/").text
    assert DECIDED["for_sender"] in page
    assert UNCLE not in page
    read = ella.get(f"/api/decisions/{decision_key(referral)}/").json()
    assert (read["reason"], read["decision"], len(read["told"])) == ("", None, 3)


@pytest.mark.parametrize("who", ["Finn", "Dev", "Gita", "Ben"])
def test_nobody_else_learns_of_the_decision(web, cast, referral, who):
    decide(web("Nia"), referral)
    assert web(who).get(f"/decisions/{decision_key(referral)}/").status_code == 404
    assert web(who).get(f"/api/decisions/{decision_key(referral)}/").status_code == 404


def test_a_linked_team_that_gets_no_summary_is_told_whom_to_ring(web, cast, referral, kai):
    decide(web("Nia"), referral)
    with building() as build:
        grant = Record._meta.apps.get_model("referrals", "RecordTeamGrant")
        shown = grant.objects.filter(group_id=cast.teams["hill"].pk, content_object_id=decision_key(referral)).first()
        shown.pk, shown.group_id, shown.level = None, cast.teams["response"].pk, 1
        build(shown)
    page = web("Ben").get(f"/decisions/{decision_key(referral)}/").text
    assert "01632 960 555" in page
    assert DECIDED["for_sender"] not in page


def test_it_is_decided_once(web, cast, referral):
    max_ = web("Max")
    decide(web("Nia"), referral)
    again = decide(max_, referral, outcome="INFO_ADVICE")
    assert again.status_code == 422
    assert "This referral is already decided." in again.text
    through_the_api = max_.put(f"/api/decisions/{referral}/", DECIDED, **JSON)
    assert (through_the_api.status_code, "already decided" in through_the_api.json()["reasons"][0]) == (409, True)
    page = max_.get(f"/referrals/{referral}/decide/").text
    assert "already decided" in page
    assert "<textarea" not in page
    with cast.acting("Nia"):
        assert Decision.objects.get().outcome == "S17_ASSESSMENT"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"outcome": "S47_ENQUIRY"}, "Child protection enquiry is an outcome of level 4."),
        ({"outcome": "INFO_ADVICE", "threshold": 4}, "contradict each other"),
        ({"reason": ""}, "“Why? For the file” needs an answer."),
        ({"for_sender": ""}, "“Why? For the sender” needs an answer."),
    ],
)
def test_what_speaks_against_a_decision_is_said_with_the_words_kept(web, cast, referral, more, says):
    answer = decide(web("Nia"), referral, **more)
    assert answer.status_code == 422
    assert says in answer.text
    with cast.acting("Nia"):
        assert Referral.objects.get(pk=referral).decided_at is None


@pytest.mark.parametrize("who", ["Asha", "Ella"])
def test_who_sees_it_and_may_not_decide_is_told_who_can(web, referral, who):
    client = web(who)
    assert client.get(f"/referrals/{referral}/").status_code == 200
    page = client.get(f"/referrals/{referral}/decide/")
    assert page.status_code == 403
    assert "Who can do it: hub lead, manager." in page.text
    assert client.put(f"/api/decisions/{referral}/", DECIDED, **JSON).status_code == 403


def test_the_page_of_the_referral_offers_the_button_to_those_who_may_press_it(web, referral):
    assert f"/referrals/{referral}/decide/" in web("Nia").get(f"/referrals/{referral}/").text
    page = web("Asha").get(f"/referrals/{referral}/").text
    assert f"/referrals/{referral}/decide/" not in page
    assert "A manager or the hub lead of Northford Council decides." in page


def test_a_council_decides_on_its_own_referrals_alone(web, cast, clock):
    """Northford sends one to Southmoor and keeps sight of it: its hub lead sees it and cannot decide."""
    clock.set(TUESDAY)
    child = child_of(cast, "northford", "Ana", "Bell", reference="ANA")
    with building():
        type(child)._base_manager.filter(pk=child.pk).update(responsible=cast.agencies["southmoor"])
    key = sent(cast, child, "Nia", source="5C")
    nia = web("Nia")
    assert nia.get(f"/referrals/{key}/decide/").status_code == 200
    answer = decide(nia, key)
    assert answer.status_code == 422
    assert "Only Southmoor Council, which received the referral, decides on it." in answer.text
    assert key in {referral.pk for referral in _seen_by(cast, "Gita")}


def _seen_by(cast, who):
    with cast.acting(who):
        return list(Referral.objects.all())


def test_the_council_tells_its_own_front_door_without_a_grant(web, cast, clock):
    clock.set(TUESDAY)
    key = sent(cast, child_of(cast, "northford", "Ana", "Bell", reference="ANA"), "Asha", source="5A")
    assert decide(web("Nia"), key).status_code == 302
    assert DECIDED["for_sender"] in web("Asha").get(f"/referrals/{key}/").text


def test_the_deed_is_in_the_trail_with_codes_and_no_words(web, referral, database):
    decide(web("Nia"), referral)
    [deed] = log_of(database, "verb = 'decisions.decide' and action = 'alteration'")
    assert (deed["detail"]["outcome"], deed["detail"]["threshold"], deed["resource_id"]) == ("S17_ASSESSMENT", 3, decision_key(referral))
    assert UNCLE not in str(deed["detail"])


def test_the_api_decides_with_the_same_sentences(web, cast, referral):
    nia = web("Nia")
    refused = nia.put(f"/api/decisions/{referral}/", DECIDED | {"outcome": "S47_ENQUIRY"}, **JSON)
    assert refused.json() == {"reasons": ["Child protection enquiry is an outcome of level 4."]}
    done = nia.put(f"/api/decisions/{referral}/", DECIDED, **JSON).json()
    assert (done["id"], done["outcome"], done["threshold"]) == (str(decision_key(referral)), "S17_ASSESSMENT", 3)
    assert web("Ella").get(f"/api/referrals/{referral}/").json()["told"][1] == f"Why: {DECIDED['for_sender']}"


def test_while_the_child_is_missing_an_outcome_below_the_threshold_wants_a_managers_reason(web, cast, referral, kai):
    """The duty to find him is the police's; the council learns of it where it decides, and nowhere else."""
    told = missing.Report(
        times=Times(last_seen_at=TUESDAY, discovered_at=None, reported_at=TUESDAY),
        place="Bus station",
        band="MEDIUM",
        band_reason="First checks",
    )
    cast.link("response", kai.pk)
    with cast.acting("Ben") as ben:
        missing.report(child=Child.objects.get(pk=kai.pk), told=told, by=ben, at=TUESDAY)
    nia = web("Nia")
    asked = nia.get(f"/referrals/{referral}/decide/").text
    assert asked.index("The child is missing now.") < asked.index("Your decision") < asked.index("id_confirmation")
    refused = decide(nia, referral, outcome="INFO_ADVICE")
    assert refused.status_code == 422
    assert '<a href="#id_confirmation">The child is missing now. A manager confirms this outcome' in " ".join(refused.text.split())
    assert decide(nia, referral, outcome="INFO_ADVICE", confirmation="Found by his aunt, the police are told").status_code == 302
    assert "Confirmed while missing: Found by his aunt" in nia.get(f"/decisions/{decision_key(referral)}/").text


def test_while_the_child_is_at_home_nobody_is_asked_about_a_search(web, referral):
    page = web("Nia").get(f"/referrals/{referral}/decide/").text
    assert "missing now" not in page
    assert "id_confirmation" not in page
    assert f'<a class="govuk-link" href="/referrals/{referral}/">Cancel</a>' in page


def test_who_does_not_decide_learns_nothing_of_the_search_for_a_child(cast, referral, kai):
    with cast.acting("Gita"):
        assert ask("sg.is_looked_for", wanted=kai.pk) == [(False,)]


def test_the_words_of_a_decision_come_back_and_one_press_more_decides_nothing_twice(web, cast, referral):
    nia, key, path = web("Nia"), str(uuid4()), f"/referrals/{referral}/decide/"
    words = {"reason": "The aunt can have him until Friday."}
    nia.post("/drafts/save/", {"draft": key, "form": "decisions.decide", "about": referral, "version": 0, "words": words}, **JSON)
    assert "The aunt can have him until Friday." in nia.get(path).text
    assert [decide(nia, referral, draft=key).status_code for _ in range(2)] == [302, 302]
    with cast.acting("Nia"):
        assert Decision.objects.count() == 1


def test_the_same_key_with_another_outcome_is_refused(web, referral):
    nia, key, api = web("Nia"), str(uuid4()), f"/api/decisions/{referral}/"
    assert nia.put(api, DECIDED | {"draft": key}, **JSON).status_code == 200
    assert nia.put(api, DECIDED | {"draft": key}, **JSON).status_code == 200
    assert nia.put(api, DECIDED | {"draft": key, "reason": "Another"}, **JSON).status_code == 409
