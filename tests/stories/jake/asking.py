"""Six people are asked the same pages and the same doors of the API, and the log is asked what it kept of that.

    pages   what stands on the page, of the words of this story; every word that is not named is not there
    api     how many rows of which kind; a bare status where the answer is none
    log     of each answer: category, fullest level and rules of what it showed of Jake; "-" where it showed nothing of him

Every cell is exact: a word, a row or an event too many fails as well as one too few. Of the words, "debts" is what Ben wrote, "seen" the
place where Cara saw him, "told" the summary that a reader gets who does not get the episode, "talk" the return
interview, "heard" the child's own words in it and "safety" what others must know; 3, 4 and 5 are flags of RM-03 to RM-05.
"""

import re
from collections.abc import Callable
from typing import Any

from agencies.audit.models import Event, Exposure
from agencies.words import Outcome
from tests.referrals.missing.browsing import text_of

PEOPLE = ("Ben", "Asha", "Ella", "Cara", "Finn", "Joan")
PAGES = {
    "child": "/children/{child}/",
    "now": "/missing/",
    "episode": "/missing/{episode}/",
    "work": "/my-work/",
    "risks": "/risk-list/",
    "flags": "/flags/",
}
DOORS = {
    "child": ["/api/child-files/{child}/"],
    "now": ["/api/episodes/", "/api/missing-summaries/"],
    "episode": ["/api/episodes/{episode}/"],
    "work": ["/api/duties/", "/api/notices/"],
    "risks": ["/api/risk-list/"],
    "flags": ["/api/flags/"],
}
COLUMN_OF = {
    "casefile.child": "child",
    "missing.now": "now",
    "missing.read": "episode",
    "casefile.my_work": "work",
    "meetings.risk_list": "risks",
    "patterns.list": "flags",
}
SECRET = "owes money to older boys"
HEARD, SAFETY = "I was afraid of them", "Older boys wait for him at the bus station"
WORDS = {
    "Jake": r"Jake|Arden|7Q2MX",
    "away": r"Missing (now\.|now, for|now 7Q2MX|\d+ (h|d))|\b1 child missing",
    "debts": SECRET,
    "seen": r"Eastvale bus station",
    "told": r"Went missing on \d+ \w+ 2026 at",
    "home": r", home \d\d:\d\d| Home \d\d:\d\d|Home since",
    "talk": r"Return interview(?!s of your team|s Referrals)",
    "heard": HEARD,
    "safety": SAFETY,
    "late": r": overdue|\bOverdue\b(?! duties)|was due",
    "3": r"RM-03",
    "4": r"RM-04",
    "5": r"RM-05",
    "worry": r"Received \d\d:\d\d",
}
FILE = ("episodes", "interviews", "summaries", "duties", "flags", "referrals")
LETTERS = {"identity": "I", "missing": "M", "referral": "R", "rhi": "T"}
VERDICTS = {Outcome.REFUSED: "refused", Outcome.NOT_FOUND: "not found", Outcome.FAILED: "failed"}


def words_on(answer: Any) -> str:
    """Which of the story's words the page says, its tab included, after its status where that is not 200."""
    found = _words_in(text_of(answer))
    return found if answer.status_code == 200 else f"{answer.status_code} {found}".removesuffix(" -")


def _words_in(text: str) -> str:
    return " ".join(word for word, pattern in WORDS.items() if re.search(pattern, text)) or "-"


def rows_in(column: str, answers: list[Any]) -> str:
    """The answers of one column's doors, counted."""
    statuses = {answer.status_code for answer in answers}
    if statuses != {200}:
        return " ".join(str(status) for status in sorted(statuses))
    return COUNTED[column](*(answer.json() for answer in answers)) or "-"


def _counted(said: dict, kinds: tuple[str, ...]) -> str:
    return " ".join(f"{kind} {len(said[kind])}" for kind in kinds if said[kind])


def _work(duties: list, notices: list) -> str:
    due = [f"{duty['title']}{' late' if duty['is_overdue'] else ''}" for duty in duties]
    return ", ".join(due + [notice["says"] for notice in notices])


COUNTED: dict[str, Callable[..., str]] = {
    "child": lambda file: f"{'away' if file['is_missing'] else 'home'} {_counted(file, FILE)}",
    "now": lambda now, told: _counted(now | told, ("episodes", "summaries")),
    "episode": lambda episode: _counted(episode, ("words", "bands", "sightings")),
    "work": _work,
    "risks": lambda risks: _words_in("; ".join(reason for child in risks["children"] for reason in child["reasons"])),
    "flags": lambda page: " ".join(sorted(flag["rule"] for flag in page["flags"])),
}


def shown_by(event: Event, child: Any) -> str:
    """What one event showed of the child: each category once, its fullest level and every rule that let it through. A job has none.

    Whatever was shown by a line of an agreement says which agreement; asserted here, for every person, place and chapter.
    """
    if event.outcome != Outcome.DONE:
        return VERDICTS[event.outcome]
    kept: dict[str, tuple[int, set]] = {}
    for row in Exposure.objects.filter(event_key=event.key):
        assert row.agreement or row.rule != "P4", (event.verb, row.category)
        letter = LETTERS.get(row.category, row.category) if row.child_id == child else "somebody else's "
        level, rules = kept.get(letter, (0, set()))
        kept[letter] = max(level, row.level), rules | {row.rule}
    return " ".join(f"{letter}{level}/{'+'.join(sorted(rules))}".rstrip("/") for letter, (level, rules) in sorted(kept.items())) or "-"


def in_columns(events: list[Event], child: Any) -> dict[str, str]:
    """One line of the log's table. Where page and API left the same, it stands once; how many events there are is asserted here."""
    kept: dict[str, list[str]] = {column: [] for column in PAGES}
    for event in events:
        kept[COLUMN_OF[event.verb]].append(shown_by(event, child))
    assert {column: len(cells) for column, cells in kept.items()} == {column: 1 + len(DOORS[column]) for column in PAGES}
    return {column: cells[0] if len(set(cells)) == 1 else "; ".join(cells) for column, cells in kept.items()}


def drawn(tables: dict[str, dict[str, dict[str, str]]]) -> str:
    """The three tables as text, each column as wide as it must be."""
    return "\n".join(line for name, lines in tables.items() for line in _drawn(name, lines))


def _drawn(name: str, lines: dict[str, dict[str, str]]) -> list[str]:
    rows = [[name, *next(iter(lines.values()))], *([who, *cells.values()] for who, cells in lines.items())]
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def expected(text: str) -> str:
    """A table of a test, drawn the same way. A line that begins with no person's name begins the next table."""
    tables: dict[str, dict[str, dict[str, str]]] = {}
    name, columns = "", []
    for line in text.strip().splitlines():
        first, *cells = [cell.strip() for cell in line.split("|")]
        if first in PEOPLE:
            tables[name][first] = dict(zip(columns, cells, strict=True))
        else:
            name, columns, tables[first] = first, cells, {}
    return drawn(tables)
