"""Whatever one agency grants to another's team says on the row under which agreement, and always by which power."""

import pytest

from agencies.agreements.codes import GATEWAYS
from agencies.agreements.models import Agreement, LegalGateway
from agencies.directory.models import Team
from agencies.words import Basis, Category, Level
from referrals.children import actions as children
from referrals.children.models import Child, ChildTeamGrant
from referrals.information import actions as information
from referrals.information.models import Record, RecordTeamGrant
from tests.agencies.scenes import log_of
from tests.database import building
from tests.factories import child_of
from tests.referrals.intake.scene import DECIDED, TUESDAY, pupil_of, sent
from tests.referrals.interviews.scene import NOW, begun, came_home, deed


@pytest.fixture
def powers(cast, clock):
    """The pick-list of powers; the cast's agreements rest on one that nobody would fall back on."""
    clock.set(TUESDAY)
    with building():
        LegalGateway.objects.bulk_create(LegalGateway(**gate.row()) for gate in GATEWAYS)
        Agreement.objects.update(gateway=LegalGateway.objects.get(code="CA2004_11"))


def grants() -> list[tuple]:
    """Every grant from one agency to a team of another: to whom, of what, and what it rests on."""
    with building():
        whose = dict(Team.objects.values_list("group_id", "agency_id"))
        rows = [row for model in (ChildTeamGrant, RecordTeamGrant) for row in model.objects.select_related("agreement", "gateway", "group")]
        return [_said(row) for row in rows if whose[row.group_id] != row.granting_agency_id]


def _said(row) -> tuple:
    about = getattr(row, "category", "record")
    agreement, gateway = row.agreement and row.agreement.number, row.gateway and row.gateway.code
    return row.group.name, str(row.basis), about, agreement, gateway


def test_a_referral_and_what_is_decided_on_it_are_kept_in_sight_by_a_named_power(cast, powers, web, database):
    web("Nia").post(f"/referrals/{sent(cast, pupil_of(cast))}/decide/", DECIDED)
    assert sorted(grants()) == [
        ("northford: Front door", "involvement", "identity", "ISA 9", "CA2004_11"),
        ("school: Safeguarding team", "submission", "record", None, "CA2004_10"),
        ("school: Safeguarding team", "submission", "record", None, "CA2004_10"),
    ]
    [told] = log_of(database, "verb = 'information.grant'")
    assert (told["agreement"], told["gateway"]) == (None, "CA2004_10")


def test_a_grant_that_an_agreement_covers_names_it(cast, powers):
    child = child_of(cast, "northford", "Kai", "Reed", reference="KAI")
    with building() as build:
        record = build(Record(child=child, owner=child.owner, category=Category.REFERRAL, kind="referral"))
    asked = {"team": cast.teams["response"], "reason": "Asked for", "at": TUESDAY}
    with cast.acting("Asha") as by:
        mine = Record.objects.get(pk=record.pk)
        information.grant(record=mine, level=Level.REDACTED, basis=Basis.REQUEST, by=by, **asked)
        children.involve(child=Child.objects.get(pk=child.pk), until=None, by=by, **asked)
    response = "northshire_police: Response"
    assert sorted(grants()) == [
        (response, "involvement", "identity", "ISA 1", "CA2004_11"),
        (response, "request", "record", "ISA 1", "CA2004_11"),
    ]


def test_a_missing_child_and_an_interview_asked_of_a_charity_are_opened_by_a_named_power(cast, powers, database):
    child = child_of(cast, "northford", "Jake", "Arden", reference="JAKE")
    interview = begun(cast, came_home(cast, child))
    deed(cast, "Nia", "delegate", interview, NOW, team=cast.teams["lantern"], reason="She knows the youth worker.")
    made = grants()
    assert {line[:3] for line in made} == {
        ("northford: Front door", "involvement", "identity"),
        ("charity: Youth workers", "request", "identity"),
        ("charity: Youth workers", "request", "record"),
    }
    assert [line for line in made if not line[-1]] == []
    logged = log_of(database, "verb in ('information.lend', 'children.show', 'children.involve') and agreement is null")
    assert [event["verb"] for event in logged if not event["gateway"] and len(event["recipients"]) > 1] == []


def test_within_one_agency_nothing_is_shared_and_no_power_is_named(cast, powers):
    child = child_of(cast, "northford", "Kai", "Reed", reference="KAI")
    with cast.acting("Asha") as by:
        mine = Child.objects.get(pk=child.pk)
        children.involve(child=mine, team=cast.teams["front_door"], until=None, reason="Asked", by=by, at=TUESDAY)
    with building():
        [grant] = ChildTeamGrant.objects.all()
    assert (grant.agreement, grant.gateway) == (None, None)


def test_why_a_grant_opens_a_row_names_its_power_in_the_log(cast, powers, web, database):
    referral = sent(cast, pupil_of(cast))
    assert web("Ella").get(f"/api/referrals/{referral}/").status_code == 200
    look = log_of(database)[-1]
    assert (look["rule"], look["agreement"], look["gateway"]) == ("P2", None, "CA2004_10")
