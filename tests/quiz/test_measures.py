"""The measures stay pure: they stand on the standard library and on each other."""

import ast
import sys
from pathlib import Path

import pytest

from education.quiz import measures

ROOT = Path(measures.__file__).parent


def imported(module: str) -> set[str]:
    tree = ast.parse((ROOT / f"{module}.py").read_text(encoding="utf-8"))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    return {
        name
        for node in nodes
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [n.name for n in node.names]
        )
    }


def topics() -> list[str]:
    """What the facade stands on, directly or through another."""
    found, waiting = set(), ["measures"]
    while waiting:
        found.add(module := waiting.pop())
        near = {name.removeprefix("education.quiz.") for name in imported(module) if "education" in name}
        waiting += near - found
    return sorted(found)


def test_there_is_something_to_check() -> None:
    assert {"functioning", "matching", "suppression", "samples"} <= set(topics())


@pytest.mark.parametrize("module", topics())
def test_a_measure_imports_the_standard_library_and_other_measures_only(module: str) -> None:
    ours = {name for name in imported(module) if name.startswith("education.quiz.")}
    foreign = {name for name in imported(module) - ours if name.split(".")[0] not in sys.stdlib_module_names}
    assert not foreign
    assert not imported(module) & {"random", "time", "datetime"}


def test_the_facade_says_everything_that_it_imports() -> None:
    tree = ast.parse((ROOT / "measures.py").read_text(encoding="utf-8"))
    names = {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert names == set(measures.__all__)
