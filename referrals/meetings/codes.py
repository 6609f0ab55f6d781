"""The kinds of reason that put a child on the list, as the address of the page spells them."""

from referrals.risk.rules import Why

KINDS = {"missing": "Missing now", "flag": "Open flags", "overdue": "Overdue duties"}
WHY = {"missing": Why.MISSING_NOW, "flag": Why.FLAG, "overdue": Why.OVERDUE}
