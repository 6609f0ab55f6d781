"""Who may be the same child is shown while the form is filled in, and the form never waits for it."""

import pytest

from tests.browser.stage import Stage

pytestmark = pytest.mark.xdist_group("browser")

FORM = """{% extends "base.html" %}{% block content %}<h1>Register a child</h1>
<form method="post" novalidate data-resembling-url="/resembling">
<label for="name">Family name</label><input id="name" name="family_name" type="text">
<div id="resembling" aria-live="polite"></div></form>{% endblock %}"""


@pytest.fixture
def stage(visit):
    staged = Stage(visit, FORM)
    staged.open()
    return staged


def answering(stage, status, words):
    stage.visit.page.route(
        "**/resembling",
        lambda route: (stage.asked.append(("/resembling", route.request.post_data)), route.fulfill(status=status, body=words)),
    )


def asked(stage):
    return [data for path, data in stage.asked if path == "/resembling"]


def test_it_asks_after_a_pause_in_typing_and_shows_the_answer(stage):
    answering(stage, 200, "<h2>1 possible match</h2>")
    page = stage.visit.page
    page.type("#name", "moss")
    page.locator("#resembling h2").wait_for()
    assert page.locator("#resembling").inner_text() == "1 possible match"
    assert len(asked(stage)) == 1
    assert "moss" in asked(stage)[0]


def test_one_letter_is_not_worth_a_question(stage):
    answering(stage, 200, "never")
    stage.visit.page.type("#name", "m")
    stage.visit.page.wait_for_timeout(900)
    assert asked(stage) == []


@pytest.mark.parametrize("status", [403, 500])
def test_what_cannot_be_asked_leaves_the_page_as_it_is(stage, status):
    answering(stage, status, "<p>broken</p>")
    stage.visit.page.type("#name", "moss")
    stage.visit.page.wait_for_timeout(900)
    assert stage.visit.page.locator("#resembling").inner_text() == ""
    assert stage.visit.page.locator("#name").input_value() == "moss"
