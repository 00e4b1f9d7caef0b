"""The layers of the house: a package imports only from lower ones, never sideways, never up."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import education
from sciatica_site.place import PROJECT

ROOT = Path(education.__file__).parent
LAYERS = [
    {"text"},
    {"clinics"},
    {"content"},
    {"review"},
    {"publishing"},
    {"quiz", "exchange"},
    {"staff"},
]
HEIGHT = {package: height for height, packages in enumerate(LAYERS) for package in packages}
MODULES = sorted(path for package in HEIGHT for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Packages of ours that a module imports from."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            parts = name.split(".")
            if parts[0] == "education" and len(parts) > 1:
                yield parts[1]


def test_there_is_something_to_check() -> None:
    assert len(MODULES) > 20
    assert [package for package in HEIGHT if not (ROOT / package / "__init__.py").exists()] == []


def test_the_order_is_the_one_that_contributors_are_told() -> None:
    told = re.search(r"`(text < [^`]*) < wiring`", (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert told
    assert [set(height.split(", ")) for height in told[1].split(" < ")] == LAYERS


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down(path: Path) -> None:
    own = path.relative_to(ROOT).parts[0]
    wrong = [name for name in imported(path) if name != own and HEIGHT.get(name, 99) >= HEIGHT[own]]
    assert not wrong, f"{own} may not import {wrong}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_import_hides_in_a_function(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            assert not [inner for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom)]


def test_text_knows_no_tables() -> None:
    for path in (ROOT / "text").rglob("*.py"):
        assert "django.db" not in path.read_text(encoding="utf-8"), path
