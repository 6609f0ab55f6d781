"""Agreements: nothing is shared under a draft, ratifying opens at once, ending closes at once."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from agencies.agreements.models import AgreementLine, LegalGateway
from agencies.directory.models import Membership
from agencies.oversight.presenters.agreements import state_of
from referrals.children.models import Identity
from tests.agencies.scenes import children_of, draft_agreement, log_of
from tests.database import building
from tests.referrals.missing.browsing import text_of


@pytest.fixture
def draft(cast):
    """Northford would let health bodies see any identity."""
    return draft_agreement(cast, "northford", "kind:health")


def seen_by(as_, who):
    with as_(who):
        return Identity.objects.count()


@pytest.mark.parametrize("who", ["Max", "Adil"])
def test_a_manager_or_administrator_of_the_owner_ratifies_and_it_opens_at_once(web, as_, cast, draft, database, who):
    children_of(cast, "northford", 1)
    assert seen_by(as_, "Dev") == 0
    assert web(who).post(f"/agreements/{draft.pk}/ratify/").status_code == 302
    assert seen_by(as_, "Dev") == 1
    [event] = log_of(database, "verb = 'agreements.ratify' and action = 'disclosure'")
    assert (event["owner_agency"], event["detail"]["number"]) == (cast.agencies["northford"].pk, draft.pk)


def test_the_owner_ends_it_and_it_closes_at_once(web, as_, cast, draft):
    children_of(cast, "northford", 1)
    adil = web("Adil")
    adil.post(f"/agreements/{draft.pk}/ratify/")
    assert adil.post(f"/agreements/{draft.pk}/end/").status_code == 302
    assert seen_by(as_, "Dev") == 0
    assert "Ended" in adil.get(f"/agreements/{draft.pk}/").text


def test_a_second_press_changes_nothing(web, draft, database):
    adil = web("Adil")
    adil.post(f"/agreements/{draft.pk}/ratify/")
    again = adil.post(f"/agreements/{draft.pk}/ratify/")
    assert again.status_code == 422
    assert "The agreement is in force already." in again.text
    assert len(log_of(database, "verb = 'agreements.ratify' and action = 'disclosure'")) == 1


def test_a_gateway_that_the_owner_may_not_rely_on_is_refused_with_the_reason(web, cast, as_):
    draft = draft_agreement(cast, "northford", "kind:health", rely="health")
    adil = web("Adil")
    page = adil.get(f"/agreements/{draft.pk}/").text
    assert "CA2004_11 is not a gateway that this kind of agency may rely on." in page
    assert adil.post(f"/agreements/{draft.pk}/ratify/").status_code == 422
    assert adil.post(f"/api/agreements/{draft.pk}/ratify/").json() == {
        "reasons": ["CA2004_11 is not a gateway that this kind of agency may rely on."]
    }


@pytest.mark.parametrize("who", ["Asha", "Joan", "Dev"])
def test_nobody_else_ratifies_or_ends(web, draft, who):
    assert web(who).post(f"/agreements/{draft.pk}/ratify/").status_code == 403
    assert web(who).post(f"/api/agreements/{draft.pk}/end/").status_code == 403


def test_a_draft_is_the_owners_own_business(web, draft):
    assert web("Dev").get(f"/agreements/{draft.pk}/").status_code == 404
    assert "ISA 100" not in web("Dev").get("/agreements/").text
    assert "ISA 100" in web("Asha").get("/agreements/").text


def test_who_receives_reads_the_lines_once_they_are_ratified(web, draft):
    web("Adil").post(f"/agreements/{draft.pk}/ratify/")
    page = text_of(web("Dev").get(f"/agreements/{draft.pk}/"))
    assert "Health bodies What How much About For Records Identity In full Any child Safeguarding Normal records" in page
    assert "In force" in page
    assert "ISA 100" not in web("Ella").get("/agreements/").text


def test_the_api_says_the_same(web, draft):
    adil = web("Adil")
    answer = adil.post(f"/api/agreements/{draft.pk}/ratify/")
    assert (answer.status_code, answer.json()["state"]) == (200, "In force")
    assert answer.json()["lines"][0]["recipient_key"] == "kind:health"
    [shown] = [row for row in web("Dev").get("/api/agreements/").json() if row["number"] == "ISA 100"]
    assert shown["says"] == ["Health bodies: identity (in full), about any child, for safeguarding; normal records"]
    assert adil.post(f"/api/agreements/{draft.pk}/end/").json()["state"] == "Ended"
    assert web("Ella").get(f"/api/agreements/{draft.pk}/").status_code == 404


def test_each_state_of_an_agreement_has_its_word(draft):
    at = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    assert state_of(draft, at) == ("Draft", "yellow")
    draft.ratified_at = at
    assert state_of(draft, at)[0] == "In force"
    draft.valid_from = at.date() + timedelta(days=1)
    assert state_of(draft, at)[0] == "Not yet in force"
    draft.valid_from, draft.valid_to = date(2020, 1, 1), at.date() - timedelta(days=1)
    assert state_of(draft, at)[0] == "Ran out"
    draft.revoked_at = at
    assert state_of(draft, at)[0] == "Ended"


def test_recipients_are_named_as_people_name_them(web, cast):
    southmoor = cast.agencies["southmoor"].pk
    keys = {f"agency:{southmoor}": "Southmoor Council", "kind:police@northshire": "Police forces of Northshire"}
    keys |= {"seat:mash@northford": "The multi-agency hub of Northford"}
    for number, key in enumerate(keys):
        with building() as build:
            build(AgreementLine(agreement=_numbered(cast, number), recipient_key=key, category="identity", purpose="safeguarding", level=3))
    shared_with = " ".join(re.findall(r"Northford Council shares with (.+?), \d", text_of(web("Adil").get("/agreements/"))))
    assert [words for words in keys.values() if words not in shared_with] == []


def test_the_list_of_agreements_names_parties_days_and_state_and_leaves_the_lines_to_each_page(web, draft):
    page = text_of(web("Adil").get("/agreements/"))
    assert f"ISA 100: {draft.title} Draft Northford Council shares with Health bodies, " in page
    assert "In full" not in page and "(in full)" not in page


def _numbered(cast, number):
    return draft_agreement(cast, "northford", "kind:school", number=f"ISA 20{number}")


def test_a_power_that_does_not_let_a_recipient_receive_is_refused(web, cast, draft):
    with building():
        LegalGateway.objects.update(receive_kinds=["police"])
        AgreementLine.objects.filter(agreement=draft).update(recipient_key=f"agency:{cast.agencies['charity'].pk}")
    reasons = web("Adil").post(f"/api/agreements/{draft.pk}/ratify/").json()["reasons"]
    assert reasons == ["CA2004_11 does not let every recipient of this agreement receive."]


def test_an_agreement_without_a_power_is_not_ratified(web, draft):
    with building():
        type(draft).objects.filter(pk=draft.pk).update(gateway=None)
    reasons = web("Adil").post(f"/api/agreements/{draft.pk}/ratify/").json()["reasons"]
    assert reasons == ["Name the legal gateway that the agreement relies on."]
    assert web("Adil").get(f"/api/agreements/{draft.pk}/").json()["gateway"] is None


def test_who_is_not_the_owner_does_not_end_what_they_receive(web, cast, draft):
    web("Adil").post(f"/agreements/{draft.pk}/ratify/")
    with building():
        Membership.objects.filter(user=cast.user("Dev")).update(role="manager")
    assert web("Dev").post(f"/api/agreements/{draft.pk}/end/").json() == {
        "reasons": ["Only the agency that owns the records can end the agreement."]
    }
