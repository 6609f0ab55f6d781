"""The pages on which a child is found, registered, born and put right."""

import re
from importlib import import_module

import pytest
from django.db import connections

from referrals.children.models import Address, Child, Identity, SearchKey
from referrals.children.rules import keys_for, person_of
from tests.agencies.scenes import log_of, shown_by
from tests.database import building
from tests.factories import LONG_AGO
from tests.referrals.children.scene import findable
from tests.referrals.missing.browsing import bare, text_of

KAI = {
    "given_names": "Kai",
    "family_name": "Moss",
    "birth": "known",
    "born_on_day": "27",
    "born_on_month": "3",
    "born_on_year": "2011",
    "sex": "M",
}


@pytest.fixture
def kai(cast):
    return findable(cast, "northford", "Kai", "Moss", reference="KAI")


def nameless(page, words="Zora|Quill|Ottilie|Brae|Nonce|Nonsuch"):
    """A page without what differs on every page, and without the words that were typed."""
    return re.sub(words, "", bare(page))


def found(client, words):
    return client.post("/children/", {"q": words})


@pytest.mark.parametrize("words", ["Kai Moss", "ky moss", "Moss, Kai", "kai 27/3/2011", "Moss 27 Mar 2011", "27/3/2011", "Kai", "mos"])
def test_a_child_is_found_by_what_people_type(web, kai, words):
    page = found(web("Asha"), words)
    assert page.status_code == 200
    assert "1 result for" in page.text
    assert f"/children/{kai.pk}/" in page.text


def test_an_empty_search_says_what_to_type(web):
    page = found(web("Asha"), " ")
    assert page.status_code == 422
    assert "Type a name, a date of birth, a number or a reference." in page.text


def test_results_stand_in_groups_by_who_holds_them(web, cast, kai):
    findable(cast, "northshire_police", "Kai", "Mosse", reference="KAI-2")
    page = found(web("Asha"), "Kai Moss").text
    assert page.index("Held by your agency") < page.index("KAI<") < page.index("Held by other agencies") < page.index("KAI-2<")


def test_the_page_for_a_hidden_child_is_the_page_for_a_child_who_does_not_exist(web, cast):
    findable(cast, "northford", "Zora", "Quill", reference="ZORA", seal=2)
    findable(cast, "trust", "Ottilie", "Brae", reference="OTTI")
    client = web("Ella")
    pages = [found(client, name) for name in ("Zora Quill", "Ottilie Brae", "Nonce Nonsuch")]
    assert len({nameless(page) for page in pages}) == 1
    assert "0 results for ‘Zora Quill’, in children you may search" in pages[0].text


def test_a_search_is_logged_by_its_shape_and_names_only_whom_it_showed(web, cast, kai, database):
    findable(cast, "northford", "Karl", "Mostyn", reference="KARL")
    found(web("Asha"), "Kai Moss 27/3/2011")
    [event] = log_of(database, "verb = 'children.find'")
    assert event["action"] == "consultation"
    assert event["detail"]["search"]["shape"] == "given_names+family_name+born_on"
    assert "moss" not in str(event["detail"]).lower()
    assert {child for child, *_ in shown_by(database, event["key"])} == {kai.pk}


@pytest.mark.parametrize(("who", "status"), [("Asha", 200), ("Ivy", 200), ("Ella", 200), ("Hugo", 200), ("Joan", 403), ("Adil", 403)])
def test_who_may_search(web, who, status):
    assert web(who).get("/children/").status_code == status


def test_who_resembles_the_child_is_shown_while_typing_with_reasons(web, kai):
    part = web("Asha").post("/children/register/resembling/", {"given_names": "Ky", "family_name": "moss"}).text
    assert "<html" not in part
    assert "1 possible match" in part
    assert "The family names are the same." in part


def test_who_resembles_the_child_is_shown_without_script_too(web, kai):
    page = web("Asha").post("/children/register/", {"given_names": "Ky", "family_name": "moss", "step": "look"})
    assert page.status_code == 200
    assert "1 possible match" in page.text
    assert "There is a problem" not in page.text
    assert 'value="moss"' in page.text


def test_a_search_that_found_nobody_carries_its_words_into_the_form(web):
    begun = {"step": "begin", "given_names": "Ana", "family_name": "Bell", "born_on_day": "4", "born_on_month": "5", "born_on_year": "2012"}
    page = web("Asha").post("/children/register/", begun).text
    assert all(f'value="{word}"' in page for word in ("Ana", "Bell", "4", "5", "2012"))


def registered(client, council, *, step="register", **more):
    return client.post("/children/register/", KAI | {"responsible": council.pk, "step": step} | more)


def test_registering_is_read_over_first_and_changed_without_loss(web, cast):
    client, council = web("Asha"), cast.agencies["northford"]
    page = registered(client, council, step="check", nhs="999 000 0018").text
    assert "Check before registering" in page
    assert "9990000018" in page
    again = registered(client, council, step="change", nhs="999 000 0018").text
    assert 'value="999 000 0018"' in again
    with cast.acting("Asha"):
        assert not Child.objects.exists()


def test_a_child_is_registered_once_however_often_the_button_is_pressed(web, cast):
    client, key = web("Asha"), "6a6f9a52-97a6-4b6c-9d5e-0d2f1f0f7c11"
    places = {registered(client, cast.agencies["northford"], draft=key)["Location"] for _ in range(2)}
    assert len(places) == 1
    page = client.get(places.pop()).text
    assert "Child registered" in page
    assert "Northford Council answers for this child" in page


def test_not_the_same_must_be_said(web, cast, kai):
    client = web("Asha")
    refused = registered(client, cast.agencies["northford"])
    assert refused.status_code == 422
    assert "Other children resemble this one." in refused.text
    assert "Not the same: register this child" in refused.text
    assert registered(client, cast.agencies["northford"], not_same="yes").status_code == 302


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"given_names": "", "family_name": ""}, "Give at least one name"),
        ({"sex": ""}, "Choose female, male or not known."),
        ({"born_on_day": "", "born_on_month": "", "born_on_year": ""}, "Give the date of birth."),
        ({"birth": "month", "born_month": "13 2012"}, "give it as 3 2012 or March 2012"),
        ({"nhs": "943 476 5918"}, "That is not an NHS number"),
        ({"upn": "A801200001001"}, "That is not a unique pupil number"),
        ({"postcode": "nowhere"}, "That is not written like a postcode."),
        ({"responsible": ""}, "“Which council answers for the child?” needs an answer."),
    ],
)
def test_what_is_wrong_is_said_beside_the_words_that_were_typed(web, cast, typed, says):
    page = web("Asha").post("/children/register/", KAI | {"responsible": cast.agencies["northford"].pk} | typed)
    assert page.status_code == 422
    assert says in page.text


def identity_of(cast, answer):
    with cast.acting("Asha"):
        return Identity.objects.get(child=answer["Location"].split("/")[2])


def test_at_95_month_and_year_are_kept_as_the_15th_and_the_age_says_about(web, cast):
    client = web("Asha")
    answer = registered(client, cast.agencies["northford"], birth="month", born_month="March 2012")
    identity = identity_of(cast, answer)
    assert (str(identity.born_on), identity.born_estimated) == ("2012-03-15", True)
    assert ", about 1" in found(client, "Kai Moss").text


def test_at_95_an_age_alone_is_kept_as_an_estimate(web, cast):
    identity = identity_of(cast, registered(web("Asha"), cast.agencies["northford"], birth="age", age="9"))
    assert (identity.born_on.day, identity.born_estimated) == (15, True)


def test_at_94_a_child_not_yet_born_is_registered_and_then_born(web, cast):
    client = web("Asha")
    due = {"birth": "unborn", "expected_on_day": "1", "expected_on_month": "9", "expected_on_year": "2030", "sex": ""}
    answer = registered(client, cast.agencies["northford"], **due)
    identity = identity_of(cast, answer)
    assert (identity.born_on, str(identity.expected_on), identity.sex) == (None, "2030-09-01", "U")
    came = {"birth": "known", "born_on_day": "2", "born_on_month": "9", "born_on_year": "2025", "sex": "F", "given_names": "Wren"}
    assert client.post(f"/children/{identity.child_id}/born/", came).status_code == 302
    identity = identity_of(cast, answer)
    assert (str(identity.born_on), identity.expected_on, identity.sex, identity.given_names) == ("2025-09-02", None, "F", "Wren")


def test_a_secret_address_is_marked_and_gone_from_every_colleagues_view(web, cast):
    answer = registered(web("Asha"), cast.agencies["northford"], lines="1 Quiet Row", postcode="zz993vz", protected="on")
    child = answer["Location"].split("/")[2]
    with cast.acting("Asha"):
        assert not Address.objects.filter(child=child).exists()
    with building():
        held = Address._base_manager.get(child=child)
        assert (held.marking, held.postcode, held.setting) == (2, "ZZ99 3VZ", "not_known")


def test_a_record_is_put_right(web, cast, kai):
    client = web("Asha")
    page = client.get(f"/children/{kai.pk}/correct/").text
    assert 'value="Moss"' in page
    assert client.post(f"/children/{kai.pk}/correct/", KAI | {"family_name": "Marsh"}).status_code == 302
    assert "Marsh" in client.get(f"/children/{kai.pk}/correct/").text


def test_an_estimate_and_an_expected_date_come_back_as_they_were_typed(web, cast):
    client, council = web("Asha"), cast.agencies["northford"]
    month = identity_of(cast, registered(client, council, birth="month", born_month="3 2012"))
    assert 'value="March 2012"' in client.get(f"/children/{month.child_id}/correct/").text
    due = {"birth": "unborn", "expected_on_day": "1", "expected_on_month": "9", "expected_on_year": "2030", "given_names": "Baby"}
    unborn = identity_of(cast, registered(client, council, not_same="yes", **due))
    page = client.get(f"/children/{unborn.child_id}/correct/").text
    assert re.search(r'value="unborn"[^>]* checked', page)
    assert 'value="2030"' in page


def test_a_day_that_does_not_exist_is_looked_for_as_words(web, kai):
    assert "0 results" in found(web("Asha"), "31/2/2011").text


def test_one_child_whom_two_agencies_hold_is_one_result(web, cast, kai):
    with building() as build:
        theirs = Identity(
            child=kai, owner=cast.agencies["northshire_police"], given_names="Kyle", family_name="Moss", sex="M", recorded_at=LONG_AGO
        )
        build(theirs)
        for key in keys_for(theirs.person()):
            build(SearchKey(child=kai, identity=theirs, owner=theirs.owner, key=key))
    assert "1 result for" in found(web("Asha"), "Moss").text
    assert "Kai Moss" in web("Asha").get(f"/children/{kai.pk}/refer/").text


@pytest.mark.parametrize("page", ["registered", "born", "correct"])
def test_a_hidden_child_has_the_pages_of_a_child_who_does_not_exist(web, cast, page):
    hidden = findable(cast, "northford", "Zora", "Quill", reference="ZORA", seal=2)
    client = web("Asha")
    answers = [client.get(f"/children/{key}/{page}/") for key in (hidden.pk, "6a6f9a52-97a6-4b6c-9d5e-0d2f1f0f7c11")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert nameless(answers[0]) == nameless(answers[1])


def test_the_search_by_reference_and_number(web, cast):
    client = web("Asha")
    answer = registered(client, cast.agencies["northford"], nhs="9990000018")
    child = answer["Location"].split("/")[2]
    reference = re.search(r"<strong>(\S+-\S+-\S)</strong>", client.get(answer["Location"]).text)[1]
    for words in (reference, reference.replace("-", "").lower(), "999 000 0018", "9990000081"):
        assert f"/children/{child}/" in found(client, words).text, words
    assert person_of({}, numbers={"nhs": "999 000 0018"}).nhs_number == "9990000018"


def test_nobody_is_led_to_what_is_not_their_work(web, kai):
    pages = {who: found(web(who), "Kai Moss").text for who in ("Asha", "Ivy", "Hugo")}
    assert {who: "Log a referral" in page for who, page in pages.items()} == {"Asha": True, "Ivy": False, "Hugo": False}
    assert {who: "Register this child" in page for who, page in pages.items()} == {"Asha": True, "Ivy": True, "Hugo": False}


def test_what_registering_asks_for_is_not_called_optional(web, cast):
    page = text_of(web("Asha").get("/children/register/"))
    for asked in ("Given names", "Family name", "Date of birth", "Sex"):
        assert asked in page and f"{asked} (optional)" not in page
    assert "Known as (optional)" in page
    assert "Name, birth, sex and council are asked for now" in page


@pytest.mark.parametrize("typed", ["Tanrow", "Tqrrow", "arrow", "Tarrows", "Tarrwo"])
def test_one_wrong_missing_or_foreign_letter_in_a_family_name_still_finds_the_child(web, cast, typed):
    jory = findable(cast, "northford", "Jory", "Tarrow", reference="JORY")
    assert f"/children/{jory.pk}/" in found(web("Asha"), typed).text


def test_children_who_were_on_file_before_are_found_by_the_last_letters_of_a_name_too(cast):
    jory = findable(cast, "northford", "Jory", "Tarrow", reference="JORY")

    def held():
        return {row.key for row in SearchKey._base_manager.filter(child=jory, key__startswith="s|")}

    with building():
        before = held()
        SearchKey._base_manager.filter(key__startswith="s|").delete()
    add_last_letters = import_module("referrals.migrations.0018_last_letters").add
    with connections["owner"].schema_editor() as editor:
        add_last_letters(None, editor)
    with building():
        assert held() == before == {"s|ory", "s|row"}
