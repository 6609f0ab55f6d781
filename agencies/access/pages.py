"""Long lists, a page at a time: nothing is left out without a way to it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode


def page_asked(asked: Mapping[str, str], name: str = "page") -> int:
    """The page of a list that an address asks for; nonsense asks for the first."""
    said = asked.get(name, "")
    return max(int(said), 1) if said.isascii() and said.isdigit() and len(said) < 7 else 1


def pages_of(name: str, page: int, count: int, size: int, **kept: Any) -> dict[str, str]:
    """The addresses of the page before and the page after, where there are such. `kept`: what else the address goes on to say."""
    last = max(1, -(-count // size))
    return {
        "previous_url": f"?{urlencode(kept | {name: min(page - 1, last)})}" if page > 1 else "",
        "next_url": f"?{urlencode(kept | {name: page + 1})}" if page < last else "",
    }
