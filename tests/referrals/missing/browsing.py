"""Reading a page as a browser without script does: its fields with their values, and its words."""

import re
from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    """Every named control of the page with the value it would send."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self.name = self.select = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name:
            self._input(name, given)
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in given or self.select not in self.found):
            self.found[self.select] = given.get("value", "")
        elif tag == "textarea" and name:
            self.name, self.found[name] = name, ""

    def _input(self, name, given):
        if given.get("type") not in ("radio", "checkbox") or "checked" in given:
            self.found[name] = given.get("value", "on") if "value" in given or given.get("type") == "checkbox" else ""

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = ""
        if tag == "textarea":
            self.name = ""

    def handle_data(self, data):
        if self.name:
            self.found[self.name] += data.removeprefix("\n")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data):
        self.words.append(data)


def fields_of(answer: Any) -> dict[str, Any]:
    reader = _Fields()
    reader.feed(answer.text)
    return {name: value for name, value in reader.found.items() if name != "csrfmiddlewaretoken"}


def text_of(answer: Any) -> str:
    """The words of the page, each gap one space."""
    reader = _Words()
    reader.feed(answer.text)
    return " ".join("".join(reader.words).split())


def bare(page) -> str:
    """A page without what differs on every page: the form's token, its number in the log, and the minute at which it was true."""
    return re.sub(r'name="csrf[^>]*>|data-look="[^"]*"|as it stood at [^.]+', "", page.text)
