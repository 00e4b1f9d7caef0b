"""README.md tells the truth about the commands and about each environment variable that the code reads."""

import ast
import os
import re
import subprocess
from pathlib import Path

import pytest

from sciatica_site import place

README = (place.PROJECT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (place.PROJECT / "Makefile").read_text(encoding="utf-8")
READERS = {"text", "flag", "number", "choice", "listed", "https_origins", "token"}
SETTINGS_OF_TESTS = ("nothing_skipped.py", "settings.py")
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*\Z")
# What stands between backticks beside the values that a variable may have.
NO_VALUES = ("make ", "manage.py ", "Authorization: ", "Serving on ")
# Set by the machinery around us, not by a person: which settings Django loads, which process of the tests this is.
NOT_FOR_PEOPLE = {"DJANGO_SETTINGS_MODULE", "PYTEST_XDIST_WORKER"}


def test_each_variable_that_the_code_reads_is_in_the_readme() -> None:
    assert read_by_the_code() - documented() == set()


def test_each_variable_in_the_readme_is_read_by_the_code() -> None:
    assert documented() - read_by_the_code() == set()


def test_the_reading_of_the_code_finds_what_is_known_to_be_there() -> None:
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "HTTPS_BY", "VAR", "PORT", "CI", "PYTHON"} <= read_by_the_code()


def test_opens_with_the_two_commands() -> None:
    opening = README[: README.index("\n## ")]

    assert re.findall(r"^make \w+", opening, re.MULTILINE) == ["make run", "make test"]


def test_each_make_target_that_it_names_exists() -> None:
    named = set(
        re.findall(r"\bmake ([a-z]+)\b", "\n".join(re.findall(r"`[^`]+`|^make .*", README, re.MULTILINE)))
    )

    assert named
    assert named <= set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def examples() -> list[tuple[str, str]]:
    """(variable, what may be written after its `=`) from the right cells of the table rows."""
    rows = re.findall(r"^\| `([A-Z][A-Z0-9_]*)` \|[^|]*\|(.*)\|$", README, re.MULTILINE)
    said = [(name, value) for name, cell in rows for value in re.findall(r"`([^`]+)`", cell)]
    return [(name, value) for name, value in said if not value.startswith(NO_VALUES)]


def test_finds_the_examples() -> None:
    assert {("MAIL_FROM", "pages@example.org"), ("HTTPS_BY", "proxy")} <= set(examples())


@pytest.mark.parametrize(("name", "value"), examples())
def test_each_example_is_read_by_a_shell_as_it_stands(name: str, value: str, tmp_path: Path) -> None:
    assert sourced(f"{name}={value}\n", name, tmp_path) == value


def test_a_value_that_a_shell_reads_otherwise_would_be_seen(tmp_path: Path) -> None:
    for value in ("Pages <pages@example.org>", "postgres://a:b&c@host/name", "a b", "$(true)"):
        assert sourced(f"MAIL_FROM={value}\n", "MAIL_FROM", tmp_path) != value


def sourced(words: str, name: str, folder: Path) -> str:
    """What a program gets for `name` where docs/hosting.md is followed: `set -a; . FILE; set +a`."""
    (folder / "environment").write_text(words, encoding="utf-8")
    done = subprocess.run(
        ["sh", "-c", f"set -a; . ./environment; set +a; printenv {name}"],
        cwd=folder,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.removesuffix("\n")


def documented() -> set[str]:
    """The first cells of the table rows: `| `NAME` | …`."""
    return set(re.findall(r"^\| `([A-Z][A-Z0-9_]*)` \|", README, re.MULTILINE))


def read_by_the_code() -> set[str]:
    files = [place.PROJECT / "manage.py", *(place.PROJECT / "tests" / name for name in SETTINGS_OF_TESTS)]
    for package in ("sciatica_site", "tools", "education"):
        files += (place.PROJECT / package).rglob("*.py")
    from_make = set(re.findall(r"^([A-Z]+) \?=", MAKEFILE, re.MULTILINE))
    return from_make.union(*map(_read_in, files)) - NOT_FOR_PEOPLE


def _read_in(file: Path) -> set[str]:
    """Names handed as a plain string to a reader of ours, or to os.environ."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and _reads_environment(node.func):
            names.add(node.args[0])
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            names.add(node.slice)
    constants = {
        node.value for node in names if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {name for name in constants if VARIABLE.match(name)}


def _reads_environment(function: ast.expr) -> bool:
    said = ast.unparse(function)
    owner, _, verb = said.rpartition(".")
    return said in {"os.environ.get", "os.getenv"} or (verb in READERS and owner in {"", "environment"})
