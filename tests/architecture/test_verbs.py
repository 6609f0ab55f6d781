"""Every address has a verb of the table, every verb has a page and a door of the API, and every deed of a page a door beside it."""

from collections import Counter

from agencies.access import policy
from agencies.access.guard import Guard
from tests.addresses import UNREAD, addresses, is_listed

# A page's deed that has no door in the API, or a door without a page: why.
WITHOUT_AN_API = {
    "oversight.printed": "a browser says that it prints",
}
WITHOUT_A_PAGE = {
    "oversight.why": "each page shows why beside the row; the door answers for any row",
}


def doors():
    return [address for address in addresses() if not is_listed(address.name, UNREAD)]


def verbs_of(address) -> set[str]:
    """The verbs of one address: a page has one, a door of the API one for each method that it answers to."""
    if address.is_api:
        return {address.door.verbs.get(action, "") for action in address.view.actions.values()}
    return {getattr(address.door, "verb", "")}


def test_every_address_has_a_verb_of_the_table_or_says_why_not():
    assert [address.name for address in doors() if not verbs_of(address) <= set(policy.VERBS)] == []
    assert [address.name for address in doors() if not issubclass(address.door, Guard)] == []


def test_every_verb_of_a_door_belongs_to_an_address_of_it():
    named = {(address.door, verb) for address in doors() if address.is_api for verb in verbs_of(address)}
    declared = {(address.door, verb) for address in doors() if address.is_api for verb in address.door.verbs.values()}
    assert declared == named


def test_every_verb_of_the_table_is_used_by_a_page_and_by_the_api():
    pages = set().union(*(verbs_of(address) for address in doors() if not address.is_api))
    api = set().union(*(verbs_of(address) for address in doors() if address.is_api))
    assert set(policy.VERBS) - pages == set(WITHOUT_A_PAGE)
    assert set(policy.VERBS) - api == set(WITHOUT_AN_API)


def deeds(*, api: bool) -> Counter:
    """How many addresses of each verb change something."""
    found = [address for address in doors() if address.is_api == api]
    if api:
        changing = [  # the framework adds "head" to a view when it is first asked
            (address, action) for address in found for method, action in address.view.actions.items() if method not in ("get", "head")
        ]
        return Counter(address.door.verbs[action] for address, action in changing)
    return Counter(address.door.verb for address in found if "post" in address.methods)


# Where a page and the API part the same deed differently: why.
MORE_PAGES = {
    "intake.receive": "what is sent is read over on a page of its own",
    **WITHOUT_AN_API,
    "casefile.told": "where a message leads: seen and opened in one press, which is two calls of the API",
}


def test_every_deed_of_a_page_has_a_door_beside_it():
    pages, api = deeds(api=False), deeds(api=True)
    assert {verb for verb in pages if pages[verb] > api[verb]} == set(MORE_PAGES)
    assert set(pages) - set(api) == {*WITHOUT_AN_API, "casefile.told"}
