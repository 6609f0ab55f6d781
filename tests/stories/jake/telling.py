"""The story of Jake as it is lived: every deed through the page or the API that a person would use, on the app login.

Ben, Northshire officer. Asha, social worker, Nia, hub lead, and Max, her manager, Northford council. Ella, safeguarding lead at his school.
Cara, officer of the neighbouring force. Finn, charity, whose agreement has ended. Joan, data protection of Northford.
"""

from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client

from agencies.audit.models import Event
from tests.database import builder
from tests.factories import child_of
from tests.referrals.missing.browsing import fields_of, text_of
from tests.stories.jake import asking

LONDON = ZoneInfo("Europe/London")
REFERENCE = "7Q2MX-9K4TB-W"
EVERYBODY = (*asking.PEOPLE, "Nia", "Max")


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)


def _counted(lines: list[str]) -> str:
    return ", ".join(f"{times} {line}" if (times := len(list(same))) > 1 else line for line, same in groupby(lines))


class Story:
    """One child, and everybody's doors. Each chapter turns the page: what is asked of the log is asked of the last one alone."""

    def __init__(self, cast: Any, clock: Any, web: Any, job_login: Any) -> None:
        self.cast, self.clock, self.job_login = cast, clock, job_login
        self.child = child_of(cast, "northford", "Jake", "Arden", reference=REFERENCE).pk
        self.web, self.clients = web, {}
        self.episodes: list[str] = []
        self.mark = 0

    def turn(self) -> None:
        """What is in the log already belongs to the chapters before. (The log keeps its own time, which no test moves.)"""
        with builder(self.clock.name) as connection:
            self.mark = connection.execute("select coalesce(max(id), 0) from audit.event").fetchone()[0]

    def at(self, *parts: int) -> datetime:
        """It is this time in London now: another shift, for which everybody signs in again."""
        self.clients = {}
        return self.clock.set(local(*parts))

    def client(self, who: str) -> Client:
        if who not in self.clients:
            self.clients[who] = self.web(who)
        return self.clients[who]

    def place(self, address: str) -> str:
        """An address with the keys of the child and of the latest episode."""
        return address.format(child=self.child, episode=(self.episodes or [""])[-1])

    def get(self, who: str, address: str, **asked: Any) -> Any:
        return self.client(who).get(self.place(address), asked)

    def posts(self, who: str, address: str, **body: Any) -> Any:
        return self.client(who).post(self.place(address), body, content_type="application/json")

    def sends(self, who: str, address: str, **body: Any) -> Any:
        """Through the API, which takes it; answers with what it says."""
        answer = self.posts(who, address, **body)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    def presses(self, who: str, address: str, *, then: str = "", **typed: Any) -> Any:
        """Open the page, fill it in, and press a button, which leads back to the page or to another address."""
        page = self.get(who, address)
        assert page.status_code == 200, text_of(page)
        return self.goes_on(who, page, then or address, **typed)

    def goes_on(self, who: str, page: Any, address: str, **typed: Any) -> Any:
        answer = self.client(who).post(self.place(address), fields_of(page) | typed)
        assert answer.status_code in (200, 302), text_of(answer)
        return answer

    def events_of(self, who: str) -> list[Event]:
        """What the log kept of this person in the chapter, as they may read it themselves."""
        with self.cast.acting(who):
            return list(Event.objects.filter(actor=self.cast.user(who).pk, id__gt=self.mark).order_by("id"))

    def deeds(self) -> dict[str, str]:
        """What each person left in the log in living the chapter, in order; whoever left nothing is not named."""
        found = {}
        for who in EVERYBODY:
            events = self.events_of(who)
            with self.cast.acting(who):
                found[who] = _counted(self._lines(events))
        return {who: line for who, line in found.items() if line}

    def swept(self) -> str:
        """What automatic checks did in the chapter to what Northford holds, as its data-protection officer reads it; in no order."""
        with self.cast.acting("Joan"):
            return _counted(sorted(self._lines(list(Event.objects.filter(actor=None, id__gt=self.mark)))))

    def _lines(self, events: list[Event]) -> list[str]:
        return [f"{event.verb} {asking.shown_by(event, self.child)}".removesuffix(" -") for event in events]

    def told(self) -> str:
        """Everybody is asked everything: the three tables, as text."""
        tables: dict[str, dict] = {"pages": {}, "api": {}, "log": {}}
        for who in asking.PEOPLE:
            before = len(self.events_of(who))
            tables["pages"][who] = {column: asking.words_on(self.get(who, url)) for column, url in asking.PAGES.items()}
            doors = {column: [self.get(who, url) for url in urls] for column, urls in asking.DOORS.items()}
            tables["api"][who] = {column: asking.rows_in(column, answers) for column, answers in doors.items()}
            events = self.events_of(who)[before:]
            with self.cast.acting(who):
                tables["log"][who] = asking.in_columns(events, self.child)
        return asking.drawn(tables)
