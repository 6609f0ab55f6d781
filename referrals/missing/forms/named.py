"""A child named in a form by the reference that stands on their page."""

from referrals.children.models import Child
from referrals.children.rules import normal_reference

NO_SUCH_CHILD = "There is no such child among those you may see. Find the child, and take the reference from there."


def child_by(reference: str) -> Child | None:
    """The child of this reference, if the reader may see her."""
    return Child.objects.filter(reference=normal_reference(reference) or reference.strip().upper()).first()
