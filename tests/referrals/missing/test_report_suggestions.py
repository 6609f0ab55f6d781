"""What is known already is offered to whoever reports a child missing: places, companions, where she lives; as far as they may see it."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from agencies.refusals import Refused
from referrals.children.models import Address, Care
from referrals.missing import presenters
from referrals.missing.models import Companion, Episode
from tests.database import building
from tests.factories import child_of
from tests.factories.missing import all_of, now_of
from tests.referrals.missing.absences import bring_home, report
from tests.referrals.missing.browsing import fields_of, text_of

SEEN = datetime(2026, 6, 1, 17, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOW = SEEN + timedelta(days=9)
REPORT = {"last_seen_when": "today", "last_seen_clock": "1700", "place": "School", "circumstances": "Argued."}
REPORT |= {"band": "HIGH", "band_reason": "Medication left at home."}


@pytest.fixture
def jake(cast):
    return child_of(cast, "northford", "Jake", "Arden", reference="7Q2MX-9K4TB-W")


@pytest.fixture
def ada(cast):
    return child_of(cast, "northford", "Ada", "Birch", reference="ADA")


@pytest.fixture
def before(cast, clock, jake, ada):
    """Away nine days ago, with Ada, found at the pier."""
    episode = bring_home(cast, "Ben", report(cast, "Ben", jake, SEEN), SEEN + 5 * HOUR, companions=[ada.pk], place="Pier")
    clock.set(NOW)
    return episode


def test_places_and_companions_of_before_are_offered_and_kept_with_what_drives_and_draws(web, before, jake, ada):
    ben, path = web("Ben"), f"/children/{jake.pk}/report-missing/"
    form = ben.get(path)
    assert "Ada Birch" in text_of(form) and "Pier" in text_of(form)
    said = {"may_be_with": str(ada.pk), "may_be_at": "Pier", "factors": ["P_CONFLICT", "D_ONLINE"]}
    check = ben.post(path, fields_of(form) | REPORT | said)
    assert "Conflict at home or in the placement, Somebody met online" in text_of(check)
    ben.post(path, fields_of(check) | {"confirmed": "yes", "factors": said["factors"]})
    episode = max(all_of(Episode), key=lambda row: row.last_seen_at)
    assert episode.factors == ["P_CONFLICT", "D_ONLINE"]
    assert [(row.child_id, row.kind) for row in all_of(Companion, episode=episode)] == [(ada.pk, "may_be")]
    page = text_of(ben.get(f"/missing/{episode.pk}/"))
    for words in ("Where the child may be", "Other children who may be there Ada Birch ADA", "Drives and draws Conflict at home"):
        assert words in page, words


def test_a_companion_whom_the_officer_may_not_see_is_not_offered(cast, web, before, jake, ada):
    cast.exclude("Ben", ada.pk)
    page = text_of(web("Ben").get(f"/children/{jake.pk}/report-missing/"))
    assert "Pier" in page and "Ada" not in page and "With the child before" not in page


def test_a_first_absence_has_nothing_to_offer(web, jake):
    page = text_of(web("Ben").get(f"/children/{jake.pk}/report-missing/"))
    assert "With the child before" not in page and "Found before" not in page


def test_where_the_child_lives_and_by_which_status_stand_above_the_form_for_those_who_may_see_them(cast, web, before, jake):
    with building() as build:
        home = {"lines": "1 Quay", "setting": "residential", "from_on": date(2026, 1, 1), "area": cast.areas["southmoor"]}
        build(Address(child=jake, owner=cast.agencies["northford"], **home))
        build(Care(child=jake, owner=cast.agencies["northford"], status="C2", from_on=date(2025, 1, 1)))
    page = text_of(web("Asha").get(f"/children/{jake.pk}/report-missing/"))
    for words in (
        "Lives Children's home",
        "Legal status Full care order",
        "Host authority Southmoor Council",
        "1 in 28 days, 1 in 30 days",
    ):
        assert words in page, words
    assert "Legal status" not in text_of(web("Cara").get(f"/children/{jake.pk}/report-missing/"))


def test_an_address_at_home_names_no_host(cast, jake):
    with building() as build:
        home = {"lines": "1 Road", "setting": "home", "from_on": date(2026, 1, 1), "area": cast.areas["northford"]}
        build(Address(child=jake, owner=cast.agencies["northford"], **home))
    with cast.acting("Asha"):
        lines = {line["key"]: line["value"] for line in presenters.standing_of(jake, NOW)}
    assert lines == {"Lives": "Family home", "Responsible authority": "Northford Council"}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"factors": ["BOREDOM"]}, "Choose from the list what drives the child away, and what draws."),
        ({"may_be_with": [uuid4()]}, "One of the children named as companions is not among those you may see."),
        ({"band": ""}, "Choose a risk band: nobody but you can say how likely harm is."),
        ({"band": "ABSENT"}, "Choose a risk band from the list in use today."),
    ],
)
def test_what_is_in_no_list_is_refused(cast, jake, more, says):
    with pytest.raises(Refused) as refused:
        report(cast, "Ben", jake, SEEN, **more)
    assert refused.value.reasons == [says]


def test_the_api_takes_and_tells_them_too(web, before, jake, ada):
    said = {"child": str(jake.pk), "last_seen_at": (NOW - HOUR).isoformat(), "place": "School", "circumstances": "Argued."}
    said |= {"band": "HIGH", "band_reason": "Cold.", "factors": ["D_FRIENDS"], "may_be_at": ["Pier"], "may_be_with": [str(ada.pk)]}
    ben = web("Ben")
    answer = ben.post("/api/episodes/", said, content_type="application/json")
    assert answer.status_code == 201
    whole = ben.get(f"/api/episodes/{answer.json()['id']}/").json()
    assert (whole["may_be_with"], whole["companions"], whole["factors"]) == ([str(ada.pk)], [], ["D_FRIENDS"])
    assert now_of(Episode, before.pk).returned_at
