"""What a page may cost, asked of every page and every list of the API as every kind of person: fifteen queries, twelve for a list."""

import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from tests import scene as scenes
from tests.addresses import addresses
from tests.browser.test_pages import PEOPLE, places_of

MOST, MOST_OF_A_LIST = 15, 12
LISTS = {"children:find", "missing:now", "intake:referrals", "meetings:risk_list", "patterns:flags", "interviews:list"}
LISTS |= {"oversight:looks", "oversight:my_looks", "oversight:people", "oversight:agreements"}
NOT_THE_PAGE = ("sg.behind", "set_config", "current_setting", "transaction_read_only", "django_session", "SAVEPOINT", "BEGIN", "COMMIT")
SIGNED_IN = 1


def cost(client, path: str) -> int:
    """The queries of the page itself: who is signed in, session, context and transaction are the same for every request."""
    reset_queries()
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return sum(not any(word in query["sql"] for word in NOT_THE_PAGE) for query in queries) - SIGNED_IN


@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_costs_more_than_fifteen_queries_and_no_list_more_than_twelve(cast, clock, web, who):
    scene, client = scenes.set_up(cast, clock), web(who)
    costs = {name: cost(client, place) for name, place in places_of(scene).items()}
    assert costs.keys() >= LISTS
    assert {name: paid for name, paid in costs.items() if paid > (MOST_OF_A_LIST if name in LISTS else MOST)} == {}


@pytest.mark.parametrize("who", PEOPLE)
def test_no_list_of_the_api_costs_more_than_twelve_queries(cast, clock, web, who):
    scene, client = scenes.set_up(cast, clock), web(who)
    lists = [address for address in addresses() if address.is_api and address.name.endswith("-list") and "get" in address.methods]
    costs = {address.name: cost(client, address.filled(scene)) for address in lists if not address.wants}
    assert len(costs) > 10
    assert {name: paid for name, paid in costs.items() if paid > MOST_OF_A_LIST} == {}
