"""What may be wrong in files of shipped words: said for every place at once, before anything is loaded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from education.content.keys import key_problem
from education.content.models import KINDS, Answer, Severity
from education.review.models import Maker
from education.review.wording import text_problems
from education.text.languages import BY_CODE

STRUCTURE = "structure.toml"
TABLES = {
    "sections": "section",
    "care_levels": "care_level",
    "red_flags": "red_flag",
    "terms": "term",
    "questions": "question",
}
"""Table of the structure → kind of its units, in reading order."""


@dataclass(frozen=True)
class Problem:
    """Something wrong in a file. Fatal problems stop the whole load."""

    file: str
    key: str
    sentence: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.sentence}" if self.key else f"{self.file}: {self.sentence}"


def structure_problems(structure: Mapping[str, Any], kinds: Mapping[str, str]) -> Iterator[Problem]:
    rows = [row for table in TABLES for row in structure.get(table, [])]
    seen: set[str] = set()
    cited = {row.get("key") for row in structure.get("citations", [])}
    for row in rows:
        key = str(row.get("key", ""))
        if not key or key in seen:
            yield Problem(STRUCTURE, key, "a key is missing or stands twice.")
        if reserved := key_problem(key):
            yield Problem(STRUCTURE, key, reserved)
        seen.add(key)
        for citation in set(row.get("citations", [])) - cited:
            yield Problem(STRUCTURE, key, f"unknown citation “{citation}”.")
        for other in ("parent", "section"):
            if row.get(other) and kinds.get(row[other]) != "section":
                yield Problem(STRUCTURE, key, f"{other} “{row[other]}” is no section.")
    yield from _question_problems(structure.get("questions", []), kinds)
    if not rows:
        yield Problem(STRUCTURE, "", "holds no units.")


def _question_problems(rows: list[Mapping[str, Any]], kinds: Mapping[str, str]) -> Iterator[Problem]:
    places: set[object] = set()
    for row in rows:
        key = str(row.get("key", ""))
        for sign in row.get("signs", []):
            if kinds.get(sign) != "red_flag":
                yield Problem(STRUCTURE, key, f"“{sign}” is no warning sign.")
        if row.get("answer") not in Answer.values or row.get("severity") not in Severity.values:
            yield Problem(STRUCTURE, key, "a question needs an answer (a, b or c) and a severity.")
        if not isinstance(row.get("run_position"), int) or row["run_position"] in places:
            yield Problem(STRUCTURE, key, "run_position is missing or stands twice.")
        places.add(row.get("run_position"))


def words_problems(path: Path, table: Mapping[str, Any], kinds: Mapping[str, str]) -> Iterator[Problem]:
    if not table:
        return
    if table.get("language") not in BY_CODE or path.stem != table.get("language"):
        yield Problem(
            path.name,
            "language",
            f"“{table.get('language')}” is not the known language that the file is named after.",
        )
    if table.get("maker") not in Maker.values:
        yield Problem(path.name, "maker", "say who made the words: “person” or “computer”.")
    for key in sorted(set(kinds) - set(table)):
        yield Problem(path.name, key, "no words for this unit yet.", fatal=False)
    for key, row in table.items():
        if key in ("language", "maker"):
            continue
        if key not in kinds or not isinstance(row, dict):
            yield Problem(path.name, key, "no unit has this key.")
            continue
        yield from _unit_problems(path.name, key, row, kinds)


def _unit_problems(
    file: str, key: str, row: Mapping[str, Any], kinds: Mapping[str, str]
) -> Iterator[Problem]:
    kind = KINDS[kinds[key]]
    for name, text in row.items():
        if name not in kind.FIELDS:
            yield Problem(file, key, f"unknown field “{name}”.")
        elif not isinstance(text, str):
            yield Problem(file, key, f"the field “{name}” must be text.")
        else:
            yield from (
                Problem(file, key, f"{name}: {sentence}")
                for sentence in text_problems(kind, name, text, kinds)
            )
    for name in sorted(kind.REQUIRED - {name for name, text in row.items() if text}):
        yield Problem(file, key, f"the field “{name}” must not be empty.")
