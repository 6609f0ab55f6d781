"""Small scenes for the pages of the ground: some children with names, and agreements that wait for a signature."""

from datetime import UTC, date, datetime
from uuid import UUID

from agencies.agreements.models import Agreement, AgreementLine, LegalGateway
from agencies.words import Category, Purpose
from referrals.children.models import Child, Identity
from tests.cast import Cast
from tests.database import builder, building

BEFORE = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"


def children_of(cast: Cast, agency: str, number: int) -> list[Child]:
    """So many children with names, held by one agency."""
    made = []
    with building() as build:
        for index in range(number):
            child = build(
                Child(
                    reference=f"{agency[:5].upper():A<5}-0000{ALPHABET[index]}-X",
                    owner=cast.agencies[agency],
                    responsible=cast.agencies["northford"],
                    registered_at=BEFORE,
                )
            )
            build(
                Identity(
                    child=child,
                    owner=cast.agencies[agency],
                    given_names=f"Rowan{index}",
                    family_name="Ashdown",
                    born_on=date(2012, 3, 4),
                    sex="F",
                    recorded_at=BEFORE,
                )
            )
            made.append(child)
    return made


def draft_agreement(cast: Cast, owner: str, recipient: str, *, number: str = "ISA 100", rely: str = "council") -> Agreement:
    """A draft that would let a recipient see identities in full, resting on a power."""
    with building() as build:
        gateway = build(
            LegalGateway(
                code="CA2004_11", provision="Children Act 2004 s11", rely_kinds=[rely], receive_kinds=[], valid_from=date(2005, 1, 1)
            )
        )
        agreement = build(
            Agreement(
                number=number,
                title="Finding children together",
                owner=cast.agencies[owner],
                gateway=gateway,
                valid_from=date(2020, 1, 1),
                valid_to=date(2099, 12, 31),
            )
        )
        build(
            AgreementLine(
                agreement=agreement,
                recipient_key=recipient,
                category=Category.IDENTITY,
                purpose=Purpose.SAFEGUARDING,
                level=3,
                scope="any",
            )
        )
    return agreement


def log_of(database: str, where: str = "true") -> list[dict]:
    """What the log holds, read by someone who sees all of it: for asserting what was written, never who may read."""
    with builder(database) as admin:
        cursor = admin.execute(f"select * from audit.event where {where} order by id")
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def shown_by(database: str, event: UUID) -> list[tuple[UUID, str, int, str]]:
    with builder(database) as admin:
        return admin.execute(
            "select child_id, category, level, rule from audit.exposure where event_key = %s order by child_id, category", [event]
        ).fetchall()
