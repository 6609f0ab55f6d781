"""What a person reads when something is refused or broken."""

import re
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from agencies.words import Role
from tests.factories import child_of


class Broken:
    """A sign-in that cannot be read, as when the database is away."""

    def __getattr__(self, name):
        raise AssertionError("the page asked who is signed in")


def page(name, **context):
    request = RequestFactory().get("/")
    request.user = Broken()
    return " ".join(render_to_string(name, context, request).split())


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_a_page_about_a_broken_service_needs_neither_database_nor_session(name):
    assert "01632 960 555" in page(name)


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_it_says_what_became_of_the_words_and_how_to_go_on_without_the_service(name):
    said = page(name)
    assert "where the form said “Draft saved”, they are kept" in said
    assert "They record it on your behalf" in said


def test_a_broken_trail_says_why_nothing_is_shown():
    assert "Every look at a record is written down before it is shown" in page("503.html")


def test_a_refusal_names_who_can():
    request = RequestFactory().get("/")
    said = render_to_string("403.html", {"roles": frozenset({Role.MANAGER, Role.HUB_LEAD})}, request)
    assert "Who can do it: hub lead, manager." in said


def test_not_found_says_the_same_of_what_is_hidden_and_what_is_not_there():
    request = RequestFactory().get("/")
    said = render_to_string("404.html", {}, request)
    assert "There is no such page or record here" in said
    assert "hidden" not in said


def test_an_address_that_leads_nowhere_and_a_hidden_record_are_one_page(web, cast):
    hidden = child_of(cast, "northford", "Zora", "Quill", reference="ZORA", seal=2).pk
    ella = web("Ella")
    answers = [ella.get(f"/children/{key}/") for key in (hidden, uuid4(), "nonsense")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(r'name="csrf[^>]*>', "", answer.text) for answer in answers}) == 1
    assert "My work" in answers[2].text


def test_who_is_not_signed_in_is_led_to_sign_in_from_any_address(database):
    assert Client().get("/nowhere/")["Location"].startswith("/account/login/")
    assert Client().get("/account/nowhere/").status_code == 404


WORRY = "He came to school hungry again, and asked who is at home tonight."
OURS = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def kai(cast):
    return child_of(cast, "northford", "Kai", "Moss", reference="KAI")


def report(client, kai, **headers):
    return client.post(f"/children/{kai.pk}/report-missing/", {"draft": str(uuid4()), "circumstances": WORRY}, **headers)


@pytest.fixture
def broken(monkeypatch):
    """Something in the form fails that nobody thought of."""

    def fail(*args, **kwargs):
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("referrals.missing.forms.ReportMissing.is_valid", fail)


def test_a_fault_of_ours_gives_the_typed_words_back_and_sends_them_again(web, kai, broken):
    page = report(web("Ben"), kai, **OURS)
    assert (page.status_code, WORRY in page.text, "Send again" in page.text) == (500, True, True)
    assert f'name="circumstances" value="{WORRY}"' in page.text
    assert "unforeseen" not in page.text


def test_words_that_another_site_sent_are_not_given_back(web, kai, broken):
    page = report(web("Ben"), kai, HTTP_ORIGIN="https://elsewhere.example")
    assert (page.status_code, WORRY in page.text, "Send again" in page.text) == (500, False, False)


def test_where_the_trail_cannot_be_written_the_typed_words_come_back(web, kai, monkeypatch):
    ben = web("Ben")
    monkeypatch.setattr("agencies.audit.trail.commit", lambda looks: 1 / 0)
    page = report(ben, kai, **OURS)
    assert (page.status_code, WORRY in page.text) == (503, True)


def test_a_form_that_was_opened_before_signing_in_again_is_sent_again_with_one_press(cast, kai, web):
    ben = web("Ben")
    ben.handler.enforce_csrf_checks = True
    page = report(ben, kai, **OURS)
    assert (page.status_code, "Send again" in page.text) == (403, True)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    again = ben.post(f"/children/{kai.pk}/report-missing/", {"csrfmiddlewaretoken": token, "circumstances": WORRY}, **OURS)
    assert (again.status_code, WORRY in again.text) == (422, True)


def test_a_form_that_comes_in_after_the_session_ended_waits_until_its_writer_has_signed_in(kai):
    page = report(Client(), kai, **OURS)
    assert (page.status_code, f'value="{WORRY}"' in page.text) == (401, True)
    assert "Sign in again (opens in a new tab)" in page.text


def test_what_is_typed_to_sign_in_is_never_shown_again(database):
    stranger = Client(enforce_csrf_checks=True)
    page = stranger.post("/account/login/", {"login": "ben", "password": "four words of his"}, **OURS)
    assert (page.status_code, "four words of his" in page.text) == (403, False)
