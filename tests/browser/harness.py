"""A real Chromium on real pages: what axe finds, what scrolls sideways, what the console says, what a first view weighs.

with browser() as chromium:
    visit = Visit(chromium, width=320)
    visit.open(address)
    assert visit.faults() == []
"""

import importlib.resources
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Locator, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")
AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KB = 1024
FIRST_VIEW, RETURN_PAGE, LATER_VIEW, HTML = 60 * KB, 40 * KB, 15 * KB, 60 * KB
REFUSED_FORM = "status of 422"


def executable() -> str:
    """The distribution's own browser; without one the tests fail and say what to install."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise RuntimeError("No Chromium was found. Install it with: sudo apt-get install -y chromium")
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    """Playwright keeps an event loop in this thread, which makes Django refuse the database unless told that all is well."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), headless=True, args=FLAGS)
        try:
            yield chromium
        finally:
            chromium.close()


class Visit:
    """One window of one person, with an empty cache: everything it hears from console and network is kept."""

    def __init__(self, chromium: Browser, *, width=1280, script=True, cookies=()):
        self.context = chromium.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script, locale="en-GB")
        self.context.add_cookies(list(cookies))
        self.page = self.context.new_page()
        self.console, self.addresses, self.sizes = [], {}, {}
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        self.wire = self.context.new_cdp_session(self.page)
        self.wire.send("Network.enable")
        self.wire.on("Network.requestWillBeSent", self._asked)
        self.wire.on("Network.loadingFinished", self._received)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and REFUSED_FORM not in message.text:
            self.console.append(message.text)

    def _asked(self, event: dict) -> None:
        self.addresses[event["requestId"]] = event["request"]["url"]

    def _received(self, event: dict) -> None:
        self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    def sign_in(self, address: str, client: Client) -> None:
        """Go on as the person of a signed-in test client."""
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])

    def open(self, address: str, *, until: str = "networkidle") -> None:
        """Until "networkidle" waits half a second more for what a page may still ask for; "load" for all that it names itself."""
        self.console, self.addresses, self.sizes = [], {}, {}
        self.page.goto(address, wait_until=until)

    def press(self, button: Locator) -> None:
        """Press what leads to another page, and wait until that page is there: the old one is quiet too, and must not be taken for it."""
        with self.page.expect_navigation(wait_until="networkidle"):
            button.click()

    @property
    def bytes(self) -> int:
        """What the view weighs on the wire; a file of ours counts as the deployment sends it, compressed."""
        return sum(_as_deployed(self.addresses[number], size) for number, size in self.sizes.items() if size)

    def close(self) -> None:
        self.context.close()

    def faults(self) -> list[str]:
        """Everything that must never be wrong with a page, as sentences."""
        return [
            *(f"axe: {rule}" for rule in axe(self.page)),
            *([] if no_sideways_scroll(self.page) else ["the page scrolls sideways"]),
            *([] if one_h1(self.page) else ["the page has not exactly one h1"]),
            *(f"console: {words}" for words in self.console),
            *(f"asks another origin: {address}" for address in self.strangers()),
        ]

    def strangers(self) -> list[str]:
        own = urlsplit(self.page.url).netloc
        return [
            address
            for address in self.addresses.values()
            if urlsplit(address).scheme.startswith("http") and urlsplit(address).netloc != own
        ]

    def too_heavy(self, budget: int = FIRST_VIEW) -> str:
        """Says by how much the view is over its budget; empty when it is not. Counts bytes on the wire."""
        return f"{self.bytes} bytes on the wire, {budget} allowed" if self.bytes > budget else ""

    def picture(self, path: Path) -> None:
        self.page.screenshot(path=str(path), full_page=True)


def _as_deployed(address: str, size: int) -> int:
    """Of a file of ours that is not sent again, a deployment is not even asked: its name says that it has not changed."""
    path = urlsplit(address).path
    if not path.startswith(settings.STATIC_URL):
        return size
    file = Path(finders.find(path.removeprefix(settings.STATIC_URL))).read_bytes()
    return len(brotli.compress(file)) if size >= len(file) else 0


def axe(page) -> list[str]:
    """The ids of the rules that the page breaks, each with the first place. `evaluate` is not stopped by our CSP."""
    ask = f"{AXE};axe.run(document, {{runOnly: {{type: 'tag', values: {json.dumps(TAGS)}}}}})"
    found = page.evaluate(ask)["violations"]
    return [f"{fault['id']} at {fault['nodes'][0]['html'][:160]}" for fault in found]


def no_sideways_scroll(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def one_h1(page) -> bool:
    return page.locator("h1").count() == 1


def focus_is_on_error_summary(page) -> bool:
    return page.evaluate("document.activeElement?.classList.contains('govuk-error-summary') ?? false")


def hidden_when_focused(page) -> list[str]:
    """Walks the page with the Tab key; names each stop that something else covers, or that cannot be seen."""
    stops = page.evaluate("document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex=\"0\"]').length")
    covered = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        name = page.evaluate(COVERED)
        if name:
            covered.append(name)
    return covered


COVERED = """() => {
  const stop = document.activeElement
  if (!stop || stop === document.body) return ''
  const box = stop.getBoundingClientRect()
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 10))
  const seen = top && (stop.contains(top) || top.contains(stop) || [...(stop.labels ?? [])].some(label => label.contains(top)))
  return seen ? '' : stop.outerHTML.slice(0, 120)
}"""
