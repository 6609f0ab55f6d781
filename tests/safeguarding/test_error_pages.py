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
