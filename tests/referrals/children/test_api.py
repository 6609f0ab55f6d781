"""The API door of the children: the same verbs, the same walls, the same sentences."""

import pytest

from referrals.children.models import Address, Child, Identity
from tests.agencies.scenes import log_of
from tests.factories import child_of

JSON = {"content_type": "application/json"}
KAI = {"given_names": "Kai", "family_name": "Moss", "born_on": "2011-03-27", "sex": "M"}


@pytest.fixture
def asha(web):
    return web("Asha")


def registered(client, cast, **more):
    told = {"who": KAI, "responsible": cast.agencies["northford"].pk} | more
    return client.post("/api/children/", told, **JSON)


def test_a_child_is_registered_once_and_found_again(asha, cast):
    key = "6a6f9a52-97a6-4b6c-9d5e-0d2f1f0f7c11"
    first, second = (registered(asha, cast, key=key, identifiers={"nhs": "999 000 0018"}) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    for asked in ({"family_name": "moss"}, {"number": "9990000018"}, {"number": first.json()["reference"]}, {"born_on": "2011-03-27"}):
        [line] = asha.post("/api/children/search/", asked, **JSON).json()
        assert (line["id"], line["name"], line["is_own"]) == (first.json()["id"], "Kai Moss", True)


def test_a_search_for_nothing_is_refused(asha):
    assert asha.post("/api/children/search/", {}, **JSON).status_code == 400


def test_not_the_same_must_be_said_through_the_api_too(asha, cast, database):
    registered(asha, cast)
    refused = registered(asha, cast, who=KAI | {"given_names": "Ky"})
    assert refused.status_code == 409
    assert "resemble" in refused.json()["reasons"][0]
    [alike] = asha.post("/api/children/resembling/", {"who": KAI, "responsible": cast.agencies["northford"].pk}, **JSON).json()
    assert (alike["band"], "The given names are the same." in alike["reasons"]) == ("very likely match", True)
    assert registered(asha, cast, who=KAI | {"given_names": "Ky"}, not_same=True).status_code == 201
    assert log_of(database, "verb = 'children.register' and outcome = 4")


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"identifiers": {"nhs": "9434765918"}}, 409),
        ({"identifiers": {"library card": "1"}}, 400),
        ({"address": {"lines": "1 Row", "postcode": "nowhere"}}, 400),
        ({"responsible": 0}, 400),
        ({"who": KAI | {"expected_on": "2030-01-01"}}, 409),
    ],
)
def test_what_cannot_be_registered(asha, cast, more, status):
    assert registered(asha, cast, **more).status_code == status


def test_a_police_force_answers_for_no_child(asha, cast):
    assert registered(asha, cast, responsible=cast.agencies["northshire_police"].pk).status_code == 400


def test_an_address_may_be_kept_secret(asha, cast):
    place = {"lines": "1 Quiet Row", "postcode": "zz993vz"}
    open_one = registered(asha, cast, address=place).json()["id"]
    secret = registered(asha, cast, who=KAI | {"given_names": "Leah"}, address=place | {"protected": True}).json()["id"]
    with cast.acting("Asha"):
        assert [str(row.child_id) for row in Address.objects.filter(child__in=[open_one, secret])] == [open_one]


def test_a_birth_is_recorded_and_a_record_put_right(asha, cast):
    expected = {"family_name": "Moss", "expected_on": "2030-01-01", "sex": "U"}
    key = registered(asha, cast, who=expected).json()["id"]
    assert asha.post(f"/api/children/{key}/born/", {"born_on": "2026-01-02", "sex": "F"}, **JSON).status_code == 204
    assert asha.post(f"/api/children/{key}/born/", {"born_on": "2026-01-02", "sex": "F"}, **JSON).status_code == 409
    assert asha.post(f"/api/children/{key}/correct/", KAI, **JSON).status_code == 204
    with cast.acting("Asha"):
        assert Identity.objects.get(child=key).given_names == "Kai"


def test_a_child_who_was_born_is_not_expected_again(asha, cast):
    key = registered(asha, cast).json()["id"]
    expected = {"family_name": "Moss", "expected_on": "2030-01-01", "sex": "U"}
    answer = asha.post(f"/api/children/{key}/correct/", expected, **JSON)
    assert (answer.status_code, len(answer.json()["reasons"])) == (409, 1)
    typed = {"birth": "unborn", "family_name": "Moss", "expected_on_day": "1", "expected_on_month": "1", "expected_on_year": "2030"}
    page = asha.post(f"/children/{key}/correct/", typed)
    assert page.status_code == 422
    assert "a child who was born is not expected again" in page.text
    with cast.acting("Asha"):
        assert str(Identity.objects.get(child=key).born_on) == KAI["born_on"]


@pytest.mark.parametrize("deed", ["born", "correct"])
def test_a_hidden_child_answers_like_nobody(asha, cast, deed):
    hidden = child_of(cast, "northford", "Zora", "Quill", reference="ZORA", seal=2)
    answers = [asha.post(f"/api/children/{key}/{deed}/", KAI, **JSON) for key in (hidden.pk, "6a6f9a52-97a6-4b6c-9d5e-0d2f1f0f7c11")]
    assert {(answer.status_code, answer.text) for answer in answers} == {(404, answers[0].text)}


def test_the_data_protection_officer_registers_nobody(web, cast):
    assert registered(web("Joan"), cast).status_code == 403
    with cast.acting("Asha"):
        assert not Child.objects.exists()
