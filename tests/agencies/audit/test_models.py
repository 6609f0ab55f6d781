"""The log in a large size: who asks about one child or one person is answered from an index, under row security."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils.timezone import localdate

from agencies.oversight.presenters import search
from agencies.oversight.rules import Asked, Filters
from tests.database import builder

CHILD = UUID("00000000-0000-4000-8000-000000000007")
FILL = """
insert into audit.event
  (key, actor, actor_name, team, agency, role, verb, action, purpose, outcome, policy_version, request_id, salt, child_id)
select gen_random_uuid(), case when n %% 500 = 0 then %(actor)s::uuid else gen_random_uuid() end, 'Somebody', 1, %(agency)s, 'officer',
  'casefile.child', 'consultation', 'safeguarding', 0, 'p', gen_random_uuid(), '\\x00',
  ('00000000-0000-4000-8000-' || lpad((n %% 1000)::text, 12, '0'))::uuid
from generate_series(1, 20000) n;
"""
SHOW = """
insert into audit.exposure (event_key, actor, agency, child_id, owner_agency, category, level, rule)
select key, actor, agency, child_id, agency, 'identity', 3, 'P1' from audit.event
"""


@pytest.fixture
def large_log(cast, database):
    with builder(database) as admin:
        admin.execute(FILL, {"actor": cast.user("Asha").pk, "agency": cast.agencies["northford"].pk})
        admin.execute(SHOW)
        admin.execute("analyze audit.event, audit.exposure")


@pytest.mark.usefixtures("large_log")
@pytest.mark.parametrize(("question", "number"), [("child", 20), ("person", 40)])
def test_one_child_and_one_person_are_found_through_an_index(as_, cast, question, number):
    asked = Asked(child=CHILD) if question == "child" else Asked(people=(cast.user("Asha").pk,))
    today = localdate()
    with as_("Joan"):
        events = search.found(asked, Filters(today - timedelta(days=1), today))
        plan = events[:51].explain()
        assert len(events) == number
    assert f"Seq Scan on event_{today:%Y%m}" not in plan
    assert f"event_{today:%Y%m}_{'child_id' if question == 'child' else 'actor'}_at_idx" in plan
