"""The API takes no JSON that the database could not keep."""

import json
from uuid import uuid4

import pytest

JSON = {"content_type": "application/json"}


def draft(words):
    return f'{{"draft": "{uuid4()}", "form": "return", "version": 0, "words": {words}}}'


@pytest.mark.parametrize(
    "words",
    [
        r'{"where": "\u0000"}',
        r'{"where": "\ud800"}',
        r'{"\udfff": "pier"}',
        r'{"where": [{"place": "the \udc00 pier"}]}',
        '{"hours": NaN}',
        '{"hours": -Infinity}',
        '{"hours": 1e999}',
        '{"where": ' + "[" * 100 + "]" * 100 + "}",
        '{"where": ' + "[" * 100_000 + "]" * 100_000 + "}",
    ],
)
def test_words_that_cannot_be_kept_are_refused_and_not_a_fault(web, words):
    answer = web("Asha").post("/api/drafts/", draft(words), **JSON)
    assert (answer.status_code, list(answer.json())) == (400, ["detail"])


def test_half_a_pair_is_no_choice_of_any_list(web, cast):
    given = r'{"username": "asha", "team": 1, "role": "\ud800", "starts_on": "2026-11-14"}'
    assert web("Adil").post("/api/seats/", given, **JSON).status_code == 400


def test_every_language_and_a_whole_pair_are_kept(web):
    words = {"where": "Łódź 👧 مدينة", "hours": 1.5, "more": [{"deep": [True, None]}]}
    assert web("Asha").post("/api/drafts/", draft(json.dumps(words)), **JSON).json()["words"] == words
