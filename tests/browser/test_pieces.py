"""Every piece of a page at once, without a server: the look, the words, and what the scripts do."""

import json
from types import SimpleNamespace

import pytest

from tests.browser import harness, nu
from tests.browser.gallery import DRAFT, GALLERY, everything
from tests.browser.stage import PERSON, Stage

pytestmark = pytest.mark.xdist_group("browser")

MINUTE = 60_000
LEFT = "/account/time-left/"


PANEL = '{% include "components/panel.html" with title="Return recorded" reference="R-20931" only %}'
OTHERS = {
    "done": f'{{% extends "base.html" %}}{{% block content %}}{PANEL}{{% endblock %}}',
} | {name: f'{{% extends "{name}.html" %}}' for name in ("400", "403", "403_form", "404", "500", "503", "signed_out", "account/lockout")}


def answered(answers=None):
    """An answer of the draft's address: the next version, saved at 03:12."""
    return lambda request: answers or (200, {"version": json.loads(request.post_data)["version"] + 1, "saved_at": "03:12"})


@pytest.fixture
def stage(visit):
    staged = Stage(visit, GALLERY, everything())
    staged.answers |= {LEFT: lambda request: (200, {"seconds": 0}), "/draft": answered()}
    staged.answers |= {"/livez": lambda request: (200, {}), "/account/logout/": lambda request: (200, {})}
    return staged


def test_every_piece_is_sound_on_a_phone_and_on_a_desk(any_width):
    Stage(any_width, GALLERY, everything()).open()
    assert any_width.faults() == []


def test_a_form_with_every_fault_is_sound_and_takes_the_focus_to_the_list_of_faults(any_width):
    Stage(any_width, GALLERY, everything({"day": "31 Feb", "clock": "1512x", "born_day": "1", "email": "x", "number": "z"})).open()
    assert any_width.faults() == []
    assert harness.focus_is_on_error_summary(any_width.page)
    assert any_width.page.title().startswith("Error: ")


def test_each_line_of_the_list_of_faults_leads_to_a_control(visit):
    Stage(visit, GALLERY, everything({"born_day": "1"})).open()
    links = visit.page.locator(".govuk-error-summary a")
    for place in range(links.count()):
        links.nth(place).click()
        assert visit.page.evaluate("['INPUT', 'SELECT', 'TEXTAREA'].includes(document.activeElement.tagName)")


def test_every_piece_is_valid_html(visit, tmp_path):
    pages = []
    for name, data in (("empty", None), ("wrong", {"day": "31 Feb", "number": "z"})):
        pages.append(tmp_path / f"{name}.html")
        pages[-1].write_text(Stage(visit, GALLERY, everything(data)).html(), encoding="utf-8")
    assert nu.faults(pages) == []


def message(visit, name):
    return Stage(visit, OTHERS[name], {"some": ["One."], "roles": frozenset({"hub_lead"}), "acting": everything()["acting"]})


@pytest.mark.parametrize("name", OTHERS)
def test_the_pages_of_one_message_are_sound(any_width, name):
    message(any_width, name).open()
    assert any_width.faults() == []


def test_the_pages_of_one_message_are_valid_html(visit, tmp_path):
    pages = []
    for place, name in enumerate(OTHERS):
        pages.append(tmp_path / f"{place}.html")
        pages[-1].write_text(message(visit, name).html(), encoding="utf-8")
    assert nu.faults(pages) == []


def test_the_keyboard_reaches_everything_and_nothing_is_behind_something_else(any_width):
    Stage(any_width, GALLERY, everything()).open()
    assert harness.hidden_when_focused(any_width.page) == []


def test_without_script_nothing_is_hidden_and_nothing_is_promised(chromium):
    visit = harness.Visit(chromium, width=320, script=False)
    Stage(visit, GALLERY, everything()).open()
    assert visit.page.get_by_role("link", name="Children", exact=True).is_visible()
    assert not visit.page.get_by_role("button", name="Hide screen").is_visible()
    visit.close()


def test_words_are_kept_on_the_server_two_seconds_after_the_last_key(stage):
    page = stage.visit.page
    stage.open()
    page.fill("#id_words", "Ask her aunt.")
    page.get_by_text("Draft saved 03:12", exact=True).first.wait_for(timeout=4000)
    sent = json.loads(next(body for path, body in stage.asked if path == "/draft"))
    assert sent["words"]["words"] == "Ask her aunt."
    assert (sent["form"], sent["version"], sent["draft"]) == ("missing.report", 0, DRAFT)
    assert "csrfmiddlewaretoken" not in sent["words"]


def test_words_that_could_not_be_sent_stay_on_the_page_and_it_says_so(stage):
    page = stage.visit.page
    stage.answers["/draft"] = lambda request: None
    stage.open()
    page.fill("#id_words", "Ask her aunt.")
    page.get_by_text("Your words are still on this page").first.wait_for(timeout=4000)
    assert page.input_value("#id_words") == "Ask her aunt."


def test_a_draft_that_was_changed_elsewhere_is_shown_beside_and_not_written_over(stage):
    page = stage.visit.page
    held = {"version": 7, "saved_at": "03:10", "words": {"words": "Ask the school.", "found": "now"}}
    stage.answers["/draft"] = answered((409, held))
    stage.open()
    page.fill("#id_words", "Ask her aunt.")
    page.get_by_text("Both are below").wait_for(timeout=4000)
    assert page.get_by_text("Must know tonight? (optional): Ask the school.").is_visible()
    stage.answers["/draft"] = answered()
    page.get_by_role("button", name="Keep the words on this page").click()
    page.get_by_text("Draft saved 03:12", exact=True).first.wait_for(timeout=4000)
    assert json.loads(stage.asked[-1][1])["version"] == 7
    assert page.input_value("#id_words") == "Ask her aunt."


def test_before_time_is_up_one_press_of_a_button_keeps_the_session(stage):
    page = stage.visit.page
    page.clock.install()
    stage.open()
    page.clock.run_for(11 * MINUTE)
    page.get_by_role("button", name="Stay signed in").click()
    assert not page.locator("dialog[open]").count()
    assert "/livez" in [path for path, _ in stage.asked]


def test_when_time_is_up_the_page_is_covered_and_leads_back_to_the_draft(stage):
    page = stage.visit.page
    page.clock.install()
    stage.open()
    with page.expect_request("**/account/logout/"):
        page.clock.fast_forward(15 * MINUTE)
    page.get_by_text("You have been signed out").wait_for()
    page.get_by_text("is saved as a draft").wait_for()
    again = page.get_by_role("link", name="Sign in again").get_attribute("href")
    assert again == f"/account/login/?next=%2Fpage%3Fdraft%3D{DRAFT}"
    assert page.locator("main").inner_text() == ""


def test_when_time_is_up_and_the_last_words_cannot_be_saved_they_stay_on_the_page(stage):
    page = stage.visit.page
    page.clock.install()
    stage.answers["/draft"] = lambda request: None
    stage.open()
    page.fill("#id_words", "Ask her aunt.")
    page.clock.run_for(16 * MINUTE)
    page.get_by_text("could not be saved yet").wait_for()
    assert page.input_value("#id_words") == "Ask her aunt."
    assert "/account/logout/" not in [path for path, _ in stage.asked]


def test_while_another_tab_is_in_use_this_one_neither_asks_nor_ends(stage):
    other, page = stage.visit.context.new_page(), stage.visit.page
    stage.visit.context.clock.install()
    stage.open()
    other.route("**/*", stage._answer)
    other.goto(page.url)
    for _ in range(16):
        stage.visit.context.clock.run_for(MINUTE)
        other.keyboard.press("Shift")
    assert not page.locator("dialog[open]").count()
    assert not {"/account/logout/", LEFT} & {path for path, _ in stage.asked}


def test_a_tab_that_slept_asks_the_server_before_it_ends_what_another_one_uses(stage):
    page = stage.visit.page
    page.clock.install()
    stage.answers[LEFT] = lambda request: (200, {"seconds": 600})
    stage.open()
    with page.expect_response(f"**{LEFT}"):
        page.clock.fast_forward(15 * MINUTE)
    page.clock.run_for(2_000)
    assert not page.locator("dialog[open]").count()
    assert "/account/logout/" not in [path for path, _ in stage.asked]
    assert page.locator("main").inner_text()
    stage.answers[LEFT] = lambda request: (200, {"seconds": 0})
    page.clock.fast_forward(11 * MINUTE)
    page.get_by_text("You have been signed out").wait_for()


def test_where_the_server_cannot_be_asked_the_page_is_covered_and_nobody_else_is_signed_out(stage):
    page = stage.visit.page
    page.clock.install()
    stage.answers[LEFT] = lambda request: None
    stage.open()
    page.clock.run_for(16 * MINUTE)
    page.get_by_text("is saved as a draft").wait_for()
    page.wait_for_timeout(200)
    assert "/account/logout/" not in [path for path, _ in stage.asked]


LOOSE = """{% extends "base.html" %}{% block content %}<h1>End a membership</h1><form method="post">{% csrf_token %}
<label for="why">Why?</label><input id="why" name="why"></form>{% endblock %}"""


def test_words_of_a_form_without_a_draft_wait_out_of_sight_until_the_same_person_is_back(visit):
    stage = Stage(visit, LOOSE)
    stage.answers |= {
        LEFT: lambda request: (200, {"seconds": 0}),
        "/livez": lambda request: (200, {}),
        "/account/logout/": lambda request: (200, {}),
    }
    page = visit.page
    page.clock.install()
    stage.open()
    page.fill("#why", "She moved to Eastvale.")
    page.clock.run_for(16 * MINUTE)
    page.get_by_text("What you wrote waits here").wait_for()
    assert page.locator("main").inner_text() == ""
    assert page.get_by_role("link", name="Sign in again").get_attribute("target") == "_blank"
    stage.context["user"] = SimpleNamespace(is_authenticated=True, pk="max")
    page.get_by_role("button", name="back to my words").click()
    page.wait_for_timeout(200)
    assert page.locator("main").inner_text() == ""
    stage.context["user"] = PERSON
    page.get_by_role("button", name="back to my words").click()
    page.locator("#why").wait_for()
    assert page.input_value("#why") == "She moved to Eastvale."


@pytest.mark.parametrize("way", ["button", "keys"])
def test_hide_screen_blanks_the_page_and_one_key_brings_it_back(stage, way):
    page = stage.visit.page
    stage.open()
    if way == "button":
        page.get_by_role("button", name="Hide screen").click()
    else:
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    assert page.get_by_text("Screen hidden.").is_visible()
    assert page.title() == "Screen hidden"
    page.keyboard.press("Escape")
    assert page.title().startswith("Gallery")


def test_a_list_renews_itself_every_fifteen_seconds_and_says_how_old_it_is(stage):
    page = stage.visit.page
    page.clock.install()
    stage.open()
    stage.context["cards"] = []
    page.clock.run_for(9_000)
    assert page.get_by_text("Updated 9 seconds ago").is_visible()
    page.clock.run_for(7_000)
    page.locator("article.card").first.wait_for(state="detached")


def test_a_list_that_cannot_be_renewed_says_since_when_it_is_old(stage):
    page = stage.visit.page
    page.clock.install()
    stage.open()
    stage.answers["/page"] = lambda request: None
    page.clock.run_for(17_000)
    page.wait_for_timeout(200)
    page.clock.run_for(2_000)
    assert page.get_by_text("This list may be old").is_visible()


def test_a_slash_goes_to_the_search_field_but_not_while_typing(stage):
    page = stage.visit.page
    stage.open()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.fill("#id_words", "")
    page.keyboard.type("a/b")
    assert page.input_value("#id_words") == "a/b"
