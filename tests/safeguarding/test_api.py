"""The API's front door: a program without a session is told so in JSON, and one that has signed in finds what it needs to change things."""

import re

import pytest
from django.test import Client

from tests.database import building

HERE = {"HTTP_ORIGIN": "http://testserver"}
WORDS = "four plain words together"


@pytest.fixture
def asha(cast):
    person = cast.user("Asha")
    with building():
        person.set_password(WORDS)
        person.save(update_fields=["password"])
    return person


@pytest.fixture
def program(asha):
    """A client that is spared nothing, and signs in as a person does."""
    client = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get("/account/login/").text)[1]
    signing_in = {"login": asha.username, "password": WORDS, "csrfmiddlewaretoken": token}
    assert client.post("/account/login/", signing_in, **HERE).status_code == 302
    return client


def act_for(client, team, **headers):
    return client.post("/api/acting/", {"team": team.pk}, content_type="application/json", **HERE, **headers)


@pytest.mark.parametrize(("method", "path"), [("get", "/api/duties/"), ("post", "/api/episodes/"), ("get", "/api/schema/")])
def test_without_a_session_a_program_is_told_so_in_json(database, client, method, path):
    answer = getattr(client, method)(path)
    assert (answer.status_code, answer["Content-Type"], answer["WWW-Authenticate"]) == (401, "application/json", "Session")
    assert answer.json() == {"detail": "Nobody is signed in. Sign in at /account/login/ first."}


def test_while_the_second_step_is_missing_a_page_leads_to_it_and_the_api_says_so(web, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    asha = web("Asha")
    page, answer = asha.get("/my-work/"), asha.get("/api/duties/")
    assert (page.status_code, page.url) == (302, "/account/second-factor/")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/json")
    assert answer.json()["detail"].startswith("The second step of signing in is not set up.")
    assert asha.get("/account/second-factor/").status_code == 200


def test_a_program_signs_in_reads_the_token_and_changes_something(program, cast):
    seats = program.get("/api/acting/")
    taken = act_for(program, cast.team_of("Asha"), HTTP_X_CSRFTOKEN=seats["X-CSRFToken"])
    assert (taken.status_code, taken.json()["team_name"]) == (200, "Casework one")
    again = act_for(program, cast.team_of("Asha"), HTTP_X_CSRFTOKEN=seats["X-CSRFToken"])
    assert again.status_code == 200


def test_without_the_token_nothing_is_changed_and_the_answer_is_json(program, cast):
    refused = act_for(program, cast.team_of("Asha"))
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/json")
    assert "CSRF" in refused.json()["detail"]


def test_the_manual_says_where_the_token_is(program):
    page = " ".join(program.get("/api/docs/").text.split())
    assert "<code>GET /api/acting/</code>: the answer has the header <code>X-CSRFToken</code>" in page
    assert "<code>X-CSRFToken:</code>" in program.get("/api/docs/acting/").text
