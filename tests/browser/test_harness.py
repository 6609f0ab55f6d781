"""The harness itself: it finds what is planted, and nothing else."""

import pytest

from tests.browser import harness, nu

pytestmark = pytest.mark.xdist_group("browser")

SOUND = '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><p>Sound</p></body></html>'
PLANTED = """<!DOCTYPE html><html lang="en"><head><title>Planted</title></head><body><main><h1>Planted</h1>
<p style="color: #ccc; background: #fff">Pale words</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><input type="text">
</main></body></html>"""


def test_three_planted_faults_are_found_and_no_fourth(visit):
    visit.page.set_content(PLANTED)
    assert {fault.split()[0] for fault in harness.axe(visit.page)} == {"color-contrast", "image-alt", "label"}


def test_a_page_that_scrolls_sideways_is_found(visit):
    visit.page.set_content(PLANTED.replace("<input", '<div style="width: 3000px">wide</div><input'))
    assert not harness.no_sideways_scroll(visit.page)


def test_a_second_main_heading_is_found(visit):
    visit.page.set_content(PLANTED.replace("<p style", "<h1>Another</h1><p style"))
    assert not harness.one_h1(visit.page)


def test_a_script_that_breaks_is_heard(visit):
    visit.page.set_content(PLANTED.replace("</main>", "</main><script>nothing.here()</script>"))
    assert any("nothing is not defined" in words for words in visit.console)


def test_a_stop_that_is_covered_is_named(visit):
    covering = '<div style="position: fixed; inset: 0; background: #fff"></div></main>'
    visit.page.set_content(PLANTED.replace("</main>", covering))
    assert any("<input" in stop for stop in harness.hidden_when_focused(visit.page))


def test_the_checker_names_an_empty_description(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><fieldset aria-describedby=""></fieldset></body></html>'
    )
    assert any("aria-describedby" in line for line in nu.faults([page]))


def test_the_checker_is_silent_about_a_sound_page(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(SOUND)
    assert nu.faults([page]) == []
