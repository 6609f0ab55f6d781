"""Rows for a scene, put in place past the walls and committed. Judged on the app login alone."""

from datetime import UTC, date, datetime

from referrals.children.models import Child, Identity
from tests.cast import Cast
from tests.database import building

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


BORN = date(2011, 3, 27)


def child_of(cast: Cast, owner: str, given: str, family: str, *, reference: str, seal: int = 0, born: date = BORN) -> Child:
    """A child whom one agency registered, and for whom Northford answers."""
    agency = cast.agencies[owner]
    with building() as build:
        child = build(Child(reference=reference, responsible=cast.agencies["northford"], owner=agency, registered_at=LONG_AGO, seal=seal))
        build(Identity(child=child, owner=agency, given_names=given, family_name=family, born_on=born, sex="M", recorded_at=LONG_AGO))
    return child
