"""The project's own source, parsed once, for tests of its shape."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FLOORS = ("safeguarding", "referrals", "agencies")


@cache
def sources() -> dict[str, ast.Module]:
    """Every module of the three floors but migrations, by its path from the root."""
    return {path: tree for floor in FLOORS for path, tree in modules_under(floor).items()}


@cache
def modules_under(folder: str) -> dict[str, ast.Module]:
    """Every module of one folder but migrations."""
    paths = [path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(paths)}


def lines_of(path: str) -> int:
    return len((ROOT / path).read_text(encoding="utf-8").splitlines())


def functions(tree: ast.Module):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def shelf(path: str) -> str:
    """The shelf of a module: `models` for both models.py and models/episodes.py."""
    parts = Path(path).with_suffix("").parts
    return parts[2] if len(parts) > 2 else parts[-1]
