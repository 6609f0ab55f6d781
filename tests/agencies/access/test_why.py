"""Why can I see this? The same rules that let the row through, in words."""

from datetime import date
from uuid import uuid4

from django.contrib.auth.models import Permission

from agencies.access.explain import NOTHING, explain, sentences
from agencies.agreements.models import Agreement, Share
from agencies.words import Category
from referrals.children.models import ChildNamedAccess, ChildTeamGrant, Identity
from referrals.information.models import Record, RecordTeamGrant
from tests.agencies.scenes import BEFORE, children_of
from tests.database import building


def reason(as_, who, child):
    with as_(who) as actor:
        return sentences(explain(Identity.objects.get(child=child), actor), actor)


def test_the_holder_of_a_record_is_told_so_and_in_which_capacity(as_, cast):
    [child] = children_of(cast, "northford", 1)
    said = reason(as_, "Asha", child)
    assert said[0] == "You act as Asha Example, Casework one, Northford Council."
    assert said[1] == "You see this in full because your own agency holds this record."
    assert said[-1] == "Your visit is recorded, and the agency that holds this can see it."


def test_who_sees_by_an_agreement_is_told_which_until_when_and_to_name_it(as_, cast):
    [child] = children_of(cast, "northford", 1)
    said = reason(as_, "Ben", child)
    assert "ISA 1, Sharing to keep children safe, to 31 Dec 2099." in said[1]
    assert "Name the agreement when you use this." in said


def test_an_agreement_that_has_ended_is_never_named_as_the_reason(as_, cast):
    [child] = children_of(cast, "northford", 1)
    with building() as build:
        same = {"owner": cast.agencies["northford"], "valid_from": date(2019, 1, 1), "valid_to": date(2019, 12, 31)}
        old = build(Agreement(number="ISA OLD", title="Over", **same))
        shared = {"recipient_key": "kind:police", "category": Category.IDENTITY, "purpose": "safeguarding", "level": 3, "scope": "any"}
        build(Share(pk=0, agreement=old, max_marking=0, **same, **shared))
    assert "ISA 1, " in reason(as_, "Ben", child)[1]


def test_who_sees_by_a_grant_is_told_since_when_and_by_whom(as_, cast):
    [child] = children_of(cast, "northford", 1)
    with building() as build:
        build(
            ChildTeamGrant(
                permission=Permission.objects.get(codename="view_child"),
                group_id=cast.teams["nurses"].pk,
                content_object_id=child.pk,
                category=Category.IDENTITY,
                level=3,
                valid_from=date(2026, 2, 1),
                basis="request",
                reason="Asked for",
                granting_agency=cast.agencies["northford"],
                granted_at=BEFORE,
            )
        )
    assert "by Northford Council since 1 Feb 2026." in reason(as_, "Dev", child)[1]


def test_the_api_answers_for_every_row_that_the_reader_may_see(web, as_, cast, database):
    [child] = children_of(cast, "northford", 1)
    answer = web("Ben").get(f"/api/why/child/{child.pk}/").json()
    assert (answer["rule"], answer["level"], answer["agreement"]) == ("P4", 1, "ISA 1")
    assert answer["obligations"] == ["cite-agreement"]
    assert web("Ella").get(f"/api/why/child/{child.pk}/").status_code == 404
    assert web("Ben").get(f"/api/why/child/{uuid4()}/").status_code == 404
    assert web("Ben").get(f"/api/why/notice/{child.pk}/").status_code == 404
    assert web("Ben").get("/api/why/child/nonsense/").status_code == 404


def record_of(child):
    """The pointer of a referral that the child's own council holds."""
    with building() as build:
        return build(Record(child=child, owner=child.owner, category=Category.REFERRAL, kind="referral"))


def test_a_record_that_was_shared_says_by_whom_and_that_it_goes_no_further(as_, cast):
    [child] = children_of(cast, "northford", 1)
    record = record_of(child)
    with building() as build:
        build(
            RecordTeamGrant(
                permission=Permission.objects.get(codename="view_record"),
                group_id=cast.teams["hill"].pk,
                content_object_id=record.pk,
                level=3,
                valid_from=date(2026, 2, 1),
                basis="submission",
                reason="Keeps sight of what it sent",
                granting_agency=cast.agencies["northford"],
                granted_at=BEFORE,
            )
        )
    with as_("Ella") as ella:
        told = explain(Record.objects.get(pk=record.pk), ella)
    assert told.says == "You see this as a pointer because this record was shared with your team, by Northford Council since 1 Feb 2026."


def test_who_is_named_past_a_seal_is_told_that_the_holder_can_see_it(as_, cast):
    [child] = children_of(cast, "northford", 1)
    with building() as build:
        build(
            ChildNamedAccess(
                child=child,
                user=cast.user("Asha"),
                valid_from=date(2026, 1, 1),
                reason="Her worker",
                naming_agency=cast.agencies["northford"],
            )
        )
        Identity._base_manager.filter(child=child).update(seal=2)
    with as_("Asha") as asha:
        told = explain(Identity.objects.get(child=child), asha)
    assert told.rule == "P1"
    assert told.duties == ["The agency that holds this can see that you passed its seal."]


def test_what_is_not_visible_is_not_explained(as_, cast):
    [child] = children_of(cast, "northford", 1)
    with building():
        hidden = Identity._base_manager.get(child=child)
    cast.exclude("Ben", child.pk)
    with as_("Ben") as ben:
        assert explain(hidden, ben) == NOTHING
