"""The words that come with the software: read from TOML, checked as a whole, and offered to `receiving`."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from education.content.facts import must_be_safety
from education.content.models import Weight
from education.exchange.checking import (
    STRUCTURE,
    TABLES,
    Problem,
    structure_problems,
    words_problems,
)
from education.exchange.facts import SOURCE_FACTS, whole
from education.exchange.offering import OfferedUnit, Offering
from education.exchange.progress import Told, untold
from education.exchange.receiving import receive
from education.exchange.report import Report
from education.text.fingerprint import Words
from education.text.languages import BY_CODE

SHIPPED = Path(__file__).resolve().parent.parent / "shipped"


class ShippedWordsRefused(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True)
class Release:
    """The shipped files of one article, parsed and checked."""

    article: str
    structure: Mapping[str, Any]
    words: Mapping[str, Mapping[str, Words]]
    """language → unit key → words"""
    makers: Mapping[str, str]
    problems: tuple[Problem, ...]
    digest: str

    @property
    def offering(self) -> Offering:
        rows = [(kind, row) for table, kind in TABLES.items() for row in self.structure.get(table, [])]
        sources = self.structure.get("citations", [])
        return Offering(
            article=self.article,
            digest=self.digest,
            units=tuple(OfferedUnit(row["key"], kind, _facts(kind, row)) for kind, row in rows),
            words=self.words,
            makers={code: dict.fromkeys(words, self.makers[code]) for code, words in self.words.items()},
            citations={row["key"]: {name: row.get(name) for name in SOURCE_FACTS} for row in sources},
        )


def shipped_languages() -> list[str]:
    """Codes of the languages that some words ship in, in the project's order."""
    files = {path.stem for path in SHIPPED.glob("*/*.toml")}
    return [code for code in BY_CODE if code in files]


def digest_of(folder: Path) -> str:
    """SHA-256 (hex) of the names and bytes of one folder's files. Cheap: nothing is parsed."""
    each = [
        f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in sorted(folder.glob("*.toml"))
    ]
    return hashlib.sha256("\n".join(each).encode()).hexdigest()


def read_release(folder: Path) -> Release:
    """Parse and check one folder of shipped words. Raises ShippedWordsRefused with every fatal problem at once."""
    problems: list[Problem] = []
    structure = _toml(folder / STRUCTURE, problems)
    tables = {path: _toml(path, problems) for path in sorted(folder.glob("*.toml")) if path.name != STRUCTURE}
    kinds = {str(row.get("key")): kind for table, kind in TABLES.items() for row in structure.get(table, [])}
    problems += structure_problems(structure, kinds)
    for path, table in tables.items():
        problems += words_problems(path, table, kinds)
    fatal = [problem for problem in problems if problem.fatal]
    if fatal:
        raise ShippedWordsRefused(fatal)
    words = {
        str(table["language"]): {key: row for key, row in table.items() if key in kinds}
        for table in tables.values()
    }
    makers = {str(table["language"]): str(table["maker"]) for table in tables.values()}
    return Release(structure["article"], structure, words, makers, tuple(problems), digest_of(folder))


def load_release(release: Release, told: Told = untold) -> Report:
    """Take one release in; the same again changes nothing."""
    return receive(release.offering, told)


def _toml(path: Path, problems: list[Problem]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except FileNotFoundError:
        problems.append(Problem(path.name, "", "the file is missing."))
    except UnicodeDecodeError as error:
        problems.append(Problem(path.name, "", f"not UTF-8 (byte {error.start}). Save the file as UTF-8."))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(path.name, "", f"not TOML: {error}."))
    return {}


def _facts(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of one unit, as the files say them in fewer words."""
    safety = must_be_safety(kind, row) or row.get("weight") == Weight.SAFETY
    weight = Weight.SAFETY if safety else Weight.ORDINARY
    lists = {name: sorted(row.get(name, [])) for name in ("citations", "signs")}
    return whole(kind, {**row, **lists, "weight": weight.value, "taught_in": row.get("section")})
