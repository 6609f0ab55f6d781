"""The roles that are shipped read and write what the access model says, category by category, and nothing beyond it."""

import pytest

from agencies.access.policy import ROLES
from agencies.words import Category
from tests.access.shipped import TOLD

OPENS = {"3", "2", "ask", "own"}
CELLS = [(str(role), str(category)) for role in ROLES for category in Category]


def test_the_table_of_the_model_knows_every_role_and_every_category():
    assert TOLD["roles"].keys() == {str(role) for role in ROLES}
    assert TOLD["offers"].keys() == {str(category) for category in Category}
    assert {len(cells) for cells in TOLD["offers"].values()} == {len(TOLD["columns"])}


@pytest.mark.parametrize(("role", "category"), CELLS)
def test_a_role_reads_and_writes_what_its_line_says(role, category):
    told, shipped = TOLD["roles"][role], ROLES[role]
    assert (category in shipped.reads) is (category in told["reads"])
    assert (category in shipped.writes) is (category in told.get("writes", told["reads"]))


@pytest.mark.parametrize("role", TOLD["roles"])
def test_a_role_reads_nothing_that_its_column_does_not_open_unless_a_sentence_says_so(role):
    told = TOLD["roles"][role]
    column = TOLD["columns"].index(told["column"])
    opened = {category for category, cells in TOLD["offers"].items() if cells[column] in OPENS} | set(TOLD["owned_by_any"])
    assert ROLES[role].reads - opened == set(told.get("beyond", ()))


def test_nobody_sits_at_an_address_desk_by_role_alone():
    assert not any(template.address_desk for template in ROLES.values())
