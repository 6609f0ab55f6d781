"""A refusal is a list of sentences that a person can read. Button, action, form and API show the same ones."""

SENT_BEFORE = "This form was sent before, for something else. Open it again and write it once more."


class Refused(Exception):
    """The deed is not done, and why. `reasons` are full sentences without any fact the reader may not know."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("The deed was refused.")
        self.reasons = reasons


def refuse_if(reasons: list[str]) -> None:
    """Raise `Refused` when there is at least one reason."""
    if reasons:
        raise Refused(reasons)
