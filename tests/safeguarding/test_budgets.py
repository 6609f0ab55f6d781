"""What a page may cost, asked of every page and every list of the API as every kind of person: fifteen queries, twelve for a list."""

import pytest

from tests import scene as scenes
from tests.addresses import addresses
from tests.browser.test_pages import PEOPLE, places_of
from tests.queries import asked

SIGNED_IN = 1  # the query for who asks, which every request makes
MOST, MOST_OF_A_LIST = 15 + SIGNED_IN, 12
LISTS = {"children:find", "missing:now", "intake:referrals", "meetings:risk_list", "patterns:flags", "interviews:list"}
LISTS |= {"oversight:looks", "oversight:my_looks", "oversight:people", "oversight:agreements"}


@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_costs_more_than_fifteen_queries_and_no_list_more_than_twelve(cast, clock, web, who):
    scene, client = scenes.set_up(cast, clock), web(who)
    costs = {name: asked(client, place)[1] for name, place in places_of(scene).items()}
    assert costs.keys() >= LISTS
    assert {name: paid for name, paid in costs.items() if paid > (MOST_OF_A_LIST if name in LISTS else MOST)} == {}


@pytest.mark.parametrize("who", PEOPLE)
def test_no_list_of_the_api_costs_more_than_twelve_queries(cast, clock, web, who):
    scene, client = scenes.set_up(cast, clock), web(who)
    lists = [address for address in addresses() if address.is_api and address.name.endswith("-list") and "get" in address.methods]
    costs = {address.name: asked(client, address.filled(scene))[1] for address in lists if not address.wants}
    assert len(costs) > 10
    assert {name: paid for name, paid in costs.items() if paid > MOST_OF_A_LIST} == {}
