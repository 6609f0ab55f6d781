"""A child whom a search can find."""

from datetime import date

from referrals.children.models import Child, Identity, SearchKey
from referrals.children.rules import keys_for
from tests.cast import Cast
from tests.database import building
from tests.factories import BORN, child_of


def findable(cast: Cast, owner: str, given: str, family: str, *, reference: str, seal: int = 0, born: date = BORN) -> Child:
    child = child_of(cast, owner, given, family, reference=reference, seal=seal, born=born)
    with building() as build:
        identity = Identity._base_manager.get(child=child)
        for key in keys_for(identity.person()):
            build(SearchKey(child=child, identity=identity, owner=identity.owner, key=key))
    return child
