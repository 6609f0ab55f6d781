"""An officer on a phone at night: the return in three screens, the report, and the list that renews itself; with script and without."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from referrals.missing.models import Episode
from tests.browser import harness, nu
from tests.browser.harness import Visit
from tests.referrals.children.scene import findable
from tests.referrals.missing.absences import bring_home, report

pytestmark = pytest.mark.xdist_group("browser")

LONDON = ZoneInfo("Europe/London")
SEEN = datetime(2026, 11, 21, 17, 52, tzinfo=LONDON)
NIGHT = datetime(2026, 11, 22, 3, 12, tzinfo=LONDON)


class Phone:
    """Ben's phone. Every tap that acts is counted; typing is not."""

    def __init__(self, visit: Visit, *, script: bool) -> None:
        self.visit, self.page, self.script, self.taps = visit, visit.page, script, 0

    def press(self, role: str, name: str) -> None:
        self.page.get_by_role(role, name=name, exact=True).click()
        self.taps += 1

    def choose(self, question: str, answer: str) -> None:
        self.page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
        self.taps += 1


@pytest.fixture
def kai(cast, clock):
    clock.set(NIGHT)
    return findable(cast, "northford", "Kai", "Moss", reference="7Q2MX-9K4TB-W")


@pytest.fixture
def missing(cast, kai):
    return report(cast, "Ben", kai, SEEN)


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(chromium, service, web, request):
    visit = Visit(chromium, width=320, script=request.param)
    visit.sign_in(service, web("Ben"))
    yield Phone(visit, script=request.param)
    visit.close()


def sound(phone: Phone) -> list[str]:
    """The checker is a script itself: without script the words alone are asserted."""
    return phone.visit.faults() if phone.script else []


def test_a_return_is_three_screens_and_at_most_seven_taps_from_missing_now(cast, phone, service, missing):
    phone.visit.open(f"{service}/missing/")
    phone.press("button", "Record return of Kai Moss")
    faults = sound(phone)
    phone.choose("Where?", "Home or placement")
    phone.choose("Is the child hurt or unwell?", "No")
    phone.choose("Who is with the child now?", "Me")
    phone.press("button", "Check")
    assert phone.page.get_by_role("heading", name="Is this right?").is_visible()
    faults += sound(phone)
    phone.press("button", "Record return")
    assert phone.page.get_by_role("heading", name="Return recorded").is_visible()
    assert phone.page.get_by_text("Wed 25 Nov 2026 (72 hours)").is_visible()
    assert faults + sound(phone) == []
    assert phone.taps <= 7
    with cast.acting("Ben"):
        assert Episode.objects.get(pk=missing.pk).returned_at is not None


def test_a_report_of_a_known_child_is_at_most_ten_taps_from_missing_now(cast, phone, service, kai):
    phone.visit.open(f"{service}/missing/")
    phone.press("button", "Report missing")
    phone.page.get_by_role("searchbox").or_(phone.page.get_by_role("textbox")).first.fill("Kai Moss")
    phone.press("button", "Search")
    phone.page.get_by_role("link", name="Kai Moss").first.click()
    phone.press("button", "Report missing")
    faults = sound(phone)
    phone.choose("When was the child last seen?", "Another time")
    phone.page.fill("#id_last_seen_on", "yesterday")
    phone.page.fill("#id_last_seen_clock", "1752")
    phone.page.fill("#id_place", "Bus station")
    phone.page.fill("#id_circumstances", "Left after an argument.")
    phone.page.select_option("#id_band", "MEDIUM")
    phone.page.fill("#id_band_reason", "First checks made.")
    phone.press("button", "Check")
    faults += sound(phone)
    phone.press("button", "Report missing")
    assert phone.page.get_by_role("heading", name="Reported missing").is_visible()
    assert faults + sound(phone) == []
    assert phone.taps + 2 <= 10
    with cast.acting("Ben"):
        assert Episode.objects.get(child=kai.pk).last_seen_at == SEEN


def test_needs_care_now_says_what_to_do_first(phone, service, missing):
    phone.visit.open(f"{service}/missing/{missing.pk}/return/")
    phone.choose("Is the child hurt or unwell?", "Yes, needs care now")
    assert phone.page.get_by_text("Call 999 or control first. You can finish this later: it is saved.").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_forms_with_every_fault_are_sound_and_lead_to_the_first(chromium, service, web, missing, tmp_path, width):
    visit, pages = Visit(chromium, width=width), []
    visit.sign_in(service, web("Ben"))
    for name in ("return", "sighting", "band"):
        visit.open(f"{service}/missing/{missing.pk}/{name}/")
        if name != "band":
            visit.page.get_by_label("Another time").check()
        visit.press(visit.page.locator("form[data-draft-url] button[type=submit]"))
        assert harness.focus_is_on_error_summary(visit.page)
        assert visit.faults() == []
        pages.append(tmp_path / f"{name}.html")
        pages[-1].write_text(visit.page.content(), encoding="utf-8")
    visit.close()


def test_words_are_kept_while_they_are_typed_and_stand_there_again(chromium, service, web, missing):
    visit = Visit(chromium, width=320)
    visit.sign_in(service, web("Ben"))
    visit.open(f"{service}/missing/{missing.pk}/return/")
    visit.page.fill("#id_tonight", "Ask her aunt.")
    visit.page.get_by_text("Draft saved").first.wait_for(timeout=6000)
    visit.open(f"{service}/missing/{missing.pk}/return/")
    assert visit.page.input_value("#id_tonight") == "Ask her aunt."
    assert visit.page.get_by_text("You began this at").is_visible()
    visit.close()


def test_missing_now_renews_itself_and_says_how_old_it_is(cast, chromium, service, web, missing):
    visit = Visit(chromium, width=320)
    visit.sign_in(service, web("Ben"))
    visit.page.clock.install()
    visit.open(f"{service}/missing/")
    assert visit.page.get_by_role("article").count() == 1
    bring_home(cast, "Ben", missing, NIGHT - timedelta(minutes=5))
    visit.page.clock.run_for(9_000)
    assert visit.page.get_by_text("Updated 9 seconds ago").is_visible()
    visit.page.clock.run_for(7_000)
    visit.page.get_by_role("article").wait_for(state="detached")
    visit.close()


def test_the_pages_of_a_return_are_valid_html(web, missing, tmp_path):
    ben, pages = web("Ben"), []
    for name in ("return", "sighting", "band"):
        answer = ben.post(f"/missing/{missing.pk}/{name}/", {"where": "elsewhere", "tonight": '"<b>'})
        pages.append(tmp_path / f"{name}.html")
        pages[-1].write_text(answer.text, encoding="utf-8")
        assert answer.status_code == 422
    assert nu.faults(pages) == []
