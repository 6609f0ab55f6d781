"""What `make assets` built: whose marks are in it, what it asks for, what it weighs. And that no template goes around the policy."""

import json
import re
from pathlib import Path

import brotli
import pytest

from tests.browser.harness import KB

ROOT = Path(__file__).resolve().parents[2]
STATIC, ASSETS, TEMPLATES = ROOT / "static", ROOT / "assets", ROOT / "templates"
PRINTED_ADDRESSES = r'\[href\^="https?://"\]'
NOT_OURS = r"GDS Transport|crest|crown|https?:(?!//www\.w3\.org/)"
INLINE = {
    "a style of its own": r"<[^>]*\sstyle\s*=|<style",
    "a script of its own": r"<script(?![^>]*\b(src=|type=.application/json))",
    "a handler of its own": r"<[^>]*\son[a-z]+\s*=",
}


def test_the_style_sheet_names_no_restricted_font_no_crest_and_no_other_server():
    css = re.sub(PRINTED_ADDRESSES, "", (STATIC / "app.css").read_text(encoding="utf-8"))
    assert re.findall(NOT_OURS, css, re.IGNORECASE) == []


def test_no_picture_of_the_crown_is_handed_out():
    names = [path.name for path in (STATIC / "images").iterdir()]
    assert "favicon.svg" in names
    assert [name for name in names if re.search(r"crest|crown|logotype|govuk|moj", name)] == []


def test_every_picture_the_style_sheet_asks_for_is_there():
    asked = re.findall(r"url\(\"?\./([^)\"]+)", (STATIC / "app.css").read_text(encoding="utf-8"))
    assert [name for name in asked if not (STATIC / name).exists()] == []


def test_the_lock_records_versions_and_checksums_and_no_addresses():
    lock = (ASSETS / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert all(package.get("integrity") for name, package in json.loads(lock)["packages"].items() if name)


def test_both_projects_are_thanked_by_their_licence():
    assert (STATIC / "LICENCES.txt").read_text(encoding="utf-8").count("Permission is hereby granted") == 2


@pytest.mark.parametrize(("name", "most"), [("app.css", 16 * KB), ("app.js", 20 * KB)])
def test_style_and_script_are_light_enough_for_a_police_radio_link(name, most):
    assert len(brotli.compress((STATIC / name).read_bytes())) <= most


@pytest.mark.parametrize("what", INLINE)
def test_no_template_has(what):
    guilty = [
        str(page.relative_to(TEMPLATES)) for page in TEMPLATES.rglob("*.html") if re.search(INLINE[what], page.read_text(encoding="utf-8"))
    ]
    assert guilty == []
