"""What another agency saw is written beside an episode that it sees, for whoever holds it, and nothing else of the holder's is."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from agencies.agreements.models import Agreement
from referrals.missing import actions
from referrals.missing.models import Episode, Sighting
from tests.database import building
from tests.factories import child_of
from tests.referrals.missing.absences import report
from tests.referrals.missing.browsing import text_of

SEEN = datetime(2026, 6, 1, 20, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PIER = {"seen_at": SEEN + 2 * HOUR, "place": "Pier", "area": None, "words": "Alone."}


@pytest.fixture
def missing(cast):
    return report(cast, "Ben", child_of(cast, "northford", "Kai", "Moss", reference="KAI"), SEEN)


def of_mia(cast):
    return report(cast, "Ben", child_of(cast, "northford", "Mia", "Reed", reference="MIA"), SEEN)


def written(cast, who, episode, **other):
    """A row written past the deed, by somebody who has the login of the web and no more."""
    with cast.acting(who) as by, transaction.atomic():
        row = {"record_id": episode.record_id, "child_id": episode.child_id, "owner_id": episode.owner_id, "episode_id": episode.pk}
        said = {"by_agency_id": by.agency, "recorded_by_id": by.user, "recorded_at": SEEN + 3 * HOUR, **PIER}
        return Sighting.objects.create(id=uuid4(), **row | said | other)


def test_the_holder_reads_what_another_force_saw_where_no_agreement_lets_it_read_that_force(cast, web, missing):
    with cast.acting("Cara") as cara:
        actions.sight(episode=Episode.objects.get(pk=missing.pk), **PIER, by=cara, at=SEEN + 3 * HOUR)
    with building():
        Agreement.objects.filter(owner=cast.agencies["southmoor_police"]).update(valid_to=SEEN.date() - timedelta(days=2))
    page = text_of(web("Ben").get(f"/missing/{missing.pk}/"))
    assert "Pier" in page
    assert "Cara Example, Southmoor Police" in page


def test_what_belongs_to_the_holder_is_marked_as_the_episode_is(cast, missing):
    with building():
        Episode._base_manager.filter(pk=missing.pk).update(marking=1)
    with cast.acting("Ben") as ben:
        row = actions.sight(episode=Episode.objects.get(pk=missing.pk), **PIER, by=ben, at=SEEN + 3 * HOUR)
    assert (row.marking, row.by_agency_id) == (1, None)


def test_a_row_beside_the_episode_is_what_it_says(cast, missing):
    assert written(cast, "Cara", missing).pk


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("of another agency", lambda cast: {"by_agency_id": cast.agencies["northford"].pk}),
        ("of another person", lambda cast: {"recorded_by_id": cast.user("Ben").pk}),
        ("in another's keeping", lambda cast: {"owner_id": cast.agencies["northford"].pk}),
        ("marked otherwise", lambda cast: {"marking": 1}),
        ("handled otherwise", lambda cast: {"handling": "C"}),
        ("of another record", lambda cast: {"record_id": of_mia(cast).record_id}),
        ("of another child", lambda cast: {"child_id": of_mia(cast).child_id}),
    ],
)
def test_no_row_beside_the_episode_says_that_it_is(cast, missing, what, other):
    with pytest.raises(DatabaseError, match="row-level security"):
        written(cast, "Cara", missing, **other(cast))


@pytest.mark.parametrize("who", ["Ella", "Finn", "Hugo"])
def test_nobody_writes_beside_an_episode_who_does_not_see_it_or_may_not_write(cast, missing, who):
    with pytest.raises(DatabaseError, match="row-level security"):
        written(cast, who, missing)
