"""The rows of a region: first what is there once, then the crowd of children, part by part and in any process."""

from safeguarding.region import agreements, children, episodes, ground, partners, referrals, stories
from safeguarding.region.ground import Region


def begin(region: Region, password: str) -> int:
    """The ground, the agreements and the stories; returns how many children the stories have."""
    ground.assemble(region, password)
    agreements.sign(region)
    return stories.tell(region)


def crowd(region: Region, start: int, stop: int, among: int) -> None:
    """The children from one number to another, each with whatever happened to her."""
    for number in range(start, stop):
        child = children.draw(region, number, among)
        children.put(region, child)
        partners.contribute(region, child)
        if episodes.goes_missing(child, child.age(region.today)):
            episodes.happen(region, child)
        referrals.happen(region, child)
