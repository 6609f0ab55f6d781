"""The kinds of reason that put a child on the list."""

KINDS = {"missing": "Missing now", "flag": "Open flags", "overdue": "Overdue duties"}
