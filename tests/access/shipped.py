"""The roles that the service ships, put into a world of the decision table; and roles.toml, what the access model says they read."""

import tomllib
from dataclasses import replace
from pathlib import Path

from agencies.access import policy
from tests.access.worlds import RoleTemplate, World

TOLD = tomllib.loads((Path(__file__).parent / "roles.toml").read_text(encoding="utf-8"))
NAMES = {
    "social_worker": "practitioner",
    "mash_lead": "hub_lead",
    "nurse": "health_practitioner",
    "school_safeguarding_lead": "safeguarding_lead",
    "charity_volunteer": "volunteer",
    "dpo": "data_protection",
}


def put_into(world: World) -> World:
    """The same people in the shipped roles, which the service then takes from its own table."""
    roles = {str(name): RoleTemplate(role.reads, role.writes, role.address_desk) for name, role in policy.ROLES.items()}
    seats = tuple(replace(seat, role=NAMES.get(seat.role, seat.role)) for seat in world.memberships)
    return replace(world, roles=roles, memberships=seats)
