"""Files and functions stay short enough to be read, in the tests too, and nothing is silenced without a reason."""

import ast
import re

import pytest

from tests.architecture.code import ROOT, functions, lines_of, modules_under, shelf, sources

LAW_TABLES = {"agencies/access/policy.py", "referrals/clocks.py"}
TESTS = modules_under("tests")
OURS = sources() | TESTS


def span(node) -> int:
    """The lines of a function from its name to its end."""
    return node.end_lineno - node.lineno + 1


def longer(trees, most: int, among=lambda path, node: True) -> list[str]:
    return [
        f"{path}:{node.name}: {span(node)}"
        for path, tree in trees.items()
        for node in functions(tree)
        if among(path, node) and span(node) > most
    ]


def test_no_file_is_longer_than_it_may_be():
    most = {path: 600 if path in LAW_TABLES or path.endswith("codes.py") else 250 for path in sources()}
    assert {path: lines_of(path) for path in most if lines_of(path) > most[path]} == {}


def test_no_function_is_longer_than_forty_lines():
    assert longer(OURS, 40) == []


def test_no_function_of_a_view_is_longer_than_twenty_lines():
    assert longer(sources(), 20, lambda path, node: shelf(path) in ("views", "api")) == []


def test_of_a_hundred_functions_ninety_five_have_at_most_twenty_five_lines():
    every = [span(node) for tree in sources().values() for node in functions(tree)]
    assert sum(lines <= 25 for lines in every) >= len(every) * 0.95


def test_no_test_is_longer_than_twenty_five_lines():
    assert longer(TESTS, 25, lambda path, node: node.name.startswith("test_")) == []


SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover|fmt:\s*off)(?P<which>:\s*[A-Z]+[0-9]+|\[[\w-]+\])?(?P<why>.*)$")


def unexplained(text: str) -> list[str]:
    """Lines that silence a check without naming which one, or without saying why."""
    found = [(line, SILENCED.search(line)) for line in text.splitlines()]
    return [line.strip() for line, said in found if said and not (said["which"] and re.search(r"- \w+ \w+", said["why"]))]


def test_nothing_is_silenced_without_a_reason():
    assert {path: lines for path in OURS if (lines := unexplained((ROOT / path).read_text(encoding="utf-8")))} == {}


@pytest.mark.parametrize("said", ["noqa", "noqa: F403", "noqa - the reason without the rule", "type: ignore", "type: ignore[attr-defined]"])
def test_a_silence_without_a_reason_is_found(said):
    assert unexplained(f"x = 1  # {said}") == [f"x = 1  # {said}"]


def test_no_import_hides_in_a_function():
    hidden = [
        f"{path}:{inner.lineno}"
        for path, tree in sources().items()
        for node in functions(tree)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []
