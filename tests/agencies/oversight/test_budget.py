"""A list page costs few queries, however long the list is."""

import pytest

from agencies.audit import trail
from agencies.audit.trail import Look, Shown
from tests.agencies.scenes import children_of, draft_agreement
from tests.queries import asked

MOST = 12


@pytest.mark.parametrize(
    ("who", "path"), [("Joan", "/looks/?q=ben"), ("Ben", "/my-looks/"), ("Adil", "/people/"), ("Adil", "/agreements/")]
)
def test_a_list_costs_at_most_twelve_queries_however_long_it_is(web, cast, who, path):
    client = web(who)
    children, ours = children_of(cast, "northford", 5), cast.agencies["northford"].pk
    draft_agreement(cast, "northford", "kind:health")
    for child in children * 4:
        trail.commit([Look(cast.actor("Ben"), "casefile.child", shown=[Shown(child.pk, ours, "identity", 3, "P4")])])
    for number in range(5):
        draft_agreement(cast, "northford", f"agency:{ours}", number=f"ISA 30{number}")
    answer, cost = asked(client, path)
    assert answer.status_code == 200
    assert cost <= MOST
