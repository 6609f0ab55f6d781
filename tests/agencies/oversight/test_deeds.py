"""Whatever can stand in the log has words that a data-protection officer understands."""

import ast

import pytest

from agencies.access.policy import SYSTEMS, VERBS
from agencies.oversight.codes import DEEDS, LOOKS
from agencies.oversight.rules import deed_of
from tests.architecture.code import sources


def recorded():
    """The verbs of every deed that the code notes."""
    for tree in sources().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "record":
                yield from (word.value.value for word in node.keywords if word.arg == "verb")


def test_every_look_has_words():
    assert (set(VERBS) | set(SYSTEMS)) - set(LOOKS) == set()


def test_every_deed_has_words():
    assert set(recorded()) - set(DEEDS) == set()


def test_no_words_are_kept_for_what_nobody_does():
    assert set(LOOKS) - set(VERBS) - set(SYSTEMS) == set()
    assert set(DEEDS) - set(recorded()) == set()


def test_no_two_verbs_read_the_same():
    words = [*LOOKS.values(), *DEEDS.values()]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("event", "says"),
    [
        (("missing.report", "consultation", {}), "Opened the form to report a child missing"),
        (("missing.report", "collection", {}), "Reported a child missing"),
        (("meetings.risk_list", "disclosure", {}), "Opened the risk list"),
        (("children.involve", "consultation", {}), "Linked a team to a child"),
        (("casefile.child", "consultation", {"printed": True}), "Opened a child's page, and printed it"),
        (("oversight.printed", "consultation", {"printed": True, "page": "intake.list"}), "Opened the list of referrals, and printed it"),
        (("minutes.take_down", "alteration", {}), "Take down (minutes)"),
    ],
)
def test_a_look_a_deed_and_a_sheet_of_paper_are_told_apart(event, says):
    assert deed_of(*event) == says
