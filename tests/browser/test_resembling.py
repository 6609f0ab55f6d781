"""Who may be the same child is shown while the form is filled in, and the form never waits for it."""

from datetime import date

import pytest

from tests.browser.stage import Stage
from tests.referrals.children.scene import findable

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


@pytest.fixture
def register(cast, visit, service, web):
    """The page Register a child, as Asha types in it; on file are Kai and his twin Ella."""
    for given, reference in (("Kai", "KAI"), ("Ella", "ELLA")):
        findable(cast, "northford", given, "Moss", reference=reference, born=date(2011, 3, 4))
    visit.sign_in(service, web("Asha"))
    visit.open(f"{service}/children/register/")
    return visit


def types(visit, name, *born):
    """Key by key, with no button pressed."""
    for box, word in zip(("#id_given_names", "#id_family_name"), name.split(), strict=True):
        visit.page.locator(box).press_sequentially(word)
    for part, digits in zip(("Day", "Month", "Year"), born, strict=True):
        visit.page.get_by_role("group", name="Date of birth", exact=True).get_by_label(part).press_sequentially(digits)


@pytest.mark.parametrize(
    ("born", "reason"),
    [
        (("4", "3", "2011"), "The dates of birth are the same."),
        (("5", "3", "2011"), "The dates of birth differ in one digit, or in two that are changed over."),
        (("3", "4", "2011"), "Day and month of birth are changed over."),
    ],
)
def test_on_the_real_page_the_child_appears_with_reasons_while_somebody_types_and_the_twin_does_not(register, born, reason):
    types(register, "Ky Moss", *born)
    shown = register.page.locator("#resembling")
    shown.get_by_text(reason).wait_for()
    assert shown.get_by_role("heading").all_inner_texts() == ["1 possible match"]
    assert shown.locator("strong").all_inner_texts() == ["Kai Moss"]
    assert f"The given names sound alike. The family names are the same. {reason}" in shown.inner_text()
    assert register.faults() == []


def test_a_twin_who_is_typed_is_not_suggested_to_be_a_child_on_file(register):
    types(register, "Jude Moss", "4", "3", "2011")
    register.page.get_by_text("No child you may search resembles what is typed so far.").wait_for()
    register.page.wait_for_timeout(900)
    assert register.page.locator("#resembling strong").count() == 0


def test_a_day_that_is_put_right_by_one_figure_is_looked_at_again(register):
    types(register, "Ky Moss", "14", "3", "2011")
    register.page.locator("#resembling").get_by_text("The dates of birth differ").wait_for()
    register.page.get_by_role("group", name="Date of birth", exact=True).get_by_label("Day").fill("4")
    register.page.locator("#resembling").get_by_text("The dates of birth are the same.").wait_for(timeout=4000)
