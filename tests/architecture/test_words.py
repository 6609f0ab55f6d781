"""The words that a person reads: a child is exploited or missing, and is never called what the trade has left behind."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.code import ROOT, shelf, sources

AVOIDED = {
    "prostitut": "a child is exploited",
    "runaway": "a child is missing",
    "run away": "a child is missing",
    "ran away": "a child is missing",
    "absconde?": "a child is missing",
    "lifestyle": "a child does not choose to be exploited",
    "promiscuous": "a child does not choose to be exploited",
    "by choice": "a child does not choose to be exploited",
    "putting (?:him|her|them)sel[fv]": "a child does not choose to be exploited",
    "attention.seeking": "say what the child did",
    "child porn": "say images of abuse",
    r"nominals?\b": "a person has a name",
    r"suspects?\b": "say what is known",
    r"absent\b": "a child is missing, or away with whereabouts known",
    r"super ?user": "nobody is",
    r"cases?\b": "a child is not a case",
    r"risk scores?\b": "a reason, and never a number alone",
    r"scores?\b": "a reason, and never a number alone",
}
GUIDANCE = "Statutory guidance on children who run away or go missing, 2014: within 72 hours of returning"
ALLOWED = {
    ("referrals/clocks.py", GUIDANCE): "the guidance's own title",
    ("referrals/profiles/codes.py", "Absent"): "a risk band of 2013 to 2017, shown where an old record has it",
}
SHOWN = ("codes", "presenters", "forms", "rules", "views", "actions", "explain", "policy", "refusals", "clocks")
HIDDEN = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)


def texts() -> Iterator[tuple[str, str]]:
    """Every sentence that reaches a person: what templates say, and the sentences of the shelves that words come from."""
    for path in sorted((ROOT / "templates").rglob("*.*")):
        yield str(path.relative_to(ROOT)), HIDDEN.sub(" ", path.read_text(encoding="utf-8"))
    for path, tree in sources().items():
        if shelf(path) in SHOWN or path.startswith("safeguarding/"):
            yield from ((path, words) for words in sentences(tree))


def sentences(tree: ast.Module) -> Iterator[str]:
    """Its strings but docstrings; of a word alone only one that begins as a label does."""
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_said = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken
        is_asked = is_said and node.value.lstrip().startswith(("select", "with"))  # of the database, and by nobody read
        if is_said and not is_asked and (" " in node.value or node.value.istitle()):
            yield node.value


def avoided(words: str) -> list[str]:
    return [pattern for pattern in AVOIDED if re.search(rf"\b{pattern}", words, re.IGNORECASE)]


def test_no_page_and_no_sentence_uses_a_word_to_avoid():
    found = [(path, words.strip()[:80], avoided(words)) for path, words in texts() if avoided(words) and (path, words) not in ALLOWED]
    assert found == []


def test_every_word_that_is_allowed_is_still_there():
    assert ALLOWED.keys() <= {(path, words) for path, words in texts()}


@pytest.mark.parametrize(
    "words", ["A runaway by choice", "Her lifestyle", "He is a prostitute", "Open cases", "Risk score: 7", "He absconded", "Known nominals"]
)
def test_a_word_to_avoid_is_found(words):
    assert avoided(words)


@pytest.mark.parametrize("words", ["Casework one", "Multi-agency casework", "The underscore", "A child is missing", "A caseload of twelve"])
def test_words_that_only_look_like_one_are_let_through(words):
    assert avoided(words) == []
