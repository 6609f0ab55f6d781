"""A list page costs few queries, however long the list is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.audit import trail
from agencies.audit.trail import Look
from tests.agencies.scenes import children_of, draft_agreement

MOST = 12
NOT_THE_PAGE = ("sg.behind", "set_config", "current_setting", "transaction_read_only", "django_session", "SAVEPOINT", "BEGIN", "COMMIT")


def cost(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return sum(not any(word in query["sql"] for word in NOT_THE_PAGE) for query in queries)


@pytest.mark.parametrize(
    ("who", "path"), [("Joan", "/looks/?q=ben"), ("Ben", "/my-looks/"), ("Adil", "/people/"), ("Adil", "/agreements/")]
)
def test_a_list_costs_at_most_twelve_queries_however_long_it_is(web, cast, who, path):
    client = web(who)
    children, ours = children_of(cast, "northford", 5), cast.agencies["northford"].pk
    draft_agreement(cast, "northford", "kind:health")
    for child in children * 4:
        trail.commit([Look(cast.actor("Ben"), "casefile.child", shown=[(child.pk, ours, "identity", 3, "P4")])])
    for number in range(5):
        draft_agreement(cast, "northford", f"agency:{ours}", number=f"ISA 30{number}")
    assert cost(client, path) <= MOST
