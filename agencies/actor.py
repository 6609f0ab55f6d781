"""Who acts: one person in one team for one purpose, or a named system actor. Made by `access.context` alone."""

from dataclasses import dataclass
from uuid import UUID

from agencies.words import Purpose


@dataclass(frozen=True)
class Actor:
    """The facts that every access rule may use, resolved once per request and never changed afterwards."""

    user: UUID | None
    name: str
    team: int | None
    agency: int | None
    agency_name: str
    kind: str
    role: str
    purpose: Purpose
    request: UUID
    clearance: int = 0
    statutory: bool = False
    seat: bool = False
    address_desk: bool = False
    categories: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    recipient_keys: frozenset[str] = frozenset()
    named: frozenset[UUID] = frozenset()
    excluded: frozenset[UUID] = frozenset()
    glass: frozenset[UUID] = frozenset()
    glass_reach: frozenset[UUID] = frozenset()
    system: str = ""
    team_name: str = ""
    policy_version: str = ""

    @property
    def is_system(self) -> bool:
        return bool(self.system)
