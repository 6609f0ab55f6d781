"""A stage for the pieces of a page: templates and scripts in a real browser, without a server, a database or a person.

stage = Stage(visit, "{% extends 'base.html' %}...", {"rows": ...})
stage.answers["/draft"] = lambda request: (200, {"version": 2, "saved_at": "03:12"})
stage.open()
"""

import json
from types import SimpleNamespace
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.template import engines
from django.test import RequestFactory

HOME = "http://pages.test"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'"
KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "png": "image/png"}
PERSON = SimpleNamespace(is_authenticated=True, pk="asha")


class Stage:
    """Everything under HOME is answered here; nothing leaves the machine."""

    def __init__(self, visit, source: str, context: dict | None = None):
        self.visit, self.source, self.context = visit, source, {"user": PERSON, "idle_minutes": 15} | (context or {})
        self.answers, self.asked = {}, []
        visit.page.route("**/*", self._answer)

    def html(self) -> str:
        request = RequestFactory().get("/page")
        return engines["django"].from_string(self.source).render(self.context, request)

    def open(self) -> None:
        self.visit.open(f"{HOME}/page")

    def _answer(self, route) -> None:
        path = urlsplit(route.request.url).path
        self.asked.append((path, route.request.post_data))
        if path in self.answers:
            self._scripted(route, self.answers[path](route.request))
        elif path.startswith("/static/"):
            self._file(route, path.removeprefix("/static/"))
        else:
            route.fulfill(body=self.html(), content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY})

    def _scripted(self, route, answer) -> None:
        if answer is None:
            route.abort()
        else:
            status, body = answer
            route.fulfill(status=status, body=json.dumps(body), content_type="application/json")

    def _file(self, route, name: str) -> None:
        route.fulfill(path=finders.find(name), content_type=KINDS[name.rsplit(".", 1)[-1]])
