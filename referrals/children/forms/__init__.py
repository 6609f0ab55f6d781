"""What is typed about a child."""

from referrals.children.forms.finding import Find
from referrals.children.forms.registering import Person, RecordBirth, Register, as_typed, asked_about

__all__ = ["Find", "Person", "RecordBirth", "Register", "as_typed", "asked_about"]
