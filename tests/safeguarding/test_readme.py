"""What the README promises a newcomer is there: commands, people, rooms, files."""

import re
from pathlib import Path

import pytest

from safeguarding.region.agencies import demo_sign_ins

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
ROOMS = [path.name for floor in ("referrals", "agencies") for path in (ROOT / floor).iterdir() if (path / "__init__.py").exists()]


def test_it_is_short_enough_to_be_read():
    assert len(README.splitlines()) < 120


@pytest.mark.parametrize("command", sorted(set(re.findall(r"^    make ([a-z]+)", README, re.MULTILINE))))
def test_its_commands_are_there(command):
    assert re.search(rf"^{command}:", MAKEFILE, re.MULTILINE)


def test_everybody_whom_the_story_names_may_sign_in():
    known = {username for username, *_ in demo_sign_ins()}
    story = README.split("To walk the story:")[1].split("## Test it")[0]
    assert {"ben", "nia", "joan"} <= set(re.findall(r"`([a-z]+)`", story)) <= known


@pytest.mark.parametrize("room", sorted(set(ROOMS) - {"migrations"}))
def test_the_picture_shows_every_room(room):
    """As a word of its own: two blanks or the line's end part it from what stands beside it."""
    picture = README.split("## How it is built")[1].split("There are three movements:")[0]
    assert re.search(rf"  {room}(?:  | *$)", picture, re.MULTILINE)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([\w/]+\.(?:py|sql))`", README)) - {"codes.py"}))
def test_the_files_it_names_are_there(path):
    assert (ROOT / path).exists()
