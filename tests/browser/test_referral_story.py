"""From a search that finds nobody to a decision that the sender reads: at 320 px, with script and without."""

import pytest

from tests.browser import nu
from tests.browser.harness import Visit
from tests.referrals.children.scene import findable
from tests.referrals.intake.scene import DECIDED, WORRY

pytestmark = pytest.mark.xdist_group("browser")


class Walk:
    """One person's window. After each step the page is sound."""

    def __init__(self, chromium, service, client, pages, *, script):
        self.visit, self.script, self.pages = Visit(chromium, width=320, script=script), script, pages
        self.visit.sign_in(service, client)
        self.page, self.service = self.visit.page, service

    def open(self, path):
        self.visit.open(self.service + path)
        self.look()

    def press(self, name):
        self.visit.press(self.page.get_by_role("button", name=name, exact=True))
        self.look()

    def look(self):
        self.pages.append(self.page.content())
        if self.script:
            assert self.visit.faults() == [], self.page.url

    def fill(self, **typed):
        for label, words in typed.items():
            self.page.get_by_label(label.replace("_", " "), exact=False).first.fill(words)

    def reads(self, words):
        assert words in self.page.locator("main").inner_text(), self.page.url


def registers_and_refers(walk):
    walk.open("/children/")
    walk.press("Search")
    walk.reads("There is a problem")
    walk.fill(Name="Ky Moss 27/3/2011")
    walk.press("Search")
    walk.reads("1 result for ‘Ky Moss’, 27 Mar 2011")
    walk.press("Register this child")
    walk.press("Check before registering")
    walk.reads("Choose female, male or not known.")
    walk.page.get_by_label("Male", exact=True).check()
    walk.press("Look for children like this one")
    walk.reads("1 possible match")
    walk.press("Check before registering")
    walk.press("Not the same: register this child")
    walk.reads("Child registered")
    walk.page.get_by_role("link", name="Log a referral about this child").click()
    walk.press("Check before sending")
    walk.reads("“What are you worried about?” needs an answer.")
    walk.page.locator("[name=worry]").fill(WORRY)
    walk.press("Check before sending")
    walk.reads(WORRY)
    walk.press("Send the referral")
    walk.reads("Referral sent")


def decides(walk):
    walk.open("/referrals/")
    walk.page.get_by_role("link", name="Ky Moss").click()
    walk.visit.press(walk.page.get_by_role("button", name="Decide", exact=True))
    walk.page.locator("[name=outcome]").select_option("INFO_ADVICE")
    walk.page.get_by_label("4: specialist or acute need").check()
    walk.page.locator("[name=reason]").fill(DECIDED["reason"])
    walk.page.locator("[name=for_sender]").fill(DECIDED["for_sender"])
    walk.press("Decide")
    walk.reads("contradict each other")
    walk.page.get_by_label("2: early help, additional need").check()
    walk.press("Decide")
    walk.reads("Information and advice were given.")
    walk.page.get_by_role("link", name="The decision in full").click()
    walk.look()
    walk.reads(DECIDED["reason"])


@pytest.mark.parametrize("script", [True, False])
def test_a_worry_becomes_a_decision_on_a_narrow_screen(chromium, service, web, cast, tmp_path, script):
    findable(cast, "school", "Kai", "Mosse", reference="KAI")
    pages = []
    registers_and_refers(Walk(chromium, service, web("Ella"), pages, script=script))
    decides(Walk(chromium, service, web("Nia"), pages, script=script))
    files = []
    for number, page in enumerate(pages):
        files.append(tmp_path / f"{number}.html")
        files[-1].write_text(page, encoding="utf-8")
    assert script or nu.faults(files) == []
