"""The API's manual: every door of the schema stands on a page, in words, with what it may refuse."""

import pytest

from safeguarding import manual


def test_every_operation_stands_on_the_page_of_its_room(web):
    client = web("Ben")
    index = client.get("/api/docs/").content.decode()
    for room, operations in manual.rooms().items():
        pages = range(1, -(-len(operations) // manual.SHOWN) + 1)
        page = "".join(client.get(f"/api/docs/{room}/?page={number}").content.decode() for number in pages)
        for operation in operations:
            assert operation.path.replace("'", "&#x27;") in index
            assert operation.summary.replace("'", "&#x27;") in page


def test_every_operation_says_what_it_does_and_what_it_may_refuse():
    for operations in manual.rooms().values():
        for operation in operations:
            assert operation.summary
            assert {"403", "404", "409", "503"} <= set(operation.answers)
            assert not operation.takes or "400" in operation.answers


@pytest.mark.parametrize(
    ("room", "name", "kind"),
    [
        ("flags", "answer", "one of "),
        ("risk-list", "children", "list of object"),
        ("episodes", "last_seen_at", "moment, 2026-11-24T03:12:00Z"),
        ("risk-list", "children.child", "UUID"),
    ],
)
def test_values_are_described_in_words(room, name, kind):
    fields = [field for operation in manual.rooms()[room] for field in [*operation.takes, *operation.gives]]
    assert any(field.name == name and field.kind.startswith(kind) for field in fields)


def test_a_room_that_is_not_there_is_not_found(web):
    assert web("Ben").get("/api/docs/nowhere/").status_code == 404


def test_the_manual_asks_to_sign_in(client):
    assert client.get("/api/docs/").status_code == 302
