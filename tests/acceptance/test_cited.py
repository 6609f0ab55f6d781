"""The log answers under which agreement, and by which power, something was seen: of a page, of the API and of every list."""

from datetime import UTC, date, datetime, timedelta

import pytest

from agencies.agreements.models import Agreement, LegalGateway
from referrals.patterns.tasks import look_for_patterns
from tests.agencies.scenes import log_of
from tests.database import builder, building, job_login
from tests.factories import child_of
from tests.referrals.missing.absences import bring_home, report
from tests.referrals.missing.browsing import text_of

NIGHT = datetime(2026, 6, 1, 21, tzinfo=UTC)
POLICE_TO_COUNCILS = ("ISA 4", "CA2004_11")
LISTS = ["/missing/", "/api/episodes/", "/flags/", "/risk-list/", "/api/risk-list/", "/my-work/", "/api/child-files/{child}/movements/"]
ONE_ROW = ["/missing/{episode}/", "/api/episodes/{episode}/"]


@pytest.fixture
def away(cast, clock):
    """The police report a child of the council missing for the fourth time; their agreement with councils rests on a power."""
    clock.set(NIGHT)
    with building() as build:
        gateway = build(LegalGateway(code="CA2004_11", provision="Children Act 2004 s11", valid_from=date(2005, 1, 1)))
        Agreement.objects.filter(number="ISA 4").update(gateway=gateway)
    child = child_of(cast, "northford", "Kai", "Moss", reference="SG-kai")
    for days in (9, 6, 3):
        seen = NIGHT - timedelta(days=days)
        bring_home(cast, "Ben", report(cast, "Ben", child, seen), seen + timedelta(hours=3))
    last = report(cast, "Ben", child, NIGHT - timedelta(hours=2))
    with job_login():
        look_for_patterns()
    return {"child": child.pk, "episode": last.pk}


def cited_in(database, event) -> set[tuple]:
    """What the event showed under an agreement's line, and under which."""
    with builder(database) as admin:
        read = "select category, agreement, gateway from audit.exposure where event_key = %s and rule = 'P4'"
        return set(admin.execute(read, [event["key"]]).fetchall())


def test_at_74_the_agreement_and_the_power_are_logged_alike_for_page_and_api(away, web, database):
    client, kept = web("Asha"), {}
    for path in ONE_ROW:
        assert client.get(path.format(**away)).status_code == 200
        event = log_of(database)[-1]
        kept[path] = (event["rule"], event["agreement"], event["gateway"], cited_in(database, event))
    assert kept == dict.fromkeys(ONE_ROW, ("P4", *POLICE_TO_COUNCILS, {("missing", *POLICE_TO_COUNCILS)}))


@pytest.mark.parametrize("path", LISTS)
def test_at_74_a_list_says_of_each_child_under_which_agreement_she_was_shown(away, web, database, path):
    assert web("Nia").get(path.format(**away)).status_code == 200
    assert cited_in(database, log_of(database)[-1]) == {("missing", *POLICE_TO_COUNCILS)}


def test_what_ones_own_agency_holds_is_shown_under_no_agreement(away, web, database):
    web("Ben").get(ONE_ROW[0].format(**away))
    event = log_of(database)[-1]
    with builder(database) as admin:
        own = admin.execute("select distinct agreement, gateway from audit.exposure where event_key = %s and rule = 'P1'", [event["key"]])
        assert own.fetchall() == [(None, None)]
    assert (event["rule"], event["agreement"], event["gateway"]) == ("P1", None, None)


def test_data_protection_reads_the_agreement_beside_the_rule_of_a_list(away, web, database):
    web("Asha").get("/missing/")
    event, pia = log_of(database)[-1], web("Pia")
    assert "Agreement ISA 4" in text_of(pia.get("/looks/", {"q": "", "first": "", "last": ""}))
    assert "Agreement ISA 4 (CA2004_11)" in text_of(pia.get(f"/looks/{event['key']}/"))
    [row] = [row for row in pia.get(f"/api/looks/{event['key']}/").json()["shown"] if row["rule"] == "P4"]
    assert (row["category"], row["agreement"], row["gateway"]) == ("missing", *POLICE_TO_COUNCILS)


def test_at_74_a_page_that_is_printed_cites_what_it_cited_when_it_was_opened(away, web, database):
    client = web("Asha")
    client.get(ONE_ROW[0].format(**away))
    page = log_of(database)[-1]
    assert client.post("/printed/", {"page": page["request_id"]}).status_code == 204
    printed = log_of(database)[-1]
    assert (printed["agreement"], printed["gateway"]) == POLICE_TO_COUNCILS
    assert cited_in(database, printed) == {("missing", *POLICE_TO_COUNCILS)}
