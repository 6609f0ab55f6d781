"""The whole address map, as tests walk it: what each address wants, which methods it takes, and what of the scene goes into it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLResolver, get_resolver

from tests.scene import Scene

METHODS = ("get", "post", "put", "patch", "delete")

# Addresses where there is no actor, or nothing of anybody's to read: why. A star stands for all that begin so.
UNREAD = {
    "home": "leads on to the first page of one's role and reads nothing",
    "livez": "answers a machine",
    "readyz": "answers a machine",
    "jobs": "answers a machine",
    "schema": "describes the doors, and opens none",
    "docs": "describes the doors, and opens none",
    "docs_room": "describes the doors, and opens none",
    "account_*": "signing in: before there is anybody to note",
    "mfa_*": "the second factor: before there is anybody to note",
    "acting-list": "one's own seats: before there is anybody to note",
    "oversight:act_as": "one's own seats: before there is anybody to note",
}

# What of the scene a page is about, by its name or by its room.
KEY_OF = {
    "missing:report": "at_home",
    "missing:report_past": "at_home",
    "children": "child",
    "casefile:acknowledge": "notice",
    "casefile:told": "notice",
    "casefile": "child",
    "missing:returned": "home_episode",
    "missing": "open_episode",
    "profiles:read": "profile",
    "profiles:keep": "child",
    "crossings": "far_episode",
    "drafts": "draft",
    "interviews:begin": "unheard",
    "interviews": "interview",
    "patterns:set_rule": "rule",
    "patterns": "flag",
    "duties": "duty",
    "intake:receive": "child",
    "intake:check": "child",
    "intake": "referral",
    "decisions:read": "decision",
    "decisions": "referral",
    "oversight:event": "event",
    "oversight:agreement": "agreement",
    "oversight:ratify": "agreement",
    "oversight:end": "agreement",
    "oversight:set_hours": "team",
    "oversight:choose": "alert",
    "oversight": "seat",
    "run_now": "job",
}
# The same of the API's addresses, by the first word of their path.
API_KEY_OF = {
    "agreements": "agreement",
    "alerts": "alert",
    "child-files": "child",
    "children": "child",
    "corrections": "open_episode",
    "decisions": "decision",
    "docs": "manual",
    "drafts": "draft",
    "duties": "duty",
    "episodes": "open_episode",
    "flags": "flag",
    "hand-overs": "far_episode",
    "interviews": "interview",
    "jobs": "job",
    "looks": "event",
    "notices": "notice",
    "profiles": "profile",
    "referrals": "referral",
    "rules": "rule",
    "seats": "seat",
    "teams": "team",
    "why": "child",
}
FIXED = {"kind": "child", "job": "notices.deliver", "manual": "episodes"}


@dataclass(frozen=True)
class Address:
    """One line of the map: its name, its path with gaps, and the view behind it."""

    name: str
    path: str
    view: Any

    @property
    def is_api(self) -> bool:
        return self.path.startswith("api/")

    @property
    def wants(self) -> list[str]:
        return re.findall(r"<(?:\w+:)?(\w+)>", self.path)

    @property
    def methods(self) -> set[str]:
        """Those that it answers to: an API door names them, a page has them and does not refuse them."""
        if getattr(self.view, "actions", None):
            return set(self.view.actions)
        kind = getattr(self.view, "view_class", None)
        return {name for name in METHODS if name in kind.http_method_names and hasattr(kind, name)} if kind else {"get"}

    @property
    def door(self) -> Any:
        """The class behind the address, or the function."""
        return getattr(self.view, "view_class", None) or getattr(self.view, "cls", None) or self.view

    @property
    def key_name(self) -> str:
        """Which key of the scene fills the gap."""
        if self.is_api:
            return API_KEY_OF[self.path.removeprefix("api/").split("/")[0]]
        return KEY_OF.get(self.name) or KEY_OF[self.name.partition(":")[0]]

    def filled(self, scene: Scene, **other: Any) -> str:
        """The path in the scene, or with another key in the place of the scene's."""
        path = "/" + self.path
        for gap in self.wants:
            what = gap if gap in FIXED else self.key_name
            value = other.get(gap) or FIXED.get(what) or getattr(scene, what)
            path = re.sub(rf"<(?:\w+:)?{gap}>", str(value), path)
        return path


@cache
def addresses() -> tuple[Address, ...]:
    """Every address of the service, the sign-in's own too."""
    return tuple(_under(get_resolver()))


def _under(resolver: URLResolver, space: str = "", lead: str = "") -> Iterator[Address]:
    for entry in resolver.url_patterns:
        path = lead + _plain(str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from _under(entry, entry.namespace or space, path)
        else:
            yield Address(f"{space}:{entry.name}" if space else entry.name or "", path, entry.callback)


def _plain(pattern: str) -> str:
    """A pattern of the API's router as the pages write theirs: without anchors, a gap for a group."""
    if not pattern.startswith("^"):
        return pattern
    return re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", pattern).strip("^$")


def named(name: str) -> Address:
    return next(address for address in addresses() if address.name == name)


def is_listed(name: str, exceptions: dict[str, str]) -> bool:
    """Whether an exception names this address; one with a star names all that begin with it."""
    return any(name.startswith(said[:-1]) if said.endswith("*") else name == said for said in exceptions)


def unused(exceptions: dict[str, str]) -> list[str]:
    """Exceptions that name no address any more."""
    return [said for said in exceptions if not any(is_listed(address.name, {said: ""}) for address in addresses())]
