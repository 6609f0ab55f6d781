"""What a health trust or a school holds about a child it is involved with: the pointer, and the text written for readers."""

from datetime import timedelta
from random import Random

from agencies.words import Category
from referrals.information.models import Record, Summary
from safeguarding.region.children import Profile
from safeguarding.region.ground import Region, key_of

HEALTH = (
    "Missed two of three appointments this year; the family was written to.",
    "Seen in the emergency department with a hand injury; the story fitted the injury.",
    "Weight is falling. Under review by the school nurse.",
)
EDUCATION = (
    "Attendance 71 per cent this term; it was 93 per cent a year ago.",
    "Two exclusions this year, both for fighting at the school gate.",
    "Attends well, quiet, has one close friend. A learning mentor meets the child weekly.",
)
SHARE = 0.7


def contribute(region: Region, child: Profile) -> None:
    """Most of the schools and nurses that know a child have written something down."""
    for link in child.links:
        words = HEALTH if link.agency == "trust" else EDUCATION if link.team == f"{child.school}_lead" else ()
        rng = Random(f"{region.seed}:held:{child.number}:{link.agency}")
        if words and rng.random() < SHARE:
            category = Category.HEALTH if link.agency == "trust" else Category.EDUCATION
            key = key_of(region.seed, "held", child.number, link.agency)
            about = {"child_id": child.key, "owner_id": region.agencies[link.agency], "category": category, "seal": child.seal}
            region.rows.add(Record, id=key, kind="note", **about)
            written_at = region.at - (region.at - child.registered_at) * rng.random() - timedelta(hours=1)
            text = key_of(region.seed, "summary", key)
            region.rows.add(Summary, id=text, record_id=key, text=rng.choice(words), written_at=written_at, **about)
