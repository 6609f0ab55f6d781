"""The log says to whom a deed handed what, under which power and why; and a look under an agreement says under which power."""

import pytest

from agencies.agreements.models import Agreement, LegalGateway
from referrals.children import actions as children
from referrals.children.models import Child
from tests.agencies.scenes import children_of, draft_agreement, log_of
from tests.database import building
from tests.factories import child_of
from tests.referrals.intake.scene import DECIDED, TUESDAY, WORDS, pupil_of, sent
from tests.referrals.missing.browsing import text_of

POWER = "Children Act 2004 section 11: regard to safeguarding"


@pytest.fixture
def power(cast):
    """Every agreement of the cast rests on one power."""
    with building() as build:
        gateway = build(LegalGateway(code="CA2004_11", provision=POWER, rely_kinds=["police", "council"], valid_from="2005-10-01"))
        Agreement.objects.update(gateway=gateway)


@pytest.fixture
def link(cast):
    def link(who, team, *, reason="At this school"):
        child = child_of(cast, "northford", "Kai", "Reed", reference="KAI")
        with cast.acting(who) as by:
            linked = {"child": Child.objects.get(pk=child.pk), "team": cast.teams[team]}
            children.involve(**linked, until=None, reason=reason, by=by, at=TUESDAY)

    return link


def only(database, where):
    [event] = log_of(database, where)
    return event


def page_of(web, who, event):
    return text_of(web(who).get(f"/looks/{event['key']}/"))


def named(event):
    return [(who["kind"], who.get("name", who.get("key"))) for who in event["recipients"] or []]


def test_a_referral_names_the_council_and_its_front_door(cast, clock, web, database):
    clock.set(TUESDAY)
    sent(cast, pupil_of(cast))
    event = only(database, "verb = 'intake.receive'")
    assert named(event) == [("agency", "Northford Council"), ("team", "Front door")]
    assert "Handed to Northford Council; Front door, Northford Council" in page_of(web, "Joan", event)


def test_what_the_sender_is_told_of_the_decision_names_the_sender_and_says_why(cast, clock, web, database):
    clock.set(TUESDAY)
    web("Nia").post(f"/referrals/{sent(cast, pupil_of(cast))}/decide/", DECIDED)
    event = only(database, "verb = 'information.grant'")
    assert named(event) == [("agency", "Hill School"), ("team", "Safeguarding team")]
    assert "Reason given Told what was decided on what it sent" in page_of(web, "Joan", event)


def test_linking_another_agencys_team_cites_the_agreement_and_the_power_of_whoever_links(cast, power, link, web, database):
    link("Ben", "hill")
    event = only(database, "verb = 'children.involve'")
    assert (event["agreement"], event["gateway"], event["justification"]) == ("ISA 6", "CA2004_11", "At this school")
    assert named(event) == [("agency", "Hill School"), ("team", "Safeguarding team")]
    assert f"Legal gateway CA2004_11: {POWER}" in page_of(web, "Pia", event)


def test_a_link_that_brings_no_agreement_to_bear_cites_none(cast, power, link, database):
    link("Ben", "lantern")
    event = only(database, "verb = 'children.involve'")
    assert (event["agreement"], event["gateway"]) == (None, None)


def test_linking_a_team_of_the_own_agency_names_that_team_alone(cast, power, link, database):
    link("Asha", "casework")
    event = only(database, "verb = 'children.involve'")
    assert (named(event), event["gateway"]) == ([("team", "Casework one")], None)


def test_a_duty_that_another_agency_bears_names_it_and_one_of_the_own_agency_names_nobody(cast, clock, database):
    clock.set(TUESDAY)
    sent(cast, pupil_of(cast))
    assert {tuple(named(event)) for event in log_of(database, "verb = 'duties.assign'")} == {
        (("agency", "Northford Council"), ("team", "Front door"))
    }
    sent(cast, child_of(cast, "northford", "Mia", "Reed", reference="MIA"), who="Max")
    assert named(log_of(database, "verb = 'duties.assign'")[-1]) == []


@pytest.mark.parametrize("deed", ["ratify", "end"])
def test_an_agreement_names_its_parties_and_the_power_it_rests_on(cast, web, database, deed):
    draft = draft_agreement(cast, "northford", "kind:health")
    for step in ("ratify", "end")[: 1 + (deed == "end")]:
        web("Adil").post(f"/agreements/{draft.pk}/{step}/")
    event = only(database, f"verb = 'agreements.{deed}' and action <> 'consultation'")
    assert (named(event), event["agreement"], event["gateway"]) == ([("line", "kind:health")], "ISA 100", "CA2004_11")
    page = page_of(web, "Joan", event)
    assert "Handed to Health bodies" in page
    assert "Legal gateway CA2004_11: Children Act 2004 s11" in page


def test_a_look_under_an_agreement_carries_the_agreement_and_its_power(cast, power, web, database):
    [child] = children_of(cast, "northford", 1)
    assert web("Ben").get(f"/children/{child.pk}/").status_code == 200
    event = only(database, "verb = 'casefile.child'")
    assert (event["agreement"], event["gateway"]) == ("ISA 1", "CA2004_11")


def test_a_look_at_what_the_own_agency_holds_rests_on_no_agreement(cast, power, web, database):
    [child] = children_of(cast, "northford", 1)
    web("Asha").get(f"/children/{child.pk}/")
    event = only(database, "verb = 'casefile.child'")
    assert (event["agreement"], event["gateway"], event["recipients"]) == (None, None, None)


def test_the_api_of_the_log_says_the_same_in_codes_and_in_words(cast, power, link, web, database):
    link("Ben", "hill")
    key = only(database, "verb = 'children.involve'")["key"]
    told = web("Pia").get(f"/api/looks/{key}/").json()
    assert (told["gateway"], told["justification"], told["deed"]) == ("CA2004_11", "At this school", "Linked a team to a child")
    hill = cast.teams["hill"]
    team = {"kind": "team", "number": hill.pk, "name": "Safeguarding team", "agency": hill.agency_id}
    assert told["recipients"][1] == team | {"says": "Safeguarding team, Hill School"}


def test_the_name_that_the_recipient_had_then_stays_in_the_log(cast, clock, web, database):
    clock.set(TUESDAY)
    sent(cast, pupil_of(cast))
    with building():
        type(cast.teams["front_door"]).objects.filter(pk=cast.teams["front_door"].pk).update(name="Integrated hub")
    assert "Front door, Northford Council" in page_of(web, "Joan", only(database, "verb = 'intake.receive'"))


def test_no_word_of_a_worry_or_of_a_reason_about_the_child_reaches_the_log(cast, clock, web, database):
    clock.set(TUESDAY)
    web("Nia").post(f"/referrals/{sent(cast, pupil_of(cast))}/decide/", DECIDED)
    log = str(log_of(database))
    told = [WORDS["worry"], WORDS["what_changed"], WORDS["hopes"], DECIDED["reason"], DECIDED["for_sender"]]
    assert [words for words in told if words in log] == []
