"""Fields that show with an answer, and tables that a phone stacks."""

import pytest

from tests.browser import harness
from tests.browser.gallery import GALLERY, everything
from tests.browser.stage import Stage

pytestmark = pytest.mark.xdist_group("browser")


def test_fields_of_one_answer_show_when_it_is_chosen_and_keep_their_words_when_it_is_not(visit):
    body = '<form>{{ form.found.as_field_group }}<div data-shown-when="found=other">{{ form.day.as_field_group }}</div></form>'
    Stage(visit, '{% extends "base.html" %}{% block content %}<h1>When</h1>' + body + "{% endblock %}", everything()).open()
    page = visit.page
    assert not page.locator("#id_day").is_visible()
    page.get_by_label("Another time").check()
    page.fill("#id_day", "yesterday")
    page.get_by_label("Just now").check()
    assert not page.locator("#id_day").is_visible()
    assert page.input_value("#id_day") == "yesterday"


def test_without_script_fields_of_one_answer_show_always(chromium):
    visit = harness.Visit(chromium, script=False)
    body = '<form><div data-shown-when="found=other">{{ form.day.as_field_group }}</div></form>'
    Stage(visit, '{% extends "base.html" %}{% block content %}' + body + "{% endblock %}", everything()).open()
    assert visit.page.locator("#id_day").is_visible()
    visit.close()


def test_a_row_of_a_table_is_whole_on_a_phone_and_the_table_stays_one_for_those_who_listen(chromium):
    phone = harness.Visit(chromium, width=320)
    Stage(phone, GALLERY, everything()).open()
    table = phone.page.get_by_role("table", name="Children on the list")
    assert table.get_by_role("row").count() == 2
    assert table.get_by_role("rowheader", name="Kai Moss").is_visible()
    assert [cell.inner_text().strip() for cell in table.get_by_role("cell").all()] == ["6", "High"]
    assert table.get_by_role("cell").first.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Missing"'
    assert table.evaluate("table => table.parentElement.scrollWidth <= table.parentElement.clientWidth")
    phone.close()
