"""A form that came in after its writer's time was up reaches its page at the first press, once, and for its writer alone."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.timezone import localtime

from tests.database import building
from tests.factories import child_of

WORRY = "He came to school hungry again, and asked who is at home tonight."
WORDS = "four plain words together"
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def page(cast):
    with building():
        for who in ("Ben", "Cara"):
            cast.user(who).set_password(WORDS)
            cast.user(who).save(update_fields=["password"])
    return f"/children/{child_of(cast, 'northford', 'Kai', 'Moss', reference='KAI').pk}/report-missing/"


def hidden(answer):
    return {name: unescape(value) for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.text)}


def sign_in(client, person):
    typed = {"login": person.username, "password": WORDS} | hidden(client.get("/account/login/"))
    assert client.post("/account/login/", typed, **HERE).status_code == 302


@pytest.fixture
def waits(page, cast):
    """Ben's time was up before he sent his form; the answer has his words, and he has a new tab."""
    client = Client(enforce_csrf_checks=True)
    sign_in(client, cast.user("Ben"))
    Session.objects.update(expire_date=localtime() - timedelta(minutes=1))
    answer = client.post(page, {"circumstances": WORRY, "csrfmiddlewaretoken": "old"}, **HERE)
    assert (answer.status_code, WORRY in answer.text) == (401, True)
    return client, hidden(answer)


def test_the_first_press_reaches_the_form_with_the_typed_words(waits, page, cast):
    client, typed = waits
    sign_in(client, cast.user("Ben"))
    answer = client.post(page, typed, **HERE)
    assert (answer.status_code, WORRY in answer.text) == (422, True)
    assert client.post(page, typed, **HERE).status_code == 403


def test_a_press_before_signing_in_keeps_it_waiting(waits, page, cast):
    client, typed = waits
    typed = hidden(client.post(page, typed, **HERE))
    sign_in(client, cast.user("Ben"))
    assert client.post(page, typed, **HERE).status_code == 422


ELSEWHERE = {"HTTP_ORIGIN": "https://elsewhere.example"}


@pytest.mark.parametrize(("who", "headers"), [("Cara", HERE), ("Ben", ELSEWHERE), ("Ben", {})], ids=["person", "site", "unsaid"])
def test_another_person_and_another_site_do_not_get_it_through(waits, page, cast, who, headers):
    client, typed = waits
    sign_in(client, cast.user(who))
    assert client.post(page, typed, **headers).status_code == 403


def test_its_word_is_good_at_its_own_address_alone(waits, cast):
    client, typed = waits
    sign_in(client, cast.user("Ben"))
    assert client.post("/act-as/", typed, **HERE).status_code == 403


def test_where_the_writer_is_not_known_no_word_is_given(page):
    answer = Client().post(page, {"circumstances": WORRY}, **HERE)
    assert hidden(answer)["waiting"] == ""


def test_having_waited_a_session_ends_as_early_as_any_other(waits, cast):
    client, _ = waits
    assert client.session.get_expiry_age() == settings.SHIFT_HOURS * 3600
    sign_in(client, cast.user("Ben"))
    assert client.session.get_expiry_age() == settings.IDLE_MINUTES * 60
